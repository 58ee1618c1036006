public import Ledgers
public import Quantities
public import Store

/// 事项类别: one kind of case, declared as a value: the ledger that keeps it, its states, what can be done in each, by whom, and what that needs.
///
/// The forms, the lists, the checks, the API, the diagrams in docs/casework.md and the checks of files come from this declaration.
///
///     let task = CaseKind(
///         "task", Text("重点任务", "Task"), ledger: .tasks, state: "state", title: "title",
///         acts: [
///             CaseAct("add", Text("登记", "Add"), to: "running", may: .handleCases, asks: .columns("task", "title", "deadline")),
///             CaseAct("finish", Text("办结", "Finish"), from: ["running", "late"], to: "done", may: .handleCases),
///         ])
public struct CaseKind: Sendable {
    /// In addresses and the journal: lower-case ASCII.
    public let name: String
    public let title: Text
    /// What it is for, in a sentence.
    public let purpose: Text
    /// The ledger whose entries are the cases.
    public let ledger: Sheet
    /// The choice column that holds the state; `nil` for a register whose entries have none.
    public let stateColumn: String?
    /// For a monthly ledger: the column whose day says which month's page a new entry belongs to.
    public let dayColumn: String?
    /// The column that people know a case by.
    public let titleColumn: String
    public let acts: [CaseAct]
    /// The documents the file must have as the case stands, by their codes; `nil` where that is the same for all: those declared as required.
    public let needed: @Sendable (_ values: [SQLValue], _ state: String) -> Set<String>?
    /// 档案: the documents a case collects.
    public let documents: [DocumentKind]
    /// The state of an entry whose state column is empty, from what else it says: a ledger that was kept in files before it had one.
    public let derived: (@Sendable (CaseKind, [SQLValue]) -> String)?
    /// The permissions of which one is enough to see the list of cases beside ``Permission/readLedgers``; the ledger's scope always holds.
    public let group: CaseGroup

    public init(
        _ name: String, _ title: Text, purpose: Text = Text("", ""), group: CaseGroup, ledger: Sheet, state: String?,
        title titleColumn: String, day dayColumn: String? = nil,
        documents: [DocumentKind] = [], needed: @escaping @Sendable ([SQLValue], String) -> Set<String>? = { _, _ in nil },
        derived: (@Sendable (CaseKind, [SQLValue]) -> String)? = nil, acts: [CaseAct]
    ) {
        self.name = name
        self.title = title
        self.purpose = purpose
        self.group = group
        self.ledger = ledger
        stateColumn = state
        self.titleColumn = titleColumn
        self.dayColumn = dayColumn
        self.documents = documents
        self.derived = derived
        self.acts = acts
        self.needed = needed
    }

    /// The states in the order of the ledger's column; one, `recorded`, for a register without states.
    public var states: [Choice] {
        guard let stateColumn, case .choice(let choices) = ledger.column(stateColumn)?.type else { return [Self.recorded] }
        return choices
    }

    static let recorded = Choice("recorded", "已登记", "Recorded")

    public func state(_ code: String) -> Choice { states.first { $0.code == code } ?? Choice(code, code, code) }
    public func act(_ name: String) -> CaseAct? { acts.first { $0.name == name } }

    /// The acts that open a case.
    public var openings: [CaseAct] { acts.filter(\.opens) }

    /// What the machine allows in a state.
    public func acts(in state: String) -> [CaseAct] { acts.filter { $0.from.contains(state) } }

    /// The states a case can be opened in.
    public var firstStates: Set<String> { Set(openings.compactMap(\.to)) }
}

/// Where a kind stands in the menu.
public enum CaseGroup: String, Sendable, CaseIterable {
    case money
    case projects
    case renewal
    case redevelopment
    case quality
    case registers

    public var title: Text {
        switch self {
        case .money: Text("资金", "Money")
        case .projects: Text("项目和计划", "Projects and plans")
        case .renewal: Text("老旧小区改造", "Renewal")
        case .redevelopment: Text("棚户区改造", "Redevelopment")
        case .quality: Text("质量安全", "Quality")
        case .registers: Text("制度和任务", "Policies and tasks")
        }
    }
}

/// One kind of document in a case's file.
public struct DocumentKind: Sendable, Hashable {
    public let code: String
    public let title: Text
    /// Whether the file is incomplete without it.
    public let isRequired: Bool

    public init(_ code: String, _ zh: String, _ en: String, required: Bool = true) {
        self.code = code
        title = Text(zh, en)
        isRequired = required
    }
}
