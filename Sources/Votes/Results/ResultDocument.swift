public import Quantities

/// 结果文件: all that is published of a poll. From ``classes`` and ``rule`` anyone can count again (`Tests/Votes/tally.py`); in ``receipts``
/// every owner finds their own. Which receipt goes with which choice is in no published file.
public struct ResultDocument: Sendable, Codable {
    public var format: String = Self.format
    public var city: RegionCode
    public var poll: Int64
    public var code: String
    public var definition: PollDefinition
    /// SHA-256 of the definition as JSON with its keys in order and nothing between them, pinned at the opening.
    public var definitionHash: String
    public var roll: Roll
    public var rule: VotingRule
    public var openedAt: String
    public var closedAt: String
    public var ballots: BallotCounts
    /// In the order of their signs, which is by chance.
    public var receipts: [String]
    public var classes: [AreaClass]
    public var results: [MatterResult]

    public static let format = "anju-vote-result/1"

    public struct Roll: Sendable, Codable {
        public var units: Int64
        public var heads: Int64
        /// 0.01 m².
        public var area: Int64
        /// See ``RollSummary/hash``.
        public var hash: String
    }

    public struct BallotCounts: Sendable, Codable {
        /// One for each owner who voted.
        public var counted: Int64
        /// Ballots that a later one of the same owner took the place of.
        public var replaced: Int64
        /// The Merkle root (RFC 6962) over the seals of the counted ballots in the order of owners: a court's expert can hold the sealed ballots
        /// against it.
        public var root: String
    }
}

/// The bytes of a result and their SHA-256.
public struct ResultFile: Sendable {
    public let bytes: [UInt8]
    public let hash: String
    public let document: ResultDocument
}
