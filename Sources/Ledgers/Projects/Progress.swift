public import Quantities

extension Sheet {
    /// 项目进度: homes that reached a milestone in the month, by the statistical definitions.
    public static let progress = Sheet(
        "progress", Text("项目进度台账", "Progress of projects"),
        purpose: Text(
            "当月达到节点的套数：新开工指进入基础结构施工，基本建成指主体完工且基本具备使用条件，竣工指完成验收备案",
            "Homes that reached a milestone in the month: started means foundation works begun, basically complete means the structure done and usable, completed means acceptance filed"
        ),
        cycle: .monthly, key: ["project", "milestone"],
        columns: [
            Column("project", Text("项目编号", "Project"), .code()),
            Column("housing", Text("住房类型", "Housing"), .choice(Choices.housing)),
            Column("milestone", Text("节点", "Milestone"), .choice(Choices.milestone)),
            Column("homes", Text("当月套数", "Homes this month"), .count(.homes)),
            Column("reached_on", Text("达到日期", "Reached on"), .date),
        ],
        rules: [
            .paidInPeriod("R-PRG-01", "reached_on"),
            RowRule("R-PRG-02", .confirm, ["homes"], Text("单月套数超过5000套，请核实", "more than 5,000 homes in a month: please confirm")) { row in
                row.number(0).map { $0 <= 5000 } ?? true
            },
        ])
}
