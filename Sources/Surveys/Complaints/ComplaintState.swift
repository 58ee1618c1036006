public import Ledgers
public import Quantities

/// 投诉建议的状态.
public enum ComplaintState: String, Sendable, Codable, CaseIterable {
    /// 已收到: nobody has taken it up yet.
    case received
    /// 办理中: a district has it.
    case assigned
    /// 已答复: the answer can be read with the lookup code.
    case answered
    /// 已办结.
    case closed

    public var title: Text {
        switch self {
        case .received: Text("已收到", "received")
        case .assigned: Text("办理中", "in hand")
        case .answered: Text("已答复", "answered")
        case .closed: Text("已办结", "closed")
        }
    }
}

/// What can be done with a complaint.
public enum ComplaintAct: String, Sendable, Codable, CaseIterable {
    /// 受理或转办: a district takes it up, or the city passes it to another.
    case assign
    case answer
    case close
    /// 退回重办: the answer does not do.
    case sendBack = "return"

    public var title: Text {
        switch self {
        case .assign: Text("受理或转办", "take up or pass on")
        case .answer: Text("答复", "answer")
        case .close: Text("办结", "close")
        case .sendBack: Text("退回重办", "send back")
        }
    }
}

/// One thing that can happen to a complaint.
public struct ComplaintTransition: Sendable, Hashable {
    public let from: ComplaintState
    public let act: ComplaintAct
    /// One of these is enough.
    public let permissions: Set<Permission>
    public let to: ComplaintState
    public let needsWords: Bool
}

/// Every transition; what is not listed cannot be done.
public enum ComplaintStates {
    public static let readers: Set<Permission> = [.reviewCases, .decideCases, .handleHouseholds]
    static let handlers: Set<Permission> = [.handleHouseholds, .decideCases]
    static let deciders: Set<Permission> = [.reviewCases, .decideCases]

    public static let transitions: [ComplaintTransition] = [
        .init(from: .received, act: .assign, permissions: readers, to: .assigned, needsWords: false),
        .init(from: .assigned, act: .assign, permissions: readers, to: .assigned, needsWords: false),
        .init(from: .assigned, act: .answer, permissions: handlers, to: .answered, needsWords: true),
        .init(from: .answered, act: .sendBack, permissions: deciders, to: .assigned, needsWords: true),
        .init(from: .answered, act: .close, permissions: deciders, to: .closed, needsWords: false),
    ]

    public static func acts(in state: ComplaintState, _ access: Access) -> [ComplaintAct] {
        transitions.filter { step in step.from == state && step.permissions.contains(where: access.may) }.map(\.act)
    }
}
