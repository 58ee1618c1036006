public import Quantities

extension Sheet {
    /// 资金分配方案: how an amount is to be shared out, before it is; what is issued stands in ``allocations``.
    public static let allocationPlans = Sheet(
        "allocation_plans", Text("资金分配方案台账", "Allocation plans"),
        purpose: Text("按因素法测算的分配方案，经住房部门会商后由财政部门下达，每个方案一行", "Plans by factors, agreed with housing and issued by finance; one a row"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["plan"],
        columns: [
            Column("plan", Text("方案编号", "Plan"), .code()),
            Column("central_document", Text("对应中央文号", "Central document"), .documentNumber),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column(
                "fund", Text("资金类别", "Kind of money"), .choice(Choices.fund), required: false, help: Text("不填为两类资金合并分配", "blank for both")),
            Column("amount", Text("方案金额", "Amount of the plan"), .money(.wanYuan)),
            Column("rule", Text("测算规则", "Rule"), .code(max: 40)),
            Column(
                "weights", Text("调整后的权重", "Weights as changed"), .code(max: 200), required: false,
                help: Text("不填用规则的权重", "blank for the rule's own")),
            Column(
                "state", Text("方案状态", "State"),
                .choice([
                    Choice("drafted", "待会商", "To be agreed"), Choice("agreed", "待下达", "To be issued"), Choice("issued", "已下达", "Issued"),
                    Choice("withdrawn", "已撤回", "Withdrawn"),
                ])),
            Column("drafted_on", Text("测算日期", "Drafted on"), .date),
            Column("document", Text("分配文号", "Document"), .documentNumber, required: false),
            Column("issued_on", Text("下达日期", "Issued on"), .date, required: false),
        ])

    /// 分配方案明细: each district's share of a plan, as computed and as decided.
    public static let allocationLines = Sheet(
        "allocation_lines", Text("分配方案明细台账", "Lines of allocation plans"),
        purpose: Text("方案中每个区一行：测算数和方案数；调整的写明理由", "Each district of a plan: as computed and as decided, with the reason where they differ"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["plan", "recipient"],
        columns: [
            Column("plan", Text("方案编号", "Plan"), .code()),
            Column("recipient", Text("区划代码", "To district"), .code(max: 6)),
            Column("computed", Text("测算数", "As computed"), .money(.wanYuan)),
            Column("amount", Text("方案数", "As decided"), .money(.wanYuan)),
            Column("note", Text("调整理由", "Why changed"), .text(max: 200), required: false),
        ])

    /// 分配因素: the tasks and the performance of each district that the formula shares by.
    public static let allocationFactors = Sheet(
        "allocation_factors", Text("分配因素台账", "Factors of allocation"),
        purpose: Text("各区的任务量和绩效系数，每个区每个因素一行", "Tasks and performance of the districts, one a row for each district and factor"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["programme", "factor", "recipient"],
        columns: [
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("factor", Text("分配因素", "Factor"), .choice(Choices.factor)),
            Column("recipient", Text("区划代码", "District"), .code(max: 6)),
            Column(
                "value", Text("因素值", "Value"), .decimal,
                help: Text("面积填平方米，套、户、栋、个填原数，系数填小数", "areas in m², whole units, coefficients as decimals")),
            Column("basis", Text("取值依据", "Basis"), .text(max: 120)),
        ])

    /// 财政困难程度系数: how hard up a district is.
    public static let difficulty = Sheet(
        "difficulty", Text("财政困难程度系数台账", "Fiscal difficulty"),
        purpose: Text("各区财政困难程度系数，取自均衡性转移支付办法，每个区一行", "Coefficients of fiscal difficulty by district, from the equalising transfer"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["recipient"],
        columns: [
            Column("recipient", Text("区划代码", "District"), .code(max: 6)),
            Column("coefficient", Text("困难系数", "Coefficient"), .decimal),
            Column("basis", Text("系数依据", "Basis"), .text(max: 120)),
        ],
        rules: [
            RowRule("R-DIF-01", .error, ["coefficient"], Text("困难系数应大于0", "the coefficient must be above 0")) { ($0.number(0) ?? 0) > 0 }
        ])
}

extension Choices {
    /// 分配因素, as the formulas of 2019 and 2024 name them.
    public static let factor = [
        Choice("area", "改造面积", "Floor area renewed"), Choice("households", "改造户数", "Households renewed"),
        Choice("buildings", "改造楼栋数", "Buildings renewed"), Choice("communities", "改造小区数", "Communities renewed"),
        Choice("rental_homes", "配租型筹集套数", "Homes to rent raised"), Choice("sale_homes", "配售型套数", "Homes to sell"),
        Choice("subsidised", "租赁补贴户数", "Households subsidised"), Choice("redevelopment_homes", "棚改套数", "Redevelopment homes"),
        Choice("expropriated_area", "征收面积", "Expropriated area"), Choice("expropriated_households", "征收户数", "Expropriated households"),
        Choice("performance", "绩效调节系数", "Performance"),
    ]
}
