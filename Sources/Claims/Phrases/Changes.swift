/// Words before a number that make it a difference or a change.
enum Changes {
    static let fillers = Lexicon.words("了 约 近 超 达 达到 为 ： 资金 共 计 共计 的 仅 还有 将近 逾 幅度为 幅度达 幅度 率为 率 率达 约为 近约 至少 速度 速度为 速为 幅为 幅达 超过")

    /// The label without the words that say nothing before the number.
    static func stem(_ label: Range<Int>, _ text: [Unicode.Scalar]) -> Range<Int> {
        var label = label
        while let filler = fillers.filter({ $0.count < label.count && text.has($0, at: label.upperBound - $0.count) }).max(by: {
            $0.count < $1.count
        }) {
            label = label.lowerBound..<(label.upperBound - filler.count)
        }
        return label
    }

    static let over = Lexicon.words(
        "超额 超额完成 超计划 超任务数 超计划数 超目标数 超出任务数 超出 超出计划 超任务 超目标 超过计划 超过任务 超过目标 多完成 多发放 多筹集 多开工 多改造 超出任务 超出目标 超支 比计划多 比任务多 比目标多 较计划多 超计划完成 多出 比计划增加 较计划增加 净超"
    )
    static let change = Lexicon.words(
        "增长 增加 上升 提高 提升 上涨 增多 净增 下降 减少 降低 回落 下滑 缩减 压减 核减 调减 调增 追加 同比多 同比少 比上年多 比上年少 较上年多 较上年少 比去年多 比去年少 节约 节省 增收 增支 减收 减支 多收 少收 净减 压缩 同比增 同比减"
    )

    /// 超计划216套 ends with a word of plans and is a difference.
    static func isOver(_ label: Range<Int>, _ text: [Unicode.Scalar]) -> Bool { text.ends(with: over, in: stem(label, text)) }

    static func isDerived(_ mention: Mention, _ text: [Unicode.Scalar]) -> Bool {
        let stem = stem(mention.label, text)
        return text.ends(with: over, in: stem) || text.ends(with: change, in: stem) || text.ends(with: Lexicon.short, in: stem)
            || text.ends(with: Lexicon.balance, in: stem) || isComparison(stem, text)
    }

    /// 收入比支出多, 比上年少.
    private static func isComparison(_ stem: Range<Int>, _ text: [Unicode.Scalar]) -> Bool {
        text.ends(with: Lexicon.words("多 少"), in: stem) && text.containsAny(Lexicon.words("比 较"), in: stem)
    }

    /// A change or a surplus; what is left (结转, 剩余) is an amount of its own and may be a part.
    static func isChange(_ mention: Mention, _ text: [Unicode.Scalar]) -> Bool {
        let stem = stem(mention.label, text)
        return text.ends(with: over, in: stem) || text.ends(with: change, in: stem) || isComparison(stem, text)
    }
}
