import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Evaluation

@Suite("the way back up")
struct UsageTests {
    @Test("a column leads to the measures that read it and the figures that rest on them")
    func column() throws {
        let catalogue = try Fixtures.model().figures
        let homes = catalogue.usedBy(ledger: "progress", column: "homes")
        #expect(homes.measures.map(\.measure.id.text) == ["homes.raised"] && homes.measures.map(\.role) == [.summed])
        #expect(Set(homes.formulas.map(\.text)) == ["homes.rate", "homes.full", "nothing.rate"])
        #expect(catalogue.usedBy(ledger: "progress", column: "milestone").measures.map(\.role) == [.condition])
        // A count of entries reads no column; a figure made by a district function rests on what stands inside it.
        #expect(catalogue.usedBy(ledger: "subsidies", column: "household").measures.map(\.measure.id.text) == ["subsidy.households"])
        #expect(catalogue.usedBy(ledger: "subsidies").measures.count == 3)
        #expect(catalogue.usedBy(ledger: "clearances", column: "signed").formulas.map(\.text).contains("signing.mean"))
        #expect(catalogue.usedBy(ledger: "surveys").figures.isEmpty)
    }

    @Test("an entry leads to the figures that count it, the indicators and the sentences, and to none that does not")
    func entry() async throws {
        let city = try await SmallCity.example()
        let result = try await city.evaluate(try Fixtures.model())
        let access = city.access
        let page = try #require(result.snapshot.pages.first { $0.address == "progress/110105/2023-01" })
        let entries = try await city.store.read { try Entries.read($0, access, page) }
        let raised = result.usedBy(try #require(entries.first { $0["project"] == .text("P3") }), column: "homes")
        #expect(raised.figures.first?.reference.tag == "homes.raised@110105")
        #expect(
            raised.figures.map(\.reference.tag).contains("homes.rate") && !raised.figures.contains { $0.reference.tag.hasSuffix("110101") })
        let parts = Dictionary(uniqueKeysWithValues: raised.indicators.map { ($0.indicator.indicator.id, $0.parts) })
        #expect(
            parts == [
                "a.proportional": [.actual], "a.banded": [.rate], "b.veto": [.rate], "b.not_applicable": [.actual], "b.full": [.rate],
            ])
        #expect(raised.statements.map(\.figures.count) == [3, 1])
        // Public housing: read by no measure.
        let other = result.usedBy(try #require(entries.first { $0["project"] == .text("P4") }), column: "homes")
        #expect(other.figures.isEmpty && other.indicators.isEmpty && other.statements.isEmpty)
        // The other district's sentence does not name this one.
        let east = result.usedBy(ledger: "progress", column: "homes", district: RegionCode("110101")!)
        #expect(east.statements.map(\.figures.count) == [2, 1])
    }

    @Test("a policy leads to the indicator it is evidence for")
    func policy() async throws {
        let city = try await SmallCity.example()
        let result = try await city.evaluate(try Fixtures.model())
        let use = result.usedBy(ledger: "policies")
        #expect(use.indicators.map(\.indicator.indicator.id) == ["a.evidence"] && use.indicators[0].parts == [.evidence])
    }

    @Test("an entry's measures are those that the scan of its page counts it in")
    func agreesWithScan() async throws {
        let city = try await SmallCity.example()
        let model = try Fixtures.model()
        let access = city.access
        let snapshot = try await city.evaluator(model).current()
        try await city.store.read { connection in
            for page in snapshot.pages {
                let entries = try Entries.read(connection, access, page)
                for measure in model.figures.measures where measure.ledger == page.ledger {
                    let scanned = try LedgerScan([measure]).contributions(connection, access, page, of: 0).map(\.row)
                    #expect(entries.filter(measure.counts).map(\.row) == scanned)
                }
            }
        }
    }
}
