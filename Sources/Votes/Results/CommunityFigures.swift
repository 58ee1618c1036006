public import Quantities

/// What the ledger of communities keeps of a vote: 书面同意户数 and 参与表决户数.
public struct CommunityFigures: Sendable, Hashable {
    public let district: RegionCode
    /// The community's code in the ledger.
    public let community: String
    public let votesFor: Int64
    public let votesCast: Int64
}

extension ResultDocument {
    /// 供台账采用的数: heads in favour and heads taking part in the first question of the poll.
    ///
    /// Writing them into the ledger `communities` is an act of casework, which changes entries; this says only what they are.
    /// `nil` for a poll of less than the community, or of a community the ledger does not have.
    public var figuresForCommunity: CommunityFigures? {
        guard case .community = definition.scope, !definition.community.isEmpty, let result = results.first(where: { $0.for != nil }) else {
            return nil
        }
        return CommunityFigures(
            district: definition.district, community: definition.community, votesFor: result.for?.heads ?? 0,
            votesCast: result.takingPart.heads)
    }
}
