public import Ledgers
public import Store

/// 待办: what waits for one person. Only what the person may do is on it.
public struct Desk: Sendable {
    /// Pages sent back to this person.
    public let returned: [PageStatus]
    /// Pages to approve for the district; those the person submitted are for another.
    public let toApprove: [PageStatus]
    /// Pages to accept for the city.
    public let toAccept: [PageStatus]
    /// Open questions to this person, or to whoever answers for a district in scope.
    public let toAnswer: [Question]
    /// Questions this person asked that were answered and not closed.
    public let answered: [Question]
    /// Waivers and extensions to decide.
    public let toDecide: [Request]

    public var count: Int { returned.count + toApprove.count + toAccept.count + toAnswer.count + answered.count + toDecide.count }

    /// The desk of the person who asks.
    ///
    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access) throws {
        try access.require(.readLedgers)
        let waiting = try PageStates.waiting(connection, access, [.returned, .submitted, .approved])
        returned = waiting.filter { $0.state == .returned && $0.addressee == access.actor }
        func ready(_ act: PageAct) -> [PageStatus] {
            waiting.filter {
                StateMachine.acts($0, access).contains(act) && ![$0.submitter, $0.approver].contains(access.actor)
            }
        }
        toApprove = ready(.approve)
        toAccept = ready(.accept)
        let questions = try Questions.list(connection, access, states: [.open, .answered])
        toAnswer = questions.filter {
            $0.state == .open && access.may(.answerQuestions)
                && ($0.addressee == access.actor || $0.addressee.isEmpty && $0.actor != access.actor)
        }
        answered = questions.filter { $0.state == .answered && $0.actor == access.actor }
        toDecide =
            access.may(.grantWaivers) ? try Requests.list(connection, access, waiting: true).filter { $0.actor != access.actor } : []
    }
}
