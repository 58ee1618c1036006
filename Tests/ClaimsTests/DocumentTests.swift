import Claims
import Foundation
import Testing

/// A row of the table of patterns in docs/claims.md.
struct DocumentedPattern: Sendable, CustomTestStringConvertible {
    let sentence: String
    let number: String
    let kind: String
    let verdict: String
    var testDescription: String { sentence }

    /// Rows of five cells below “## Patterns”, the header left out.
    static let all: [DocumentedPattern] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/claims.md")
        guard let page = try? String(contentsOf: path, encoding: .utf8), let start = page.range(of: "\n## Patterns"),
            let end = page.range(of: "\n## JSON")
        else { return [] }
        return page[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 7, cells[2] != "example", !cells[2].hasPrefix("---") else { return nil }
            let sentence = cells[2].replacingOccurrences(of: "⇥", with: "\t").replacingOccurrences(of: "⏎", with: "\n")
            return DocumentedPattern(sentence: sentence, number: cells[3], kind: cells[4], verdict: cells[5])
        }
    }()
}

@Suite("the page on claims")
struct DocumentTests {
    @Test("has its table of patterns")
    func isThere() { #expect(DocumentedPattern.all.count >= 60) }

    @Test("says what the program does", arguments: DocumentedPattern.all)
    func pattern(_ row: DocumentedPattern) {
        let claims = ClaimReader().read(ReportText(row.sentence)).claims
        let found = claims.map { "\($0.kind.rawValue) \(Phrasing.clean($0.stated.text)) \($0.verdict.rawValue)" }
        #expect(found.contains("\(row.kind) \(row.number) \(row.verdict)"))
        if row.verdict == "consistent" || row.verdict == "rounding" || row.verdict == "unchecked" {
            #expect(!claims.contains { $0.verdict == .inconsistent })
        }
    }

    @Test("names every kind of claim and every verdict")
    func isWhole() {
        #expect(Set(DocumentedPattern.all.map(\.kind)) == Set(ClaimKind.allCases.map(\.rawValue)))
        #expect(Set(DocumentedPattern.all.map(\.verdict)) == Set(Verdict.allCases.map(\.rawValue)))
    }
}
