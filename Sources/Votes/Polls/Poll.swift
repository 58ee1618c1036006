public import Quantities

/// 一场表决: its words, its state and what it stands on.
public struct Poll: Sendable, Hashable {
    public let number: Int64
    /// How owners reach it: `/vote/CODE`. Ten signs, easy to read out; no secret.
    public let code: String
    public let definition: PollDefinition
    /// Which revision of the words this is, from 1.
    public let wording: Int64
    public let state: PollState
    /// Counts the acts; shows whether two people act at once.
    public let revision: Int64
    public let roll: RollSummary?
    /// When casting ends; `nil` before the opening.
    public let closesAt: Moment?
    public let opening: Opening?
    public let actor: String
    public let createdAt: String

    /// What was pinned when it opened.
    public struct Opening: Sendable, Hashable {
        public let definitionHash: String
        public let rollHash: String
        /// The identifier of the ``VotingRule``.
        public let rule: String
        public let actor: String
        public let openedAt: String
        let wrappedKey: String
    }

    /// Whether ballots are taken at a moment.
    public func takesBallots(at now: Moment) -> Bool { state == .open && closesAt.map { now < $0 } ?? false }
}

/// An act on a poll, as it was done.
public struct PollEvent: Sendable, Hashable {
    public let revision: Int64
    public let act: PollAct
    public let to: PollState
    public let note: String
    public let actor: String
    public let doneAt: String
}
