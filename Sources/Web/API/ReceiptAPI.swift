import Accounts
import Ledgers
import Quantities
import Returns
import Review
import Store

/// 回执: what was filed; the original and the error workbook; explanations of what was found.
enum ReceiptAPI {
    static let one = "/receipts/:receipt"

    static func add(to routes: inout RouteTable) {
        let tag = FilingAPI.tag
        routes.answer(.get, "/receipts", may: .may(.readLedgers), tag, Text("回执清单", "Receipts"), query: Paging.parameters) { visit in
            let (access, book) = (visit.access, visit.office.accounts)
            let (receipts, names) = try await visit.office.database.read { (try Receipts.all($0, access), try book.names($0)) }
            return Paging.piece(receipts, visit, by: \.number) { ReceiptItem($0, names) }
        }
        routes.answer(.get, one, may: .may(.readLedgers), tag, Text("一份回执", "One receipt"), show)
        routes.answer(
            .get, one + "/findings", may: .may(.readLedgers), tag, Text("回执的校核结果", "What was found in a file"), query: Paging.parameters
        ) { visit in
            let (number, access) = (try visit.number("receipt"), visit.access)
            let kept = try await visit.office.database.read { try KeptFindings.list($0, access, receipt: number) }
            return Paging.piece(kept, visit, by: \.number, FindingItem.init)
        }
        routes.file(
            one + "/original", may: .may(.readLedgers), tag, Text("下载原件", "The original"), type: "application/octet-stream",
            ReceiptPages.original)
        routes.file(
            one + "/errors", may: .may(.readLedgers), tag, Text("下载错误反馈表", "The error workbook"), type: Reply.xlsx, ReceiptPages.errors)
        routes.order(
            .post, one + "/explanations", may: .may(.fileReturns), tag, Text("说明一条结果，或一条规则的全部结果", "Explain one finding, or all of a rule"),
            status: 201, explain)
    }

    private static func show(_ visit: Visit) async throws -> ReceiptDocument {
        let receipt = try await ReceiptPages.receipt(visit)
        let (access, book) = (visit.access, visit.office.accounts)
        return try await visit.office.database.read { connection in
            let pages = try Pages.filed(connection, access, receipt: receipt.number)
            return ReceiptDocument(
                receipt: ReceiptItem(receipt, try book.names(connection)),
                pages: pages.map {
                    ReceiptDocument.Made(page: $0.pageAddress, version: $0.version, entries: $0.entries, rejected: $0.rejected)
                },
                sheets: receipt.layouts.map {
                    ReceiptDocument.Read(
                        sheet: $0.sheet, ledger: $0.ledger, headerRow: $0.headerRow, ignored: $0.ignored)
                })
        }
    }

    private static func explain(_ visit: Visit, _ order: ExplanationOrder) async throws -> ExplanationDocument {
        let (receipt, access, instant) = (try visit.number("receipt"), visit.access, visit.now.description)
        let reason = try PageActAPI.limited(order.reason)
        guard (order.finding == nil) != (order.code == nil) else {
            throw Refusal.unacceptable("finding", "finding和code须给且只给一个", "give either finding or code")
        }
        try await visit.office.database.write { connection in
            if let finding = order.finding {
                try Explanations.explain(connection, access, receipt: receipt, finding: finding, reason: reason, at: instant)
            } else {
                try Explanations.explain(connection, access, receipt: receipt, code: order.code ?? "", reason: reason, at: instant)
            }
        }
        return ExplanationDocument(receipt: receipt, finding: order.finding, code: order.code, reason: reason, at: instant)
    }
}

struct ReceiptItem: Codable, Sendable {
    var number: Int64
    /// `R12`.
    var name: String
    var file: String
    /// SHA-256 of the file.
    var sha256: String
    var bytes: Int64
    var arrivedAt: String
    var by: Somebody
    /// Accepted and rejected, always.
    var rows: Int
    var accepted: Int
    var rejected: Int
    var findingCounts: [String: Int]

    init(_ receipt: Receipt, _ names: [String: String]) {
        (number, name, file, sha256, bytes) = (receipt.number, receipt.name, receipt.fileName, receipt.fileHash, receipt.fileBytes)
        (arrivedAt, by) = (receipt.arrivedAt, Somebody(receipt.actor, names))
        (rows, accepted, rejected, findingCounts) = (receipt.rows, receipt.accepted, receipt.rejected, receipt.findings)
    }
}

struct ReceiptDocument: Codable, Sendable {
    var receipt: ReceiptItem
    /// The page versions it made.
    var pages: [Made]
    /// The sheets of the file that were read as ledgers.
    var sheets: [Read]

    struct Made: Codable, Sendable {
        var page: PageAddress
        var version: Int64
        var entries: Int64
        var rejected: Int64
    }

    struct Read: Codable, Sendable {
        /// Empty for CSV.
        var sheet: String
        var ledger: String
        var headerRow: Int
        /// Headers that belong to no column; their cells were not read.
        var ignored: [String]
    }
}

struct ExplanationOrder: Codable, Sendable {
    /// The number of one finding …
    var finding: Int64?
    /// … or the code of a rule, for all its findings in the receipt.
    var code: String?
    var reason: String
}

struct ExplanationDocument: Codable, Sendable {
    var receipt: Int64
    var finding: Int64?
    var code: String?
    var reason: String
    var at: String
}
