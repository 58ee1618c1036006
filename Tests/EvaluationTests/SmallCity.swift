import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite

@testable import Evaluation

/// A store of its own, with Beijing's districts and as many pages as a test files.
final class SmallCity: Sendable {
    let folder: String
    let store: SQLiteStore
    let access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "test")

    init() async throws {
        folder = NSTemporaryDirectory() + "anju-evaluation-\(UUID().uuidString)"
        store = try await SQLiteStore.open(
            directory: try DataDirectory(folder), migrations: Journal.migrations + LedgerSchema.migrations + EvaluationSchema.migrations)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Files the next version of a page. Columns a row leaves out are empty, or filled with `x` or 0 where they are required.
    @discardableResult
    func file(_ ledger: String, _ district: String, _ period: String, rejected: Int64 = 0, _ rows: [[String: SQLValue]]) async throws
        -> PageVersion
    {
        let access = access
        return try await store.write { connection in
            guard let sheet = Sheet.named(ledger), let code = RegionCode(district), let period = Period(period) else {
                throw CocoaError(.featureUnsupported)
            }
            let number = try Pages.highestNumber(connection, access) + 1
            let version = try Pages.history(connection, access, ledger: ledger, district: code, period: period).count + 1
            var batch = RowBatch(columnCount: sheet.stored.count + 3)
            let personal = try connection.personal(city: access.city.digits)
            for (index, row) in rows.enumerated() {
                batch.append(text: access.city.digits)
                batch.append(int64: number)
                batch.append(int64: Int64(index + 2))
                for stored in sheet.stored {
                    let column = sheet.columns[stored.column]
                    let value =
                        row[column.name] ?? (stored.isNeeded ? (column.type.isNumber ? .integer(0 as Int64) : .text("x")) : .null)
                    switch (stored.kind, value, row["household"]) {
                    case (.sealed, .text(let text), .text(let household)?):
                        let subject = Subject.household(city: access.city.digits, household)
                        batch.append(try personal.seal(text, of: subject, column: sheet.sealedPlace(column)))
                    case (.index, .text(let text), _): batch.append(try personal.index("identity", text))
                    default: batch.append(value)
                    }
                }
                try batch.endRow()
            }
            if !batch.isEmpty {
                try connection.insert(
                    into: sheet.table, columns: ["city", "page", "file_row"] + sheet.stored.map { "\($0.name)" }, batch: batch)
            }
            func page(_ content: Digest256, _ places: Digest256) -> PageVersion {
                PageVersion(
                    page: number, ledger: ledger, district: code, period: period, version: Int64(version), receipt: number, sheet: "",
                    entries: Int64(rows.count), rejected: rejected, digest: content, places: places, filedAt: "2024-01-05T08:00:00Z")
            }
            let digests = try Entries.digests(connection, access, page(Hasher256.hash([]), Hasher256.hash([])))
            let filed = page(digests.content, digests.places)
            try Pages.add(connection, access, filed)
            return filed
        }
    }

    func evaluator(_ model: YearModel) -> Evaluator { Evaluator(model: model, database: store, access: access) }

    func evaluate(_ model: YearModel) async throws -> EvaluationResult {
        let evaluator = evaluator(model)
        return try await evaluator.evaluate(try await evaluator.current())
    }

    /// Runs SQL behind the program's back, as damage would.
    func damage(_ sql: String, _ arguments: [SQLValue] = []) async throws {
        try await store.write { connection in
            for row in try connection.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try connection.execute("DROP TRIGGER \(try row.text(0))")
            }
            let changed = try connection.execute(sql, arguments)
            guard changed > 0 else { throw CocoaError(.featureUnsupported) }
        }
    }

    /// Two districts and half a year, small enough to add up by hand (see ``Fixtures``).
    static func example() async throws -> SmallCity {
        let city = try await SmallCity()
        try await city.file(
            "progress", "110101", "2023-01", [progress("P1", "bonded", "raised", 300), progress("P2", "bonded", "started", 50)])
        try await city.file("progress", "110101", "2023-02", [progress("P1", "bonded", "raised", 200)])
        try await city.file(
            "progress", "110105", "2023-01", [progress("P3", "bonded", "raised", 400), progress("P4", "public", "raised", 70)])
        try await city.file(
            "targets", "110000", "2023",
            [["indicator": "bonded_raised", "value": 100_000], ["indicator": "bonded_year", "value": 90_000]])
        try await city.file("subsidies", "110101", "2023-01", [subsidy("H1"), subsidy("H2")])
        try await city.file("subsidies", "110101", "2023-02", [subsidy("H1"), subsidy("H3")])
        try await city.file("subsidies", "110105", "2023-02", [subsidy("H3"), subsidy("H4")])
        try await city.file("clearances", "110101", "2023", [["project": "C1", "stage": "signing", "households": 100, "signed": 90]])
        try await city.file("clearances", "110105", "2023", [["project": "C2", "stage": "signing", "households": 200, "signed": 150]])
        try await city.file(
            "inspections", "110101", "2023-03",
            [
                ["inspection": "I1", "programme": "rental", "level": "city", "quality_problems": 2],
                ["inspection": "I2", "programme": "rental", "level": "city", "quality_problems": 1],
                ["inspection": "I3", "programme": "rental", "level": "self", "quality_problems": 9],
            ])
        try await city.file("policies", "110000", "2023", [["policy": "1", "programme": "rental", "topic": "rental_rules"]])
        return city
    }

    static func progress(_ project: String, _ housing: String, _ milestone: String, _ homes: Int64) -> [String: SQLValue] {
        [
            "project": .text(project), "housing": .text(housing), "milestone": .text(milestone), "homes": .integer(homes),
            "reached_on": 20_230_101,
        ]
    }

    /// 1,000 yuan paid to a household.
    static func subsidy(_ household: String, _ fen: Int64 = 100_000) -> [String: SQLValue] {
        ["household": .text(household), "class": "1", "amount": .integer(fen), "rent": 500_000, "paid_on": 20_230_101]
    }
}
