public import Quantities

extension Sheet {
    /// 项目台账: reserve and file of every housing project.
    public static let projects = Sheet(
        "projects", Text("项目台账", "Projects"),
        purpose: Text("储备库和在建项目，每个项目一行", "Reserve and running projects, one a row"),
        cycle: .yearly, key: ["project"],
        columns: [
            Column("project", Text("项目编号", "Project"), .code()),
            Column("name", Text("项目名称", "Name"), .text(max: 100)),
            Column("housing", Text("住房类型", "Housing"), .choice(Choices.housing)),
            Column("source", Text("来源", "Source"), .choice(Choices.source)),
            Column("homes", Text("批准套数", "Homes approved"), .count(.homes)),
            Column("area", Text("建筑面积", "Floor area"), .area(.squareMetres), required: false),
            Column("developer", Text("建设单位", "Developer"), .text(max: 100)),
            Column("developer_code", Text("建设单位信用代码", "Developer's credit code"), .creditCode, required: false),
            Column("in_reserve", Text("已入储备库", "In the reserve"), .flag),
            Column("file_complete", Text("项目档案齐全", "File complete"), .flag),
            Column(
                "state", Text("项目状态", "State"),
                .choice([
                    Choice("proposed", "待区级审核", "Awaiting the district"), Choice("returned", "待补正", "To be completed"),
                    Choice("reviewed", "待入库", "Awaiting the reserve"), Choice("reserve", "储备", "In the reserve"),
                    Choice("planned", "已列入计划", "In a plan"), Choice("started", "在建（含已筹集）", "Under way"),
                    Choice("basic", "基本建成", "Basically complete"), Choice("completed", "竣工", "Completed"),
                    Choice("operating", "投入使用", "In use"), Choice("withdrawn", "已退出", "Withdrawn"),
                ]), required: false, help: Text("按办理记录形成；文件填报可不填", "follows from the acts; files may leave it out")),
            Column(
                "maturity", Text("成熟度", "Maturity"),
                .choice([
                    Choice("A", "A类（可当年实施）", "A (can begin this year)"), Choice("B", "B类（可列入下一批）", "B (for the next batch)"),
                    Choice("C", "C类（培育）", "C (being prepared)"),
                ]), required: false, help: Text("按项目档案中的材料判定", "follows from the documents in the file")),
            Column("address", Text("项目地址", "Address"), .text(max: 150), required: false),
            Column("planned_start", Text("计划开工或筹集日期", "Start planned"), .date, required: false),
            Column("planned_basic", Text("计划基本建成日期", "Basic completion planned"), .date, required: false),
            Column("planned_completion", Text("计划竣工日期", "Completion planned"), .date, required: false),
            Column(
                "started_before", Text("以前年度已开工（筹集）套数", "Homes started in earlier years"), .count(.homes), required: false,
                help: Text("本系统启用前已计入的套数，不再计数", "counted before these books began, and not again")),
        ],
        rules: [
            RowRule(
                "R-PRJ-01", .error, ["started_before", "homes"], Text("以前年度已开工套数不超过批准套数", "no more homes started before than approved")
            ) {
                row in
                guard let before = row.number(0), let homes = row.number(1) else { return true }
                return before <= homes
            }
        ])

    /// 项目计划清单: the batches of the annual plan and what each project is listed for.
    public static let plans = Sheet(
        "plans", Text("年度计划清单", "Annual plan"),
        purpose: Text("分批印发的新建、筹集、竣工、棚改实施计划，每批每个项目每类一行", "One row for each batch, project and list"),
        cycle: .yearly, key: ["batch", "project", "list"],
        columns: [
            Column("batch", Text("计划批次", "Batch"), .code(max: 20)),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("list", Text("计划类别", "List"), .choice(Choices.planList)),
            Column("homes", Text("计划套数", "Homes"), .count(.homes)),
            Column("issued_on", Text("印发日期", "Issued on"), .date),
            Column("reviewed", Text("经联审或联席会议审议", "Reviewed jointly"), .flag),
        ])
}
