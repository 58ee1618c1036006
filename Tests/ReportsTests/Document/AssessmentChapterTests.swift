import Foundation
import Quantities
import Testing

@testable import Evaluation
@testable import Reports

@Suite("what an assessor found, in the report")
struct AssessmentChapterTests {
    private static var options: ReportOptions {
        var options = ReportOptions()
        options.assessed = [
            AssessedFigure(
                number: 7, title: "老旧小区改造实际开工小区数", reported: "303个小区", found: "297个小区", difference: "-1.98%", basis: "现场核查",
                explanation: "3个小区在核查之后开工")
        ]
        return options
    }

    @Test("both figures stand side by side in the Word file, and a changed one is found when it is read back")
    func word() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            try WordReport.write(ReportBuilder.document(from: result, options: Self.options), to: file.path)
            let whole = try Readback.compare(file.path, with: result, options: Self.options)
            #expect(whole.isFaithful && whole.missing.isEmpty && whole.unknown.isEmpty)
            let changed = try file.edited(to: folder + "/b.docx") { $0.replacingFirst(">297个小区<", with: ">303个小区<") }
            let report = try Readback.compare(changed.path, with: result, options: Self.options)
            #expect(report.changed.map(\.tag) == ["assessed.7/found"])
        }
    }

    @Test("without an assessor's figures there is no such chapter")
    func none() throws {
        let result = try Fixture.result()
        let (with, without) = (
            ReportBuilder.document(from: result, options: Self.options), ReportBuilder.document(from: result)
        )
        #expect(with.figures.count == without.figures.count + 3)
        #expect("\(with.blocks)".contains("第三方核查") && !"\(without.blocks)".contains("第三方核查"))
    }
}
