public import Ledgers
public import Quantities
public import Store

/// 第三方核查: what an assessor found beside what was reported. Both are kept; nothing is put in the place of anything.
public enum Assessment {
    /// 核查数: a counter-figure to one figure of a year.
    public struct CounterFigure: Sendable, Hashable {
        public let number: Int64
        public let year: Int
        /// The figure's tag: `renewal.started.communities`, `…@110105`.
        public let tag: String
        public let title: String
        /// As it stood in the evaluation when it was assessed, exact, and as it is printed.
        public let reported: Rational
        public let reportedText: String
        /// What the assessor found, exact, in the same unit.
        public let found: Rational
        public let foundText: String
        /// How: a sample, documents, a visit.
        public let basis: String
        public let actor: String
        public let at: String
        /// What the city says to it, oldest first.
        public let explanations: [Explanation]

        /// Found less reported.
        public var difference: Rational { found - reported }
        /// A share of the reported; `nil` where that is 0.
        public var relative: Rational? { difference.divided(by: reported) }
    }

    public struct Explanation: Sendable, Hashable {
        public let text: String
        public let actor: String
        public let at: String
    }

    static let counters = RecordTable(
        "assessed_figures", indices: [["year", "tag"]],
        [
            .int("number"), .int("year"), .text("tag"), .text("title"), .text("reported"), .text("reported_text"), .text("found"),
            .text("found_text"), .text("basis"), .text("actor"), .text("done_at"),
        ])

    static let explanations = RecordTable(
        "assessed_explanations", key: ["counter", "place"],
        [.int("counter"), .int("place"), .text("words"), .text("actor"), .text("done_at")])

    static let samples = RecordTable(
        "assessed_samples", indices: [["year"]],
        [
            .int("number"), .int("year"), .text("ledger"), .int("entries"), .int("drawn"), .text("list_hash"), .text("commitment"),
            .text("seed"), .text("ids"), .text("actor"), .text("done_at"),
        ])

    static let visits = RecordTable(
        "site_records", indices: [["year", "district"]],
        [
            .int("number"), .int("year"), .text("district"), .text("ledger"), .text("entry"), .text("visited_on"), .text("words"),
            .text("actor"), .text("done_at"),
        ])

    static let photographs = RecordTable(
        "site_photographs", key: ["record", "place"],
        [.int("record"), .int("place"), .text("file"), .text("media"), .int("bytes"), .text("removed"), .text("name")])

    static let tables = [counters, explanations, samples, visits, photographs]

    static func require(_ access: Access) throws {
        try access.require(.assess)
        guard access.districts == .all else { throw SurveyError.notWholeCity }
    }

    /// Keeps a counter-figure. An earlier one to the same figure stays.
    ///
    /// - Throws: `L004`, `Q018` without words.
    @discardableResult
    public static func note(
        _ connection: any Connection, _ access: Access, year: Int, tag: String, title: String, reported: Rational, reportedText: String,
        found: Rational, foundText: String, basis: String, at moment: Moment
    ) throws -> Int64 {
        try require(access)
        guard (1...120).contains(tag.utf8.count), tag.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SurveyError.answer("指标“\(tag)”无法识别", "“\(tag)” is no figure")
        }
        let basis = try Words.trimmed(basis, Text("核查方法", "how it was found"), most: 500)
        let number = try counters.nextNumber(connection, access)
        try counters.add(
            connection, access,
            [
                .integer(number), .integer(year), .text(tag), .text(title), .text(reported.description), .text(reportedText),
                .text(found.description), .text(foundText), .text(basis), .text(access.actor), .text(moment.description),
            ], act: "assess.figure", subject: "\(number) \(tag)", at: moment.description)
        return number
    }

    /// The city's explanation of a difference.
    ///
    /// - Throws: `L004` for whoever does not sign for housing, `Q034` where there is no such counter-figure.
    public static func explain(_ connection: any Connection, _ access: Access, _ number: Int64, _ words: String, at moment: Moment) throws {
        try access.require(.signForHousing)
        let words = try Words.trimmed(words, Text("说明", "explanation"), most: 500)
        let place = try connection.row(
            """
            SELECT f.tag, (SELECT count(*) FROM assessed_explanations e WHERE e.city = f.city AND e.counter = f.number)
            FROM assessed_figures f WHERE f.city = ? AND f.number = ?
            """, [.text(access.city.digits), .integer(number)])
        guard let place else { throw SurveyError("Q034", "没有编号为\(number)的核查数", "there is no counter-figure \(number)", kind: .notFound) }
        try explanations.add(
            connection, access,
            [
                .integer(number), .integer(try place.int64(1) + 1), .text(words), .text(access.actor), .text(moment.description),
            ], act: "assess.explain", subject: "\(number) \(try place.text(0))", at: moment.description)
    }

    /// The counter-figures of a year, oldest first. Whoever reads the evaluation reads them.
    public static func figures(_ connection: any Connection, _ access: Access, year: Int) throws -> [CounterFigure] {
        try access.require(.readEvaluation)
        guard access.districts == .all else { return [] }
        let key: [SQLValue] = [.text(access.city.digits), .integer(year)]
        var said: [Int64: [Explanation]] = [:]
        for row in try connection.rows(
            """
            SELECT e.counter, e.words, e.actor, e.done_at FROM assessed_explanations e
            JOIN assessed_figures f ON f.city = e.city AND f.number = e.counter WHERE f.city = ? AND f.year = ? ORDER BY e.counter, e.place
            """, key)
        {
            said[try row.int64(0), default: []].append(
                Explanation(text: try row.text(1), actor: try row.text(2), at: try row.text(3)))
        }
        return try connection.rows(
            "SELECT \(counters.list("f")) FROM assessed_figures f WHERE f.city = ? AND f.year = ? ORDER BY f.number", key
        ).map { row in
            let number = try row.int64(0)
            guard let reported = Rational(try row.text(4)), let found = Rational(try row.text(6)) else {
                throw SurveyError.damaged("assessed_figures", "\(number)")
            }
            return CounterFigure(
                number: number, year: Int(try row.int64(1)), tag: try row.text(2), title: try row.text(3), reported: reported,
                reportedText: try row.text(5), found: found, foundText: try row.text(7), basis: try row.text(8), actor: try row.text(9),
                at: try row.text(10), explanations: said[number] ?? [])
        }
    }
}
