import Quantities

/// A column of a row: its name, or its position from 0.
public protocol SQLColumn: Sendable {
    func position(in columns: [String]) -> Int?
    var columnName: String { get }
}

extension Int: SQLColumn {
    public func position(in columns: [String]) -> Int? { columns.indices.contains(self) ? self : nil }
    public var columnName: String { "#\(self)" }
}

extension String: SQLColumn {
    public func position(in columns: [String]) -> Int? { columns.firstIndex(of: self) }
    public var columnName: String { self }
}

/// One row of a result, copied out of the engine. For many rows use ``Connection/forEachRow(_:_:_:)``.
///
///     let row = try connection.rows("SELECT name, homes FROM project WHERE id = ?", [7]).first
///     let homes = try row?.int64("homes")
///
/// A missing column or a value of another type throws ``StoreError/Code/columnMismatch`` with the column's name.
public struct SQLRow: Sendable, Hashable {
    public let columns: [String]
    public let values: [SQLValue]

    public init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    public subscript(_ column: some SQLColumn) -> SQLValue {
        get throws {
            guard let position = column.position(in: columns) else {
                throw StoreError(
                    .columnMismatch,
                    Text("结果中没有列 \(column.columnName)", "the result has no column \(column.columnName)"))
            }
            return values[position]
        }
    }

    public func int64(_ column: some SQLColumn) throws -> Int64 {
        guard let value = try optionalInt64(column) else { throw mismatch(column, "integer", .null) }
        return value
    }

    public func text(_ column: some SQLColumn) throws -> String {
        guard let value = try optionalText(column) else { throw mismatch(column, "text", .null) }
        return value
    }

    public func blob(_ column: some SQLColumn) throws -> [UInt8] {
        guard let value = try optionalBlob(column) else { throw mismatch(column, "blob", .null) }
        return value
    }

    public func digest(_ column: some SQLColumn) throws -> Digest256 {
        guard let digest = Digest256(bytes: try blob(column)) else { throw mismatch(column, "32-byte blob", .blob([])) }
        return digest
    }

    public func optionalInt64(_ column: some SQLColumn) throws -> Int64? {
        switch try self[column] {
        case .integer(let value): value
        case .null: nil
        case let other: throw mismatch(column, "integer", other)
        }
    }

    public func optionalText(_ column: some SQLColumn) throws -> String? {
        switch try self[column] {
        case .text(let value): value
        case .null: nil
        case let other: throw mismatch(column, "text", other)
        }
    }

    public func optionalBlob(_ column: some SQLColumn) throws -> [UInt8]? {
        switch try self[column] {
        case .blob(let value): value
        case .null: nil
        case let other: throw mismatch(column, "blob", other)
        }
    }

    private func mismatch(_ column: some SQLColumn, _ wanted: String, _ found: SQLValue) -> StoreError {
        StoreError.wrongType(column: column.columnName, wanted: wanted, found: found.typeName)
    }
}

extension StoreError {
    /// For engines: the value of `column` is of another type than asked for.
    public static func wrongType(column: String, wanted: String, found: String) -> StoreError {
        StoreError(
            .columnMismatch,
            Text("列 \(column) 应为 \(wanted)，实为 \(found)", "column \(column) should be \(wanted) but is \(found)"))
    }
}
