public import Quantities

extension Sheet {
    /// 征收签约: households to be moved and those who signed, by project.
    public static let clearances = Sheet(
        "clearances", Text("棚改征收签约台账", "Clearance and signing"),
        purpose: Text("每个棚改项目一行；签约率按区计算，再对各区取平均", "One row for each project; the signing rate is taken by district, then averaged"),
        cycle: .yearly, key: ["project"],
        columns: [
            Column("project", Text("项目编号", "Project"), .code()),
            Column("name", Text("项目名称", "Name"), .text(max: 100)),
            Column(
                "stage", Text("所处阶段", "Stage"), .choice(Choices.clearanceStage)),
            Column("households", Text("应签约户数", "Households to sign"), .count(.households)),
            Column("signed", Text("已签约户数", "Households signed"), .count(.households)),
            Column("reported_on", Text("统计日期", "Counted on"), .date),
        ],
        rules: [
            RowRule("R-CLE-01", .error, ["signed", "households"], Text("已签约户数不得多于应签约户数", "more signed than there are")) { row in
                guard let signed = row.number(0), let households = row.number(1) else { return true }
                return signed <= households
            }
        ])

    /// 棚改安置住房: homes fit to be handed over, and those allocated.
    public static let resettlementHomes = Sheet(
        "resettlement_homes", Text("棚改安置住房分配台账", "Resettlement homes"),
        purpose: Text("达到交付使用条件的安置住房及已分配套数，每个项目一行", "Homes fit to be handed over and those allocated, one project a row"),
        cycle: .yearly, key: ["project"],
        columns: [
            Column("project", Text("项目编号", "Project"), .code()),
            Column("name", Text("项目名称", "Name"), .text(max: 100)),
            Column("ready", Text("达到交付使用条件套数", "Homes ready"), .count(.homes)),
            Column("allocated", Text("已分配套数", "Homes allocated"), .count(.homes)),
        ],
        rules: [
            RowRule("R-RES-01", .error, ["allocated", "ready"], Text("已分配套数不得多于达到交付条件套数", "more allocated than ready")) { row in
                guard let allocated = row.number(0), let ready = row.number(1) else { return true }
                return allocated <= ready
            }
        ])
}
