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
        ])

    /// 项目计划清单: the batches of the annual plan and what each project is listed for.
    public static let plans = Sheet(
        "plans", Text("年度计划清单", "Annual plan"),
        purpose: Text("分批印发的新建、筹集、竣工、棚改实施计划，每批每个项目每类一行", "One row for each batch, project and list"),
        cycle: .yearly, key: ["batch", "project", "list"],
        columns: [
            Column("batch", Text("计划批次", "Batch"), .code(max: 20)),
            Column("project", Text("项目编号", "Project"), .code()),
            Column(
                "list", Text("计划类别", "List"),
                .choice([
                    Choice("construction", "新建计划", "To build"), Choice("raising", "筹集计划", "To raise"),
                    Choice("completion", "竣工计划", "To complete"),
                    Choice("redevelopment", "棚改实施计划", "Redevelopment"),
                ])),
            Column("homes", Text("计划套数", "Homes"), .count(.homes)),
            Column("issued_on", Text("印发日期", "Issued on"), .date),
            Column("reviewed", Text("经联审或联席会议审议", "Reviewed jointly"), .flag),
        ])
}
