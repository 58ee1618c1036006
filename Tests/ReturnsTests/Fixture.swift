import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite

@testable import Returns

/// A folder that goes away with the test.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "anju-returns-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }
}

/// A city's store in a folder, and its intake.
struct Office {
    let folder: Folder
    let store: SQLiteStore
    let vault: FileVault
    let access: Access

    init() async throws {
        folder = try Folder()
        let directory = try DataDirectory(folder.path + "/data")
        store = try await SQLiteStore.open(
            directory: directory, migrations: Journal.migrations + LedgerSchema.migrations + Receipts.migrations)
        vault = FileVault(directory)
        access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")
    }

    var intake: Intake { Intake(database: store, vault: vault, regions: .beijing, access: access) }

    func pages() async throws -> [PageVersion] {
        let access = access
        return try await store.read { try Pages.all($0, access) }
    }

    /// With personal data as it was filed.
    func entries(_ page: PageVersion) async throws -> [Entry] {
        let access = access
        return try await store.write { try Entries.reveal($0, access, page, purpose: "测试", at: .now) }
    }
}

/// Subsidy rows as a district writes them.
enum Subsidy {
    static let header = "行政区划,所属期,家庭编号,申请人,申请人身份证号,补贴档次,家庭人口（人）,租赁合同号,月租金（元）,补贴标准（元）,实发金额（元）,发放日期"

    /// Numbers with right check characters, by GB 11643's own examples and by hand.
    static let identities = ["11010519491231002X", "440524188001010014", "34052419800101001X"]

    static func row(
        _ household: String, district: String = "110105", period: String = "2023-05", identity: String = "34052419800101001X",
        amount: String = "1500.00",
        rent: String = "3200.00", paidOn: String = "2023-05-15", people: String = "2", category: String = "二档"
    ) -> String {
        "\(district),\(period),\(household),张某,\(identity),\(category),\(people),HT-1,\(rent),2200.00,\(amount),\(paidOn)"
    }

    static func csv(_ rows: [String]) -> String { ([header] + rows).joined(separator: "\r\n") + "\r\n" }
}
