public import Quantities

/// 共同决定事项: the nine kinds of matters of 民法典 第二百七十八条.
public enum MatterKind: String, Sendable, Codable, CaseIterable {
    /// (一) 制定和修改业主大会议事规则
    case rules
    /// (二) 制定和修改管理规约
    case agreement
    /// (三) 选举业主委员会或者更换业主委员会成员
    case committee
    /// (四) 选聘和解聘物业服务企业或者其他管理人
    case manager
    /// (五) 使用建筑物及其附属设施的维修资金
    case useFund = "use_fund"
    /// (六) 筹集建筑物及其附属设施的维修资金
    case raiseFund = "raise_fund"
    /// (七) 改建、重建建筑物及其附属设施 (a lift is of this kind)
    case rebuild
    /// (八) 改变共有部分的用途或者利用共有部分从事经营活动
    case commonUse = "common_use"
    /// (九) 有关共有和共同管理权利的其他重大事项
    case other

    /// Its place in the article, from 1.
    public var item: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    public var title: Text {
        switch self {
        case .rules: Text("制定和修改业主大会议事规则", "rules of the owners' assembly")
        case .agreement: Text("制定和修改管理规约", "management agreement")
        case .committee: Text("选举业主委员会或者更换业主委员会成员", "election of the owners' committee")
        case .manager: Text("选聘和解聘物业服务企业或者其他管理人", "hiring or dismissing the manager")
        case .useFund: Text("使用建筑物及其附属设施的维修资金", "use of the maintenance fund")
        case .raiseFund: Text("筹集建筑物及其附属设施的维修资金", "raising the maintenance fund")
        case .rebuild: Text("改建、重建建筑物及其附属设施（含加装电梯、改造方案）", "rebuilding, lifts and renewal plans")
        case .commonUse: Text("改变共有部分的用途或者利用共有部分从事经营活动", "another use of common parts")
        case .other: Text("有关共有和共同管理权利的其他重大事项", "other weighty matters")
        }
    }
}
