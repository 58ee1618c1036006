internal import Quantities

/// Rates that carry the name of the amount just before: “节约46.34万元，节约率5.5%”, “核减37.08万元，核减率4.55%”.
extension RateFinder {
    private static let savings = Lexicon.words("节约 节支 核减 审减 压减 下浮 降低 减少 节省 优惠 减免")
    private static let notNames = Lexicon.words("增长 同比 利率 汇率 年均 个贷 满意 税率 费率 概率 频率 效率 回报 收益 存贷 失业 死亡 出生")

    /// All amounts before are tried. Only a saving between two amounts binds both; elsewhere a slip of the pen alone says that the amounts were meant.
    func named(_ percent: Mention) -> Relation? {
        let text = passage.text
        guard let at = text.last(word("率"), in: percent.label), at - percent.label.lowerBound >= 2 else { return nil }
        let name = Array(text[(at - 2)..<at])
        guard !Self.notNames.contains(name) else { return nil }
        let before = passage.mentions(of: passage.sentence(of: percent)).filter { $0.id < percent.id && $0.isAmount }.suffix(8)
        let part = before.last { text.contains(name, in: $0.label) || text.contains(name, in: $0.tail) }
        let isSaving = Self.savings.contains(name)
        let wholes = before.filter { whole in
            part.map { whole.id < $0.id && whole.isComparable(to: $0) && whole.value >= $0.value } ?? isSaving && !whole.isDerived
                && !whole.value.isZero
        }
        var readings = part.map { part in wholes.map { ratio(part, $0) } } ?? []
        if isSaving, wholes.count >= 2, let from = wholes.dropLast().last, let to = wholes.last, from.isComparable(to: to) {
            readings.append(Reading(formula: .fall, inputs: [Operand(from), Operand(to)]))
        }
        guard !readings.isEmpty, (wholes + [percent]).allSatisfy({ $0.numeral.bound == .exact }) else { return nil }
        let isPlain = part.map { $0.id == percent.id - 1 && $0.id - (wholes.first?.id ?? 0) == wholes.count } ?? false
        var relation = make(.rate, percent, readings, isExplicit: isSaving && isPlain && wholes.count == 2)
        relation.isLikely = part.map { isUnbroken($0, percent) } ?? false
        return relation
    }
}
