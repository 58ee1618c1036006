public import Ledgers
public import Quantities
public import Store

/// 投诉建议: taken from everybody, worked on by districts. Words and contact are sealed with a key of their own, and go with it.
public enum Complaints {
    static let table = RecordTable(
        "complaints", unique: [["receipt"]], indices: [["district"]],
        [
            .int("number"), .text("receipt"), .text("kind"), .text("programme"), .text("district"), .text("lookup"), .text("done_at"),
        ])

    static let acts = RecordTable(
        "complaint_acts", key: ["complaint", "revision"],
        [
            .int("complaint"), .int("revision"), .text("act"), .text("state_after"), .text("district"), .text("addressee"), .text("words"),
            .text("actor"), .text("done_at"),
        ])

    static let sql = """
        CREATE TABLE complaint_words (
            city {text} NOT NULL, complaint {int} NOT NULL, body {bytes} NOT NULL, contact {bytes} NOT NULL,
            PRIMARY KEY (city, complaint)) {keyed};

        """

    public static let longest = 2000

    /// What is sent in.
    public struct Letter: Sendable, Hashable {
        public var kind: Complaint.Kind
        public var programme: String
        public var district: RegionCode
        public var body: String
        public var contact: String

        public init(kind: Complaint.Kind, programme: String, district: RegionCode, body: String, contact: String) {
            self.kind = kind
            self.programme = programme
            self.district = district
            self.body = body
            self.contact = contact
        }
    }

    /// What the writer gets, once: the number, and the code to look the answer up with.
    public struct Receipt: Sendable, Hashable {
        public let receipt: String
        public let code: String
    }

    /// Takes a letter from anybody.
    ///
    /// - Parameter regions: the city's districts.
    /// - Throws: `Q017`, `Q018`.
    public static func send(_ connection: any Connection, _ access: Access, _ letter: Letter, regions: Regions, at moment: Moment) throws
        -> Receipt
    {
        let body = try Words.trimmed(letter.body, Text("内容", "your words"), most: longest)
        let contact = Words.kept(letter.contact) ?? ""
        guard contact.unicodeScalars.count <= 60 else { throw SurveyError.words(Text("联系方式", "contact"), most: 60) }
        guard regions.districts.contains(where: { $0.code == letter.district }) else {
            throw SurveyError.answer("请选择所在的区", "choose a district")
        }
        guard letter.programme.isEmpty || Choices.programme.contains(where: { $0.code == letter.programme }) else {
            throw SurveyError.answer("专项“\(letter.programme)”不存在", "there is no programme “\(letter.programme)”")
        }
        let number = try table.nextNumber(connection, access)
        let digits = String(number)
        let receipt = "TS\(moment.date.year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        let code = InvitationCode.random()
        let city = access.city.digits
        let personal = try connection.personal(city: city)
        let subject = subject(city, receipt)
        try connection.execute(
            "INSERT INTO complaint_words (city, complaint, body, contact) VALUES (?, ?, ?, ?)",
            [
                .text(city), .integer(number), try personal.seal(body, of: subject, column: "complaint_words.body"),
                contact.isEmpty ? .blob([]) : try personal.seal(contact, of: subject, column: "complaint_words.contact"),
            ])
        try table.add(
            connection, access,
            [
                .integer(number), .text(receipt), .text(letter.kind.rawValue), .text(letter.programme), .text(letter.district.digits),
                .text(lookup(receipt, code)), .text(moment.description),
            ], act: "complaint.send", subject: receipt, at: moment.description)
        return Receipt(receipt: receipt, code: code.description)
    }

    private static func subject(_ city: String, _ receipt: String) -> Subject { Subject(city: city, "complaint", receipt) }

    private static func lookup(_ receipt: String, _ code: InvitationCode) -> String {
        Hasher256.hash(Array("anju complaint:\(receipt):\(code.text)".utf8)).hex
    }

    /// What the writer sees with number and code; no contact, and no official's name.
    ///
    /// - Throws: `Q030` where they do not belong together.
    public static func look(_ connection: any Connection, _ access: Access, receipt: String, code: String) throws -> Complaint {
        let receipt = (Words.kept(receipt) ?? "").uppercased()
        guard let code = InvitationCode(code),
            let row = try connection.row(
                "SELECT number FROM complaints WHERE city = ? AND receipt = ? AND lookup = ?",
                [.text(access.city.digits), .text(receipt), .text(lookup(receipt, code))]),
            let found = try read(connection, access, "c.number = ?", [.integer(try row.int64(0))], showsContact: false).first
        else { throw SurveyError.noComplaint }
        return found
    }

    static func require(_ access: Access) throws {
        guard ComplaintStates.readers.contains(where: access.may) else { try access.require(.reviewCases); return }
    }

    /// The complaints of one's districts, newest first.
    public static func list(_ connection: any Connection, _ access: Access, states: Set<ComplaintState> = Set(ComplaintState.allCases))
        throws
        -> [Complaint]
    {
        try require(access)
        // Closed ones are the many, and closing is the last act there is: where they are not asked for, they are not opened.
        let open =
            "NOT EXISTS (SELECT 1 FROM complaint_acts x WHERE x.city = c.city AND x.complaint = c.number AND x.act = 'close')"
        return try read(connection, access, states.contains(.closed) ? "1 = 1" : open, [], showsContact: false)
            .filter { states.contains($0.state) && access.allows($0.district) }.reversed()
    }

    /// One complaint. The contact is shown where it is asked for, and the asking stands in the journal.
    ///
    /// - Throws: `Q031` where there is none in scope.
    public static func complaint(_ connection: any Connection, _ access: Access, _ number: Int64, contactAt moment: Moment? = nil) throws
        -> Complaint
    {
        try require(access)
        if moment != nil { try access.require(.revealPersonalData) }
        guard
            let found = try read(connection, access, "c.number = ?", [.integer(number)], showsContact: moment != nil).first,
            access.allows(found.district)
        else { throw SurveyError("Q031", "没有编号为\(number)的投诉建议", "there is no complaint \(number)", kind: .notFound) }
        if let moment {
            try Journal.append(
                connection, city: access.city.digits, actor: access.actor, act: "complaint.contact", subject: found.receipt,
                commitment: Hasher256.hash(Array(found.receipt.utf8)), at: moment.description)
        }
        return found
    }

    /// Does one act.
    ///
    /// - Parameters:
    ///   - revision: the one the person saw.
    ///   - district: for ``ComplaintAct/assign``: who has it from now on.
    /// - Throws: `L004`, `Q018` without words, `Q031`, `Q032` not possible, `Q033` changed meanwhile.
    @discardableResult
    public static func perform(
        _ connection: any Connection, _ access: Access, _ act: ComplaintAct, _ number: Int64, revision: Int64, words: String = "",
        district: RegionCode? = nil, addressee: String = "", regions: Regions, at moment: Moment
    ) throws -> Complaint {
        let complaint = try complaint(connection, access, number)
        guard complaint.revision == revision else {
            throw SurveyError(
                "Q033", "\(complaint.receipt)已被他人办理，请刷新后再办", "\(complaint.receipt) has changed; look again", kind: .conflict)
        }
        guard let step = ComplaintStates.transitions.first(where: { $0.act == act && $0.from == complaint.state }) else {
            throw SurveyError(
                "Q032", "\(complaint.receipt)的状态是“\(complaint.state.title.zh)”，不能“\(act.title.zh)”",
                "\(complaint.receipt) is “\(complaint.state.title.en)”: “\(act.title.en)” is not possible")
        }
        if !step.permissions.contains(where: access.may), let first = step.permissions.min() { try access.require(first) }
        let text = step.needsWords ? try Words.trimmed(words, act.title, most: longest) : (Words.kept(words) ?? "")
        let place = act == .assign ? district ?? complaint.district : complaint.district
        guard regions.districts.contains(where: { $0.code == place }) else {
            throw SurveyError.answer("请选择承办的区", "choose a district")
        }
        // A district takes up what is its own; passing on is the city's.
        guard place == complaint.district || access.districts == .all else { throw SurveyError.notWholeCity }
        try acts.add(
            connection, access,
            [
                .integer(number), .integer(revision + 1), .text(act.rawValue), .text(step.to.rawValue), .text(place.digits),
                .text(act == .assign ? addressee : ""), .text(text), .text(access.actor), .text(moment.description),
            ], act: "complaint.\(act.rawValue)", subject: complaint.receipt, at: moment.description)
        return try read(connection, access, "c.number = ?", [.integer(number)], showsContact: false)[0]
    }

    /// Destroys the key of what was written: the record stays, the words are gone.
    public static func erase(_ connection: any Connection, _ access: Access, _ number: Int64, at moment: Moment) throws {
        let complaint = try complaint(connection, access, number)
        try access.require(.decideCases)
        _ = try SubjectKeys.erase(connection, subject(access.city.digits, complaint.receipt), tokens: [], at: moment.description)
        try Journal.append(
            connection, city: access.city.digits, actor: access.actor, act: "complaint.erase", subject: complaint.receipt,
            commitment: Hasher256.hash(Array(complaint.receipt.utf8)), at: moment.description)
    }

    private static func read(
        _ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue], showsContact: Bool
    ) throws -> [Complaint] {
        let city = SQLValue.text(access.city.digits)
        var events: [Int64: [Complaint.Event]] = [:]
        for row in try connection.rows(
            """
            SELECT a.complaint, a.act, a.state_after, a.district, a.addressee, a.words, a.actor, a.done_at FROM complaint_acts a
            JOIN complaints c ON c.city = a.city AND c.number = a.complaint WHERE a.city = ? AND \(condition) ORDER BY a.complaint, a.revision
            """, [city] + arguments)
        {
            guard let act = ComplaintAct(rawValue: try row.text(1)), let state = ComplaintState(rawValue: try row.text(2)),
                let district = RegionCode(try row.text(3))
            else { throw SurveyError.damaged("complaint_acts", "\(try row.int64(0))") }
            events[try row.int64(0), default: []].append(
                .init(
                    act: act, state: state, district: district, addressee: try row.text(4), text: try row.text(5), actor: try row.text(6),
                    at: try row.text(7)))
        }
        let personal = try connection.personal(city: access.city.digits)
        return try connection.rows(
            """
            SELECT c.number, c.receipt, c.kind, c.programme, c.district, c.done_at, w.body, w.contact FROM complaints c
            JOIN complaint_words w ON w.city = c.city AND w.complaint = c.number WHERE c.city = ? AND \(condition) ORDER BY c.number
            """, [city] + arguments
        ).map { row in
            let number = try row.int64(0)
            guard let kind = Complaint.Kind(rawValue: try row.text(2)), let district = RegionCode(try row.text(4)) else {
                throw SurveyError.damaged("complaints", "\(number)")
            }
            let done = events[number] ?? []
            let receipt = try row.text(1)
            func opened(_ column: String) throws -> String? {
                guard try !row.blob(column).isEmpty,
                    case .text(let text) = try personal.open(
                        try row[column], of: subject(access.city.digits, receipt), column: "complaint_words.\(column)")
                else { return nil }
                return text
            }
            return Complaint(
                number: number, receipt: receipt, kind: kind, programme: try row.text(3), district: done.last?.district ?? district,
                state: done.last?.state ?? .received, revision: Int64(done.count), body: try opened("body"),
                contact: showsContact ? try opened("contact") : nil, receivedAt: try row.text(5), events: done)
        }
    }
}
