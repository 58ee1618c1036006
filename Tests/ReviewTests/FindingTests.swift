import Foundation
import Ledgers
import Quantities
import Returns
import Store
import Testing

@testable import Review

@Suite struct FindingTests {
    @Test("a page cannot be submitted until what is to be confirmed has been explained")
    func explained() async throws {
        let city = try await City()
        let outcome = try await city.file(city.reporter, Rows.progress([("A1", 6000), ("A2", 7000), ("A3", 10)]))
        let receipt = outcome.receipt.number
        #expect(await code { try await city.perform(.submit, city.reporter) } == "W008")
        let kept = try await city.read { try KeptFindings.list($0, city.reporter, receipt: receipt) }
        #expect(kept.map(\.finding.code) == ["R-PRG-02", "R-PRG-02"])
        #expect(kept.map(\.finding.address) == ["F2", "F3"])
        #expect(kept.map(\.finding.expected.zh) == ["单月套数超过5000套，请核实", "单月套数超过5000套，请核实"])
        #expect(kept.allSatisfy { $0.page == "progress/110105/2023-05" && $0.asksForExplanation && $0.explanation == nil })
        #expect(await code { try await explain(city, receipt, 1, "  ") } == "W005")
        #expect(await code { try await explain(city, receipt, 9, "经核实") } == "W017")
        try await explain(city, receipt, 1, "经核实，当月集中开工")
        #expect(try await city.read { try Explanations.unexplained($0, city.reporter, .progress, on: today) } == ["R-PRG-02": 1])
        #expect(await code { try await city.perform(.submit, city.reporter) } == "W008")
        try await explain(city, receipt, 2, "经核实")
        #expect(
            try await city.read { try KeptFindings.list($0, city.reporter, receipt: receipt).map(\.explanation) } == ["经核实，当月集中开工", "经核实"])
        try await city.perform(.submit, city.reporter)
        #expect(
            try await city.journal().filter { $0.utf8.starts(with: "finding.explain".utf8) } == [
                "finding.explain R1#1", "finding.explain R1#2",
            ])
    }

    @Test("an explanation holds for the same row in a later version, wherever it stands, and lapses when the row changes")
    func carried() async throws {
        let city = try await City()
        let first = try await city.file(city.reporter, Rows.progress([("A1", 6000), ("A2", 7000)])).receipt.number
        try await city.write { try Explanations.explain($0, city.reporter, receipt: first, code: "R-PRG-02", reason: "经核实", at: now) }
        try await city.file(city.reporter, Rows.progress([("A0", 1), ("A2", 7000), ("A1", 6000)]))
        #expect(try await city.read { try Explanations.unexplained($0, city.reporter, .progress, on: today) } == [:])
        let third = try await city.file(city.reporter, Rows.progress([("A2", 7001), ("A1", 6000)])).receipt.number
        #expect(try await city.read { try Explanations.unexplained($0, city.reporter, .progress, on: today) } == ["R-PRG-02": 1])
        #expect(try await city.read { try KeptFindings.list($0, city.reporter, receipt: third).map(\.explanation) } == [nil, "经核实"])
    }

    @Test("an explanation of one page says nothing for the same row of another")
    func otherPage() async throws {
        let city = try await City()
        let first = try await city.file(city.reporter, Rows.progress([("A1", 6000)], period: "2023-04"), at: "2023-05-12T09:00:00+08:00")
            .receipt.number
        try await explain(city, first, 1, "经核实")
        try await city.file(city.reporter, Rows.progress([("A1", 6000)]))
        #expect(try await city.read { try Explanations.unexplained($0, city.reporter, .progress, on: today) } == ["R-PRG-02": 1])
    }

    @Test("rows that were not taken block submission unless another person has waived them")
    func rejected() async throws {
        let city = try await City()
        try await city.file(city.reporter, Rows.progress([("A1", 10), ("A1", 11)]))
        #expect(await code { try await city.perform(.submit, city.reporter) } == "W007")
        let until = try #require(CivilDate("2023-06-30"))
        let request = try await city.write {
            try Requests.askWaiver($0, city.reporter, .progress, code: Request.rejectedRows, until: until, reason: "项目停工，无法补正", at: now)
        }
        #expect(await code { try await city.perform(.submit, city.reporter) } == "W007")
        #expect(await code { try await decide(city, city.reporter, request.number) } == "L004")
        try await decide(city, city.housing, request.number)
        #expect(await code { try await decide(city, city.otherHousing, request.number) } == "W011")
        #expect(await code { try await city.perform(.submit, city.reporter, at: "2023-07-01T00:00:00+08:00") } == "W007")
        try await city.perform(.submit, city.reporter, at: "2023-06-30T23:59:59+08:00")
        #expect(
            try await city.read { try Requests.list($0, city.finance, year: 2023, kind: .waiver, granted: true).map(\.name) } == ["豁免1"])
    }

    @Test("a waived rule needs no explanation, and nobody waives what they asked for")
    func waivedRule() async throws {
        let city = try await City()
        try await city.file(city.housing, Rows.progress([("A1", 6000)]))
        let until = try #require(CivilDate("2023-06-30"))
        let request = try await city.write {
            try Requests.askWaiver($0, city.housing, .progress, code: "R-PRG-02", until: until, reason: "已现场核实", at: now)
        }
        #expect(await code { try await decide(city, city.housing, request.number) } == "W003")
        try await decide(city, city.otherHousing, request.number)
        try await city.perform(.submit, city.reporter)
        #expect(
            try await city.journal().suffix(3) == [
                "waiver.ask 1 110105/progress/2023-05 R-PRG-02", "waiver.grant 1 110105/progress/2023-05 R-PRG-02",
                "page.submit progress/110105/2023-05",
            ])
    }

    @Test("of very many findings those to explain are listed first, and all are counted")
    func many() async throws {
        let city = try await City()
        let faulty = (0..<6_000).map { ("B\($0)", -1) }
        let outcome = try await city.file(city.reporter, Rows.progress(faulty + [("A1", 6000)]))
        let kept = try await city.read { try KeptFindings.list($0, city.reporter, receipt: outcome.receipt.number) }
        #expect(kept.count == KeptFindings.limit)
        #expect(kept.last?.finding.code == "R-PRG-02")
        #expect(kept.last?.number == 6_001)
        let total = try await city.read { try $0.row("SELECT sum(total) FROM receipt_finding_counts")?.int64(0) }
        #expect(total == 6_001)
    }

    @Test("personal values are masked in what is kept")
    func masked() async throws {
        let city = try await City()
        let header = "行政区划,所属期,家庭编号,申请人,申请人身份证号,补贴档次,家庭人口（人）,租赁合同号,月租金（元）,补贴标准（元）,实发金额（元）,发放日期"
        let row = { (id: String, identity: String) in "110105,2023-05,\(id),张某,\(identity),二档,2,HT-1,3200,2200,1500,2023-05-15" }
        let outcome = try await city.file(
            city.reporter, [header, row("BJ-1", "34052419800101001X"), row("BJ-2", "110105194912310021")].joined(separator: "\n"),
            ledger: "subsidies")
        let texts = try await city.read { connection in
            try connection.rows("SELECT value_read FROM receipt_findings WHERE receipt = ?", [.integer(outcome.receipt.number)]).map {
                try $0.text(0)
            }
        }
        #expect(texts.count == 1)
        #expect(texts.allSatisfy { !$0.contains("19491231") })
    }

    private func explain(_ city: City, _ receipt: Int64, _ finding: Int64, _ reason: String) async throws {
        try await city.write {
            try Explanations.explain($0, city.reporter, receipt: receipt, finding: finding, reason: reason, at: now)
        }
    }

    private func decide(_ city: City, _ access: Access, _ number: Int64) async throws {
        _ = try await city.write { try Requests.decide($0, access, number, grant: true, at: now) }
    }
}
