extension Choices {
    /// 改造阶段, in the order a community goes through them.
    public static let renewalStage = [
        Choice("reserve", "储备", "In the reserve"), Choice("declared", "已申报", "Declared"), Choice("planned", "列入计划", "Planned"),
        Choice("voted", "方案已表决", "Scheme voted"), Choice("construction", "施工", "Under construction"),
        Choice("completed", "已完工", "Completed"), Choice("managed", "长效管理", "Under lasting management"),
        Choice("removed", "已移出", "Removed"),
    ]

    /// 改造内容的三类.
    public static let tier = [
        Choice("basic", "基础类", "Basic"), Choice("better", "完善类", "Better"), Choice("upgrade", "提升类", "Upgrade"),
    ]

    /// 与小区改造统筹的市政专业管线.
    public static let pipeline = [
        Choice("water", "供水", "Water"), Choice("drainage", "排水", "Drainage"), Choice("gas", "燃气", "Gas"),
        Choice("heat", "供热", "Heating"), Choice("power", "供电", "Power"), Choice("telecom", "通信", "Telecommunications"),
    ]

    /// 改造后的管理模式.
    public static let managementModel = [
        Choice("market", "市场化物业", "Property company"), Choice("unit", "单位自管", "Owner unit"), Choice("street", "街道托管", "Street"),
    ]
}
