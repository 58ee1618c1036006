/// Words before and after a number that bound it.
enum BoundReader {
    private static let most = ["以下", "以内", "及以下", "之内"].map(word)
    private static let around = ["左右", "上下"].map(word)
    private static let signed = ["签约", "节约", "预约", "合约", "公约", "违约", "履约", "解约", "集约"].map(word)
    private static let particles = ["为", "了", "占"].map(word)
    private static let near = ["近", "接近", "将近"].map(word)
    private static let notNear = ["最近", "附近", "临近"].map(word)
    private static let firmLeast = ["以上", "及以上", "之上"].map(word)
    private static let beforeLeast = ["不低于", "不少于", "不小于", "至少", "超过", "超", "逾", "高于", "大于", "突破", "多于", "≥", ">", "超过了", "高出"].map(word)
    private static let beforeMost = ["不超过", "不高于", "不大于", "不多于", "低于", "小于", "少于", "至多", "不足", "≤", "<", "控制在"].map(word)
    private static let beforeAround = ["约", "大约", "大概", "约为", "约占", "左右"].map(word)

    static func bound(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bound {
        let after = range.upperBound..<min(text.count, range.upperBound + 4)
        var before = max(0, range.lowerBound - 5)..<range.lowerBound
        if text.starts(with: around, in: after) { return .about }
        if text.starts(with: firmLeast, in: after) { return .atLeast }
        if text.starts(with: most, in: after) { return .atMost }
        // 余 and 多 stand inside the number: 1000余套.
        if text[range].contains("余") || text[range].contains("多") { return .atLeast }
        if text.ends(with: particles, in: before), before.count > 1 {
            before = before.lowerBound..<(before.upperBound - 1)
        }
        // 不低于 ends with 低于: the longer word decides.
        let most = longest(beforeMost, text, before)
        let least = longest(beforeLeast, text, before)
        if most > 0 || least > 0 { return most > least ? .atMost : .atLeast }
        // 签约, 节约 end with 约 and bound nothing.
        if text.ends(with: beforeAround, in: before), !text.ends(with: signed, in: before) { return .about }
        if text.ends(with: near, in: before),
            !text.ends(with: notNear, in: before)
        {
            return .nearly
        }
        return .exact
    }

    private static func longest(_ words: [Word], _ text: [Unicode.Scalar], _ range: Range<Int>) -> Int {
        words.filter { $0.count <= range.count && text.has($0, at: range.upperBound - $0.count) }.map(\.count).max() ?? 0
    }
}
