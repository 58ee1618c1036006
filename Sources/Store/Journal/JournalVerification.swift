public import Quantities

/// What is wrong with a journal, and where.
public struct JournalFault: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// An entry's values do not give its leaf: it was edited, or stands in another's place.
        case altered
        /// An entry between others is gone.
        case missing
        /// The journal ends before its right edge or a checkpoint says.
        case truncated
        /// Entries past the right edge: added behind the program's back.
        case added
        /// The right edge's record is absent or impossible.
        case edgeDamaged
        /// Every entry fits its leaf, but the tree is another than the right edge tells: entries were rewritten together with their leaves, or the edge was.
        case edgeDiffers
        /// The tree is another than a checkpoint's.
        case checkpointDiffers
    }

    public let city: String
    public let kind: Kind
    /// The entry, or the entries among which the first wrong one is.
    public let entries: Range<Int64>

    public init(city: String, kind: Kind, entries: Range<Int64>) {
        self.city = city
        self.kind = kind
        self.entries = entries
    }

    public var text: Text {
        let place = entries.count == 1 ? "\(entries.lowerBound)" : "\(entries.lowerBound)…\(entries.upperBound - 1)"
        let (zh, en) =
            switch kind {
            case .altered: ("内容被改动", "was altered")
            case .missing: ("缺失", "is missing")
            case .truncated: ("起被截去", "and what follows was cut off")
            case .added: ("为程序之外添加", "was added from outside the program")
            case .edgeDamaged: ("的右缘记录损坏", "has a damaged right edge")
            case .edgeDiffers: ("与右缘记录不符", "differs from the record of the right edge")
            case .checkpointDiffers: ("与检查点不符", "differs from the checkpoint")
            }
        return Text("日志（\(city)）第 \(place) 条\(zh)", "journal of \(city): entry \(place) \(en)")
    }
}

/// The outcome of checking one city's journal.
public struct JournalReport: Sendable, Hashable {
    public let city: String
    /// How many entries there are, and the root recomputed from their values.
    public let size: Int64
    public let root: Digest256
    /// In the order of the entries; empty when all is well.
    public let faults: [JournalFault]

    public var firstFault: JournalFault? { faults.first }
}

extension Journal {
    /// Every city that has entries or an edge.
    public static func cities(_ connection: any Connection) throws -> [String] {
        try connection.rows("SELECT city FROM journal UNION SELECT city FROM journal_edge ORDER BY city").map { try $0.text("city") }
    }

    /// Recomputes every leaf and the tree from the entries' values and compares them with what is stored, with the right edge and
    /// with checkpoints kept elsewhere. One pass, constant memory.
    ///
    /// Without checkpoints it finds every change that does not also rewrite leaves and edge consistently; with one, every change to the entries it covers.
    public static func verify(_ connection: any Connection, city: String, checkpoints: [Checkpoint] = []) throws -> JournalReport {
        var pass = VerificationPass(city: city, checkpoints: checkpoints)
        pass.reachedSize()
        try connection.forEachRow(
            "SELECT seq, time, actor, act, subject, commitment, leaf FROM journal WHERE city = ? ORDER BY seq", [.text(city)]
        ) { try pass.take($0) }
        let edge: CompactRange?
        do {
            edge = try self.edge(connection, city: city)
            if edge == nil && pass.range.size > 0 { pass.fault(.edgeDamaged, 0..<pass.range.size) }
        } catch let error as StoreError where error.code == .journalBroken || error.code == .columnMismatch {
            edge = nil
            pass.fault(.edgeDamaged, 0..<pass.range.size)
        }
        pass.finish(edge)
        // A fault that names its entry makes the vaguer one over the same entries needless.
        let exact = pass.faults.filter { $0.kind != .edgeDiffers && $0.kind != .checkpointDiffers }
        let vague = pass.faults.filter { fault in
            (fault.kind == .edgeDiffers || fault.kind == .checkpointDiffers) && !exact.contains { $0.entries.overlaps(fault.entries) }
        }
        let faults = (exact + vague).sorted { $0.entries.lowerBound < $1.entries.lowerBound }
        return JournalReport(city: city, size: pass.range.size, root: pass.range.root, faults: faults)
    }
}

private struct VerificationPass {
    let city: String
    /// The tree of what the entries' values give.
    var range = CompactRange()
    var faults: [JournalFault] = []
    private var next: Int64 = 0
    /// The tree as it was at each checkpoint's size, in order of size.
    private var waiting: [Checkpoint]
    private var agreed: Int64 = 0
    private var hasDiffered = false
    private var buffer: [UInt8] = []

    init(city: String, checkpoints: [Checkpoint]) {
        self.city = city
        waiting = checkpoints.sorted { $0.size < $1.size }
    }

    mutating func fault(_ kind: JournalFault.Kind, _ entries: Range<Int64>) {
        faults.append(JournalFault(city: city, kind: kind, entries: entries))
    }

    mutating func take(_ row: borrowing RowCursor) throws {
        let seq = try row.int64(0)
        if seq > next { fault(.missing, next..<seq) }
        if seq < 0 { fault(.added, seq..<seq + 1) }
        next = max(seq, 0) &+ 1

        buffer.removeAll(keepingCapacity: true)
        buffer.append(0)
        var name = city
        name.withUTF8 { CanonicalBytes.append(text: $0, to: &buffer) }
        CanonicalBytes.append(int64: seq, to: &buffer)
        for column in 1...4 { try row.withText(column) { CanonicalBytes.append(text: $0, to: &buffer) } }
        try row.withBlob(5) { CanonicalBytes.append(blob: $0, to: &buffer) }
        let leaf = Hasher256.hash(buffer)
        if try row.withBlob(6, { Digest256(bytes: $0) }) != leaf { fault(.altered, seq..<seq + 1) }
        range.append(leaf: leaf)
        reachedSize()
    }

    /// Compares with the checkpoints of exactly this size.
    mutating func reachedSize() {
        while let checkpoint = waiting.first, checkpoint.size <= range.size {
            waiting.removeFirst()
            if checkpoint.root == range.root {
                agreed = checkpoint.size
            } else if !hasDiffered {
                hasDiffered = true
                fault(.checkpointDiffers, agreed..<max(checkpoint.size, agreed + 1))
            }
        }
    }

    /// `next` is the size by number, `range.size` by count: they differ when entries are missing.
    mutating func finish(_ edge: CompactRange?) {
        if let checkpoint = waiting.last {
            if checkpoint.size > next {
                fault(.truncated, next..<checkpoint.size)
            } else {
                fault(.checkpointDiffers, agreed..<checkpoint.size)
            }
        }
        guard let edge else { return }
        if edge.size > next {
            fault(.truncated, next..<edge.size)
        } else if edge.size < next {
            fault(.added, edge.size..<next)
        } else if edge.size == range.size {
            compare(edge)
        }
    }

    /// The first subtree of the right edge that differs.
    private mutating func compare(_ edge: CompactRange) {
        guard let index = zip(edge.hashes, range.hashes).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return }
        fault(.edgeDiffers, edge.leaves(under: index))
    }
}
