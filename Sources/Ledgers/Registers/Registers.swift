public import Quantities

extension Sheet {
    /// 政策文件: what assertions about policies rest on.
    public static let policies = Sheet(
        "policies", Text("政策文件台账", "Policies"),
        purpose: Text("每份文件一行，供指标和规则引用", "One document a row, cited by indicators and rules"),
        filedBy: .city, cycle: .yearly, key: ["policy"],
        columns: [
            Column("policy", Text("编号", "Policy"), .code()),
            Column("title", Text("文件名称", "Title"), .text(max: 120)),
            Column("document", Text("发文字号", "Document number"), .documentNumber, required: false),
            Column("issued_on", Text("印发日期", "Issued on"), .date, required: false),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("topic", Text("主题", "Topic"), .code(max: 40), help: Text("与评价方案的佐证主题一致", "as the scheme's evidence names it")),
            Column("effective_on", Text("施行日期", "In force from"), .date, required: false),
            Column("ended_on", Text("失效日期", "Ended on"), .date, required: false),
            Column("supersedes", Text("替代的文件编号", "Supersedes"), .code(), required: false),
            Column(
                "state", Text("效力", "Standing"),
                .choice([
                    Choice("draft", "待印发", "Not yet issued"), Choice("in_force", "有效", "In force"),
                    Choice("superseded", "已被替代", "Superseded"), Choice("repealed", "已废止", "Repealed"),
                ]), required: false, help: Text("不填视为有效", "in force where it is empty")),
        ],
        rules: [
            RowRule("R-POL-01", .error, ["ended_on", "effective_on"], Text("失效日期不得早于施行日期", "it cannot end before it begins")) { row in
                guard let end = row.number(0), let start = row.number(1) else { return true }
                return end >= start
            },
            RowRule("R-POL-02", .error, ["supersedes", "policy"], Text("文件不能替代自身", "a policy cannot supersede itself")) { row in
                row.text(0).map { $0 != row.text(1) } ?? true
            },
            RowRule("R-POL-03", .error, ["state", "ended_on"], Text("已替代或废止的文件应有失效日期", "a policy that has ended has a day of ending")) {
                row in
                row.number(1) != nil || !(row.isText(0, "superseded") || row.isText(0, "repealed"))
            },
        ])

    /// 年度重点任务.
    public static let tasks = Sheet(
        "tasks", Text("年度重点任务台账", "Tasks of the year"),
        purpose: Text("年度工作要点的任务及分工，每项一行", "The year's tasks, one a row"),
        filedBy: .city, cycle: .yearly, key: ["task"],
        columns: [
            Column("task", Text("任务编号", "Task"), .code()),
            Column("area", Text("所属方面", "Area"), .code(max: 20, chinese: true)),
            Column("title", Text("任务内容", "What"), .text(max: 200)),
            Column("lead", Text("牵头单位", "Lead"), .text(max: 60)),
            Column("deadline", Text("完成时限", "Deadline"), .date),
            Column(
                "state", Text("进展", "State"),
                .choice([Choice("done", "已完成", "Done"), Choice("running", "推进中", "Running"), Choice("late", "逾期", "Late")])),
        ])

    /// 银企合作协议.
    public static let agreements = Sheet(
        "agreements", Text("银行合作协议台账", "Agreements with banks"),
        purpose: Text("支持保障性租赁住房建设运营的合作协议，每份一行", "Agreements in support of rental housing, one a row"),
        filedBy: .city, cycle: .yearly, key: ["agreement"],
        columns: [
            Column("agreement", Text("协议编号", "Agreement"), .code()),
            Column("bank", Text("银行", "Bank"), .text(max: 60)),
            Column("signed_on", Text("签订日期", "Signed on"), .date),
            Column("purpose", Text("用途", "Purpose"), .text(max: 200), required: false),
            Column("credit", Text("授信额度", "Credit"), .money(.wanYuan), required: false),
            Column("until", Text("协议期限至", "Until"), .date, required: false),
        ])
}
