public import Ledgers
public import Quantities
public import Store

/// 核查样本: entries of a ledger that an assessor draws to look at with their own eyes. The seed's commitment stands in the record's journal
/// entry with the list; anybody draws the same again with ``Draw``.
extension Assessment {
    public struct Sample: Sendable, Hashable {
        public let number: Int64
        public let year: Int
        public let ledger: String
        public let entries: Int64
        public let listHash: Digest256
        public let seed: Draw.Seed
        /// `110105/P-0012`, in the order drawn.
        public let ids: [String]
        public let actor: String
        public let at: String
    }

    /// Draws so many entries of a year's ledger.
    ///
    /// - Throws: `L004`, `Q009` where fewer entries are there.
    @discardableResult
    public static func draw(
        _ connection: any Connection, _ access: Access, year: Int, ledger: String, count: Int, seed: Draw.Seed = .random(),
        at moment: Moment
    ) throws -> Int64 {
        try require(access)
        guard let sheet = Ledgers.Sheet.all.first(where: { $0.ledger == ledger }) else {
            throw SurveyError.answer("没有台账“\(ledger)”", "there is no ledger “\(ledger)”")
        }
        let ids = Set(try Entries.current(connection, access, sheet, year: year).map { "\($0.page.district)/\($0.key)" })
        guard (1...ids.count).contains(count), !ids.isEmpty else {
            throw SurveyError.allocation("台账\(year)年共\(ids.count)条，不能抽取\(count)条", "\(count) cannot be drawn from \(ids.count) entries")
        }
        let list = Array(ids)
        let drawn = try Draw.order(list, seed: seed).prefix(count).map(\.id)
        let number = try samples.nextNumber(connection, access)
        try samples.add(
            connection, access,
            [
                .integer(number), .integer(year), .text(ledger), .integer(list.count), .integer(count),
                .text(try Draw.listHash(list).hex), .text(Draw.commit(seed).hex), .text(seed.text), .text(try JSON.text(drawn)),
                .text(access.actor), .text(moment.description),
            ], act: "assess.sample", subject: "\(number) \(ledger) \(year)", at: moment.description)
        return number
    }

    /// The samples of a year, oldest first.
    public static func samples(_ connection: any Connection, _ access: Access, year: Int) throws -> [Sample] {
        try require(access)
        return try connection.rows(
            "SELECT \(samples.list("s")) FROM assessed_samples s WHERE s.city = ? AND s.year = ? ORDER BY s.number",
            [.text(access.city.digits), .integer(year)]
        ).map { row in
            let number = try row.int64(0)
            guard let hash = Digest256(hex: try row.text(5)), let seed = Draw.Seed(try row.text(7)) else {
                throw SurveyError.damaged("assessed_samples", "\(number)")
            }
            return Sample(
                number: number, year: year, ledger: try row.text(2), entries: try row.int64(3), listHash: hash, seed: seed,
                ids: try JSON.value(try row.text(8), "assessed_samples", "\(number)"), actor: try row.text(9), at: try row.text(10))
        }
    }
}
