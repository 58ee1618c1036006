public import Ledgers
public import Quantities
public import Store

/// How many pages are in which state, for one field of a matrix.
public struct StateCount: Sendable, Hashable {
    /// `nil` where the matrix does not tell ledgers apart; so for the others.
    public let ledger: String?
    public let district: RegionCode?
    public let period: Period?
    /// Pages owed that were never filed included, and pages filed of ledgers that nobody owes; states without a page left out.
    public let counts: [PageState: Int]

    public var total: Int { counts.values.reduce(0, +) }
}

extension Obligations {
    /// What a matrix tells apart.
    public enum Dimension: String, Sendable, CaseIterable {
        case ledger
        case district
        case period
    }

    /// The pages owed for a year, counted by state: one query, whatever is told apart. By ledger, district and period each field is one page.
    ///
    /// - Throws: `L004`.
    public static func counts(
        _ connection: any Connection, _ access: Access, regions: Regions, year: Int, by dimensions: Set<Dimension>
    ) throws -> [StateCount] {
        try access.require(.readLedgers)
        struct Field: Hashable {
            var ledger: String?
            var district: RegionCode?
            var period: Period?
        }
        let names = Dimension.allCases.filter(dimensions.contains).map { "p.\($0.rawValue)" }
        let scope = access.condition(district: "v.district", ledger: "v.ledger")
        var counts: [Field: [PageState: Int]] = [:]
        var owed: [Field: Int] = [:]
        try connection.forEachRow(
            """
            SELECT CASE WHEN s.state IS NULL OR s.version < p.version THEN 'filed' ELSE s.state END AS state_now, count(*), p.ledger
                \(names.map { ", " + $0 }.joined())
            FROM (SELECT v.city, v.ledger, v.district, v.period, max(v.version) AS version FROM page_versions v
                WHERE v.city = ? AND v.period >= ? AND v.period < ? AND \(scope.sql)
                GROUP BY v.city, v.period, v.ledger, v.district) p
            LEFT JOIN page_states s ON s.city = p.city AND s.ledger = p.ledger AND s.district = p.district AND s.period = p.period
            GROUP BY state_now, p.ledger\(names.filter { $0 != "p.ledger" }.map { ", " + $0 }.joined())
            """,
            [.text(access.city.digits), .text(String(year)), .text(String(year + 1))] + scope.arguments.map { .text($0) }
        ) { row in
            var field = Field()
            var column = 3
            for dimension in Dimension.allCases where dimensions.contains(dimension) {
                let text = try row.text(column)
                switch dimension {
                case .ledger: field.ledger = text
                case .district: field.district = RegionCode(text)
                case .period: field.period = Period(text)
                }
                column += 1
            }
            guard let state = PageState(rawValue: try row.text(0)) else { return }
            let pages = Int(try row.int64(1))
            counts[field, default: [:]][state, default: 0] += pages
            if let sheet = Sheet.named(try row.text(2)), !sheet.isOwed { owed[field, default: 0] += pages }
        }
        for address in self.owed(access, regions: regions, year: year) {
            let field = Field(
                ledger: dimensions.contains(.ledger) ? address.ledger : nil,
                district: dimensions.contains(.district) ? address.district : nil,
                period: dimensions.contains(.period) ? address.period : nil)
            owed[field, default: 0] += 1
        }
        return owed.map { field, number in
            var states = counts[field] ?? [:]
            let missing = number - states.values.reduce(0, +)
            if missing > 0 { states[.nothing] = missing }
            return StateCount(ledger: field.ledger, district: field.district, period: field.period, counts: states)
        }.sorted { a, b in
            (a.ledger ?? "", a.district?.digits ?? "", a.period?.description ?? "")
                < (b.ledger ?? "", b.district?.digits ?? "", b.period?.description ?? "")
        }
    }
}
