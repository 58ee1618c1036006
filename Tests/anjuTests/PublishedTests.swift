import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Store
import Testing
import Workbooks

@testable import anju

@Suite("The published numbers, end to end", .serialized)
struct PublishedTests {
    @Test("every published number comes out of the districts' returns, in print as published, and stands bound in the Word report")
    func published() async throws {
        try await ExampleOffice.withCopy { directory in
            let out = directory + "/out"
            let made = try await Workplace.with(directory) {
                try await ReportMaker(workplace: $0, year: 2023).make(freeze: "2023-1", template: .programmes, makesPDF: false, to: out)
            }
            let rows = try Published.rows()
            #expect(rows.count >= 70)
            let word = try DOCXText(path: out + "/绩效评价报告-2023.docx")
            var bound: [String: Set<String>] = [:]
            for control in word.controls { bound[control.tag ?? "", default: []].insert(word.text(of: control)) }
            var missing: [String] = []
            for (tag, printed) in rows {
                let figure = try #require(made.result.figure(tag), "\(tag)")
                #expect(figure.text(.chinese) == printed, "\(tag)")
                // In prose the unit may stand outside the control (“开工300个小区”); the digits stand inside.
                let digits = figure.digits(.chinese)
                if !(bound[tag]?.contains { $0 == printed || $0 == digits } ?? false) { missing.append(tag) }
            }
            #expect(missing.isEmpty, "not bound in the report: \(missing)")
            #expect(made.result.overCompletions.filter { $0.explanation == nil }.map(\.indicator.id).count == 1)
            #expect(made.result.evidence.assertions > made.result.evidence.assertionsWithEvidence)
        }
    }

    @Test("each number's trace adds up, down to the entries")
    func traces() async throws {
        try await ExampleOffice.withCopy { directory in
            try await Workplace.with(directory) { workplace in
                let evaluator = try workplace.evaluator(2023)
                let snapshot = try await evaluator.current()
                let cells = ReturnFiles(database: workplace.store, vault: workplace.vault, access: workplace.access)
                for tag in [
                    "rental.bonded.raised", "renewal.started.area", "redevelopment.resettlement.allocated.rate", "renewal.survey.change",
                ] {
                    let id = try #require(FigureID(tag))
                    let trace = try await evaluator.trace(FigureReference(id), in: snapshot)
                    let document = try await evaluator.document(of: trace, rows: 5, cells: cells)
                    let rows = Self.rows(document)
                    #expect(!rows.isEmpty)
                    #expect(rows.allSatisfy { $0.cell?.address.isEmpty == false && $0.cell?.fileName.isEmpty == false })
                }
                // A plain sum: the number in each cell is the number of its row.
                let id = try #require(FigureID("rental.bonded.raised"))
                let document = try await evaluator.document(of: evaluator.trace(FigureReference(id), in: snapshot), rows: 8, cells: cells)
                for row in Self.rows(document) { #expect(row.cell?.raw == row.value.description) }
            }
        }
    }

    private static func rows(_ document: TraceDocument) -> [TraceDocument.Row] {
        (document.pages ?? []).flatMap { $0.rows ?? [] } + (document.inputs ?? []).flatMap(rows)
    }

    @Test("one district's corrected month is read alone, and the comparison lists exactly what moved")
    func correction() async throws {
        try await ExampleOffice.withCopy { directory in
            try await Workplace.with(directory) { workplace in
                let evaluator = try workplace.evaluator(2023)
                let access = workplace.access
                // The first page of resettlement starts: one more home in its first row.
                let pages = try await evaluator.current().pages(of: "progress")
                var found: (PageVersion, [Entry])?
                for page in pages {
                    let entries = try await workplace.store.read { try Entries.read($0, access, page) }
                    if entries.contains(where: { $0["housing"] == .text("resettlement") && $0["milestone"] == .text("started") }) {
                        found = (page, entries)
                        break
                    }
                }
                let (page, entries) = try #require(found)
                let header = (["行政区划", "所属期"] + Sheet.progress.columns.map { $0.header(.chinese) }).joined(separator: ",")
                var isChanged = false
                let lines = entries.map { entry in
                    var cells = Sheet.progress.columns.indices.map { entry.shown($0, .chinese, masked: false) }
                    if !isChanged, entry["housing"] == .text("resettlement"), entry["milestone"] == .text("started"),
                        let index = Sheet.progress.index(of: "homes"), let homes = Int(cells[index])
                    {
                        cells[index] = String(homes + 1)
                        isChanged = true
                    }
                    return ([page.district.digits, page.period.description] + cells).joined(separator: ",")
                }
                let file = directory + "/correction.csv"
                try ([header] + lines).joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
                let result = await ImportCommand.take(file, in: workplace, options: IntakeOptions())
                #expect(result.pages == ["\(page.address) v\(page.version + 1)"])

                let evaluated = try await evaluator.evaluate(evaluator.current())
                #expect(evaluated.statistics.pagesRead == 1)
                #expect(evaluated.figure("redevelopment.resettlement.started")?.value == 17_020)
                let comparison = try await workplace.store.read {
                    try Freezes.compare($0, access, Freezes.find($0, access, "2023-1"), evaluated)
                }
                #expect(comparison.pages.map(\.address) == [page.address])
                let district = page.district.digits
                let moved = ["redevelopment.resettlement.started", "redevelopment.resettlement.started.rate"]
                #expect(
                    Set(comparison.figures.map(\.figure))
                        == Set(moved + moved.map { "\($0)@\(district)" }.filter { evaluated.figure($0)?.value != nil }))
            }
        }
    }

    @Test("one digit changed in the Word report is named on reading it back")
    func readback() async throws {
        try await ExampleOffice.withCopy { directory in
            let result = try await Workplace.with(directory) {
                try await ReportMaker(workplace: $0, year: 2023).make(
                    freeze: "2023-1", template: .programmes, makesPDF: false, to: directory + "/out"
                ).result
            }
            let path = directory + "/out/绩效评价报告-2023.docx"
            // Negative control: untouched, it agrees.
            #expect(try Readback.compare(path, with: result).isFaithful)
            let package = try PackageReader(path: path)
            let writer = PackageWriter()
            for name in package.names {
                var bytes = try package.read(name)
                if name == "word/document.xml" {
                    let xml = String(decoding: bytes, as: UTF8.self)
                    #expect(xml.contains("17019"))
                    bytes = Array(xml.replacingOccurrences(of: "17019", with: "17018").utf8)
                }
                writer.add(name, bytes)
            }
            let edited = directory + "/out/edited.docx"
            try writer.finish(path: edited)
            let report = try Readback.compare(edited, with: result)
            #expect(!report.isFaithful)
            #expect(Set(report.changed.map(\.tag)) == ["redevelopment.resettlement.started"])
            #expect(report.changed.allSatisfy { $0.found.contains("17018") && $0.expected.contains { $0.contains("17019") } })
        }
    }
}
