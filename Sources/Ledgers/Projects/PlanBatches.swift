public import Quantities

extension Sheet {
    /// 计划批次: the batches of the annual plan, from draft to issue.
    public static let planBatches = Sheet(
        "plan_batches", Text("计划批次台账", "Plan batches"),
        purpose: Text(
            "年度计划每批一行：拟定、提交联席会议、审定、印发", "One batch of the annual plan a row: drafted, submitted to the joint meeting, approved, issued"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["batch"],
        columns: [
            Column("batch", Text("计划批次", "Batch"), .code(max: 20)),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("title", Text("计划名称", "Title"), .text(max: 100)),
            Column(
                "state", Text("办理状态", "State"),
                .choice([
                    Choice("draft", "拟定", "Draft"), Choice("submitted", "已提交会议", "With the joint meeting"),
                    Choice("approved", "已审定", "Approved"), Choice("issued", "已印发", "Issued"), Choice("dropped", "已撤销", "Dropped"),
                ])),
            Column("meeting", Text("审议会议", "Meeting"), .code(), required: false),
            Column("document", Text("印发文号", "Document"), .documentNumber, required: false),
            Column("issued_on", Text("印发日期", "Issued on"), .date, required: false),
        ])

    /// 计划批次项目: the projects of a batch before it is issued; what was issued stands in ``plans``.
    public static let planItems = Sheet(
        "plan_items", Text("计划批次项目台账", "Items of plan batches"),
        purpose: Text("每批每个项目每类一行，印发后写入年度计划清单", "One project of a batch and list a row; on issue they are written into the annual plan"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["batch", "project", "list"],
        columns: [
            Column("batch", Text("计划批次", "Batch"), .code(max: 20)),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("list", Text("计划类别", "List"), .choice(Choices.planList)),
            Column("place", Text("属地代码", "Code of its district"), .code(max: 12)),
            Column("homes", Text("计划套数", "Homes"), .count(.homes)),
            Column(
                "standing", Text("是否列入", "Standing"),
                .choice([Choice("listed", "列入", "Listed"), Choice("dropped", "调出", "Taken out")])),
        ])
}
