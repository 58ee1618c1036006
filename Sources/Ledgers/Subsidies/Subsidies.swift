public import Quantities

extension Sheet {
    /// 租赁补贴发放: one row for each household and month paid. Counted in households ever paid in the year.
    public static let subsidies = Sheet(
        "subsidies", Text("市场租房补贴发放台账", "Rent subsidies paid"),
        purpose: Text("每户每月一行；年度完成数按当年发放过补贴的户数计，一户只计一次", "One row for each household and month; the year counts each household once"),
        cycle: .monthly, key: ["household"], subject: "household",
        columns: [
            Column("household", Text("家庭编号", "Household"), .code(max: 24)),
            Column("applicant", Text("申请人", "Applicant"), .text(max: 40), personal: true),
            Column("identity", Text("申请人身份证号", "Applicant's identity number"), .identity, personal: true),
            Column("class", Text("补贴档次", "Class"), .choice(subsidyClasses)),
            Column("people", Text("家庭人口", "People"), .count(.people)),
            Column("contract", Text("租赁合同号", "Lease"), .code(max: 30)),
            Column("rent", Text("月租金", "Monthly rent"), .money(.yuan)),
            Column("standard", Text("补贴标准", "Standard"), .money(.yuan)),
            Column("amount", Text("实发金额", "Amount paid"), .money(.yuan)),
            Column("paid_on", Text("发放日期", "Paid on"), .date),
        ],
        rules: [
            RowRule("R-SUB-01", .error, ["amount", "rent"], Text("实发金额不得高于月租金", "the amount may not exceed the rent")) { row in
                guard let amount = row.number(0), let rent = row.number(1) else { return true }
                return amount <= rent
            },
            RowRule("R-SUB-02", .error, ["amount", "standard"], Text("实发金额不得高于补贴标准", "the amount may not exceed the standard")) { row in
                guard let amount = row.number(0), let standard = row.number(1) else { return true }
                return amount <= standard
            },
            RowRule("R-SUB-03", .error, ["people"], Text("家庭人口应在1至15人之间", "a household has 1 to 15 people")) { row in
                row.number(0).map { (1...15).contains($0) } ?? true
            },
            .paidInPeriod("R-SUB-04", "paid_on"),
        ])

    /// 六档: 低保和分散供养特困, 低收入, then four steps of income per head.
    static let subsidyClasses = [
        Choice("1", "一档", "Class 1"), Choice("2", "二档", "Class 2"), Choice("3", "三档", "Class 3"),
        Choice("4", "四档", "Class 4"), Choice("5", "五档", "Class 5"), Choice("6", "六档", "Class 6"),
    ]
}
