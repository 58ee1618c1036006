public import Ledgers
public import Quantities

/// A state, an act or a need: a stable name and its words.
public protocol Titled: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    var title: Text { get }
}

/// What must hold before an act is done.
public enum Need: String, Titled {
    case reason
    case byAnother = "by_another"
    case documents
    case factsComplete = "facts_complete"
    case eligible
    case noticeDates = "notice_dates"
    case noticeOver = "notice_over"
    case resultComplete = "result_complete"

    public var title: Text {
        switch self {
        case .reason: Text("写明理由", "a reason")
        case .byAnother: Text("由另一人办理", "another person")
        case .documents: Text("已交材料", "documents")
        case .factsComplete: Text("情况齐全", "facts complete")
        case .eligible: Text("符合条件", "eligible")
        case .noticeDates: Text("公示起止日期", "dates of the notice")
        case .noticeOver: Text("公示期满", "the notice is over")
        case .resultComplete: Text("回盘逐户齐全", "a result for every household")
        }
    }
}

/// One thing that can happen in a state.
public struct Step<State: Titled, Act: Titled>: Sendable, Hashable {
    public let from: State
    public let act: Act
    public let to: State
    /// One of these is enough. ``Permission/applyForHousing`` is for one's own household only.
    public let permissions: [Permission]
    public let needs: [Need]
}

/// 状态机: every step of one kind of business, declared as values. What is not listed cannot be done. docs/households.md draws them from here.
public struct Machine<State: Titled, Act: Titled>: Sendable {
    /// The kind of business as the store names it: `application`.
    public let kind: String
    public let title: Text
    public let initial: State
    public let steps: [Step<State, Act>]

    init(_ kind: String, _ title: Text, initial: State, _ steps: [[Step<State, Act>]]) {
        self.kind = kind
        self.title = title
        self.initial = initial
        self.steps = steps.flatMap { $0 }
    }

    static func step(_ from: [State], _ act: Act, _ to: State, _ permissions: [Permission], _ needs: [Need] = []) -> [Step<State, Act>] {
        from.map { Step(from: $0, act: act, to: to, permissions: permissions, needs: needs) }
    }

    public func step(_ act: Act, from state: State) -> Step<State, Act>? { steps.first { $0.act == act && $0.from == state } }

    /// A state that something can still happen in.
    public func isOpen(_ state: State) -> Bool { steps.contains { $0.from == state } }

    /// What this person may do in a state: the buttons of a screen. Needs are not looked at.
    public func acts(in state: State, _ access: Access) -> [Act] {
        steps.filter { $0.from == state && $0.permissions.contains(where: access.may) }.map(\.act)
    }

    /// As a state diagram of Mermaid.
    public var mermaid: String {
        let names = State.allCases.map { "    state \"\($0.title.zh)\" as \($0.rawValue)\n" }.joined()
        let lines = steps.map { "    \($0.from.rawValue) --> \($0.to.rawValue) : \($0.act.title.zh)\n" }.joined()
        let ends = State.allCases.filter { !isOpen($0) }.map { "    \($0.rawValue) --> [*]\n" }.joined()
        return "stateDiagram-v2\n\(names)    [*] --> \(initial.rawValue)\n\(lines)\(ends)"
    }

    /// As a table.
    public var table: String {
        let head = "| 状态 state | 事项 act | 之后 then | 权限 permission | 条件 needs |\n|---|---|---|---|---|\n"
        let rows = steps.map { step in
            [
                "\(step.from.title.zh) \(step.from.rawValue)", "\(step.act.title.zh) \(step.act.rawValue)",
                "\(step.to.title.zh) \(step.to.rawValue)",
                step.permissions.map { "\($0.title.zh) \($0.rawValue)" }.joined(separator: " / "),
                step.needs.map { "\($0.title.zh) \($0.title.en)" }.joined(separator: "; "),
            ].joined(separator: " | ")
        }
        return head + rows.map { "| \($0) |\n" }.joined()
    }
}
