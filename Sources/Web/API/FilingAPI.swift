import Foundation
import Ledgers
import Quantities
import Returns
import Review

/// 报送: a file as the body of a request, checked whole, taken or refused.
enum FilingAPI {
    static let tag = Contract.Tag("returns", "报送和回执", "Returns and receipts")
    /// Findings listed in the answer; the counts are complete, and the rest are in the receipt's findings and error workbook.
    static let most = 1_000

    static func add(to routes: inout RouteTable) {
        let answers = SchemaBook()
        let answer = answers.schema(of: FilingDocument.self)
        let refusal = answers.schema(of: RefusedFiling.self)
        let contract = Contract(
            tag: tag,
            query: [
                .init("name", .words(120), required: true, "文件名", "the file's name"),
                .init("ledger", .choice(Sheet.all.map(\.ledger)), "台账，文件没有注明时", "the ledger, where the file does not say"),
                .init("district", .form(.district), "行政区划，文件没有注明时", "the district, where the file does not say"),
                .init("period", .form(.period), "所属期，文件没有注明时", "the period, where the file does not say"),
                .init("check", .flag, "true：只校核，不收录", "true: check only, take nothing"),
            ], answer: .json(answer), refusal: refusal, components: answers.components)
        routes.api(
            .post, "/returns", may: .may(.fileReturns), body: .file, Text("报送文件（XLSX或CSV）", "File a return (XLSX or CSV)"), contract
        ) { visit in
            try contract.check(visit.query)
            return try await take(visit)
        }
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        guard let body = visit.files.first, let given = visit.query["name"] else { throw Refusal.notFound }
        let name = Multipart.safeName(given)
        // The receipt names the file as it was called, so it lies under that name.
        let folder = body.path + "-file"
        let path = folder + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: body.path, toPath: path)
        let options = IntakeOptions(
            ledger: try visit.askedLedger(), district: try visit.askedDistrict(), period: visit.query["period"].flatMap { Period($0) })
        do {
            if visit.query["check"] == "true" {
                let (access, regions) = (visit.access, visit.office.regions)
                let outcome = try await blocking { try Intake.check(path, regions: regions, access: access, options: options) }
                return try Reply.json(FilingDocument(name, outcome))
            }
            let outcome = try await UploadPages.intake(visit, options).file(
                path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
            return try Reply.json(FilingDocument(name, outcome))
        } catch let refusal as Intake.Refusal {
            let known = Guard.refusal(refusal)
            return try Reply.json(RefusedFiling(known, refusal, visit.language), status: known.status)
        }
    }
}

/// What came of a file that was taken, or checked.
struct FilingDocument: Codable, Sendable {
    var file: String
    /// `filed` or `checked`.
    var status: String
    /// Absent where it was only checked.
    var receipt: ReceiptItem?
    /// The page versions it made: `subsidies/110101/2023-05 v2`; the pages it holds, where it was only checked.
    var pages: [String]
    /// Pages that say what they said before.
    var unchangedPages: Int
    /// Accepted and rejected, always.
    var rows: Int
    var accepted: Int
    var rejected: Int
    /// The first of them; the counts are complete.
    var findings: [FiledFinding]
    var findingCounts: [String: Int]

    init(_ file: String, _ outcome: Intake.Outcome) {
        self.file = file
        status = "filed"
        receipt = ReceiptItem(outcome.receipt, [:])
        pages = outcome.pages.map { "\($0.address) v\($0.version)" }
        unchangedPages = outcome.unchanged
        (rows, accepted, rejected) = (outcome.receipt.rows, outcome.receipt.accepted, outcome.receipt.rejected)
        findings = outcome.findings.list.prefix(FilingAPI.most).map(FiledFinding.init)
        findingCounts = outcome.findings.counts
    }

    init(_ file: String, _ outcome: CheckOutcome) {
        self.file = file
        status = "checked"
        pages = outcome.pages
        unchangedPages = 0
        (rows, accepted, rejected) = (outcome.rows, outcome.accepted, outcome.rows - outcome.accepted)
        findings = outcome.findings.list.prefix(FilingAPI.most).map(FiledFinding.init)
        findingCounts = outcome.findings.counts
    }
}

/// A finding of a file, as `anju import --json` prints it.
struct FiledFinding: Codable, Sendable {
    var code: String
    var tier: Tier
    var ledger: String
    var sheet: String
    var row: Int
    var address: String
    var column: Text
    var read: String
    var expected: Text

    init(_ finding: Finding) {
        (code, tier, ledger, sheet, row) = (finding.code, finding.tier, finding.ledger, finding.sheet, finding.row)
        (address, column, read, expected) = (finding.address, finding.column, finding.read, finding.expected)
    }
}

/// A file that was not taken: why, and what was found in it, where it could be read.
struct RefusedFiling: Codable, Sendable {
    var code: String
    var message: String
    var field: String?
    var rows: Int?
    var findings: [FiledFinding]?
    var findingCounts: [String: Int]?

    init(_ known: Refusal, _ refusal: Intake.Refusal, _ language: Language) {
        code = known.code
        message = known.text[language]
        rows = refusal.rows
        findings = refusal.findings.list.prefix(FilingAPI.most).map(FiledFinding.init)
        findingCounts = refusal.findings.counts
    }
}
