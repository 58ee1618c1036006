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
    /// The column that names whom its personal columns are about, and so whose key seals them; `nil` where it has none.
    public let subject: String?
    /// Whether each page of it is owed by its filer. A ledger that grows with daily work (认定书, 议题, 缺陷) is owed by nobody: a district with
    /// nothing to enter files nothing.
    public let isOwed: Bool
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
        _ ledger: String, _ title: Text, purpose: Text = Text("", ""), filedBy: Filer = .district, cycle: Cycle, owed isOwed: Bool = true,
        key: [String],
        subject: String? = nil, columns: [Column], rules: [RowRule] = [], version: Int = 1
    ) {
        self.ledger = ledger
        self.title = title
        self.purpose = purpose
        self.filedBy = filedBy
        self.cycle = cycle
        self.key = key
        self.subject = subject
        self.columns = columns
        self.rules = rules
        self.isOwed = isOwed
        self.version = version
    }

    /// The table that keeps the entries.
    public var table: String { "ledger_" + ledger }

    public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
    public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// Positions of the key columns among ``columns``.
    public var keyIndices: [Int] { key.compactMap(index(of:)) }
}

/// A column of a ledger's table: one of the sheet's own, or the index beside a sealed one.
public struct StoredColumn: Sendable {
    /// In SQL, without quotes: `identity`, `identity_index`.
    public let name: String
    /// Its column among ``Sheet/columns``.
    public let column: Int
    public let kind: Kind
    /// Whether it may not be empty.
    public let isNeeded: Bool

    public enum Kind: Sendable {
        case number
        case text
        /// Personal data, under the key of its subject.
        case sealed
        /// The token by which equal personal values are found.
        case index
    }

    /// The store's word for the SQL type.
    public var sqlType: String {
        switch kind {
        case .number: "{int}"
        case .text: "{text}"
        case .sealed, .index: "{bytes}"
        }
    }
}

extension Sheet {
    /// What its table holds of a row, in the order in which a page's digest takes it: the sheet's columns, then the indices.
    public var stored: [StoredColumn] {
        let own = columns.enumerated().map { index, column in
            StoredColumn(
                name: column.name, column: index, kind: column.isPersonal ? .sealed : column.type.isNumber ? .number : .text,
                isNeeded: column.isRequired || key.contains(column.name))
        }
        let indices = own.filter { columns[$0.column].indexKind != nil }.map {
            StoredColumn(name: $0.name + "_index", column: $0.column, kind: .index, isNeeded: $0.isNeeded)
        }
        return own + indices
    }

    /// Where a personal column's values stand, as they are sealed for that place only.
    public func sealedPlace(_ column: Column) -> String { table + "." + column.name }

    public var hasPersonalData: Bool { columns.contains(where: \.isPersonal) }
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
