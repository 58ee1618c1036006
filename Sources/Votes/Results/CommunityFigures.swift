public import Quantities

/// What casework keeps of a community's vote: 参与表决 and 同意, by heads and by area, of its first question.
public struct CommunityFigures: Sendable, Hashable {
    public let district: RegionCode
    /// The community's code in the ledger.
    public let community: String
    public let takingPart: Weight
    public let inFavour: Weight
    public let kind: MatterKind
    public let passed: Bool
}

extension ResultDocument {
    /// 供台账采用的数. `nil` for a poll of less than the community, of a community the ledger does not have, or without a question.
    public var figuresForCommunity: CommunityFigures? {
        guard case .community = definition.scope, !definition.community.isEmpty,
            let result = results.first(where: { $0.for != nil }), let inFavour = result.for
        else { return nil }
        return CommunityFigures(
            district: definition.district, community: definition.community, takingPart: result.takingPart, inFavour: inFavour,
            kind: result.kind, passed: result.passed)
    }
}
