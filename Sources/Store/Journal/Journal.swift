import Quantities

/// The journal (日志): every act, in order, for ever. Each city has its own; its entries are the leaves of a Merkle tree (RFC 6962).
///
/// An entry holds who did what to which subject, and a *commitment*: a digest of the content, never the content, and never personal data.
/// It is written in the same transaction as the change it tells of.
///
///     try await database.write { connection in
///         try connection.execute("UPDATE …", […])
///         try Journal.append(
///             connection, city: "110000", actor: "u-17", act: "page.lock", subject: "110101/2023-05/subsidy", commitment: pageDigest,
///             at: "2023-06-05T08:30:00Z")
///     }
///
/// docs/store.md gives the byte format, so that a stranger can check a journal without this program.
public enum Journal {
    /// The tables: `journal` refuses UPDATE and DELETE; `journal_edge` is the tree's right edge, one row a city.
    public static let migrations = [
        Migration(
            "store/0001 journal",
            """
            CREATE TABLE journal (
                city {text} NOT NULL, seq {int} NOT NULL, time {text} NOT NULL, actor {text} NOT NULL, act {text} NOT NULL,
                subject {text} NOT NULL, commitment {bytes} NOT NULL, leaf {bytes} NOT NULL, PRIMARY KEY (city, seq)) {keyed};
            CREATE TABLE journal_edge (
                city {text} NOT NULL PRIMARY KEY, size {int} NOT NULL, hashes {bytes} NOT NULL) {keyed};
            """,
            appendOnly: ["journal"])
    ]

    /// The place of an entry: its number, from 0, which is its leaf's place in the tree.
    public struct Receipt: Sendable, Hashable {
        public let city: String
        public let seq: Int64
        public let leaf: Digest256
    }

    /// Adds an act within the caller's write. `instant` is a UTC instant as text (`2023-06-05T08:30:00Z`); order comes from `seq`, not from it.
    @discardableResult
    public static func append(
        _ connection: any Connection, city: String, actor: String, act: String, subject: String, commitment: Digest256, at instant: String
    ) throws -> Receipt {
        var edge = try edge(connection, city: city) ?? CompactRange()
        let seq = edge.size
        if seq > 0,
            try connection.row("SELECT 1 AS there FROM journal WHERE city = ? AND seq = ?", [.text(city), .integer(seq - 1)]) == nil
        {
            throw broken(city, "第 \(seq - 1) 条缺失", "entry \(seq - 1) is missing")
        }
        let leaf = leaf(city: city, seq: seq, time: instant, actor: actor, act: act, subject: subject, commitment: commitment)
        edge.append(leaf: leaf)
        try connection.execute(
            "INSERT INTO journal (city, seq, time, actor, act, subject, commitment, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [.text(city), .integer(seq), .text(instant), .text(actor), .text(act), .text(subject), .digest(commitment), .digest(leaf)])
        try connection.execute(
            """
            INSERT INTO journal_edge (city, size, hashes) VALUES (?, ?, ?)
            ON CONFLICT (city) DO UPDATE SET size = excluded.size, hashes = excluded.hashes
            """,
            [.text(city), .integer(edge.size), .blob(edge.hashes.flatMap(\.bytes))])
        return Receipt(city: city, seq: seq, leaf: leaf)
    }

    /// An act that is added with others of its kind.
    public struct Act: Sendable, Hashable {
        public let subject: String
        public let commitment: Digest256

        public init(subject: String, commitment: Digest256) {
            self.subject = subject
            self.commitment = commitment
        }
    }

    /// Adds many acts of one kind within the caller's write, each an entry of its own; the tree's edge is read and written once.
    public static func append(
        _ connection: any Connection, city: String, actor: String, act: String, all acts: [Act], at instant: String
    ) throws {
        guard !acts.isEmpty else { return }
        var edge = try edge(connection, city: city) ?? CompactRange()
        if edge.size > 0,
            try connection.row("SELECT 1 AS there FROM journal WHERE city = ? AND seq = ?", [.text(city), .integer(edge.size - 1)]) == nil
        {
            throw broken(city, "第 \(edge.size - 1) 条缺失", "entry \(edge.size - 1) is missing")
        }
        var batch = RowBatch(columnCount: 8, rows: acts.count, bytesPerRow: 200)
        for entry in acts {
            let seq = edge.size
            let leaf = leaf(
                city: city, seq: seq, time: instant, actor: actor, act: act, subject: entry.subject, commitment: entry.commitment)
            edge.append(leaf: leaf)
            batch.append(text: city)
            batch.append(int64: seq)
            for text in [instant, actor, act, entry.subject] { batch.append(text: text) }
            batch.append(.digest(entry.commitment))
            batch.append(.digest(leaf))
            try batch.endRow()
        }
        try connection.insert(
            into: "journal", columns: ["city", "seq", "time", "actor", "act", "subject", "commitment", "leaf"], batch: batch)
        try connection.execute(
            """
            INSERT INTO journal_edge (city, size, hashes) VALUES (?, ?, ?)
            ON CONFLICT (city) DO UPDATE SET size = excluded.size, hashes = excluded.hashes
            """,
            [.text(city), .integer(edge.size), .blob(edge.hashes.flatMap(\.bytes))])
    }

    /// The state of a city's journal now. An empty journal has size 0 and the empty tree's root.
    public static func checkpoint(_ connection: any Connection, city: String, origin: String) throws -> Checkpoint {
        let edge = try edge(connection, city: city) ?? CompactRange()
        return Checkpoint(origin: origin, size: edge.size, root: edge.root)
    }

    /// The tree of the first `size` entries (all, by default), from the leaves as stored, for roots and proofs: 32 bytes of memory an entry.
    public static func tree(_ connection: any Connection, city: String, size: Int64? = nil) throws -> MerkleTree {
        var tree = MerkleTree()
        try connection.forEachRow(
            "SELECT seq, leaf FROM journal WHERE city = ? AND seq < ? ORDER BY seq", [.text(city), .integer(size ?? .max)]
        ) { row in
            guard try row.int64(0) == tree.size, let leaf = try row.withBlob(1, { Digest256(bytes: $0) }) else {
                throw broken(city, "第 \(tree.size) 条缺失或损坏", "entry \(tree.size) is missing or damaged")
            }
            tree.append(leaf: leaf)
        }
        if let size, size != tree.size {
            throw broken(city, "只有 \(tree.size) 条，应有 \(size) 条", "there are \(tree.size) entries, not \(size)")
        }
        return tree
    }

    /// The leaf of an entry: SHA-256 of `00` and the canonical bytes of its seven values in the order of the table.
    public static func leaf(
        city: String, seq: Int64, time: String, actor: String, act: String, subject: String, commitment: Digest256
    ) -> Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(text: city)
        bytes.append(int64: seq)
        for text in [time, actor, act, subject] { bytes.append(text: text) }
        bytes.append(digest: commitment)
        return MerkleTree.leaf(bytes.bytes)
    }

    /// The stored right edge; `nil` when the city has none. Throws ``StoreError/Code/journalBroken`` when it cannot be one.
    static func edge(_ connection: any Connection, city: String) throws -> CompactRange? {
        guard let row = try connection.row("SELECT size, hashes FROM journal_edge WHERE city = ?", [.text(city)]) else { return nil }
        let bytes = try row.blob("hashes")
        let hashes = stride(from: 0, to: bytes.count, by: Digest256.byteCount).compactMap {
            Digest256(bytes: bytes[$0..<min($0 + Digest256.byteCount, bytes.count)])
        }
        guard hashes.count * Digest256.byteCount == bytes.count, let edge = CompactRange(size: try row.int64("size"), hashes: hashes) else {
            throw broken(city, "树的右缘记录损坏", "the record of the tree's right edge is damaged")
        }
        return edge
    }

    static func broken(_ city: String, _ zh: String, _ en: String) -> StoreError {
        StoreError(.journalBroken, Text("日志（\(city)）\(zh)", "journal of \(city): \(en)"))
    }
}
