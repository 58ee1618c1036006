import Foundation
import Quantities
import Testing

@testable import Evaluation
@testable import Reports

@Suite("The folder of documents")
struct ReportFilesTests {
    @Test("it holds report, form and scores under their names")
    func names() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let paths = try ReportFiles.write(result, to: folder + "/out", options: .init(converter: nil))
            let names = ["绩效评价报告-2023.docx", "绩效评价报告-2023.html", "绩效自评表-2023.xlsx", "指标得分.json"]
            #expect(paths == names.map { folder + "/out/" + $0 })
            let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: paths[3]))) as? [String: Any]
            #expect(object?["year"] as? Int == 2023)
        }
    }

    @Test("both languages stand side by side and link to each other")
    func bilingual() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let paths = try ReportFiles.write(result, to: folder, options: .init(converter: nil, isBilingual: true))
            #expect(paths.count == 6)
            let english = try String(contentsOfFile: folder + "/绩效评价报告-2023.en.html", encoding: .utf8)
            #expect(english.contains("href=\"绩效评价报告-2023.html\""))
        }
    }

    @Test("a folder that cannot be made is an error with its name")
    func noFolder() throws {
        let result = try Fixture.result()
        #expect { try ReportFiles.write(result, to: "/dev/null/out", options: .init(converter: nil)) } throws: {
            ($0 as? ReportError)?.code == "D401"
        }
    }
}
