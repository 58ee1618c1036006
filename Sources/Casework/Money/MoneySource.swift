internal import Ledgers
internal import Quantities
internal import Store

/// Where the money's conditions and lists read: an act's desk, which sees the whole city, or the store in a person's scope.
///
/// A district sees of the city's allocations those to itself, and no allotments.
struct MoneySource {
    /// The years that are read, oldest first: money may be used for projects of the last three years' plans (2019 notice), so three years
    /// back are always among them.
    let years: [Int]
    private let read: (Sheet, Int) throws -> [DeskEntry]

    static let yearsBack = 3

    /// What an act sees.
    init(_ desk: LedgerDesk, year: Int) {
        years = Array((year - Self.yearsBack)...year)
        read = { try desk.entries($0, year: $1) }
    }

    /// What a person sees.
    ///
    /// - Throws: `L004` without ``Permission/readLedgers``.
    init(_ connection: any Connection, _ access: Access, year: Int) throws {
        try access.require(.readLedgers)
        years = Array((year - Self.yearsBack)...year)
        let city = Access.program(city: access.city, districts: .only([access.city]), actor: access.actor)
        read = { sheet, year in
            guard access.allows(ledger: sheet.ledger) else { return [] }
            // What was passed on to a district is the district's to see, though the city files it.
            let isShared = sheet.ledger == Sheet.allocations.ledger && !access.allows(access.city)
            let reader = isShared ? city : access
            return try Shelf.entries(connection, reader, sheet, year: year).filter { entry in
                !isShared || RegionCode(entry.text("recipient")).map(access.allows) ?? false
            }
        }
    }

    /// The entries of one year.
    func rows(_ sheet: Sheet, year: Int) throws -> [DeskEntry] { try read(sheet, year) }

    /// The entries of all the years. Of a yearly ledger an entry that moved on into a later year counts once, as it stands last.
    func rows(_ sheet: Sheet) throws -> [DeskEntry] {
        let all = try years.flatMap { try read(sheet, $0) }
        guard sheet.cycle == .yearly else { return all }
        var order: [String] = []
        var last: [String: DeskEntry] = [:]
        for entry in all {
            let name = "\(entry.page.district)/\(entry.key)"
            if last.updateValue(entry, forKey: name) == nil { order.append(name) }
        }
        return order.compactMap { last[$0] }
    }
}

extension DeskEntry {
    /// The amount in fen; 0 where the cell is empty.
    var fen: Int64 { number("amount") ?? 0 }
    var district: RegionCode { page.district }
}

extension Sequence<Int64> {
    /// The sum; at the end of the range where a damaged ledger passes it.
    var total: Int64 {
        reduce(0) { sum, next in
            let (value, overflow) = sum.addingReportingOverflow(next)
            return overflow ? (next > 0 ? .max : .min) : value
        }
    }
}

extension Sequence<DeskEntry> {
    var fen: Int64 { lazy.map(\.fen).total }
}

extension CivilDate {
    func days(since other: CivilDate) -> Int { dayNumber - other.dayNumber }
    func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) ?? self }
}

/// 时限: what the rules say of time.
public enum MoneyTerms {
    /// 收到中央资金后30日内下达 (预算法第五十二条).
    public static let passOnDays = 30
    /// Money that has not moved on for so long is idle.
    public static let idleDays = 365
}

extension Text {
    /// 专项 by its code.
    static func programme(_ code: String) -> Text { Choices.programme.first { $0.code == code }?.name ?? Text(code, code) }

    static func fund(_ code: String) -> Text { Choices.fund.first { $0.code == code }?.name ?? Text("全部", "all") }

    /// `1234.56万元`.
    static func money(_ fen: Int64) -> Text {
        let format = NumberFormat(scale: .wan, decimals: 2)
        let value = Rational(fen, 100)
        return Text(format.text(value, unit: .yuan, language: .chinese), format.text(value, unit: .yuan, language: .english))
    }
}
