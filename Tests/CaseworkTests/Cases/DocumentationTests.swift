import Foundation
import Testing

@testable import Casework

@Suite("docs/cases.md") struct DocumentationTests {
    @Test("shows every kind as it is declared")
    func isShown() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/cases.md"), encoding: .utf8)
        #expect(text == CaseCatalogue.documentation, "write it anew: anju cases --markdown > docs/cases.md")
    }
}
