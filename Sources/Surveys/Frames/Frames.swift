public import Ledgers
public import Quantities
public import Store

/// 抽样框: the households a sample is drawn from.
public enum Frames {
    /// One stratum of a frame.
    public struct Part: Sendable, Hashable {
        public let stratum: Stratum
        public let name: String
        public let units: Int64
    }

    /// What was frozen.
    public struct Frozen: Sendable, Hashable {
        public let units: Int64
        /// ``Draw/listHash(_:)`` of the ids of all units.
        public let listHash: Digest256
        public let source: String
        public let actor: String
        public let at: String
    }

    /// Puts a list in the place of the frame there is; possible while the survey is a draft.
    ///
    /// - Parameter source: where it comes from, as people read it: a file's name, a ledger.
    public static func replace(
        _ connection: any Connection, _ access: Access, _ number: Int64, _ units: [FrameUnit], source: String, at moment: Moment
    ) throws {
        let survey = try Surveys.survey(connection, access, number)
        guard survey.state == .draft else { throw SurveyError.notPossible(.freeze, survey) }
        guard !units.isEmpty else { throw SurveyError.frame(row: nil, "一户也没有", "there is not one household") }
        let hash = try Draw.listHash(units.map(\.id))
        let key: [SQLValue] = [.text(access.city.digits), .integer(number)]
        try connection.execute("DELETE FROM survey_units WHERE city = ? AND survey = ?", key)
        var batch = RowBatch(columnCount: 6, rows: units.count, bytesPerRow: 60)
        for unit in units {
            batch.append(text: access.city.digits)
            batch.append(int64: number)
            for text in [unit.stratum.district.digits, unit.stratum.project, unit.unit, unit.name] { batch.append(text: text) }
            try batch.endRow()
        }
        try connection.insert(
            into: "survey_units", columns: ["city", "survey", "district", "project", "unit", "name"], batch: batch)
        try Journal.append(
            connection, city: access.city.digits, actor: access.actor, act: "survey.frame", subject: "\(survey.code) \(units.count)",
            commitment: hash, at: moment.description)
    }

    /// Freezes the frame with its count and hash: from here on it cannot be changed.
    @discardableResult
    public static func freeze(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, source: String, at moment: Moment
    ) throws -> Survey {
        let (survey, transition) = try Surveys.allowed(connection, access, .freeze, number, revision: revision)
        guard try Questionnaires.current(connection, access, number) != nil else { throw SurveyError.noQuestionnaire }
        let ids = try ids(connection, access, number)
        guard !ids.isEmpty else { throw SurveyError.noFrame }
        try SurveyTables.frames.add(
            connection, access,
            [
                .integer(number), .integer(ids.count), .text(try Draw.listHash(ids).hex), .text(source), .text(access.actor),
                .text(moment.description),
            ])
        return try Surveys.record(connection, access, survey, transition, at: moment)
    }

    /// What was frozen; `nil` while it was not.
    public static func frozen(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Frozen? {
        guard
            let row = try connection.row(
                "SELECT units, list_hash, source, actor, done_at FROM survey_frames WHERE city = ? AND survey = ?",
                [.text(access.city.digits), .integer(number)])
        else { return nil }
        guard let hash = Digest256(hex: try row.text(1)) else { throw SurveyError.damaged("survey_frames", "\(number)") }
        return Frozen(units: try row.int64(0), listHash: hash, source: try row.text(2), actor: try row.text(3), at: try row.text(4))
    }

    /// The strata with their sizes, in their order.
    public static func parts(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [Part] {
        try connection.rows(
            """
            SELECT district, project, min(name), count(*) FROM survey_units WHERE city = ? AND survey = ? GROUP BY district, project
            """, [.text(access.city.digits), .integer(number)]
        ).map { row in
            guard let district = RegionCode(try row.text(0)) else { throw SurveyError.damaged("survey_units", "\(number)") }
            return Part(stratum: Stratum(district, try row.text(1)), name: try row.text(2), units: try row.int64(3))
        }.sorted { $0.stratum < $1.stratum }
    }

    static func ids(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [String] {
        var ids: [String] = []
        try connection.forEachRow(
            "SELECT district, project, unit FROM survey_units WHERE city = ? AND survey = ? ORDER BY district, project, unit",
            [.text(access.city.digits), .integer(number)]
        ) { ids.append("\(try $0.text(0))/\(try $0.text(1))/\(try $0.text(2))") }
        return ids
    }

    /// The hash of the frame as it stands now.
    public static func listHash(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Digest256 {
        try Draw.listHash(try ids(connection, access, number))
    }

    /// The ids, one a line, in the order of their bytes: the file whose SHA-256 is the list's hash.
    public static func file(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> String {
        _ = try Surveys.survey(connection, access, number)
        return try ids(connection, access, number).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n")
    }
}

extension Frames {
    /// A ledger a frame can be taken from.
    public enum Source: String, Sendable, CaseIterable {
        /// 租赁住房运营台账: one household for each home people live in.
        case operation
        /// 老旧小区改造台账: the households of communities whose works are complete.
        case communities

        public var title: Text {
            switch self {
            case .operation: Text("租赁住房运营台账（已入住套数）", "rental projects in operation (homes occupied)")
            case .communities: Text("老旧小区改造台账（已完工小区户数）", "renewed communities (completed)")
            }
        }
    }

    /// The frame that a year's pages give: a project's households are numbered 1, 2, … in the order of its own list of doors.
    public static func units(_ connection: any Connection, _ access: Access, from source: Source, year: Int) throws -> [FrameUnit] {
        try Surveys.require(access)
        var units: [FrameUnit] = []
        for page in try Pages.current(connection, access, year: year, ledger: source.rawValue) {
            for entry in try Entries.read(connection, access, page) {
                let count: Int64
                switch source {
                case .operation: count = entry["occupied"].number
                case .communities: count = entry["completed_on"] == .null ? 0 : entry["households"].number
                }
                let project = entry[source == .operation ? "project" : "community"].plain
                guard count > 0, !project.utf8.contains(0x2F) else { continue }
                let stratum = Stratum(page.district, project)
                let name = entry["name"].plain
                for index in 1...count { units.append(FrameUnit(stratum, String(index), name: name)) }
                guard units.count <= FrameFile.most else {
                    throw SurveyError.frame(row: nil, "超过\(FrameFile.most)户", "more than \(FrameFile.most) households")
                }
            }
        }
        return units
    }
}

extension SQLValue {
    fileprivate var number: Int64 { if case .integer(let number) = self { number } else { 0 } }
}
