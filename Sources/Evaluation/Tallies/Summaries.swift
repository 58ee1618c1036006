import Ledgers
import Quantities
import Store

/// Tallies put together over a district's year, and over the city's: a cache under the exact set of page versions it covers.
///
/// They keep a correction cheap: one new page changes one district's sum, and the city's is made of the districts'.
enum Summaries {
    struct Key: Hashable, Sendable {
        /// A district's code, or ``city``.
        let region: String
        let measure: Digest256
    }

    static let city = "city"

    struct Summary: Sendable {
        /// ``digest(_:)`` of the pages covered.
        let pages: Digest256
        let tally: Tally
    }

    /// What tells one set of page versions from another.
    static func digest(_ pages: [PageVersion]) -> Digest256 {
        var bytes = CanonicalBytes(reserving: pages.count * 9)
        for page in pages.map(\.page).sorted() { bytes.append(int64: page) }
        return bytes.digest()
    }

    /// Every summary of the year, without keys.
    static func read(_ connection: any Connection, _ access: Access, year: Int) throws -> [Key: Summary] {
        var result: [Key: Summary] = [:]
        try connection.forEachRow(
            "SELECT region, measure, pages, entries, value FROM summaries WHERE city = ? AND year = ?",
            [.text(access.city.digits), .integer(year)]
        ) { row in
            guard let measure = try row.withBlob(1, { Digest256($0) }), let pages = try row.withBlob(2, { Digest256($0) })
            else { return }
            result[Key(region: try row.text(0), measure: measure)] = Summary(
                pages: pages, tally: Tally(entries: try row.int64(3), value: try row.int64(4), keys: nil))
        }
        return result
    }

    /// The keys of one summary; `nil` where there are none or they are damaged.
    static func keys(_ connection: any Connection, _ access: Access, year: Int, _ key: Key) throws -> KeySet? {
        var result: KeySet?
        try connection.forEachRow(
            "SELECT keys FROM summaries WHERE city = ? AND year = ? AND region = ? AND measure = ? AND keys IS NOT NULL",
            [.text(access.city.digits), .integer(year), .text(key.region), .blob(key.measure.bytes)]
        ) { row in result = try row.withBlob(0) { KeySet(bytes: $0) } }
        return result
    }

    static func write(_ connection: any Connection, _ access: Access, year: Int, _ summaries: [(Key, Summary)]) throws {
        var batch = RowBatch(columnCount: 8)
        for (key, summary) in summaries {
            batch.append(text: access.city.digits)
            batch.append(int64: Int64(year))
            batch.append(text: key.region)
            batch.append(blob: key.measure.bytes)
            batch.append(blob: summary.pages.bytes)
            batch.append(int64: summary.tally.entries)
            batch.append(int64: summary.tally.value)
            if let keys = summary.tally.keys { batch.append(blob: keys.bytes) } else { batch.append(null: ()) }
            try batch.endRow()
        }
        guard !batch.isEmpty else { return }
        try connection.execute(
            """
            INSERT INTO summaries (city, year, region, measure, pages, entries, value, keys) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (city, year, region, measure) DO UPDATE SET
                pages = excluded.pages, entries = excluded.entries, value = excluded.value, keys = excluded.keys
            """, batch: batch)
    }
}
