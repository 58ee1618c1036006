import Foundation
import Quantities
@testable import Reports
import Testing

@Test("lab") func lab() throws {
    let result = try Fixture.result()
    let clock = ContinuousClock()
    let options = ReportOptions(freeze: FreezeMark(name: "2023-正式", root: String(repeating: "ab12", count: 16)), date: CivilDate("2024-03-28"), bodies: [Text("北京市住房和城乡建设委员会", "Housing")])
    var d: ReportDocument?
    print("build", clock.measure { d = ReportBuilder.document(from: result, options: options) })
    print("docx", try clock.measure { _ = try WordReport.bytes(d!) })
    let paths = try ReportFiles.write(result, to: "/tmp/anju-dev/r-lab/o", options: .init(report: options, isBilingual: true))
    print(paths)
    let report = try Readback.compare(paths[0], with: result, options: options)
    print(report.lines(.chinese).joined(separator: "\n"), report.isFaithful)
    print(report.unbound.map { $0.numeral + " | " + $0.sentence }.joined(separator: "\n"))
}
