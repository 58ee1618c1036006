import ArgumentParser
import Casework
import Evaluation
import Households
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store
import Surveys
import Votes
import StoreSQLite

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "校验：重算全部账页、分页结果、封账、回执、原件和日志，指出任何改动。 Recompute everything and name what was changed.")

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    typealias Faults = @Sendable (any Connection, Access) throws -> [(place: String, text: Text)]

    /// The floors that seal their own records, with the code their faults are told by.
    static let floors: [(code: String, verify: Faults)] = [
        ("V106", ReviewSchema.verify), ("V110", SurveysSchema.verify), ("V111", VotesSchema.verify), ("V112", CaseworkSchema.verify),
        ("V113", HouseholdsSchema.verify),
    ]

    func run() async throws {
        let report = try await Workplace.with(data.path) { try await Self.verify($0, year: year.year) }
        if common.json {
            try Console.json(report)
        } else {
            let counts = report.books
            Console.say(
                "已校验账页版本\(counts.pages)个、条目\(counts.entries)条、分页结果\(counts.tallies)个、封账\(counts.freezes)个、回执\(report.receipts)个、原件\(report.files)个、日志\(report.journal)条",
                "Verified \(counts.pages) page versions, \(counts.entries) entries, \(counts.tallies) tallies, \(counts.freezes) freezes, \(report.receipts) receipts, \(report.files) files, \(report.journal) journal entries"
            )
            for finding in report.all { print("  ✗ [\(finding.code)] \(finding.place)  \(finding.text[Console.language])") }
            Console.say(
                report.isSound ? "全部相符。" : "发现\(report.all.count)处不符。",
                report.isSound ? "All is as it was filed." : "\(report.all.count) faults found.")
        }
        if !report.isSound { throw Exit.faults.code }
    }

    /// What `anju verify --json` prints.
    struct Report: Encodable {
        var books: VerifyReport
        var others: [VerifyFinding]
        var receipts: Int
        var files: Int
        var journal: Int64
        var isSound: Bool { books.isSound && others.isEmpty }
        var all: [VerifyFinding] { books.findings + others }
    }

    static func verify(_ workplace: Workplace, year: Int) async throws -> Report {
        let (access, vault) = (workplace.access, workplace.vault)
        var others: [VerifyFinding] = []
        for fault in try await workplace.store.checkIntegrity() {
            others.append(
                VerifyFinding(
                    code: "V100", place: "anju.db", text: Text("数据库结构损坏：\(fault)", "the database's structure is damaged: \(fault)")))
        }
        let books = try await Freezes.verify(workplace.evaluator(year)) { done, all in
            Console.progress(Text("已校验\(done)/\(all)个账页版本", "\(done) of \(all) page versions")[Console.language])
        }
        Console.endProgress()
        let (receipts, faults) = try await workplace.store.read { connection in
            (try Receipts.all(connection, access), try Receipts.verify(connection, access, vault))
        }
        for fault in faults { others.append(VerifyFinding(code: "V101", place: fault.place, text: fault.text)) }
        others += try await workplace.store.read { connection in
            try Self.floors.flatMap { floor in
                try floor.verify(connection, access).map { VerifyFinding(code: floor.code, place: $0.place, text: $0.text) }
            }
        }
        let photographs = try await workplace.store.read { try Assessment.files($0, access) }
        let cases = try await workplace.store.read { try Cases.documentHashes($0, access) }
        let documents = try await workplace.store.read { try HouseholdDocuments.hashes($0, access) }
        let expected = Set(receipts.compactMap { Digest256(hex: $0.fileHash) }).union(photographs).union(documents).union(cases)
        let names = Dictionary(receipts.map { ($0.fileHash, "\($0.name) \($0.fileName)") }) { first, _ in first }
        let files = try vault.verify(expecting: expected)
        for digest in files.damaged {
            others.append(
                VerifyFinding(
                    code: "V102", place: "files \(names[digest.hex] ?? digest.hex)", text: Text("原件的内容被改动", "the original was changed")))
        }
        for digest in files.missing {
            others.append(
                VerifyFinding(code: "V103", place: "files \(names[digest.hex] ?? digest.hex)", text: Text("原件不见了", "the original is gone")))
        }
        for name in files.unexpected {
            others.append(
                VerifyFinding(code: "V104", place: "files/\(name)", text: Text("文件库中多出的文件", "a file that does not belong in the vault")))
        }
        let journal = try await workplace.store.read { try Journal.verify($0, city: access.city.digits) }
        for fault in journal.faults { others.append(VerifyFinding(code: "V105", place: "journal", text: fault.text)) }
        return Report(books: books, others: others, receipts: receipts.count, files: files.fileCount, journal: journal.size)
    }
}
