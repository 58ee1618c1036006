import GRDBSQLite
import Quantities
import Store

/// A prepared statement of SQLite, driven by its C interface: binds from and reads to bytes without a copy.
final class SQLiteStatement: RowSource {
    let handle: OpaquePointer
    let connection: OpaquePointer
    let sql: String
    let columnCount: Int

    init(handle: OpaquePointer, connection: OpaquePointer, sql: String) {
        self.handle = handle
        self.connection = connection
        self.sql = sql
        columnCount = Int(sqlite3_column_count(handle))
    }

    // MARK: Running

    /// `true` when a row is there, `false` at the end.
    func step(_ argumentCount: Int) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(argumentCount)
        }
    }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ arguments: [SQLValue]) throws {
        let wanted = Int(sqlite3_bind_parameter_count(handle))
        guard wanted == arguments.count else { throw wrongCount(wanted, arguments.count) }
        // The engine's own copy (SQLITE_TRANSIENT): a handful of arguments is not what takes time.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, argument) in arguments.enumerated() {
            let position = Int32(index + 1)
            let code =
                switch argument {
                case .null: sqlite3_bind_null(handle, position)
                case .integer(let value): sqlite3_bind_int64(handle, position, value)
                case .text(var value):
                    value.withUTF8 {
                        sqlite3_bind_text64(handle, position, Self.start($0), UInt64($0.count), transient, UInt8(SQLITE_UTF8))
                    }
                case .blob(let value):
                    value.withUnsafeBytes { bytes in
                        // A nil pointer would bind NULL.
                        bytes.baseAddress.map { sqlite3_bind_blob64(handle, position, $0, UInt64(bytes.count), transient) }
                            ?? sqlite3_bind_zeroblob(handle, position, 0)
                    }
                }
            guard code == SQLITE_OK else { throw failure(arguments.count) }
        }
    }

    /// Runs the statement once per row of the batch, binding straight from its arena.
    func run(_ batch: borrowing RowBatch) throws {
        let columns = batch.columnCount
        let wanted = Int(sqlite3_bind_parameter_count(handle))
        guard wanted == columns else { throw wrongCount(wanted, columns) }
        defer { reset() }
        let rows = batch.rowCount
        // SQLITE_STATIC: the arena stays where it is until this function returns, and the bindings are cleared before.
        try batch.withUnsafeCells { cells, arena in
            let start = UnsafeRawPointer(arena)
            var cell = cells
            for _ in 0..<rows {
                for position in 1...Int32(columns) {
                    let record = cell.pointee
                    let code =
                        switch record.kind {
                        case .null: sqlite3_bind_null(handle, position)
                        case .integer: sqlite3_bind_int64(handle, position, record.payload)
                        case .text:
                            sqlite3_bind_text64(
                                handle, position, (start + Int(record.payload)).assumingMemoryBound(to: CChar.self), UInt64(record.length),
                                nil,
                                UInt8(SQLITE_UTF8))
                        case .blob: sqlite3_bind_blob64(handle, position, start + Int(record.payload), UInt64(record.length), nil)
                        }
                    guard code == SQLITE_OK else { throw failure(columns) }
                    cell += 1
                }
                guard sqlite3_step(handle) == SQLITE_DONE else { throw failure(columns) }
                sqlite3_reset(handle)
            }
        }
    }

    // MARK: Reading the current row

    func columnName(_ index: Int) -> String {
        sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? "#\(index)"
    }

    func isNull(_ index: Int) -> Bool { sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL }

    func int64(_ index: Int) throws -> Int64 {
        guard sqlite3_column_type(handle, Int32(index)) == SQLITE_INTEGER else { throw mismatch(index, "integer") }
        return sqlite3_column_int64(handle, Int32(index))
    }

    func textBytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8> {
        guard sqlite3_column_type(handle, Int32(index)) == SQLITE_TEXT else { throw mismatch(index, "text") }
        // The text must be asked for before its length.
        let start = sqlite3_column_text(handle, Int32(index))
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index))))
    }

    func blobBytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8> {
        guard sqlite3_column_type(handle, Int32(index)) == SQLITE_BLOB else { throw mismatch(index, "blob") }
        let start = sqlite3_column_blob(handle, Int32(index))?.assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index))))
    }

    func value(_ index: Int) throws -> SQLValue {
        switch sqlite3_column_type(handle, Int32(index)) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, Int32(index)))
        case SQLITE_TEXT: return .text(String(decoding: try textBytes(index), as: UTF8.self))
        case SQLITE_BLOB: return .blob(Array(try blobBytes(index)))
        default: throw mismatch(index, "integer, text or blob")
        }
    }

    // MARK: Errors

    func failure(_ argumentCount: Int) -> StoreError {
        SQLiteError.make(
            sqlite3_extended_errcode(connection), String(cString: sqlite3_errmsg(connection)), sql: sql, argumentCount: argumentCount)
    }

    private func wrongCount(_ wanted: Int, _ given: Int) -> StoreError {
        StoreError(
            .batchMismatch, Text("语句需要 \(wanted) 个参数，给出 \(given) 个", "the statement takes \(wanted) arguments, \(given) were given"),
            sql: sql, argumentCount: given)
    }

    private func mismatch(_ index: Int, _ wanted: String) -> StoreError {
        let found =
            switch sqlite3_column_type(handle, Int32(index)) {
            case SQLITE_NULL: "null"
            case SQLITE_INTEGER: "integer"
            case SQLITE_TEXT: "text"
            case SQLITE_BLOB: "blob"
            default: "floating point"
            }
        return StoreError.wrongType(column: columnName(index), wanted: wanted, found: found)
    }

    /// A pointer that is never nil: nil would bind NULL instead of the empty text.
    private static func start(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar> {
        UnsafeRawPointer(bytes.baseAddress ?? emptyText).assumingMemoryBound(to: CChar.self)
    }
}

/// One NUL byte that lives as long as the process.
private nonisolated(unsafe) let emptyText: UnsafePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return UnsafePointer(byte)
}()
