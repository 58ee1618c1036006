public import Ledgers
public import Quantities
public import Store

/// 填答: what residents and clerks send in. A code gives one answer; nothing kept afterwards leads from one to the other.
public enum Answers {
    /// How an answer came.
    public enum Channel: String, Sendable, CaseIterable {
        case phone
        case paper

        public var title: Text {
            switch self {
            case .phone: Text("网上填答", "online")
            case .paper: Text("纸质录入", "on paper")
            }
        }
    }

    /// What a resident is asked.
    public struct Form: Sendable, Hashable {
        public let survey: Int64
        public let version: Int64
        public let questionnaire: Questionnaire
    }

    /// What is sent in: marks by item, 0 for 不了解.
    public struct Sheet: Sendable, Hashable {
        public var version: Int64
        public var marks: [String: Int]
        public var remark: String

        public init(version: Int64, marks: [String: Int], remark: String = "") {
            self.version = version
            self.marks = marks
            self.remark = remark
        }
    }

    /// The questions a code opens. Whoever holds a code may ask; no permission is needed.
    ///
    /// - Throws: `Q013` no such code, `Q014` used, `Q015` not open, `Q016` the quota is full.
    public static func form(_ connection: any Connection, _ access: Access, code: String) throws -> Form {
        let found = try usable(connection, access, code)
        guard let current = try Questionnaires.current(connection, access, found.survey.number) else { throw SurveyError.noQuestionnaire }
        return Form(survey: found.survey.number, version: current.version, questionnaire: current.questionnaire)
    }

    /// Takes an answer.
    ///
    /// - Throws: `Q013`–`Q017`. Whoever is second with a code is refused by the table's key, whatever the timing.
    public static func submit(
        _ connection: any Connection, _ access: Access, code: String, _ sheet: Sheet, channel: Channel = .phone, on day: CivilDate
    ) throws {
        if channel == .paper { try Surveys.require(access) }
        let found = try usable(connection, access, code)
        let number = found.survey.number
        guard let current = try Questionnaires.current(connection, access, number), current.version == sheet.version else {
            throw SurveyError.answer("问卷已更新，请重新打开", "the questionnaire has changed; open it again")
        }
        let marks = try checked(sheet, current.questionnaire)
        let remark = Words.kept(sheet.remark)
        if let remark {
            guard let limit = current.questionnaire.remark?.limit, remark.unicodeScalars.count <= limit else {
                throw SurveyError.answer(
                    "意见不得超过\(current.questionnaire.remark?.limit ?? 0)字",
                    "the remark takes at most \(current.questionnaire.remark?.limit ?? 0) characters")
            }
        }
        let city = SQLValue.text(access.city.digits)
        let stratum: [SQLValue] = [.text(found.stratum.district.digits), .text(found.stratum.project)]
        try connection.execute(
            "INSERT INTO survey_used (city, hash, survey) VALUES (?, ?, ?)", [city, .digest(found.hash), .integer(number)])
        let name = RandomName.make()
        try connection.execute(
            "INSERT INTO survey_answers (city, survey, answer, district, project, version, channel, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [city, .integer(number), .text(name)] + stratum + [
                .integer(sheet.version), .text(channel.rawValue), .text(day.description),
            ])
        for (item, mark) in marks {
            try connection.execute(
                "INSERT INTO survey_marks (city, survey, answer, item, mark) VALUES (?, ?, ?, ?, ?)",
                [city, .integer(number), .text(name), .text(item), .integer(mark)])
        }
        if let remark {
            try connection.execute(
                "INSERT INTO survey_remarks (city, survey, remark, district, body) VALUES (?, ?, ?, ?, ?)",
                [city, .integer(number), .text(RandomName.make()), stratum[0], .text(remark)])
        }
    }

    private static func checked(_ sheet: Sheet, _ questionnaire: Questionnaire) throws -> [(String, Int)] {
        let known = Set(questionnaire.items.map(\.id))
        if let stray = sheet.marks.keys.filter({ !known.contains($0) }).min() {
            throw SurveyError.answer("没有分项“\(stray)”", "there is no item “\(stray)”")
        }
        return try questionnaire.items.compactMap { item in
            guard let mark = sheet.marks[item.id] else {
                if item.isRequired { throw SurveyError.answer("请回答“\(item.title.zh)”", "please answer “\(item.title.en)”") }
                return nil
            }
            guard ((item.isRequired ? 1 : 0)...questionnaire.steps.count).contains(mark) else {
                throw SurveyError.answer("“\(item.title.zh)”的选项不在量表内", "the mark for “\(item.title.en)” is not on the scale")
            }
            return (item.id, mark)
        }
    }

    private static func usable(_ connection: any Connection, _ access: Access, _ code: String) throws -> Invitations.Found {
        let found = try Invitations.find(connection, access, code)
        guard found.survey.state == .open else { throw SurveyError.notOpen }
        let city = SQLValue.text(access.city.digits)
        let used = try connection.row("SELECT 1 FROM survey_used WHERE city = ? AND hash = ?", [city, .digest(found.hash)])
        guard used == nil else { throw SurveyError.codeUsed }
        let stratum: [SQLValue] = [
            city, .integer(found.survey.number), .text(found.stratum.district.digits), .text(found.stratum.project),
        ]
        let place = "city = ? AND survey = ? AND district = ? AND project = ?"
        let answered = try connection.row("SELECT count(*) FROM survey_answers WHERE \(place)", stratum)?.int64(0) ?? 0
        let quota = try connection.row("SELECT quota FROM survey_quotas WHERE \(place)", stratum)?.int64(0) ?? 0
        guard answered < quota else { throw SurveyError.quotaFull }
        return found
    }
}

extension Answers {
    /// Closes the survey, and commits to all answers together.
    @discardableResult
    public static func close(_ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, at moment: Moment) throws
        -> Survey
    {
        let (survey, transition) = try Surveys.allowed(connection, access, .close, number, revision: revision)
        let city: [SQLValue] = [.text(access.city.digits), .integer(number)]
        let answers = try connection.row("SELECT count(*) FROM survey_answers WHERE city = ? AND survey = ?", city)?.int64(0) ?? 0
        let used = try connection.row("SELECT count(*) FROM survey_used WHERE city = ? AND survey = ?", city)?.int64(0) ?? 0
        try SurveyTables.closings.add(
            connection, access,
            [
                .integer(number), .integer(revision + 1), .integer(answers), .integer(used),
                .text(try digest(connection, access, number).hex), .text(access.actor), .text(moment.description),
            ], act: "survey.answers", subject: "\(survey.code) \(answers)", at: moment.description)
        return try Surveys.record(connection, access, survey, transition, at: moment)
    }

    /// Opens a closed survey again, for a reason.
    @discardableResult
    public static func reopen(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, reason: String, at moment: Moment
    ) throws -> Survey {
        let (survey, transition) = try Surveys.allowed(connection, access, .reopen, number, revision: revision)
        guard let reason = Words.kept(reason), reason.unicodeScalars.count <= 200 else { throw SurveyError.noReason(.reopen) }
        return try Surveys.record(connection, access, survey, transition, reason: reason, at: moment)
    }

    static func lastClosing(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Digest256? {
        try connection.row(
            "SELECT digest FROM survey_closings WHERE city = ? AND survey = ? ORDER BY revision DESC LIMIT 1",
            [.text(access.city.digits), .integer(number)]
        ).flatMap { Digest256(hex: try $0.text(0)) }
    }

    /// Over all answers, marks and remarks in the order of their random names.
    static func digest(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Digest256 {
        var hasher = Hasher256()
        for (columns, order) in [
            ("answer, district, project, version, channel, day FROM survey_answers", "answer"),
            ("answer, item, mark FROM survey_marks", "answer, item"), ("remark, district, body FROM survey_remarks", "remark"),
        ] {
            try connection.forEachRow(
                "SELECT \(columns) WHERE city = ? AND survey = ? ORDER BY \(order)", [.text(access.city.digits), .integer(number)]
            ) { row in
                var bytes = CanonicalBytes()
                for index in 0..<row.columnCount { bytes.append(try row.value(index)) }
                hasher.update(bytes.bytes)
            }
        }
        return hasher.finalize()
    }
}
