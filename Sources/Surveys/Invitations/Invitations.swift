public import Ledgers
public import Quantities
public import Store

/// 邀请: codes for the households drawn, printed once and kept as hashes.
public enum Invitations {
    /// A letter to print: the only place where a household's number and its code stand together.
    public struct Letter: Sendable, Hashable {
        public let unit: FrameUnit
        public let code: InvitationCode
    }

    /// Makes the codes of a district; those made for it before are void. Possible until the survey opens.
    ///
    /// The store keeps a code's hash and stratum. Which household it went to stands on the letter only, so nobody can tell later which of
    /// them answered.
    public static func make(_ connection: any Connection, _ access: Access, _ number: Int64, district: RegionCode, at moment: Moment) throws
        -> [Letter]
    {
        let survey = try Surveys.survey(connection, access, number)
        guard survey.state == .drawn else { throw SurveyError.notPossible(.open, survey) }
        let letters = try SurveyDraws.sampled(connection, access, number, district: district).map {
            Letter(unit: $0.unit, code: .random())
        }
        guard !letters.isEmpty else { throw SurveyError.noCodes }
        let table = SurveyTables.batches
        let batch = try table.nextNumber(connection, access)
        try table.add(
            connection, access,
            [
                .integer(batch), .integer(number), .text(district.digits), .integer(letters.count), .text(access.actor),
                .text(moment.description),
            ], act: "survey.codes", subject: "\(survey.code) \(district)", at: moment.description)
        var rows = RowBatch(columnCount: 6, rows: letters.count, bytesPerRow: 80)
        // By hash, so that not even the engine's pages follow the order of doors.
        for letter in letters.sorted(by: { $0.code.hash < $1.code.hash }) {
            rows.append(text: access.city.digits)
            rows.append(.digest(letter.code.hash))
            rows.append(int64: number)
            rows.append(int64: batch)
            rows.append(text: district.digits)
            rows.append(text: letter.unit.stratum.project)
            try rows.endRow()
        }
        try connection.insert(into: "survey_codes", columns: ["city", "hash", "survey", "batch", "district", "project"], batch: rows)
        return letters
    }

    /// The batches in force, by district: how many codes, who made them, when.
    public static func batches(_ connection: any Connection, _ access: Access, _ number: Int64) throws
        -> [RegionCode: (codes: Int64, actor: String, at: String)]
    {
        _ = try Surveys.survey(connection, access, number)
        var result: [RegionCode: (Int64, String, String)] = [:]
        for row in try connection.rows(
            "SELECT district, codes, actor, done_at FROM survey_batches WHERE city = ? AND survey = ? ORDER BY number",
            [.text(access.city.digits), .integer(number)])
        {
            guard let district = RegionCode(try row.text(0)) else { throw SurveyError.damaged("survey_batches", "\(number)") }
            result[district] = (try row.int64(1), try row.text(2), try row.text(3))
        }
        return result
    }

    /// Opens the survey: every district of the sample has its codes.
    @discardableResult
    public static func open(_ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, at moment: Moment) throws
        -> Survey
    {
        let (survey, transition) = try Surveys.allowed(connection, access, .open, number, revision: revision)
        guard let commitment = try SurveyDraws.commitment(connection, access, number) else { throw SurveyError.noFrame }
        let made = try batches(connection, access, number)
        let wanted = Set(commitment.allocation.parts.filter { $0.drawn > 0 }.map(\.stratum.district))
        guard wanted.allSatisfy({ made[$0] != nil }) else { throw SurveyError.noCodes }
        return try Surveys.record(connection, access, survey, transition, at: moment)
    }

    /// What a code opens.
    struct Found: Sendable {
        let survey: Survey
        let stratum: Stratum
        let hash: Digest256
    }

    /// - Throws: `Q013` for a code that is not one, or is void.
    static func find(_ connection: any Connection, _ access: Access, _ written: String) throws -> Found {
        guard let code = InvitationCode(written) else { throw SurveyError.codeUnknown }
        let hash = code.hash
        guard
            let row = try connection.row(
                """
                SELECT c.survey, c.district, c.project FROM survey_codes c WHERE c.city = ? AND c.hash = ? AND c.batch = (
                    SELECT max(b.number) FROM survey_batches b WHERE b.city = c.city AND b.survey = c.survey AND b.district = c.district)
                """, [.text(access.city.digits), .digest(hash)])
        else { throw SurveyError.codeUnknown }
        guard let district = RegionCode(try row.text(1)) else { throw SurveyError.damaged("survey_codes", "") }
        return Found(
            survey: try Surveys.any(connection, access, try row.int64(0)), stratum: Stratum(district, try row.text(2)), hash: hash)
    }
}
