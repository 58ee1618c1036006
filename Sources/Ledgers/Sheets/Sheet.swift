public import Quantities

/// 表样: the one declaration of a ledger's columns. Template, parser, field rules, SQL table, error workbook, web list and
/// documentation are made from it.
///
///     let tasks = Sheet(
///         "tasks", Text("重点任务台账", "Tasks of the year"), filedBy: .city, cycle: .yearly,
///         key: ["task"],
///         columns: [
///             Column("task", Text("任务编号", "Task"), .code()),
///             Column("deadline", Text("完成时限", "Deadline"), .date),
///         ])
///
/// Every sheet begins with two columns it does not declare: the district and the period, which say what page a row belongs to.
public struct Sheet: Sendable {
    /// The ledger's name in code, files, SQL and addresses: lower-case ASCII.
    public let ledger: String
    public let title: Text
    /// What the ledger holds and where its numbers come from, in a sentence.
    public let purpose: Text
    public let filedBy: Filer
    public let cycle: Cycle
    /// The columns that tell one entry of a page from another, in order.
    public let key: [String]
    public let columns: [Column]
    /// Checks of one row beyond what its columns say.
    public let rules: [RowRule]
    /// Raised whenever the columns change; two versions may be open in two years.
    public let version: Int

    /// Who files the ledger.
    public enum Filer: String, Sendable, Codable {
        case city
        case district
    }

    /// How often a page of it is due.
    public enum Cycle: String, Sendable, Codable {
        case yearly
        case monthly
    }

    public init(
        _ ledger: String, _ title: Text, purpose: Text = Text("", ""), filedBy: Filer = .district, cycle: Cycle, key: [String],
        columns: [Column],
        rules: [RowRule] = [], version: Int = 1
    ) {
        self.ledger = ledger
        self.title = title
        self.purpose = purpose
        self.filedBy = filedBy
        self.cycle = cycle
        self.key = key
        self.columns = columns
        self.rules = rules
        self.version = version
    }

    /// The table that keeps the entries.
    public var table: String { "ledger_" + ledger }

    public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
    public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// Positions of the key columns among ``columns``.
    public var keyIndices: [Int] { key.compactMap(index(of:)) }
}

/// The two columns every sheet begins with.
public enum PageColumn: String, Sendable, CaseIterable {
    case district
    case period

    public var title: Text {
        switch self {
        case .district: Text("行政区划", "District")
        case .period: Text("所属期", "Period")
        }
    }
}
