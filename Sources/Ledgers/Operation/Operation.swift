public import Quantities

extension Sheet {
    /// 租赁住房运营: projects people live in, who runs them and under what supervision.
    public static let operation = Sheet(
        "operation", Text("租赁住房运营台账", "Rental projects in operation"),
        purpose: Text("截至年末已入住和已投入运营的项目，每个项目一行", "Projects in operation at the end of the year, one a row"),
        cycle: .yearly, key: ["project"],
        columns: [
            Column("project", Text("项目编号", "Project"), .code()),
            Column("name", Text("项目名称", "Name"), .text(max: 100)),
            Column("housing", Text("住房类型", "Housing"), .choice(Array(Choices.housing.prefix(2)))),
            Column("homes", Text("套数", "Homes"), .count(.homes)),
            Column("occupied", Text("已入住套数", "Homes occupied"), .count(.homes)),
            Column("operator", Text("运营单位", "Operator"), .text(max: 100)),
            Column(
                "operator_kind", Text("运营单位性质", "Kind of operator"),
                .choice([
                    Choice("enterprise", "企业", "Company"), Choice("institution", "其他机构", "Other body"),
                    Choice("government", "住房保障部门直管", "Run by the authority"),
                ])),
            Column("on_platform", Text("纳入住房租赁管理服务平台", "On the rental platform"), .flag),
            Column("supervised", Text("纳入质量安全监管", "Under quality supervision"), .flag),
        ],
        rules: [
            RowRule("R-OPE-01", .error, ["occupied", "homes"], Text("已入住套数不得多于套数", "more homes occupied than there are")) { row in
                guard let occupied = row.number(0), let homes = row.number(1) else { return true }
                return occupied <= homes
            }
        ])
}
