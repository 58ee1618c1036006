public import Ledgers
public import Quantities
public import Store

/// 满意度调查: one survey and where it stands.
public struct Survey: Sendable, Hashable {
    public let number: Int64
    /// `S2023-1`, the name it has in the ledger `surveys`.
    public let code: String
    /// A code of ``Choices/programme``.
    public let programme: String
    public let year: Int
    public let title: String
    /// 调查方式, as the ledger and the report print it.
    public let method: String
    /// Per cent: 90, 95 or 99.
    public let confidence: Int
    /// Cells with fewer answers than this are not shown.
    public let smallest: Int64
    public let actor: String
    public let madeAt: String
    public let state: SurveyState
    /// Counts the acts done with it. An act names the revision it saw.
    public let revision: Int64
}

/// One act of a survey's life.
public struct SurveyEvent: Sendable, Hashable {
    public let revision: Int64
    public let act: SurveyAct
    public let state: SurveyState
    public let reason: String
    public let actor: String
    public let at: String
}

/// Making surveys and moving them on. Every query takes the ``Access`` it is made for.
public enum Surveys {
    /// What a new survey is made from.
    public struct Plan: Sendable, Hashable {
        public var programme: String
        public var year: Int
        public var title: String
        public var method: String
        public var confidence: Int
        public var smallest: Int64

        public init(programme: String, year: Int, title: String, method: String, confidence: Int = 95, smallest: Int64 = 5) {
            self.programme = programme
            self.year = year
            self.title = title
            self.method = method
            self.confidence = confidence
            self.smallest = smallest
        }
    }

    static func require(_ access: Access) throws {
        try access.require(SurveyStates.permission)
        guard access.districts == .all else { throw SurveyError.notWholeCity }
    }

    /// - Throws: `L004`, `Q004`, `Q017` or `Q018` where the plan is badly formed.
    @discardableResult
    public static func make(_ connection: any Connection, _ access: Access, _ plan: Plan, at moment: Moment) throws -> Survey {
        try require(access)
        let title = try Words.trimmed(plan.title, Text("调查名称", "title"), most: 60)
        let method = try Words.trimmed(plan.method, Text("调查方式", "method"), most: 100)
        guard Choices.programme.contains(where: { $0.code == plan.programme }) else {
            throw SurveyError.answer("专项“\(plan.programme)”不存在", "there is no programme “\(plan.programme)”")
        }
        guard NormalDistribution.confidences.contains(plan.confidence) else {
            throw SurveyError.answer("置信水平应为90、95或99，读到\(plan.confidence)", "the confidence is 90, 95 or 99, not \(plan.confidence)")
        }
        guard (3...100).contains(plan.smallest) else {
            throw SurveyError.answer("最小单元应为3至100，读到\(plan.smallest)", "the smallest cell is 3 to 100, not \(plan.smallest)")
        }
        guard (2000...2100).contains(plan.year) else { throw SurveyError.answer("年度应为四位数", "the year has four digits") }
        let number = try SurveyTables.surveys.nextNumber(connection, access)
        let count =
            try connection.row(
                "SELECT count(*) FROM surveys_held WHERE city = ? AND year = ?", [.text(access.city.digits), .integer(plan.year)])?.int64(0)
            ?? 0
        let code = "S\(plan.year)-\(count + 1)"
        try SurveyTables.surveys.add(
            connection, access,
            [
                .integer(number), .text(code), .text(plan.programme), .integer(plan.year), .text(title), .text(method),
                .integer(plan.confidence), .integer(plan.smallest), .text(access.actor), .text(moment.description),
            ], act: "survey.make", subject: code, at: moment.description)
        return try survey(connection, access, number)
    }

    /// One survey. Throws `Q001` where there is none.
    public static func survey(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Survey {
        try require(access)
        return try any(connection, access, number)
    }

    /// All surveys, newest first.
    public static func list(_ connection: any Connection, _ access: Access) throws -> [Survey] {
        try require(access)
        return try connection.rows(
            "SELECT number FROM surveys_held WHERE city = ? ORDER BY number DESC", [.text(access.city.digits)]
        ).map { try any(connection, access, try $0.int64(0)) }
    }

    /// Whoever asks: for the public pages, which check what they show.
    static func any(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Survey {
        guard
            let row = try connection.row(
                "SELECT \(SurveyTables.surveys.list("s")) FROM surveys_held s WHERE s.city = ? AND s.number = ?",
                [.text(access.city.digits), .integer(number)])
        else { throw SurveyError.noSurvey(number) }
        let (state, revision) = try state(connection, access, number)
        return Survey(
            number: number, code: try row.text(1), programme: try row.text(2), year: Int(try row.int64(3)), title: try row.text(4),
            method: try row.text(5), confidence: Int(try row.int64(6)), smallest: try row.int64(7), actor: try row.text(8),
            madeAt: try row.text(9), state: state, revision: revision)
    }

    static func state(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> (state: SurveyState, revision: Int64) {
        guard
            let row = try connection.row(
                "SELECT state_after, revision FROM survey_acts WHERE city = ? AND survey = ? ORDER BY revision DESC LIMIT 1",
                [.text(access.city.digits), .integer(number)])
        else { return (.draft, 0) }
        guard let state = SurveyState(rawValue: try row.text(0)) else { throw SurveyError.damaged("survey_acts", "\(number)") }
        return (state, try row.int64(1))
    }

    /// What was done with a survey, oldest first.
    public static func history(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [SurveyEvent] {
        try require(access)
        return try connection.rows(
            "SELECT revision, act, state_after, reason, actor, done_at FROM survey_acts WHERE city = ? AND survey = ? ORDER BY revision",
            [.text(access.city.digits), .integer(number)]
        ).map { row in
            guard let act = SurveyAct(rawValue: try row.text(1)), let state = SurveyState(rawValue: try row.text(2)) else {
                throw SurveyError.damaged("survey_acts", "\(number)")
            }
            return SurveyEvent(
                revision: try row.int64(0), act: act, state: state, reason: try row.text(3), actor: try row.text(4), at: try row.text(5))
        }
    }

    /// Checks that an act is possible; its needs are looked at by whoever does it.
    static func allowed(_ connection: any Connection, _ access: Access, _ act: SurveyAct, _ number: Int64, revision: Int64) throws
        -> (survey: Survey, transition: SurveyTransition)
    {
        let survey = try survey(connection, access, number)
        guard survey.revision == revision else { throw SurveyError.stale(survey, seen: revision) }
        guard let transition = SurveyStates.transition(act, from: survey.state) else { throw SurveyError.notPossible(act, survey) }
        return (survey, transition)
    }

    /// Writes the record of an act and its entry in the journal.
    static func record(
        _ connection: any Connection, _ access: Access, _ survey: Survey, _ transition: SurveyTransition, reason: String = "",
        at moment: Moment
    ) throws -> Survey {
        try SurveyTables.acts.add(
            connection, access,
            [
                .integer(survey.number), .integer(survey.revision + 1), .text(transition.act.rawValue), .text(transition.from.rawValue),
                .text(transition.to.rawValue), .text(reason), .text(access.actor), .text(moment.description),
            ], act: "survey.\(transition.act.rawValue)", subject: survey.code, at: moment.description)
        return try self.survey(connection, access, survey.number)
    }
}

/// Written texts, without the blanks around them and within a length.
enum Words {
    static func trimmed(_ text: String, _ what: Text, most: Int) throws -> String {
        guard let kept = kept(text), kept.unicodeScalars.count <= most else { throw SurveyError.words(what, most: most) }
        return kept
    }

    /// `nil` where only blanks are left.
    static func kept(_ text: String) -> String? {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        return String(scalars[first...last])
    }
}
