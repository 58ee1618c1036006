import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Evaluation

@Suite("freezes")
struct FreezeTests {
    private func freeze(_ city: SmallCity, _ model: YearModel? = nil) async throws -> Freeze {
        try await Freezes.create(city.evaluator(try model ?? Fixtures.model()), template: "report/1", at: "2024-02-20T08:30:00Z")
    }

    private func verify(_ city: SmallCity) async throws -> [VerifyFinding] {
        try await Freezes.verify(city.evaluator(try Fixtures.model())).findings
    }

    @Test("are named, linked, journaled and found by name and by hash")
    func create() async throws {
        let city = try await SmallCity.example()
        let first = try await freeze(city)
        try await city.file("progress", "110105", "2023-01", [SmallCity.progress("P3", "bonded", "raised", 500)])
        let second = try await freeze(city)
        #expect([first.name, second.name] == ["2023-1", "2023-2"])
        #expect(first.previous == nil && second.previous == first.root)
        let access = city.access
        try await city.store.read { connection in
            #expect(try Freezes.list(connection, access) == [first, second])
            #expect(try Freezes.find(connection, access, "2023-2") == second)
            #expect(try Freezes.find(connection, access, String(first.root.hex.prefix(8))) == first)
            #expect(throws: EvaluationError.self) { try Freezes.find(connection, access, "2023-3") }
            #expect(throws: EvaluationError.self) { try Freezes.find(connection, access, "") }
            let acts = try connection.rows("SELECT subject, commitment FROM journal WHERE act = 'freeze.create' ORDER BY seq")
            #expect(try acts.map { try $0.text(0) } == ["2023-1", "2023-2"])
            #expect(try acts[0].digest(1) == first.root)
        }
        #expect(try await verify(city) == [])
    }

    @Test("are refused where nothing differs")
    func unchanged() async throws {
        let city = try await SmallCity.example()
        _ = try await freeze(city)
        await #expect(throws: EvaluationError.self) { try await freeze(city) }
        // Another year's file, byte for byte, is a difference.
        _ = try await freeze(city, try Fixtures.model(scheme: Fixtures.scheme + "\n"))
    }

    @Test("of earlier days compute again to the last digit, whatever was corrected and redeclared since")
    func recompute() async throws {
        let city = try await SmallCity.example()
        let model = try Fixtures.model()
        let before = FrozenResults(try await city.evaluate(model))
        let freeze = try await freeze(city, model)
        try await city.file("progress", "110105", "2023-01", [SmallCity.progress("P3", "bonded", "raised", 123)])
        try await city.file("subsidies", "110105", "2023-02", [])
        _ = try await city.evaluate(try Fixtures.model(figures: Fixtures.figures.replacing("print: \".2\"", with: "print: \".3\"")))
        let access = city.access
        let (snapshot, frozen) = try await city.store.read { connection in
            (try Freezes.snapshot(connection, access, of: freeze), try Freezes.model(connection, access, of: freeze))
        }
        let again = try await city.evaluator(frozen).evaluate(snapshot)
        #expect(FrozenResults(again) == before)
        #expect(again.statistics.pagesRead == 0)
    }

    @Test("are compared to exactly what moved")
    func compare() async throws {
        let city = try await SmallCity.example()
        let first = try await freeze(city)
        try await city.file("progress", "110105", "2023-01", [SmallCity.progress("P3", "bonded", "raised", 480)])
        let access = city.access
        let result = try await city.evaluate(try Fixtures.model())
        let draft = try await city.store.read { try Freezes.compare($0, access, first, result) }
        let second = try await freeze(city)
        let comparison = try await city.store.read { try Freezes.compare($0, access, first, second) }
        #expect(comparison.pages == [.init(address: "progress/110105/2023-01", before: 1, after: 2)])
        #expect(comparison.materials == [])
        // 980 of 1000 homes: 98 %, the highest step of the bands, 2 − 18/10 points more.
        #expect(
            comparison.figures == [
                .init(figure: "homes.raised", before: 900, after: 980, printedBefore: "900套", printedAfter: "980套"),
                .init(figure: "homes.raised@110105", before: 400, after: 480, printedBefore: "400套", printedAfter: "480套"),
                .init(
                    figure: "homes.rate", before: Rational(9, 10), after: Rational(98, 100), printedBefore: "90.00%", printedAfter: "98.00%"
                ),
            ])
        #expect(comparison.scores.map(\.subject) == ["a.banded", "a.proportional", "rental", "rental/shapes"])
        #expect(comparison.scores[0].before == 12 && comparison.scores[0].after == 20)
        #expect(
            comparison.statements == [
                .init(
                    subject: "a.proportional",
                    before: Text("建设筹集900套，为目标1000套的90.0%，其中朝阳区400套。", "900 homes were raised, 90.00% of 1,000 homes."),
                    after: Text("建设筹集980套，为目标1000套的98.0%，其中朝阳区480套。", "980 homes were raised, 98.00% of 1,000 homes.")),
                .init(
                    subject: "a.proportional", before: Text("尚差部分，已筹900套。", "Some are missing."),
                    after: Text("尚差部分，已筹980套。", "Some are missing.")),
            ])
        #expect(draft.figures == comparison.figures && draft.statements == comparison.statements && draft.after == "current")
        let json = try JSONEncoder().encode(comparison)
        #expect(try JSONDecoder().decode(FreezeComparison.self, from: json) == comparison)
    }

    /// Each damage, the code it must be found by, and a word of the place that must be named.
    static let damages: [(sql: String, code: String, place: String)] = [
        ("UPDATE ledger_progress SET homes = homes + 1 WHERE project = 'P3'", "V002", "progress/110105/2023-01"),
        ("UPDATE ledger_progress SET project = 'P9' WHERE project = 'P4'", "V002", "progress/110105/2023-01"),
        ("UPDATE ledger_progress SET file_row = 7 WHERE project = 'P4'", "V002", "progress/110105/2023-01"),
        ("DELETE FROM ledger_subsidies WHERE household = 'H4'", "V003", "subsidies/110105/2023-02"),
        ("UPDATE ledger_subsidies SET page = 99 WHERE household = 'H4'", "V004", "ledger_subsidies (page 99)"),
        ("UPDATE ledger_subsidies SET city = '120000' WHERE household = 'H4'", "V003", "subsidies/110105/2023-02"),
        ("UPDATE page_versions SET rejected = 1 WHERE page = 3", "V001", "progress/110105/2023-01"),
        ("UPDATE page_versions SET district = '110106' WHERE page = 3", "V001", "progress/110106/2023-01"),
        ("UPDATE page_versions SET district = 'abc' WHERE page = 3", "V001", "page_versions"),
        ("UPDATE page_versions SET version = 3 WHERE page = 3", "V005", "progress/110105/2023-01"),
        ("DELETE FROM page_versions WHERE page = 3", "V010", "2023-1 (page 3)"),
        ("UPDATE tallies SET value = value + 1 WHERE page = 3 AND value = 400", "V006", "homes.raised"),
        ("UPDATE tallies SET keys = zeroblob(16) WHERE page = 5 AND keys IS NOT NULL", "V006", "subsidy.households"),
        ("UPDATE summaries SET value = value + 1 WHERE region = 'city' AND value = 900", "V007", "city homes.raised"),
        ("UPDATE freezes SET note = 'x'", "V008", "freezes 2023-1"),
        ("UPDATE freezes SET root = zeroblob(32)", "V009", "freeze 2023-1"),
        ("DELETE FROM freezes", "V012", "freeze 2023-1"),
        ("DELETE FROM journal", "V012", "freeze 2023-1"),
        ("UPDATE freeze_pages SET seal = zeroblob(32) WHERE page = 3", "V010", "progress/110105/2023-01"),
        ("DELETE FROM freeze_pages WHERE page = 3", "V009", "freeze 2023-1"),
        ("UPDATE freeze_materials SET bytes = zeroblob(3) WHERE name = 'regions'", "V009", "freeze 2023-1"),
        ("UPDATE freeze_materials SET bytes = zeroblob(3) WHERE name LIKE 'years/%'", "V014", "freeze 2023-1"),
        ("UPDATE freeze_figures SET value = '901' WHERE tag = 'homes.raised'", "V011", "homes.raised"),
        ("UPDATE freeze_figures SET printed = '901套' WHERE tag = 'homes.raised'", "V011", "homes.raised"),
        ("UPDATE freeze_figures SET value = 'x' WHERE tag = 'homes.raised'", "V014", "freeze 2023-1"),
        ("UPDATE freeze_scores SET score = '19' WHERE subject = 'a.proportional'", "V011", "a.proportional"),
        ("UPDATE freeze_statements SET zh = '完成。' WHERE place = 1", "V011", "1 a.proportional"),
    ]

    @Test("damage anywhere is named", arguments: damages.indices)
    func damage(index: Int) async throws {
        let (sql, code, place) = Self.damages[index]
        let city = try await SmallCity.example()
        _ = try await freeze(city)
        #expect(try await verify(city) == [])
        try await city.damage(sql)
        let findings = try await verify(city)
        #expect(findings.contains { $0.code == code && $0.place.contains(place) }, "\(sql) → \(findings)")
    }

    @Test("need the whole city in scope")
    func scope() async throws {
        let city = try await SmallCity.example()
        let access = Access.program(city: city.access.city, districts: .only([RegionCode("110105")!]), actor: "district")
        let evaluator = Evaluator(model: try Fixtures.model(), database: city.store, access: access)
        await #expect(throws: EvaluationError.self) { try await Freezes.create(evaluator, template: "x", at: "2024-01-01T00:00:00Z") }
        await #expect(throws: EvaluationError.self) { try await Freezes.verify(evaluator) }
    }

    @Test("and their evaluations go out as one JSON object with exact numbers")
    func document() async throws {
        let document = EvaluationDocument(try await SmallCity.example().evaluate(try Fixtures.model()))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(document)
        #expect(try encoder.encode(try JSONDecoder().decode(EvaluationDocument.self, from: json)) == json)
        #expect(String(decoding: json, as: UTF8.self).contains("\"score\":\"835/12\""))
        #expect(document.figures.first { $0.figure == "homes.rate" }?.printed.zh == "90.00%")
    }
}
