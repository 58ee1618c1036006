internal import Quantities

/// Reads a published report and checks its numbers against each other.
///
/// Four stages, each in a folder of its own: numbers (``Claims/NumberScanner``) → phrases → relations → checks.
///
///     let report = ClaimReader().read(try ReportText(path: "自评报告.txt"))
///     for claim in report.claims where claim.verdict == .inconsistent { print(claim.sentence, claim.reason.zh) }
public struct ClaimReader: Sendable {
    public init() {}

    /// Never fails: a text without numbers gives a report without claims.
    public func read(_ text: ReportText) -> ClaimReport {
        let passage = Passage(text.text)
        let plans = PlanPairs(passage)
        var relations: [Relation] = []
        relations += RateFinder(passage: passage, plans: plans).find()
        relations += ChangeFinder(passage: passage).find()
        let listed = ListedGrowth(passage: passage).find()
        let known = Set(listed.map(\.stated.range))
        relations = relations.filter { !known.contains($0.stated.range) } + listed
        relations += MultipleFinder(passage: passage).find()
        relations += AverageFinder(passage: passage).find()
        relations += DifferenceFinder(passage: passage, plans: plans).find()
        relations += PartsFinder(passage: passage).find()
        relations += ThresholdFinder(passage: passage).find()
        relations += FulfilmentFinder(passage: passage, plans: plans).find()
        relations += PairFinder(passage: passage).find()
        relations += BandFinder(passage: passage).find()
        let tables = TableFinder(passage: passage)
        relations += tables.find()
        relations += tables.findTotals()
        let related = relations.filter { !$0.readings.isEmpty }.map(\.stated.range.lowerBound)
        relations += tables.findNotes(known: Set(related))
        relations = Competition.settle(relations)
        return ReportBuilder(text: text, passage: passage).build(relations)
    }
}
