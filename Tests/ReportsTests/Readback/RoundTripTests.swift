import Foundation
import Quantities
import Testing

@testable import Evaluation
@testable import Reports

@Suite("Through LibreOffice", .enabled(if: PDFConverter.installed() != nil, "LibreOffice is not installed"), .serialized)
struct RoundTripTests {
    @Test("a report that LibreOffice opened and saved again still has every number bound")
    func saved() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let path = folder + "/a.docx"
            let document = ReportBuilder.document(from: result)
            try WordReport.write(document, to: path)
            let converter = try #require(PDFConverter.installed())
            let saved = try converter.convert([path], to: folder + "/saved", format: "docx")
            let report = try Readback.compare(saved[0], with: result)
            #expect(report.unchanged == document.figures.count)
            #expect(report.isFaithful && report.missing.isEmpty && report.unknown.isEmpty && report.changed.isEmpty)
        }
    }

    @Test("several files become PDF in one run, on A4")
    func pdf() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let paths = [folder + "/报告.docx", folder + "/自评表.xlsx"]
            try WordReport.write(ReportBuilder.document(from: result), to: paths[0])
            try SelfEvaluationForm.write(result, to: paths[1])
            let made = try #require(PDFConverter.installed()).convert(paths, to: folder)
            #expect(made == [folder + "/报告.pdf", folder + "/自评表.pdf"])
            for path in made {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(bytes.starts(with: Array("%PDF-".utf8)) && bytes.count > 20_000)
            }
        }
    }
}

@Suite("The converter")
struct PDFConverterTests {
    static func script(_ folder: String, _ text: String) throws -> PDFConverter {
        let path = folder + "/office"
        try Data(("#!/bin/sh\n" + text + "\n").utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return PDFConverter(program: path, timeout: 0.5)
    }

    @Test("a program that hangs is stopped, with what it has started")
    func hangs() throws {
        try Fixture.folder { folder in
            let converter = try Self.script(folder, "sleep 600 &\necho $! > \(folder)/child\nwait")
            #expect { try converter.convert(["a.docx"], to: folder) } throws: { ($0 as? ReportError)?.code == "D203" }
            let text = try String(contentsOfFile: folder + "/child", encoding: .utf8)
            let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            // The kernel takes a moment; where its new parent has not taken note yet it is a zombie.
            func isGone() -> Bool {
                guard let line = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8) else { return true }
                return line.components(separatedBy: ") ").last?.prefix(1) == "Z"
            }
            let limit = ContinuousClock.now + .seconds(5)
            while !isGone(), ContinuousClock.now < limit { sched_yield() }
            #expect(isGone())
        }
    }

    @Test("a program that fails, that makes nothing, or that is not there, gives an error")
    func fails() throws {
        try Fixture.folder { folder in
            for text in ["exit 3", "exit 0"] {
                let converter = try Self.script(folder, text)
                #expect { try converter.convert(["a.docx"], to: folder) } throws: { ($0 as? ReportError)?.code == "D202" }
            }
            #expect { try PDFConverter(program: folder + "/none").convert(["a.docx"], to: folder) } throws: {
                ($0 as? ReportError)?.code == "D202"
            }
        }
        #expect(PDFConverter.missing.code == "D201")
    }
}
