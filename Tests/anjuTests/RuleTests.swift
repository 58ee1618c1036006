import Evaluation
import Foundation
import Ledgers
import Quantities
import Returns
import Testing

@testable import anju

@Suite("Rules across ledgers, on the example city", .serialized)
struct RuleTests {
    /// Files one ledger's page and runs the rules.
    private func findings(after csv: String) async throws -> (clean: RuleReport, report: RuleReport) {
        try await ExampleOffice.withCopy { directory in
            try await Workplace.with(directory) { workplace in
                let evaluator = try workplace.evaluator(2023)
                let clean = try await evaluator.rules(evaluator.current())
                let file = directory + "/x.csv"
                try csv.write(toFile: file, atomically: true, encoding: .utf8)
                let result = await ImportCommand.take(file, in: workplace, options: IntakeOptions())
                #expect(result.error == nil)
                return (clean, try await evaluator.rules(evaluator.current()))
            }
        }
    }

    private func header(_ sheet: Sheet) -> String {
        (["行政区划", "所属期"] + sheet.columns.map { $0.header(.chinese) }).joined(separator: ",") + "\n"
    }

    @Test("a stated total that its entries do not bear out is an error, with both sides")
    func statedTotal() async throws {
        let (clean, report) = try await findings(after: header(.declaredTotals) + "110101,2023,bonded_raised,1\n")
        #expect(clean.errors == 0)
        let finding = try #require(report.findings.first { $0.code == "X-SUM-01" })
        #expect(finding.tier == .error && finding.left.value == 1 && finding.right.place == "rental.bonded.raised@110101")
        #expect(finding.difference == finding.right.value.map { 1 - $0 })
    }

    @Test("more allocated than allotted is an error")
    func overAllocated() async throws {
        let rows = header(.allotments) + "110000,2023,财综〔2023〕901号,租赁住房保障,任务资金,正式下达,1,2023-05-01\n"
        let (_, report) = try await findings(after: rows)
        // The city's page of allotments now holds one document of 10,000 yuan.
        #expect(report.findings.contains { $0.code == "X-ALL-01" && $0.tier == .error })
    }

    @Test("progress of a project nobody knows is an error")
    func unknownProject() async throws {
        let (_, report) = try await findings(after: header(.progress) + "110101,2023-02,NO-SUCH-1,公租房,新开工,3,2023-02-10\n")
        #expect(report.findings.contains { $0.code == "X-PRG-01" && $0.text.zh.contains("NO-SUCH-1") })
    }
}
