internal import Ledgers
internal import Quantities

extension FrozenResults {
    /// What of a freeze a person may see: all of it with the whole city in scope, else the figures of their own districts. Scores and
    /// sentences are the city's; a figure rests on several ledgers, so that a narrower list of ledgers shows none.
    func within(_ access: Access) -> FrozenResults {
        guard access.ledgers == .all else { return FrozenResults(figures: [], scores: [], statements: []) }
        if access.districts == .all { return self }
        return FrozenResults(
            figures: figures.filter { FigureReference(tag: $0.tag)?.region.map(access.allows) ?? false }, scores: [], statements: [])
    }
}
