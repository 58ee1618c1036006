public import Quantities

/// 表决的状态.
public enum PollState: String, Sendable, Codable, CaseIterable {
    /// 起草: words and roll may still change.
    case draft
    /// 名册已封: the roll is public for objections; only thawing changes it.
    case frozen
    case open
    case closed
    case published
    case cancelled

    public var title: Text {
        switch self {
        case .draft: Text("起草", "draft")
        case .frozen: Text("名册已封", "roll frozen")
        case .open: Text("表决中", "open")
        case .closed: Text("已截止", "closed")
        case .published: Text("已公布", "published")
        case .cancelled: Text("已撤销", "cancelled")
        }
    }
}

public enum PollAct: String, Sendable, Codable, CaseIterable {
    case create, revise
    case importRoll = "import_roll"
    case freeze, thaw, open, extend, close, publish, cancel

    public var title: Text {
        switch self {
        case .create: Text("新建", "create")
        case .revise: Text("修改", "revise")
        case .importRoll: Text("导入名册", "import the roll")
        case .freeze: Text("封存名册", "freeze the roll")
        case .thaw: Text("启封名册", "thaw the roll")
        case .open: Text("开始表决", "open")
        case .extend: Text("延长表决", "extend")
        case .close: Text("截止并计票", "close and count")
        case .publish: Text("公布结果", "publish")
        case .cancel: Text("撤销", "cancel")
        }
    }
}

/// 状态机: what can be done to a poll, and what becomes of it. What is not listed cannot be done. Ballots are cast in ``PollState/open`` alone.
public enum PollMachine {
    public struct Step: Sendable, Hashable {
        public let from: PollState
        public let act: PollAct
        public let to: PollState
        public let needsReason: Bool
    }

    public static let steps: [Step] = [
        Step(from: .draft, act: .revise, to: .draft, needsReason: false),
        Step(from: .draft, act: .importRoll, to: .draft, needsReason: false),
        Step(from: .draft, act: .freeze, to: .frozen, needsReason: false),
        Step(from: .frozen, act: .thaw, to: .draft, needsReason: true),
        Step(from: .frozen, act: .open, to: .open, needsReason: false),
        Step(from: .open, act: .extend, to: .open, needsReason: true),
        Step(from: .open, act: .close, to: .closed, needsReason: false),
        Step(from: .closed, act: .publish, to: .published, needsReason: false),
        Step(from: .draft, act: .cancel, to: .cancelled, needsReason: true),
        Step(from: .frozen, act: .cancel, to: .cancelled, needsReason: true),
        Step(from: .open, act: .cancel, to: .cancelled, needsReason: true),
    ]

    /// - Throws: `T002`.
    public static func step(_ act: PollAct, from state: PollState) throws(VoteError) -> Step {
        guard let step = steps.first(where: { $0.act == act && $0.from == state }) else { throw .notPossible(act, state) }
        return step
    }

    public static func acts(in state: PollState) -> [PollAct] { steps.filter { $0.from == state }.map(\.act) }
}
