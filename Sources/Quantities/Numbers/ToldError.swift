/// An error that is told to the reader as it stands: a stable code, a sentence in both languages, and what kind of refusal it is.
public protocol ToldError: Error, Sendable {
    /// Stable for ever.
    var code: String { get }
    /// What, where, read, expected, what to do.
    var text: Text { get }
    var kind: ToldKind { get }
}

/// What a refusal means for whoever is refused.
public enum ToldKind: String, Sendable, Hashable {
    /// What was sent is badly formed or incomplete.
    case faulty
    /// In order, and not possible now.
    case refused
    /// Somebody else was quicker; look again and decide again.
    case conflict
    /// Not there, or not in reach: the two cannot be told apart.
    case notFound
    /// The person could not be told from others.
    case unidentified
}
