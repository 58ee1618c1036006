public import Quantities

extension Sheet {
    /// 绩效目标: annual targets as issued, and the shares of districts.
    public static let targets = Sheet(
        "targets", Text("绩效目标台账", "Targets"),
        purpose: Text(
            "主管部门下达的年度目标和五年目标；市级填总目标，区级填分解目标", "Annual and five-year targets as issued; the city files the whole, districts their shares"),
        filedBy: .city, cycle: .yearly, key: ["indicator"],
        columns: [
            Column("indicator", Text("目标指标", "Indicator"), .choice(TargetIndicator.choices)),
            Column("value", Text("目标值", "Target"), .decimal, help: Text("套、户、个、栋填原数；面积填平方米", "whole units; areas in m²")),
            Column("document", Text("下达文号", "Document"), .documentNumber, required: false),
            Column("issued_on", Text("下达日期", "Issued on"), .date),
            Column(
                "reached_before", Text("以前年度累计完成", "Reached in earlier years"), .decimal, required: false,
                help: Text("仅五年目标填写：本系统启用前各年完成数之和", "of five-year goals: what the years before these books came to")),
        ])

    /// 区级目标分解.
    public static let districtTargets = Sheet(
        "district_targets", Text("区级目标分解台账", "Targets of districts"),
        purpose: Text("市级目标分解到区，各区之和应与市级目标一致", "The city's targets split over districts; the shares must add up"),
        cycle: .yearly, key: ["indicator"],
        columns: [
            Column("indicator", Text("目标指标", "Indicator"), .choice(TargetIndicator.choices)),
            Column("value", Text("目标值", "Target"), .decimal, help: Text("套、户、个、栋填原数；面积填平方米", "whole units; areas in m²")),
        ])

    /// 区级自报汇总数: the totals a district states beside its entries (reconciled by rule X-SUM-01).
    public static let declaredTotals = Sheet(
        "declared_totals", Text("区级自报汇总数", "Totals as districts state them"),
        purpose: Text("各区自报的全年汇总数，与明细台账逐项核对", "The year's totals as a district states them, checked against its entries"),
        cycle: .yearly, key: ["indicator"],
        columns: [
            Column("indicator", Text("汇总指标", "Indicator"), .choice(TargetIndicator.choices)),
            Column("value", Text("自报数", "As stated"), .decimal),
        ])

    /// 情况说明: causes and measures, written by those who answer for a figure or a finding.
    public static let explanations = Sheet(
        "explanations", Text("偏差与校核情况说明", "Explanations"),
        purpose: Text("未完成、超额完成较多或被校核规则提示的事项，写明原因和改进措施", "Causes and measures for what was missed, much exceeded, or flagged by a rule"),
        filedBy: .city, cycle: .yearly, key: ["subject"],
        columns: [
            Column("subject", Text("指标或规则编号", "Indicator or rule"), .code(max: 80)),
            Column("cause", Text("原因", "Cause"), .text(max: 500)),
            Column("measure", Text("改进措施", "Measure"), .text(max: 500), required: false),
            Column("signed_by", Text("说明人", "Signed by"), .text(max: 40)),
            Column("signed_on", Text("日期", "Signed on"), .date),
        ])

    /// 审核得分: scores as the supervising bureau or an assessor audited them, beside the city's own.
    public static let auditedScores = Sheet(
        "audited_scores", Text("审核得分台账", "Audited scores"),
        purpose: Text("财政部监管局或第三方审核后的得分及与自评不一致的原因", "Scores after audit, with the reason where they differ from the city's own"),
        filedBy: .city, cycle: .yearly, key: ["indicator"],
        columns: [
            Column("indicator", Text("指标编号", "Indicator"), .code(max: 80)),
            Column("score", Text("审核得分", "Audited score"), .decimal),
            Column("reason", Text("差异原因", "Reason for the difference"), .text(max: 500), required: false),
            Column("audited_by", Text("审核单位", "Audited by"), .text(max: 80)),
        ])
}

/// What targets and stated totals are set for.
public enum TargetIndicator {
    /// Code, name and unit of each.
    public static let all: [(choice: Choice, unit: Unit)] = [
        (Choice("bonded_raised", "保障性租赁住房建设筹集", "Affordable rental homes raised"), .homes),
        (Choice("bonded_basically_complete", "保障性租赁住房基本建成", "Affordable rental homes basically complete"), .homes),
        (Choice("public_raised", "公租房建设筹集", "Public rental homes raised"), .homes),
        (Choice("public_basically_complete", "公租房基本建成", "Public rental homes basically complete"), .homes),
        (Choice("subsidised_households", "租赁补贴发放户数", "Households paid a rent subsidy"), .households),
        (Choice("bonded_five_year", "“十四五”保障性租赁住房建设筹集", "Affordable rental homes, five-year goal"), .homesOrRooms),
        (Choice("bonded_year", "保障性租赁住房建设筹集年度安排", "Affordable rental homes, this year's share of the five-year goal"), .homesOrRooms),
        (Choice("renewal_communities", "老旧小区改造开工小区数", "Renewal: communities started"), .communities),
        (Choice("renewal_households", "老旧小区改造开工户数", "Renewal: households"), .households),
        (Choice("renewal_area", "老旧小区改造开工面积", "Renewal: floor area"), .squareMetres),
        (Choice("renewal_buildings", "老旧小区改造开工楼栋数", "Renewal: buildings"), .buildings),
        (Choice("resettlement_started", "棚改安置房新开工", "Resettlement homes started"), .homes),
        (Choice("resettlement_basically_complete", "棚改安置房基本建成", "Resettlement homes basically complete"), .homes),
    ]

    public static let choices = all.map(\.choice)
}
