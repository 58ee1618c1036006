import Foundation
public import Ledgers
public import Quantities
public import Store

/// The versions of a survey's questionnaire.
public enum Questionnaires {
    /// Saves a version; possible until the survey opens.
    ///
    /// - Returns: its number, from 1; the last one's where nothing has changed.
    /// - Throws: `Q002` where it is open already, `Q005` where the questionnaire is faulty.
    @discardableResult
    public static func save(
        _ connection: any Connection, _ access: Access, _ survey: Int64, _ questionnaire: Questionnaire, at moment: Moment
    ) throws -> Int64 {
        let survey = try Surveys.survey(connection, access, survey)
        guard [.draft, .frozen, .committed, .drawn].contains(survey.state) else { throw SurveyError.notPossible(.freeze, survey) }
        try questionnaire.check()
        let last = try current(connection, access, survey.number)
        if let last, last.questionnaire == questionnaire { return last.version }
        let version = (last?.version ?? 0) + 1
        try SurveyTables.questionnaires.add(
            connection, access,
            [
                .integer(survey.number), .integer(version), .text(try JSON.text(questionnaire)), .text(access.actor),
                .text(moment.description),
            ], act: "survey.questionnaire", subject: "\(survey.code) \(version)", at: moment.description)
        return version
    }

    /// The last version, or `nil` where there is none.
    public static func current(_ connection: any Connection, _ access: Access, _ survey: Int64) throws
        -> (version: Int64, questionnaire: Questionnaire)?
    {
        guard
            let row = try connection.row(
                "SELECT version, content FROM survey_questionnaires WHERE city = ? AND survey = ? ORDER BY version DESC LIMIT 1",
                [.text(access.city.digits), .integer(survey)])
        else { return nil }
        return (try row.int64(0), try JSON.value(try row.text(1), "survey_questionnaires", "\(survey)"))
    }

    /// All versions, oldest first: number, who, when.
    public static func versions(_ connection: any Connection, _ access: Access, _ survey: Int64) throws
        -> [(version: Int64, actor: String, at: String)]
    {
        try connection.rows(
            "SELECT version, actor, done_at FROM survey_questionnaires WHERE city = ? AND survey = ? ORDER BY version",
            [.text(access.city.digits), .integer(survey)]
        ).map { (try $0.int64(0), try $0.text(1), try $0.text(2)) }
    }
}

/// Values kept as text: keys sorted, so that equal values have equal bytes.
enum JSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ text: String, _ table: String, _ key: String) throws -> T {
        do {
            return try JSONDecoder().decode(T.self, from: Data(text.utf8))
        } catch {
            throw SurveyError.damaged(table, key)
        }
    }
}
