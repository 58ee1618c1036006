/// The lists of values that several sheets share.
public enum Choices {
    /// 专项.
    public static let programme = [
        Choice("rental", "租赁住房保障", "Rental housing"),
        Choice("renewal", "老旧小区改造", "Renewal of old neighbourhoods"),
        Choice("redevelopment", "城市棚户区改造", "Redevelopment of shantytowns"),
    ]

    /// 资金类别: money by the year's tasks, and money by what was achieved.
    public static let fund = [Choice("task", "任务资金", "Task money"), Choice("reward", "奖励资金", "Reward money")]

    /// 住房类型, as plans and progress count it.
    public static let housing = [
        Choice("bonded", "保障性租赁住房", "Affordable rental housing"),
        Choice("public", "公租房", "Public rental housing"),
        Choice("resettlement", "棚改安置房", "Resettlement housing"),
    ]

    /// 节点: the milestones a project is counted at. 竣工 is part of 基本建成.
    public static let milestone = [
        Choice("raised", "建设筹集", "Raised (built, bought, converted or leased)"),
        Choice("started", "新开工", "Started"),
        Choice("basically_complete", "基本建成", "Basically complete"),
        Choice("completed", "竣工", "Completed and accepted"),
        Choice("delivered", "交付", "Delivered"),
    ]

    /// 保障性租赁住房的五类来源.
    public static let source = [
        Choice("collective_land", "集体土地建设", "On collective land"),
        Choice("conversion", "非居住建筑改建", "Converted non-residential buildings"),
        Choice("industrial_park", "产业园区配套", "On industrial-park land"),
        Choice("state_land", "新供应国有建设用地", "On newly supplied state land"),
        Choice("existing", "存量住房转化", "Existing homes turned over"),
        Choice("other", "其他", "Other"),
    ]

    /// 计划类别: the lists of the annual plan.
    public static let planList = [
        Choice("construction", "新建计划", "To build"), Choice("raising", "筹集计划", "To raise"), Choice("completion", "竣工计划", "To complete"),
        Choice("redevelopment", "棚改实施计划", "Redevelopment"),
    ]

    /// 认定书的五类房源: the sources a certificate can be given for.
    public static let certifiedSource = source.filter { $0.code != "other" }
}
