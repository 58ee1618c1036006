import Ledgers
import Quantities
import Store

/// The stored tallies of pages: a cache under (page version, hash of the measure). A corrected page is a new version, and so simply
/// has none yet.
enum Tallies {
    /// The tallies of these pages, by page and measure (all, or only some); damaged ones count as missing.
    static func read(_ connection: any Connection, _ access: Access, pages: [Int64], only measures: Set<Digest256>? = nil) throws
        -> [Int64: [Digest256: Tally]]
    {
        var result: [Int64: [Digest256: Tally]] = [:]
        // One query, but for the engines' bound on arguments.
        for start in stride(from: 0, to: pages.count, by: 20_000) {
            let chunk = pages[start..<min(start + 20_000, pages.count)]
            let marks = repeatElement("?", count: chunk.count).joined(separator: ",")
            try connection.forEachRow(
                "SELECT page, measure, entries, value, keys FROM tallies WHERE city = ? AND page IN (\(marks))",
                [.text(access.city.digits)] + chunk.map { .integer($0) }
            ) { row in
                guard let measure = try row.withBlob(1, { Digest256($0) }), measures?.contains(measure) ?? true else { return }
                var tally = Tally(entries: try row.int64(2), value: try row.int64(3), keys: nil)
                if !row.isNull(4) {
                    guard let keys = try row.withBlob(4, { KeySet(bytes: $0) }) else { return }
                    tally.keys = keys
                }
                result[try row.int64(0), default: [:]][measure] = tally
            }
        }
        return result
    }

    static func write(_ connection: any Connection, _ access: Access, _ tallies: [PageTallies]) throws {
        var batch = RowBatch(columnCount: 6)
        for page in tallies {
            for (hash, tally) in zip(page.hashes, page.tallies) {
                batch.append(text: access.city.digits)
                batch.append(int64: page.page)
                batch.append(blob: hash.bytes)
                batch.append(int64: tally.entries)
                batch.append(int64: tally.value)
                if let keys = tally.keys { batch.append(blob: keys.bytes) } else { batch.append(null: ()) }
                try batch.endRow()
            }
        }
        guard !batch.isEmpty else { return }
        try connection.execute(
            """
            INSERT INTO tallies (city, page, measure, entries, value, keys) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (city, page, measure) DO UPDATE SET entries = excluded.entries, value = excluded.value, keys = excluded.keys
            """, batch: batch)
    }
}

/// Tallies by page and measure.
typealias TrustedTallies = [Int64: [Digest256: Tally]]

/// All tallies of one page, as a scan gives them.
struct PageTallies: Sendable {
    let page: Int64
    let hashes: [Digest256]
    let tallies: [Tally]
}
