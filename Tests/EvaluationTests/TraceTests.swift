import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Evaluation

@Suite("traces")
struct TraceTests {
    private func trace(_ tag: String, _ city: SmallCity) async throws -> (Evaluator, Trace) {
        let evaluator = city.evaluator(try Fixtures.model())
        return (evaluator, try await evaluator.trace(try #require(FigureReference(tag: tag)), in: try await evaluator.current()))
    }

    @Test("open a rate to its inputs, pages and entries, which add up")
    func rate() async throws {
        let (evaluator, trace) = try await trace("homes.rate", SmallCity.example())
        guard case .formula(let formula, let inputs, let districts) = trace.kind else { throw CocoaError(.featureUnsupported) }
        #expect(formula.description == "homes.raised / homes.target")
        #expect(districts.isEmpty)
        #expect(inputs.map(\.figure.value) == [900, 1000])
        guard case .measure(_, let pages) = inputs[0].kind else { throw CocoaError(.featureUnsupported) }
        #expect(pages.map(\.page.address) == ["progress/110101/2023-01", "progress/110105/2023-01", "progress/110101/2023-02"])
        #expect(pages.map(\.value) == [300, 400, 200])
        let entries = try await evaluator.entries(of: pages[1], in: inputs[0])
        #expect(entries.map(\.entry.key) == ["P3/raised"])
        #expect(entries.map(\.entry.row) == [2])
        #expect(entries.map(\.column) == ["homes"])
    }

    @Test("show the first entry of each key of a distinct count, so that the rows add up to the number")
    func distinct() async throws {
        let (evaluator, trace) = try await trace("subsidy.households", SmallCity.example())
        guard case .measure(_, let pages) = trace.kind else { throw CocoaError(.featureUnsupported) }
        #expect(pages.map(\.value) == [2, 1, 1])
        var keys: [String] = []
        for page in pages { keys += try await evaluator.entries(of: page, in: trace).map(\.entry.key) }
        // H1 and H3 were paid again later; their first payments stand here.
        #expect(keys == ["H1", "H2", "H3", "H4"])
    }

    @Test("show what a district function looked at, district by district")
    func districts() async throws {
        let (_, trace) = try await trace("signing.mean", SmallCity.example())
        guard case .formula(_, let inputs, let districts) = trace.kind else { throw CocoaError(.featureUnsupported) }
        #expect(inputs.isEmpty)
        #expect(districts.count == 1 && districts[0].values.count == 17)
        let values = districts[0].values.filter { $0.value != nil }
        #expect(values.map(\.region.name.zh) == ["东城区", "朝阳区"])
        #expect(values.map(\.value) == [Rational(9, 10), Rational(3, 4)])
        #expect(values[1].inputs.map(\.figure.value) == [150, 200])
    }

    @Test("refuse to show what does not add up")
    func tampered() async throws {
        let city = try await SmallCity.example()
        _ = try await city.evaluate(try Fixtures.model())
        try await city.damage("UPDATE ledger_progress SET homes = homes + 1 WHERE project = 'P3'")
        await #expect(throws: EvaluationError.self) { try await trace("homes.raised", city) }
        await #expect(throws: EvaluationError.self) { try await trace("homes.rate", city) }
    }

    @Test("of what has no value show why")
    func absent() async throws {
        let (_, trace) = try await trace("nothing.rate", SmallCity.example())
        #expect(trace.figure.value == nil)
        guard case .formula(_, let inputs, _) = trace.kind else { throw CocoaError(.featureUnsupported) }
        #expect(inputs[1].figure.absence?.zh == "台账中没有这一条目")
    }

    @Test("of every figure, city and districts, can be opened")
    func all() async throws {
        let city = try await SmallCity.example()
        let evaluator = city.evaluator(try Fixtures.model())
        let result = try await evaluator.evaluate(try await evaluator.current())
        for reference in result.figures.keys { _ = try await evaluator.trace(reference, of: result) }
        await #expect(throws: EvaluationError.self) { try await evaluator.trace(FigureReference(name("homes.none")), of: result) }
    }

    @Test("go out as one JSON object with exact numbers, and come back the same")
    func document() async throws {
        let (evaluator, trace) = try await trace("homes.rate", SmallCity.example())
        let document = try await evaluator.document(of: trace, rows: 2, cells: Cells())
        #expect(document.computed == "900 / 1000")
        #expect(document.inputs?[0].pages?.map { $0.rows?.count } == [1, 1, nil])
        #expect(document.inputs?[0].pages?[0].rows?[0].cell?.address == "D2")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(document)
        #expect(String(decoding: json, as: UTF8.self).contains("\"value\":\"9/10\""))
        #expect(try encoder.encode(try JSONDecoder().decode(TraceDocument.self, from: json)) == json)
        let lines = document.lines(.chinese)
        #expect(
            lines[0] == TraceLine(depth: 0, label: "完成率（homes.rate）", value: "90.00%", detail: "= homes.raised / homes.target = 900 / 1000")
        )
        #expect(lines.contains(TraceLine(depth: 2, label: "progress/110105/2023-01", value: "400", detail: "1条，第1版，回执3")))
        #expect(lines.contains(TraceLine(depth: 3, label: "第2行 P1/raised", value: "300", detail: "f.csv D2 “raw”")))
    }

    private struct Cells: CellSource {
        func cells(of entries: [Entry], column: String) async throws -> [SourceCell] {
            entries.map {
                SourceCell(receipt: $0.page.receipt, fileName: "f.csv", fileHash: "", sheet: "", address: "D\($0.row)", raw: "raw")
            }
        }
    }
}
