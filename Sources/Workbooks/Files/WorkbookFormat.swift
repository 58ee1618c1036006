/// What a file is, by its first bytes and not by its name.
public enum WorkbookFormat: String, Sendable, CaseIterable {
    case csv
    case xlsx

    /// Tells CSV from XLSX; anything else is an error that says what it is and what to do.
    public static func detect(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) -> WorkbookFormat {
        let file = try InputFile(path: path, limits: limits)
        let head = try file.bytes(count: 65_536, at: 0)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            let names = Set(try PackageReader(path: path, limits: limits).names.map { $0.lowercased() })
            if names.contains("xl/workbook.xml") || names.contains("xl/workbook.bin") || names.contains("_rels/.rels") {
                if names.contains("xl/workbook.bin") { throw other("XLSB 二进制工作簿", "a binary workbook (XLSB)", saveAs) }
                if names.contains("word/document.xml") { throw other("Word 文档", "a Word document", sendTable) }
                if names.contains("ppt/presentation.xml") { throw other("演示文稿", "a presentation", sendTable) }
                return .xlsx
            }
            if names.contains("content.xml") { throw other("ODS 或 ODT 文档", "an OpenDocument file", saveAs) }
            throw other("压缩包", "an archive", unpack)
        }
        if let error = foreign(head) { throw error }
        return .csv
    }

    private static let saveAs = ("请在表格软件中另存为 XLSX。", "save it as XLSX")
    private static let sendTable = ("请上报 XLSX 或 CSV 表格。", "send a table in XLSX or CSV")
    private static let unpack = ("请解压后上报其中的 XLSX 或 CSV。", "unpack it and send the XLSX or CSV inside")

    private static func other(_ zh: String, _ en: String, _ advice: (String, String)) -> WorkbookError {
        WorkbookError("W007", "这是\(zh)。\(advice.0)", "this is \(en); \(advice.1)")
    }

    private static func foreign(_ head: [UInt8]) -> WorkbookError? {
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            let encrypted: [UInt8] = Array("EncryptedPackage".utf16).flatMap { unit -> [UInt8] in [UInt8(truncatingIfNeeded: unit), 0] }
            if contains(head, encrypted) {
                return WorkbookError("W005", "工作簿有打开密码，请去掉密码后再报。", "the workbook has a password; remove it")
            }
            return WorkbookError(
                "W004", "这是旧版 .xls 工作簿（或其他旧版 Office 文件），请另存为 XLSX。",
                "this is an old .xls workbook (or other old Office file); save it as XLSX")
        }
        let signs: [([UInt8], String, String, (String, String))] = [
            (Array("%PDF".utf8), "PDF 文件", "a PDF", sendTable),
            (Array("Rar!".utf8), "RAR 压缩包", "a RAR archive", unpack),
            ([0x37, 0x7A, 0xBC, 0xAF], "7z 压缩包", "a 7z archive", unpack),
            ([0x1F, 0x8B], "gzip 压缩包", "a gzip archive", unpack),
            ([0x50, 0x4B, 0x05, 0x06], "空的压缩包", "an empty archive", unpack),
            ([0x89, 0x50, 0x4E, 0x47], "图片", "a picture", sendTable),
            ([0xFF, 0xD8, 0xFF], "图片", "a picture", sendTable),
            (Array("GIF8".utf8), "图片", "a picture", sendTable),
            (Array("{\\rtf".utf8), "RTF 文档", "an RTF document", sendTable),
        ]
        for (sign, zh, en, advice) in signs where head.starts(with: sign) { return other(zh, en, advice) }
        let markless = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
        let text = markless.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }.prefix(64).map { $0 | 0x20 }
        for sign in ["<!doctype", "<html", "<table", "<?xml", "<meta", "<style"] where text.starts(with: sign.utf8) {
            return other("网页或 XML 文件（许多系统导出的 .xls 其实是网页）", "a web page or XML file, whatever its name says", saveAs)
        }
        // Bytes no text has. Text in UTF-16 has NUL too; the CSV reader has better words for it.
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        let controls = head.lazy.filter { $0 < 0x09 && $0 > 0 || $0 > 0x0D && $0 < 0x20 && $0 != 0x1A && $0 != 0x1B }.count
        if !isWide, controls > head.count / 100 {
            return WorkbookError("W008", "不认识这种文件，请上报 XLSX 或 CSV。", "an unknown kind of file; send XLSX or CSV")
        }
        return nil
    }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { start in
            bytes[start] == part[0] && bytes[start..<(start + part.count)].elementsEqual(part)
        }
    }
}
