public import Quantities

extension ClaimKind {
    /// As the page and the command name it.
    public var text: Text {
        switch self {
        case .rate: Text("比率", "rate")
        case .partsSum: Text("分项与合计", "parts and total")
        case .difference: Text("差额", "difference")
        case .share: Text("占比", "share")
        case .growth: Text("增长", "growth")
        case .points: Text("百分点", "percentage points")
        case .threshold: Text("界限", "threshold")
        case .subset: Text("其中", "subset")
        case .columnSum: Text("列合计", "column total")
        case .unitPair: Text("同一数量", "same quantity")
        case .band: Text("等级", "grade")
        case .overFulfilment: Text("超额完成", "over-fulfilment")
        }
    }
}
