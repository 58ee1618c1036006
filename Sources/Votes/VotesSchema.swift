public import Store

/// The tables of this floor: owners' votes.
public enum VotesSchema {
    public static var migrations: [Migration] { [] }
}
