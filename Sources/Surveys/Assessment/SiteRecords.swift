public import Ledgers
public import Quantities
public import Store

/// 现场核查记录: what an assessor saw at a project or community, with photographs.
extension Assessment {
    public struct SiteRecord: Sendable, Hashable {
        public let number: Int64
        public let year: Int
        public let district: RegionCode
        /// `projects` or `communities`, and the entry's key in it.
        public let ledger: String
        public let entry: String
        public let visitedOn: CivilDate
        public let text: String
        public let actor: String
        public let at: String
        public let photographs: [Kept]
    }

    /// A photograph in the vault.
    public struct Kept: Sendable, Hashable {
        public let file: Digest256
        public let media: String
        public let bytes: Int64
        /// What was taken out of the file before it was kept.
        public let removed: String
        /// As it was named when it came.
        public let name: String

        public init(file: Digest256, media: String, bytes: Int64, removed: String, name: String) {
            self.file = file
            self.media = media
            self.bytes = bytes
            self.removed = removed
            self.name = name
        }
    }

    public static let siteLedgers = ["projects", "communities"]

    /// Keeps a record. The photographs lie in the vault already.
    ///
    /// - Throws: `L004`; `Q034` where the year's ledger has no such entry; `Q017`, `Q018`.
    @discardableResult
    public static func visit(
        _ connection: any Connection, _ access: Access, year: Int, district: RegionCode, ledger: String, entry: String,
        on day: CivilDate, words: String, _ pictures: [Kept], at moment: Moment
    ) throws -> Int64 {
        try require(access)
        let words = try Words.trimmed(words, Text("现场情况", "what was seen"), most: 2000)
        guard day <= moment.date else { throw SurveyError.answer("核查日期\(day)在今天之后", "\(day) lies ahead") }
        guard siteLedgers.contains(ledger) else { throw SurveyError.answer("没有台账“\(ledger)”", "there is no ledger “\(ledger)”") }
        let isThere = try Pages.current(connection, access, year: year, ledger: ledger).filter { $0.district == district }.contains {
            try Entries.read(connection, access, $0).contains { $0.key == entry }
        }
        guard isThere else {
            throw SurveyError("Q034", "\(year)年台账中没有“\(entry)”", "the ledger of \(year) has no “\(entry)”", kind: .notFound)
        }
        let number = try visits.nextNumber(connection, access)
        for (index, picture) in pictures.enumerated() {
            try photographs.add(
                connection, access,
                [
                    .integer(number), .integer(index + 1), .text(picture.file.hex), .text(picture.media), .integer(picture.bytes),
                    .text(picture.removed), .text(picture.name),
                ])
        }
        try visits.add(
            connection, access,
            [
                .integer(number), .integer(year), .text(district.digits), .text(ledger), .text(entry), .text(day.description), .text(words),
                .text(access.actor), .text(moment.description),
            ], act: "assess.visit", subject: "\(number) \(district)", at: moment.description)
        return number
    }

    /// The records of a year, newest first.
    public static func visits(_ connection: any Connection, _ access: Access, year: Int) throws -> [SiteRecord] {
        try require(access)
        let key: [SQLValue] = [.text(access.city.digits), .integer(year)]
        var pictures: [Int64: [Kept]] = [:]
        for row in try connection.rows(
            """
            SELECT p.record, p.file, p.media, p.bytes, p.removed, p.name FROM site_photographs p
            JOIN site_records r ON r.city = p.city AND r.number = p.record WHERE r.city = ? AND r.year = ? ORDER BY p.record, p.place
            """, key)
        {
            guard let file = Digest256(hex: try row.text(1)) else { throw SurveyError.damaged("site_photographs", "\(try row.int64(0))") }
            pictures[try row.int64(0), default: []].append(
                Kept(file: file, media: try row.text(2), bytes: try row.int64(3), removed: try row.text(4), name: try row.text(5)))
        }
        return try connection.rows(
            "SELECT \(visits.list("r")) FROM site_records r WHERE r.city = ? AND r.year = ? ORDER BY r.number DESC", key
        ).map { row in
            let number = try row.int64(0)
            guard let district = RegionCode(try row.text(2)), let day = CivilDate(try row.text(5)) else {
                throw SurveyError.damaged("site_records", "\(number)")
            }
            return SiteRecord(
                number: number, year: year, district: district, ledger: try row.text(3), entry: try row.text(4), visitedOn: day,
                text: try row.text(6), actor: try row.text(7), at: try row.text(8), photographs: pictures[number] ?? [])
        }
    }

    /// The files that photographs lie in, for the check of the vault.
    public static func files(_ connection: any Connection, _ access: Access) throws -> Set<Digest256> {
        Set(
            try connection.rows("SELECT file FROM site_photographs WHERE city = ?", [.text(access.city.digits)])
                .compactMap { Digest256(hex: try $0.text(0)) })
    }
}
