import Foundation
import Testing
import Workbooks

/// A DOCX opened for a test: its parts as text, and a copy with one part changed.
struct DOCXFile {
    let path: String

    func part(_ name: String) throws -> String { String(decoding: try PackageReader(path: path).read(name), as: UTF8.self) }

    /// Rewrites `word/document.xml`.
    func edited(to copy: String, _ change: (String) -> String) throws -> DOCXFile {
        let reader = try PackageReader(path: path)
        let writer = PackageWriter()
        for name in reader.names {
            let bytes = try reader.read(name)
            writer.add(name, name == "word/document.xml" ? Array(change(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
        }
        try writer.finish(path: copy)
        return DOCXFile(path: copy)
    }

    /// Tag and text of each content control, read with a parser of the test's own.
    func controls() throws -> [(tag: String, text: String)] {
        try part("word/document.xml").components(separatedBy: "<w:sdt>").dropFirst().map { piece in
            let control = piece.components(separatedBy: "</w:sdt>")[0]
            let tag = control.components(separatedBy: "<w:tag w:val=\"").last?.components(separatedBy: "\"").first ?? ""
            let text = control.components(separatedBy: "<w:t xml:space=\"preserve\">").dropFirst().map {
                $0.components(separatedBy: "</w:t>")[0]
            }.joined()
            return (tag, text)
        }
    }
}
