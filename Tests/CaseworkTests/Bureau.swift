import Evaluation
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store
import StoreSQLite
import Testing

@testable import Casework

extension RegionCode {
    static let city = RegionCode("110000")!
    static let chaoyang = RegionCode("110105")!
    static let dongcheng = RegionCode("110101")!
}

/// A city's store in a folder that goes away with the test, and the people who work with it.
final class Bureau: Sendable {
    let path: String
    let store: SQLiteStore
    let vault: FileVault
    let casework: Casework
    static let year = 2023

    init(open years: [Int] = [2023]) async throws {
        path = NSTemporaryDirectory() + "anju-casework-" + UUID().uuidString
        let directory = try DataDirectory(path + "/data")
        store = try await SQLiteStore.open(
            directory: directory,
            migrations: Journal.migrations + LedgerSchema.migrations + Receipts.migrations + ReviewSchema.migrations
                + EvaluationSchema.migrations + CaseworkSchema.migrations)
        vault = FileVault(directory)
        casework = Casework(database: store, vault: vault, regions: .beijing)
        let access = city
        for year in years { _ = try await store.write { try Deadlines.openYear($0, access, year, at: "2023-01-03T09:00:00+08:00") } }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func access(_ actor: String, _ role: Role, _ districts: Set<RegionCode> = [.chaoyang]) -> Access {
        role.access(city: .city, districts: role.reach == .districts ? districts : [], actor: actor)
    }

    var city: Access { Self.access("市住建甲", .cityHousing) }
    var finance: Access { Self.access("市财政", .cityFinance) }
    var reporter: Access { Self.access("朝阳经办", .districtReporter) }
    var head: Access { Self.access("朝阳负责", .districtHead) }
    var districtFinance: Access { Self.access("朝阳财政", .districtFinance) }
    var builder: Access { Self.access("建设单位", .projectUnit) }
    var neighbour: Access { Self.access("东城经办", .districtReporter, [.dongcheng]) }

    /// Does one act on a day of 2023.
    @discardableResult
    func act(
        _ kind: String, _ act: String, _ access: Access, _ key: String = "", district: RegionCode = .chaoyang, year: Int = year,
        on day: String = "2023-03-01", mark: String? = nil, reason: String = "", documents: [String] = [], _ answers: [String: String] = [:]
    ) async throws -> CaseOutcome {
        try await casework.perform(
            CaseOrder(
                kind, act, district: district, year: year, key: key, mark: mark, answers: answers, reason: reason,
                documents: try documents.map { try attachment($0) }), as: access, at: Self.moment(day))
    }

    static func moment(_ day: String) throws -> Moment { Moment(try #require(ISO8601DateFormatter().date(from: "\(day)T10:00:00+08:00"))) }

    func attachment(_ document: String) throws -> CaseAttachment {
        let file = path + "/\(UUID().uuidString).pdf"
        try Data("%PDF-1.4 \(document)".utf8).write(to: URL(fileURLWithPath: file))
        return CaseAttachment(document: document, fileName: document + ".pdf", path: file)
    }

    func view(_ kind: CaseKind, _ key: String, district: RegionCode = .chaoyang, year: Int = year, as access: Access? = nil) async throws
        -> CaseView
    {
        let access = access ?? city
        return try await store.read { try Cases.view($0, access, kind, district: district, year: year, key: key) }
    }

    func entries(_ sheet: Sheet, year: Int = year) async throws -> [Entry] {
        let access = city
        return try await store.read { connection in
            try Pages.current(connection, access, year: year, ledger: sheet.ledger).flatMap { try Entries.read(connection, access, $0) }
        }
    }

    /// Files rows of a ledger as this person, under casework.
    @discardableResult
    func file(_ access: Access, _ text: String, ledger: String, isPartial: Bool = false) async throws -> Intake.Outcome {
        let file = path + "/\(UUID().uuidString).csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        var intake = Intake(database: store, vault: vault, regions: .beijing, access: access).governed
        intake.options = IntakeOptions(ledger: ledger)
        intake.options.isPartial = isPartial
        return try await intake.file(file, at: try Self.moment("2023-03-01").date.midnight)
    }
}

extension CivilDate {
    var midnight: Date {
        Date(timeIntervalSince1970: Double((dayNumber - CivilDate(year: 1970, month: 1, day: 1)!.dayNumber) * 86_400 - 28_800))
    }
}

func expectRefusal(_ code: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void) async {
    do {
        try await body()
        Issue.record("not refused: \(code) was expected", sourceLocation: sourceLocation)
    } catch let error as CaseworkError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch let error as LedgerError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch let error as ReviewError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}
