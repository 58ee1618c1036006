internal import Foundation
internal import Quantities

/// A report as plain text, whatever file it came from. All offsets of the claims reader are offsets of Unicode scalars in ``text``.
///
///     let text = try ReportText(path: "自评报告.docx")
///     let report = ClaimReader().read(text)
public struct ReportText: Sendable, Hashable {
    /// The file's name, as the caller gave it.
    public let file: String
    public let text: String

    public init(_ text: String, file: String = "") {
        self.text = text
        self.file = file
    }

    /// Files above this size are refused: no report is so long.
    static let sizeLimit = 64 << 20

    /// Reads a `.txt`, `.html`, `.docx` or `.pdf` file; the content decides, not the name.
    /// - Throws: ``ClaimError`` where the file is missing, too large, or of a kind that cannot be read.
    public init(path: String) throws(ClaimError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
            throw ClaimError(.notFound, place: path, Text("找不到文件：\(path)", "no such file: \(path)"))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ClaimError(.unreadable, place: path, Text("文件无法读取：\(path)", "the file cannot be read: \(path)"))
        }
        guard data.count <= Self.sizeLimit else {
            throw ClaimError(.tooLarge, place: path, Text("文件超过 64 MB：\(path)", "the file is larger than 64 MB: \(path)"))
        }
        let bytes = [UInt8](data)
        let text: String
        switch Self.kind(of: bytes) {
        case .pdf: text = try PDFText.read(path: path)
        case .package: text = try PackageText.read(path: path)
        case .html: text = HTMLText.plain(TextDecoding.text(of: bytes))
        case .legacyOffice:
            throw ClaimError(
                .unknownFormat, place: path,
                Text("旧版 Office 文件请先另存为 .docx：\(path)", "an old Office file; save it as .docx first: \(path)"))
        case .plain:
            text = TextDecoding.text(of: bytes)
            guard TextDecoding.isReadable(text) else {
                throw ClaimError(
                    .unknownFormat, place: path,
                    Text("不是文本、DOCX、PDF 或网页文件：\(path)", "neither text, Word, PDF nor a web page: \(path)"))
            }
        }
        self.init(text, file: path)
    }

    private enum Kind { case pdf, package, html, legacyOffice, plain }

    private static func kind(of bytes: [UInt8]) -> Kind {
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .package }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .legacyOffice }
        let head = bytes.prefix(2048).filter { $0 != 0 }.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        let marks = ["<!doctype html", "<html", "<head", "<body", "<table", "<div"].map { Array($0.utf8) }
        return marks.contains { contains(head, $0) } ? .html : .plain
    }

    private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
        guard bytes.count >= mark.count else { return false }
        return (0...(bytes.count - mark.count)).contains { bytes[$0] == mark[0] && bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
