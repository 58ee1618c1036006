public import Ledgers
public import Quantities
public import Store

/// The answers of a survey, counted. Marks are seen from its closing on; until then only how many have come.
public struct SurveyTally: Sendable {
    public let survey: Survey
    public let questionnaire: Questionnaire
    /// The strata in their order, with their households.
    public let parts: [Frames.Part]
    /// Households drawn, answers received.
    public let drawn: [Stratum: Int64]
    public let answers: [Stratum: Int64]
    public let onPaper: Int64
    /// By stratum and item: how many gave the mark 0 … 5. Empty while the survey is open.
    public let marks: [Stratum: [String: [Int64]]]

    /// Valid and satisfied answers.
    public struct Count: Sendable, Hashable {
        public var valid: Int64 = 0
        public var satisfied: Int64 = 0
    }

    public var invited: Int64 { drawn.values.reduce(0, +) }
    public var received: Int64 { answers.values.reduce(0, +) }
    public var units: Int64 { parts.reduce(0) { $0 + $1.units } }
    public var districts: [RegionCode] { Set(parts.map(\.stratum.district)).sorted() }

    /// 应答率; `nil` where nobody was invited.
    public var responseRate: Rational? { invited > 0 ? Rational(received, invited) : nil }

    public func count(_ item: String, _ stratum: Stratum) -> Count {
        guard let marks = marks[stratum]?[item] else { return Count() }
        return Count(valid: marks.dropFirst().reduce(0, +), satisfied: questionnaire.satisfied.reduce(0) { $0 + marks[$1] })
    }

    /// Of the strata of a district, or of all.
    public func count(_ item: String, in district: RegionCode? = nil) -> Count {
        strata(district).reduce(into: Count()) { sum, stratum in
            let count = count(item, stratum)
            sum.valid += count.valid
            sum.satisfied += count.satisfied
        }
    }

    /// How many gave each mark, 0 … 5.
    public func steps(_ item: String) -> [Int64] {
        parts.reduce(into: Array(repeating: 0, count: 6)) { sum, part in
            for (mark, count) in (marks[part.stratum]?[item] ?? []).enumerated() { sum[mark] += count }
        }
    }

    public func estimate(_ item: String, in district: RegionCode? = nil) -> StratifiedEstimate? {
        StratifiedEstimate(
            parts.filter { district == nil || $0.stratum.district == district }.map { part in
                let count = count(item, part.stratum)
                return .init(part.stratum, units: part.units, valid: count.valid, satisfied: count.satisfied)
            })
    }

    /// What of an item must not be shown.
    public func suppression(_ item: String) -> Suppression {
        Suppression(
            Dictionary(uniqueKeysWithValues: parts.map { ($0.stratum, count(item, $0.stratum).valid) }), smallest: survey.smallest)
    }

    private func strata(_ district: RegionCode?) -> [Stratum] {
        parts.map(\.stratum).filter { district == nil || $0.district == district }
    }
}

extension SurveyTally {
    /// Counts what there is.
    public static func read(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> SurveyTally {
        let survey = try Surveys.survey(connection, access, number)
        guard let current = try Questionnaires.current(connection, access, number) else { throw SurveyError.noQuestionnaire }
        let commitment = try SurveyDraws.commitment(connection, access, number)
        let key: [SQLValue] = [.text(access.city.digits), .integer(number)]
        func stratum(_ row: borrowing RowCursor) throws -> Stratum {
            guard let district = RegionCode(try row.text(0)) else { throw SurveyError.damaged("survey_answers", "\(number)") }
            return Stratum(district, try row.text(1))
        }
        var answers: [Stratum: Int64] = [:]
        var onPaper: Int64 = 0
        try connection.forEachRow(
            "SELECT district, project, channel, count(*) FROM survey_answers WHERE city = ? AND survey = ? GROUP BY district, project, channel",
            key
        ) { row in
            answers[try stratum(row), default: 0] += try row.int64(3)
            if try row.text(2) == Answers.Channel.paper.rawValue { onPaper += try row.int64(3) }
        }
        var marks: [Stratum: [String: [Int64]]] = [:]
        if [.closed, .published].contains(survey.state) {
            try connection.forEachRow(
                """
                SELECT a.district, a.project, m.item, m.mark, count(*) FROM survey_answers a
                JOIN survey_marks m ON m.city = a.city AND m.survey = a.survey AND m.answer = a.answer
                WHERE a.city = ? AND a.survey = ? GROUP BY a.district, a.project, m.item, m.mark
                """, key
            ) { row in
                let mark = Int(try row.int64(3))
                guard (0...5).contains(mark) else { throw SurveyError.damaged("survey_marks", "\(number)") }
                marks[try stratum(row), default: [:]][try row.text(2), default: Array(repeating: 0, count: 6)][mark] = try row.int64(4)
            }
        }
        return SurveyTally(
            survey: survey, questionnaire: current.questionnaire, parts: try Frames.parts(connection, access, number),
            drawn: Dictionary(commitment?.allocation.parts.map { ($0.stratum, $0.drawn) } ?? []) { first, _ in first }, answers: answers,
            onPaper: onPaper, marks: marks)
    }

    /// The remarks, in the order of their random names; of districts with enough answers only. Seen from the closing on.
    public static func remarks(_ connection: any Connection, _ access: Access, _ tally: SurveyTally) throws -> [(
        district: RegionCode, text: String
    )] {
        guard [.closed, .published].contains(tally.survey.state) else { return [] }
        let hidden = tally.suppression(Questionnaire.overall)
        return try connection.rows(
            "SELECT district, body FROM survey_remarks WHERE city = ? AND survey = ? ORDER BY remark",
            [.text(access.city.digits), .integer(tally.survey.number)]
        ).compactMap { row in
            guard let district = RegionCode(try row.text(0)), !hidden.isCityHidden, !hidden.districts.contains(district) else { return nil }
            return (district, try row.text(1))
        }
    }
}
