import GRDB
import GRDBSQLite
import Quantities
import Store

/// SQLite's result codes as errors of the floor. Its messages name tables, columns and SQL, never values.
enum SQLiteError {
    static func make(_ code: Int32, _ message: String, sql: String? = nil, argumentCount: Int? = nil) -> StoreError {
        let text: Text
        let ours: StoreError.Code
        switch code & 0xFF {
        case SQLITE_CONSTRAINT:
            ours = .constraintViolated
            text = Text("违反数据库约束：\(message)", "constraint violated: \(message)")
        case SQLITE_FULL:
            ours = .diskFull
            text = Text("磁盘已满，本次写入已全部撤销；腾出空间后可重试", "the disk is full; this write was undone, try again after freeing space")
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY:
            ours = .inputOutput
            text = Text("读写数据库文件失败：\(message)", "reading or writing the database file failed: \(message)")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            ours = .damaged
            text = Text("数据库文件已损坏：\(message)；请从备份恢复", "the database file is damaged: \(message); restore a backup")
        default:
            ours = .statementFailed
            text = Text("数据库语句失败：\(message)", "the statement failed: \(message)")
        }
        return StoreError(ours, text, sql: sql, argumentCount: argumentCount)
    }

    /// Errors of GRDB become ours; others (the caller's own, cancellation) pass.
    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        if error.resultCode == .SQLITE_MISUSE && error.sql == nil { return closed }
        return make(error.extendedResultCode.rawValue, error.message ?? "", sql: error.sql)
    }

    static var closed: StoreError { StoreError(.closed, Text("数据库已关闭", "the store is closed")) }
}
