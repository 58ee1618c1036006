public import Ledgers
public import Quantities

/// 办理事项: one thing that can be done with a case.
public struct CaseAct: Sendable {
    public let name: String
    public let title: Text
    /// The states it can be done in; empty for an act that opens a case.
    public let from: [String]
    /// The state it leads to; `nil` where the case stays in its state.
    public let to: String?
    public let may: Permission
    /// What is asked of the person. A column of the case's ledger is written to the entry; others are kept with the act.
    public let asks: [Column]
    /// Documents that must come with it, by their codes.
    public let needsDocuments: [String]
    /// Whether any documents may come with it.
    public let takesDocuments: Bool
    public let needsReason: Bool
    /// Whether it must be done by somebody other than the person of the act before.
    public let byAnother: Bool
    /// Whether it may be done for many cases at once, with the same answers.
    public let isBulk: Bool
    /// Whether a file that changes the state so counts as this act.
    public let byFile: Bool
    /// Whether it is done by another case's act alone (a project enters a plan when its batch is issued) and never asked for by itself.
    public let isConsequence: Bool
    /// 工作日: how soon after entering the state it is due; `nil` where no rule says.
    public let workingDays: Int?
    public let needs: [Need]
    /// What it does beyond the answers and the state: entries of other ledgers, numbers given.
    public let effect: @Sendable (CaseWork) throws -> Void

    public init(
        _ name: String, _ title: Text, from: [String] = [], to: String? = nil, may: Permission, asks: [Column] = [],
        documents needsDocuments: [String] = [], takesDocuments: Bool = false, reason: Bool = false, byAnother: Bool = false,
        bulk: Bool = false, byFile: Bool = false, consequence: Bool = false, within workingDays: Int? = nil, needs: [Need] = [],
        effect: @escaping @Sendable (CaseWork) throws -> Void = { _ in }
    ) {
        self.name = name
        self.title = title
        self.from = from
        self.to = to
        self.may = may
        self.asks = asks
        self.needsDocuments = needsDocuments
        self.takesDocuments = takesDocuments || !needsDocuments.isEmpty
        needsReason = reason
        self.byAnother = byAnother
        isBulk = bulk
        self.byFile = byFile
        isConsequence = consequence
        self.workingDays = workingDays
        self.needs = needs
        self.effect = effect
    }

    public var opens: Bool { from.isEmpty }
}

/// What must hold before an act is done, beyond state and right.
public struct Need: Sendable {
    /// Stable for ever: `N-CER-01`.
    public let code: String
    /// What must hold, as the reader is told.
    public let text: Text
    /// Why it does not hold; `nil` where it does.
    public let unmet: @Sendable (CaseWork) throws -> Text?

    public init(_ code: String, _ text: Text, unmet: @escaping @Sendable (CaseWork) throws -> Text?) {
        self.code = code
        self.text = text
        self.unmet = unmet
    }
}

extension Sheet {
    /// Some of the sheet's columns, to be asked for; unknown names are left out (a test sees to it that there are none).
    public func columns(_ names: String...) -> [Column] { names.compactMap(column) }

    /// All but some.
    public func columns(except names: String...) -> [Column] { columns.filter { !names.contains($0.name) } }
}
