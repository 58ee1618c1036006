import Foundation
import Ledgers
import Quantities
import Returns
import Store
import StoreSQLite
import Testing

@testable import Review

/// The moment most tests happen at: a page for May 2023 is due three days later.
let now = "2023-06-07T09:00:00+08:00"
let today = CivilDate("2023-06-07")!

extension RegionCode {
    static let city = RegionCode("110000")!
    static let chaoyang = RegionCode("110105")!
    static let dongcheng = RegionCode("110101")!
}

extension PageAddress {
    /// Monthly, filed by a district.
    static let progress = PageAddress("progress/110105/2023-05")!
    static let june = PageAddress("progress/110105/2023-06")!
    /// Yearly, filed by the city.
    static let tasks = PageAddress("tasks/110000/2023")!
}

func instant(_ text: String) -> Date { ISO8601DateFormatter().date(from: text)! }

/// A city's store in a folder that goes away with the test, and the people who work with it.
final class City: Sendable {
    let path: String
    let store: SQLiteStore
    let vault: FileVault

    init(open years: [Int] = [2023]) async throws {
        path = NSTemporaryDirectory() + "anju-review-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let directory = try DataDirectory(path + "/data")
        store = try await SQLiteStore.open(
            directory: directory,
            migrations: Journal.migrations + LedgerSchema.migrations + Receipts.migrations + ReviewSchema.migrations)
        vault = FileVault(directory)
        let access = access("住建甲", .cityHousing)
        for year in years { _ = try await store.write { try Deadlines.openYear($0, access, year, at: "2023-01-03T09:00:00+08:00") } }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func access(_ actor: String, _ role: Role, _ districts: Set<RegionCode> = [.chaoyang]) -> Access {
        role.access(city: .city, districts: role.reach == .districts ? districts : [], actor: actor)
    }

    var reporter: Access { access("朝阳填报", .districtReporter) }
    var head: Access { access("朝阳负责", .districtHead) }
    var housing: Access { access("住建甲", .cityHousing) }
    var otherHousing: Access { access("住建乙", .cityHousing) }
    var finance: Access { access("财政", .cityFinance) }
    var neighbour: Access { access("东城填报", .districtReporter, [.dongcheng]) }
    var neighbourHead: Access { access("东城负责", .districtHead, [.dongcheng]) }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.read(body) }
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.write(body) }

    /// Files rows of a ledger as this person, under review.
    @discardableResult
    func file(_ access: Access, _ text: String, ledger: String = "progress", at: String = now) async throws -> Intake.Outcome {
        let file = path + "/\(UUID().uuidString).csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        var intake = Intake(database: store, vault: vault, regions: .beijing, access: access).reviewed
        intake.options = IntakeOptions(ledger: ledger)
        return try await intake.file(file, at: instant(at))
    }

    @discardableResult
    func perform(
        _ act: PageAct, _ access: Access, _ page: PageAddress = .progress, reason: String = "请核对", addressee: String = "朝阳填报",
        at: String = now
    ) async throws -> PageStatus {
        try await store.write { connection in
            let revision = try PageStates.current(connection, access, page).revision
            return try PageStates.perform(
                connection, access, PageOrder(act, page, revision: revision, reason: reason, addressee: addressee), at: at)
        }
    }

    func status(_ page: PageAddress = .progress) async throws -> PageStatus {
        let access = housing
        return try await store.read { try PageStates.status($0, access, page) }
    }

    func journal() async throws -> [String] {
        try await store.read { try $0.rows("SELECT act, subject FROM journal ORDER BY seq").map { "\(try $0.text(0)) \(try $0.text(1))" } }
    }

    /// Brings a page to a state by the shortest way.
    func bring(_ page: PageAddress, to state: PageState) async throws {
        let isCity = page.district == .city
        let filer = isCity ? housing : reporter
        if state == .nothing { return }
        try await file(filer, isCity ? Rows.tasks() : Rows.progress([("A1", 120)], period: page.period.description), ledger: page.ledger)
        if state == .filed { return }
        try await perform(.submit, filer, page)
        switch state {
        case .returned: try await perform(.sendBack, isCity ? otherHousing : head, page)
        case .approved, .accepted:
            if !isCity { try await perform(.approve, head, page) }
            if state == .accepted { try await perform(.accept, isCity ? otherHousing : housing, page) }
        default: break
        }
    }
}

enum Rows {
    static func progress(
        _ projects: [(String, Int)], district: String = "110105", period: String = "2023-05", day: String = "15"
    ) -> String {
        (["行政区划,所属期,项目编号,住房类型,节点,当月套数（套）,达到日期"]
            + projects.map { "\(district),\(period),\($0.0),公租房,新开工,\($0.1),\(period)-\(day)" }).joined(separator: "\n") + "\n"
    }

    static func tasks(_ title: String = "推进保障性租赁住房建设") -> String {
        "行政区划,所属期,任务编号,所属方面,任务内容,牵头单位,完成时限,进展\n110000,2023,T1,筹集,\(title),市住房城乡建设委,2023-12-31,推进中\n"
    }
}

/// The code of the error a call throws; `ok` where it throws none.
func code(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return "ok"
    } catch let error as ReviewError {
        return error.code
    } catch let error as LedgerError {
        return error.code
    } catch let error as ReturnError {
        return error.code
    } catch let refusal as Intake.Refusal {
        return refusal.error.code
    } catch {
        return "\(error)"
    }
}
