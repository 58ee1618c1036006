/// Shows, with hashes alone, that an act stands in a city's journal as a checkpoint has it (RFC 6962 §2.1.1).
public struct JournalProof: Sendable, Hashable, Codable {
    public let city: String
    public let seq: Int64
    public let time: String
    public let actor: String
    public let act: String
    public let subject: String
    public let commitment: Digest256
    /// From the entry's leaf to the root of the checkpoint.
    public let path: [Digest256]
    /// The checkpoint's text: origin, size, root.
    public let checkpoint: String

    public init(
        city: String, seq: Int64, time: String, actor: String, act: String, subject: String, commitment: Digest256, path: [Digest256],
        checkpoint: String
    ) {
        self.city = city
        self.seq = seq
        self.time = time
        self.actor = actor
        self.act = act
        self.subject = subject
        self.commitment = commitment
        self.path = path
        self.checkpoint = checkpoint
    }

    public var leaf: Digest256 {
        Journal.leaf(city: city, seq: seq, time: time, actor: actor, act: act, subject: subject, commitment: commitment)
    }

    /// Whether the path leads from the entry to the checkpoint's root.
    public var holds: Bool {
        guard let point = try? Checkpoint(text: checkpoint) else { return false }
        return MerkleTree.verifyInclusion(of: leaf, at: Int(seq), size: Int(point.size), proof: path, root: point.root)
    }
}

extension Journal {
    /// The proof for the last entry with this act and subject, against the journal as it stands; `nil` where there is none.
    public static func proof(_ connection: any Connection, city: String, act: String, subject: String, origin: String) throws
        -> JournalProof?
    {
        let found = try connection.row(
            "SELECT seq, time, actor, commitment FROM journal WHERE city = ? AND act = ? AND subject = ? ORDER BY seq DESC LIMIT 1",
            [.text(city), .text(act), .text(subject)])
        guard let row = found else { return nil }
        let seq = try row.int64(0)
        let tree = try tree(connection, city: city)
        let checkpoint = Checkpoint(origin: origin, size: Int64(tree.size), root: tree.root)
        return JournalProof(
            city: city, seq: seq, time: try row.text(1), actor: try row.text(2), act: act, subject: subject,
            commitment: try row.digest(3), path: try tree.inclusionProof(of: Int(seq)), checkpoint: checkpoint.text)
    }
}
