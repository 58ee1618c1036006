public import Quantities

/// What can go wrong on the floor of ledgers.
public struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
    public let code: String
    public let text: Text

    public var description: String { "\(code) \(text.zh) \(text.en)" }

    static func outOfScope(_ address: String) -> LedgerError {
        LedgerError(code: "L001", text: Text("无权访问账页\(address)", "page \(address) is outside your scope"))
    }

    static func notPermitted(_ permission: Permission) -> LedgerError {
        LedgerError(
            code: "L004",
            text: Text("您没有“\(permission.title.zh)”的权限", "you are not permitted to \(permission.title.en)"))
    }

    static func damaged(_ table: String, _ number: Int64) -> LedgerError {
        LedgerError(
            code: "L002",
            text: Text("数据表\(table)第\(number)号记录已损坏，请运行 anju verify", "record \(number) of \(table) is damaged; run anju verify"))
    }

    static func unknownLedger(_ name: String) -> LedgerError {
        LedgerError(code: "L003", text: Text("没有名为“\(name)”的台账", "there is no ledger “\(name)”"))
    }
}
