public import Ledgers
public import Quantities
public import Store
internal import Workbooks

/// Reads one answer of a form the way a cell of that column is read: the same grammar, the same faults.
public enum CellReading {
    /// What a text says as a value of a column.
    public enum Answer: Sendable, Hashable {
        case value(SQLValue)
        /// What was expected, and the rule's code.
        case fault(Text, code: String)
    }

    /// - Parameter text: as a person wrote it; blank for an empty cell.
    public static func read(_ text: String, as column: Column) -> Answer {
        let reader = FieldReader(column)
        var copy = text
        return copy.withUTF8 { bytes in
            var value = StoredValue.null
            if let fault = reader.read(bytes, bytes.isEmpty ? .empty : .text, &value), fault.tier == .error {
                return .fault(fault.expected(column), code: fault.ruleCode)
            }
            return .value(value.sql)
        }
    }
}
