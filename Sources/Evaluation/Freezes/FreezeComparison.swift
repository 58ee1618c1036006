public import Ledgers
public import Quantities
public import Store

/// What differs between two freezes, or between a freeze and the books as they stand. One JSON object; numbers are exact texts.
public struct FreezeComparison: Sendable, Hashable, Codable {
    /// `2023-1`.
    public let before: String
    /// `2023-2`, or `current`.
    public let after: String
    public let pages: [PageChange]
    /// Names of the year's files, `sheets`, `regions` or `template` whose bytes differ.
    public let materials: [String]
    public let figures: [FigureChange]
    public let scores: [ScoreChange]
    public let statements: [StatementChange]

    /// A version is `null` where the page is not part of that side.
    public struct PageChange: Sendable, Hashable, Codable {
        public let address: String
        public let before: Int64?
        public let after: Int64?
    }

    /// A side is `null` where the figure has no value there; `printed` then says so.
    public struct FigureChange: Sendable, Hashable, Codable {
        public let figure: String
        public let before: Rational?
        public let after: Rational?
        public let printedBefore: String
        public let printedAfter: String
    }

    public struct ScoreChange: Sendable, Hashable, Codable {
        public let subject: String
        public let before: Rational?
        public let after: Rational?
        public let auditedBefore: Rational?
        public let auditedAfter: Rational?
    }

    /// A side is `null` where the sentence is not stated.
    public struct StatementChange: Sendable, Hashable, Codable {
        public let subject: String
        public let before: Text?
        public let after: Text?
    }

    public var isEmpty: Bool { pages.isEmpty && materials.isEmpty && figures.isEmpty && scores.isEmpty && statements.isEmpty }
}

extension Freezes {
    /// What differs between two freezes.
    public static func compare(_ connection: any Connection, _ access: Access, _ before: Freeze, _ after: Freeze) throws -> FreezeComparison
    {
        compare(try side(connection, access, before), try side(connection, access, after))
    }

    /// What has changed since a freeze: what a new one would correct.
    public static func compare(_ connection: any Connection, _ access: Access, _ before: Freeze, _ result: EvaluationResult) throws
        -> FreezeComparison
    {
        compare(
            try side(connection, access, before),
            Side(
                name: "current", pages: result.snapshot.pages, materials: FreezeMaterials.all(result.model, template: before.template),
                results: FrozenResults(result).within(access)))
    }

    private struct Side {
        let name: String
        let pages: [PageVersion]
        let materials: [YearModel.Material]
        let results: FrozenResults
    }

    private static func side(_ connection: any Connection, _ access: Access, _ freeze: Freeze) throws -> Side {
        Side(
            name: freeze.name, pages: try snapshot(connection, access, of: freeze).pages,
            materials: try FreezeRows.materials(connection, access, freeze), results: try results(connection, access, of: freeze))
    }

    private static func compare(_ a: Side, _ b: Side) -> FreezeComparison {
        let pages = pairs(a.pages, b.pages, by: \.address).filter { $0.before != $0.after }
        let materials = pairs(a.materials, b.materials, by: \.name).filter { $0.before?.digest != $0.after?.digest }
        let figures = pairs(a.results.figures, b.results.figures, by: \.tag).filter { $0.before != $0.after }
        let scores = pairs(a.results.scores, b.results.scores, by: \.subject).filter { $0.before != $0.after }
        return FreezeComparison(
            before: a.name, after: b.name,
            pages: pages.map { FreezeComparison.PageChange(address: $0.key, before: $0.before?.version, after: $0.after?.version) },
            materials: materials.map(\.key),
            figures: figures.map {
                FreezeComparison.FigureChange(
                    figure: $0.key, before: $0.before?.value, after: $0.after?.value,
                    printedBefore: $0.before?.printed ?? Figure.nothing.zh,
                    printedAfter: $0.after?.printed ?? Figure.nothing.zh)
            },
            scores: scores.map {
                FreezeComparison.ScoreChange(
                    subject: $0.key, before: $0.before?.score, after: $0.after?.score, auditedBefore: $0.before?.audited,
                    auditedAfter: $0.after?.audited)
            },
            statements: statements(a.results.statements, b.results.statements))
    }

    private static func pairs<Item>(_ a: [Item], _ b: [Item], by key: (Item) -> String) -> [(key: String, before: Item?, after: Item?)] {
        let before = Dictionary(a.map { (key($0), $0) }) { first, _ in first }
        let after = Dictionary(b.map { (key($0), $0) }) { first, _ in first }
        return Set(before.keys).union(after.keys).sorted().map { ($0, before[$0], after[$0]) }
    }

    /// Sentences of one subject are matched in their order, those that stay the same first; the rest are changed, gone or new.
    private static func statements(_ a: [FrozenResults.Sentence], _ b: [FrozenResults.Sentence]) -> [FreezeComparison.StatementChange] {
        var subjects: [String] = []
        for sentence in a + b where !subjects.contains(sentence.subject) { subjects.append(sentence.subject) }
        return subjects.flatMap { subject -> [FreezeComparison.StatementChange] in
            var before = a.filter { $0.subject == subject }.map(\.text)
            var after = b.filter { $0.subject == subject }.map(\.text)
            for text in before where after.contains(text) {
                if let index = before.firstIndex(of: text) { before.remove(at: index) }
                if let index = after.firstIndex(of: text) { after.remove(at: index) }
            }
            return (0..<max(before.count, after.count)).map { index in
                FreezeComparison.StatementChange(
                    subject: subject, before: index < before.count ? before[index] : nil, after: index < after.count ? after[index] : nil)
            }
        }
    }
}
