/// What a per cent is of, by the words before it.
enum RateHead: Sendable, Hashable {
    /// 完成率, 执行率, 占年度任务的, 完成计划的: done of planned.
    case ofPlan(Bits<Act>)
    /// 分配率, 签约率: of the whole there is.
    case ofWhole(Bits<Act>)
    /// 占全部套数的: of what the noun names.
    case share(noun: Range<Int>?)
    /// 占计划300个的: of the number just before.
    case ofNumber(Int)
    /// 超额8%.
    case over
    /// 增长, 下降.
    case change
    /// 满意度 and the like: a level, no ratio of numbers in the text.
    case level
    /// 按户数计为: as the rate before, counted otherwise.
    case sameAsBefore

    private static let fillers = Lexicon.words(
        "为 达 达到 达到了 约 近 了 仅 已 也 均 只有 高达 到 是 超过 超 不低于 不足 约为 至 分别为 分别达 分别达到 分别是 分别 均为 均达 均达到 都 都达到 已达 已达到 接近 突破 高于 低于 最高 将近 ：")

    static func read(_ percent: Mention, _ passage: Passage) -> RateHead? {
        let text = passage.text
        var label = percent.label
        if label.isEmpty, percent.depth > 0 {
            label = percent.gap.first.map { text[$0] == "（" ? percent.gap : percent.label } ?? percent.label
        }
        // 开工率（按小区数计）80.4%: over the bracket.
        if label.isEmpty, percent.depth == 0, text.ends(with: [word("）")], in: percent.gap),
            let opens = text.last(word("（"), in: percent.gap)
        {
            let start = text[percent.gap.lowerBound..<opens].lastIndex { "，、；：".unicodeScalars.contains($0) }.map { $0 + 1 }
            label = (start ?? percent.gap.lowerBound)..<opens
        }
        // After 、 the head is that of the list's first.
        let whole = label
        while let filler = fillers.filter({ $0.count <= label.count && text.has($0, at: label.upperBound - $0.count) }).max(by: {
            $0.count < $1.count
        }) {
            label = label.lowerBound..<(label.upperBound - filler.count)
        }
        if let counted = counted(label, text) {
            label = label.lowerBound..<counted
            if label.isEmpty || text[label.lowerBound..<label.upperBound].allSatisfy({ "，；".unicodeScalars.contains($0) }) {
                return .sameAsBefore
            }
        }
        guard !label.isEmpty else { return nil }
        if text[label.upperBound - 1] == "的" { return ofPhrase(label, percent, passage) }
        let near = max(label.lowerBound, label.upperBound - 10)..<label.upperBound
        if text.ends(with: Lexicon.planRate, in: label) || text.ends(with: Lexicon.words("进度"), in: label) {
            return .ofPlan(acts(text, near))
        }
        if text.ends(with: Lexicon.words("占比 比例 比重 占 占到"), in: label) { return .share(noun: nil) }
        if text.ends(with: Lexicon.wholeRate, in: label) { return .ofWhole(acts(text, near)) }
        if text.ends(with: Lexicon.words("超额 超额完成 超计划 超出计划 超任务 超目标 超额完成了 超出任务"), in: whole)
            || text.ends(with: Lexicon.words("超额 超额完成 超计划 超出计划 超任务 超目标"), in: label)
        {
            return .over
        }
        if text.ends(with: Lexicon.words("完成 已完成 共完成 实际完成 累计完成"), in: label), label.count <= 8 { return .ofPlan([]) }
        // 占年初预算45.5%, without 的.
        if text[label.lowerBound] == "占", label.count >= 4, !text.ends(with: Lexicon.words("率 度"), in: label) {
            let noun = (label.lowerBound + 1)..<label.upperBound
            if text.containsAny(Lexicon.words("计划 任务 目标 年初预算 调整预算 年度预算 指标"), in: noun) { return .ofPlan(acts(text, noun)) }
            return .share(noun: noun)
        }
        if text.ends(with: Lexicon.up + Lexicon.down, in: label)
            || text.ends(with: Lexicon.words("同比 环比 增长率 下降率 增速 增幅 降幅 增长率为 幅度"), in: label)
        {
            return .change
        }
        if text.ends(with: Lexicon.words("满意度 满意率 好评率"), in: label) { return .level }
        if text[label.upperBound - 1] == "率" {
            let acts = acts(text, near)
            return acts.isEmpty ? .level : .ofPlan(acts)
        }
        return nil
    }

    /// 占…的, 完成…的, 为…的.
    private static func ofPhrase(_ label: Range<Int>, _ percent: Mention, _ passage: Passage) -> RateHead? {
        let text = passage.text
        let inner = label.lowerBound..<(label.upperBound - 1)
        let previous = percent.id > 0 ? passage.mentions[percent.id - 1] : nil
        if inner.isEmpty || text.starts(with: Lexicon.words("年度 的"), in: inner) || inner.count <= 6, let previous,
            previous.sentence == percent.sentence, previous.isReference, label.lowerBound - previous.end <= 1
        {
            return .ofNumber(previous.id)
        }
        let openings = Lexicon.words("占 完成 实现 达到 为 是 达 相当于")
        let start = openings.compactMap { word in text.last(word, in: inner).map { $0 + word.count } }.max()
        let noun = (start ?? inner.lowerBound)..<inner.upperBound
        if text.containsAny(Lexicon.words("计划 任务 目标 预算 指标 下达 规划"), in: noun) { return .ofPlan(acts(text, noun)) }
        guard start != nil else { return nil }
        return .share(noun: noun)
    }

    private static func acts(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bits<Act> {
        var found: Bits<Act> = []
        for (word, act) in Act.words where text.contains(word, in: range) { found.insert(act) }
        if text.contains(word("基本建成"), in: range) { found.remove(.finished) }
        return found
    }

    /// Where 按小区数计 begins at the end of the label.
    private static func counted(_ label: Range<Int>, _ text: [Unicode.Scalar]) -> Int? {
        guard label.count >= 3, text[label.upperBound - 1] == "计", let at = text.last(word("按"), in: label), label.upperBound - at <= 8
        else { return nil }
        return at
    }

    /// 小区 or 户, where the rate says what it counts: 按户数计.
    static func countedUnit(_ percent: Mention, _ text: [Unicode.Scalar]) -> Word? {
        let near = max(percent.label.lowerBound - 12, percent.gap.lowerBound)..<percent.label.upperBound
        guard let at = text.last(word("按"), in: near), let end = text.first(word("计"), in: at..<near.upperBound) else { return nil }
        return Lexicon.words("小区 户 套 面积 栋").first { text.contains($0, in: at..<end) }
    }
}
