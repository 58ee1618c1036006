public import Quantities

/// What can go wrong on the floor of ledgers.
public struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
    public let code: String
    public let text: Text
    /// Seconds after which asking again may succeed; `nil` where waiting does not help.
    public let retryAfter: Int64?

    init(code: String, text: Text, retryAfter: Int64? = nil) {
        self.code = code
        self.text = text
        self.retryAfter = retryAfter
    }

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

    static let purposeMissing = LedgerError(
        code: "L005", text: Text("请写明事由，不超过200字", "say why, in at most 200 characters"))

    static func tooManyReveals(_ limit: Int64, wait: Int64) -> LedgerError {
        LedgerError(
            code: "L006",
            text: Text(
                "一小时内最多查看\(limit)次，请\((wait + 59) / 60)分钟后再试", "at most \(limit) looks an hour; try again in \((wait + 59) / 60) minutes"),
            retryAfter: wait)
    }

    static func rowMissing(_ page: String, _ row: Int64) -> LedgerError {
        LedgerError(code: "L007", text: Text("账页\(page)没有第\(row)行", "page \(page) has no row \(row)"))
    }

    static func householdUnknown(_ household: String) -> LedgerError {
        LedgerError(
            code: "L008", text: Text("在您的范围内没有家庭\(household)的记录", "nothing is kept of household \(household) within your scope"))
    }

    static func erasedAlready(_ household: String) -> LedgerError {
        LedgerError(
            code: "L009", text: Text("家庭\(household)的删除已申请或已办结", "the erasure of \(household) was asked for or decided already"))
    }

    static let ownRequest = LedgerError(
        code: "L010", text: Text("不能审批自己的申请，请由他人办理", "you cannot decide your own request; somebody else must"))
}
