public import Quantities

/// Why a verdict was given, in a code and in plain words.
public enum Note: Sendable, Hashable {
    case holds
    case holdsByRounding
    case holdsByTruncation
    case lastDigit
    case contradicts
    case wrongDirection
    case noBase
    case noAmounts
    case listMayBeOpen
    case listFallsShort
    case carriedOver
    case ratioNotGrowth
    case percentForPoints
    case pointsForPercent
    case overFulfilled
    case otherMeasure
    case otherUnit
    case relativeYear
    case statedTwice
    case statedTwiceDiffers
    case rateWithoutSpending
    case withinWhole
    case exceedsWhole
    case partsOverlap
    case impliedTarget
    case noFigure
    case bandHolds
    case bandLocal
    case bandContradicts
    case aboveWeight
    case allSpent
    case tableTruncated
    case fellShortOfPlan

    public var text: Text {
        switch self {
        case .holds: Text("按所给数据计算，表述成立。", "Holds by the amounts given.")
        case .holdsByRounding: Text("所给数据经过舍入，在其可能的取值内表述成立。", "The amounts are rounded; the statement holds for some values that print so.")
        case .holdsByTruncation: Text("按截尾（不进位）方式取位时成立。", "Holds if the last digit was cut off rather than rounded.")
        case .lastDigit: Text("末位相差一个单位，可由取位方式不同解释。", "One unit of the last digit apart: explained by how it was rounded.")
        case .contradicts: Text("与文中所给数据不符，其他读法也不成立。", "Contradicts the amounts the text gives, by every reading.")
        case .wrongDirection: Text("数量与比率一增一减，方向相反。", "The amount goes one way and the rate the other.")
        case .noBase: Text("文中没有给出比较的基数，无法核对。", "The text gives no base to compare with.")
        case .noAmounts: Text("文中没有给出计算该比率的数据，无法核对。", "The text gives no amounts for this rate.")
        case .listMayBeOpen: Text("所列各项之和小于总数，列举可能不完整，不作判断。", "The parts named come to less than the whole; the list may be incomplete.")
        case .listFallsShort:
            Text("所列各项之和与总数相差很小，请核对是否漏列或误写。", "The parts named come close to the whole but not to it: is one missing or miswritten?")
        case .carriedOver: Text("结余可能包含以前年度结转，不能据此判断有误。", "The balance may include what was carried over from earlier years.")
        case .ratioNotGrowth: Text("所给倍数是比值而不是增长倍数，请核对表述。", "The multiple is the ratio, not the growth: check the wording.")
        case .percentForPoints:
            Text("两个比率之差应当用“个百分点”，此处用了“%”。", "A difference of two rates is in percentage points; here it is given in per cent.")
        case .pointsForPercent:
            Text("数量的增长应当用“%”，此处用了“个百分点”。", "The growth of an amount is in per cent; here it is given in percentage points.")
        case .overFulfilled: Text("超过计划30%以上，文中没有说明原因。", "More than 30 % above plan, and no reason given.")
        case .otherMeasure:
            Text(
                "计划与完成口径不同（例如以竣工对照基本建成计划），请核对是否可比。",
                "Plan and fact are measured differently, such as completions against a plan of homes basically built.")
        case .otherUnit: Text("同一数量先后使用了不同单位，请核对口径。", "The same quantity is given in different units.")
        case .relativeYear: Text("年度报告中出现“今年”等相对日期，请核对所指年度。", "A relative date in a report on a named year.")
        case .statedTwice: Text("同一数量前后一致。", "The same quantity, stated twice, agrees.")
        case .statedTwiceDiffers: Text("同一数量前后不一致。", "The same quantity is stated twice and differs.")
        case .rateWithoutSpending: Text("只给出执行率，没有给出支出金额。", "A rate of spending without the amount spent.")
        case .withinWhole: Text("部分不超过总数。", "The part does not exceed the whole.")
        case .exceedsWhole: Text("部分超过了总数。", "The part exceeds the whole.")
        case .partsOverlap: Text("所列各项可能相互交叉，不宜相加。", "The items may overlap and need not add up.")
        case .impliedTarget: Text("计划数未直接给出；由完成数和比率推得的计划数是合理的。", "The plan is not given; the one implied by amount and rate is plausible.")
        case .noFigure: Text("有完成目标的结论，没有可核对的数据。", "It is asserted that the target was met, and no figure is given.")
        case .bandHolds: Text("得分与等级相符。", "The grade fits the score.")
        case .bandLocal: Text("与财政部通用等次（90、80、60）不符，请核对当地等次标准。", "Differs from the ministry's bands (90, 80, 60): check the local bands.")
        case .bandContradicts: Text("得分与等级不符。", "The grade does not fit the score.")
        case .aboveWeight: Text("得分超过了分值。", "The score exceeds its weight.")
        case .allSpent: Text("文中说明全部支出，与比率相符。", "The text says that all was spent, as the rate does.")
        case .tableTruncated: Text("表格可能不完整，合计无法核对。", "The table may be incomplete; its total cannot be checked.")
        case .fellShortOfPlan: Text("完成数低于计划数，与“完成”“超额完成”的表述不符。", "Below plan, though said to have met or exceeded it.")
        }
    }
}
