public import Quantities

/// 校核规则的分级: what a finding of a rule asks for.
public enum Tier: String, Sendable, Codable, CaseIterable, Comparable {
    /// 错误: must be put right.
    case error
    /// 需说明: put right, or explained in writing.
    case confirm
    /// 提示.
    case information
    /// 未执行: the rule could not be run; never shown as passed.
    case notRun

    public var title: Text {
        switch self {
        case .error: Text("错误", "error")
        case .confirm: Text("需说明", "to confirm")
        case .information: Text("提示", "information")
        case .notRun: Text("未执行", "not run")
        }
    }

    public static func < (a: Tier, b: Tier) -> Bool { a.order < b.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A check of one row, beyond what its columns say.
///
/// It answers with the column to point at where the row breaks it. Rules see stored values (fen, hundredths, 20230705).
public struct RowRule: Sendable {
    /// Stable for ever: `R-SUB-01`.
    public let code: String
    public let tier: Tier
    /// What must hold, as the reader is told.
    public let text: Text
    /// Where the rule comes from: a document number, a standard, a form's note.
    public let source: String
    /// The columns the check reads, by name; the finding points at the first.
    public let columns: [String]
    /// `true` where the row keeps the rule.
    public let holds: @Sendable (RowValues) -> Bool

    public init(
        _ code: String, _ tier: Tier, _ columns: [String], _ text: Text, source: String = "",
        holds: @escaping @Sendable (RowValues) -> Bool
    ) {
        self.code = code
        self.tier = tier
        self.columns = columns
        self.text = text
        self.source = source
        self.holds = holds
    }
}

/// The values of one row as a rule sees them: by position among the rule's own ``RowRule/columns``. Valid during the call only.
public struct RowValues {
    private let values: UnsafePointer<StoredValue>
    private let indices: UnsafePointer<Int>
    public let period: Period

    /// - Parameters:
    ///   - values: all values of the row, by column.
    ///   - indices: where the rule's columns stand among them.
    public init(values: UnsafePointer<StoredValue>, indices: UnsafePointer<Int>, period: Period) {
        self.values = values
        self.indices = indices
        self.period = period
    }

    /// The stored number, or `nil` where the cell is empty or the column holds text.
    public func number(_ column: Int) -> Int64? {
        let value = values[indices[column]]
        return value.kind == .number ? value.number : nil
    }

    /// The stored text, or `nil` where the cell is empty or the column holds a number.
    public func text(_ column: Int) -> String? {
        let value = values[indices[column]]
        return value.kind == .text ? String(decoding: value.bytes, as: UTF8.self) : nil
    }

    /// Whether the stored text is exactly this code; allocates nothing.
    public func isText(_ column: Int, _ code: StaticString) -> Bool {
        let value = values[indices[column]]
        guard value.kind == .text, value.count == code.utf8CodeUnitCount else { return false }
        for index in 0..<value.count where value.bytes[index] != code.utf8Start[index] { return false }
        return true
    }
}
