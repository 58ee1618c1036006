public import Quantities

extension Sheet {
    /// 重点保障家庭专项台账: the city's frozen list of four categories, with each household's outcome.
    public static let households = Sheet(
        "households", Text("重点保障家庭专项台账", "Households to be guaranteed"),
        purpose: Text(
            "市级从系统提取并下发的低保、低收入、重残、大病四类家庭名单，逐户登记保障结果；保障率以提出申请的家庭为分母",
            "The city's list of four categories sent to districts, with each household's outcome; coverage counts those who applied"),
        cycle: .yearly, key: ["household"], subject: "household",
        columns: [
            Column("household", Text("家庭编号", "Household"), .code(max: 24)),
            Column("head", Text("户主", "Head"), .text(max: 40), personal: true),
            Column("identity", Text("户主身份证号", "Head's identity number"), .identity, personal: true),
            Column(
                "category", Text("家庭类别", "Category"),
                .choice([
                    Choice("subsistence", "低保", "On subsistence allowance"), Choice("low_income", "低收入", "Low income"),
                    Choice("disabled", "重残", "Severe disability"), Choice("illness", "大病", "Serious illness"),
                ])),
            Column(
                "applied_on", Text("申请日期", "Applied on"), .date, required: false,
                help: Text("未提出申请的留空", "blank where the household has not applied")),
            Column(
                "outcome", Text("保障结果", "Outcome"),
                .choice([
                    Choice("home", "实物配租", "Given a home"), Choice("subsidy", "租赁补贴", "Given a subsidy"),
                    Choice("declined", "放弃", "Declined"),
                    Choice("waiting", "待保障", "Waiting"),
                ])),
            Column("decided_on", Text("保障日期", "Decided on"), .date, required: false),
            Column("reason", Text("放弃原因", "Reason for declining"), .text(max: 200), required: false),
        ],
        rules: [
            RowRule("R-HOU-01", .error, ["decided_on", "outcome"], Text("已实物配租或发放补贴的应填保障日期", "a home or subsidy needs its date")) { row in
                row.number(0) != nil || !(row.isText(1, "home") || row.isText(1, "subsidy"))
            },
            RowRule("R-HOU-02", .confirm, ["reason", "outcome"], Text("放弃保障的应写明原因", "declining needs a reason")) { row in
                !row.isText(1, "declined") || row.text(0) != nil
            },
            RowRule("R-HOU-03", .error, ["decided_on", "applied_on"], Text("保障日期不得早于申请日期", "decided before applied")) { row in
                guard let decided = row.number(0), let applied = row.number(1) else { return true }
                return decided >= applied
            },
        ])
}
