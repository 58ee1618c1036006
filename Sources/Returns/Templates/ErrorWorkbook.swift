internal import Foundation
public import Quantities
internal import Ledgers
internal import Workbooks

/// 错误反馈表: the user's own rows back, with bad cells coloured and commented, and a column of faults to filter on.
public struct ErrorWorkbook: Sendable {
    public var language: Language = .chinese
    /// Comments are many small drawings; past this number the coloured cell and the column of faults must do.
    public var maximumComments = 20_000

    /// Where personal columns stand, for a reader who may not see them; empty for whoever sent the file.
    public var masking: [SheetLayout] = []

    public init() {}

    /// Writes the workbook for a file and what was found in it.
    ///
    /// - Returns: the number of rows marked.
    @discardableResult
    public func write(_ findings: Findings, in file: String, to path: String) throws -> Int {
        let source = try SourceFile(path: file)
        let title = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        do {
            let writer = try XLSXWriter(path: path)
            var marked = 0
            try source.forEachSheet { name, reader in
                marked += try copy(
                    reader, findings.list.filter { $0.sheet == name }, writer, name: name.isEmpty ? Self.sheetName(title) : name,
                    masked: masking.first { $0.sheet == name }.flatMap(MaskedColumns.init))
            }
            try writeSummary(findings, writer)
            try writer.finish()
            return marked
        } catch let error as WorkbookError {
            throw ReturnError(error)
        }
    }

    /// A file's name without what a sheet's may not have.
    private static func sheetName(_ title: String) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: title.unicodeScalars.filter { !forbidden($0) }.prefix(28))
        return view.isEmpty ? "CSV" : String(view)
    }

    private static func forbidden(_ scalar: Unicode.Scalar) -> Bool { "[]:*?/\\'".unicodeScalars.contains(scalar) }

    private static let fills: [Tier: UInt32] = [.error: 0xF8CBAD, .confirm: 0xFFE699, .information: 0xDDEBF7, .notRun: 0xEDEDED]

    private func copy(
        _ reader: any RowReader, _ findings: [Finding], _ writer: XLSXWriter, name: String, masked: MaskedColumns?
    ) throws -> Int {
        let page = try writer.addSheet(name)
        let byRow = Dictionary(grouping: findings, by: \.row)
        let header = byRow.isEmpty ? 0 : 1
        var styles: [Tier: CellStyle] = [:]
        for (tier, fill) in Self.fills {
            var style = CellStyle()
            style.fill = fill
            styles[tier] = style
        }
        var bold = CellStyle()
        bold.isBold = true
        var row = RowBuffer()
        var width = 0
        var lastRow = 1
        var comments = 0
        // The column of faults stands right of the widest row seen by then; the first rows of a ledger hold its header.
        var faultColumn: Int?
        while try reader.read(into: &row) {
            lastRow = row.row
            width = max(width, (row.cells.last.map { Int($0.column) } ?? 0) + 1)
            let here = byRow[row.row] ?? []
            let byAddress = Dictionary(grouping: here, by: \.address)
            for cell in row.cells where cell.length > 0 {
                let address = CellAddress(row: row.row, column: Int(cell.column)).description
                let style = (byAddress[address]?.map(\.tier).min()).flatMap { styles[$0] }
                let text = row.text(cell)
                if masked?.hides(row: row.row, column: Int(cell.column)) ?? false {
                    try writer.write(ByteText.masked(text), page, row: row.row, column: Int(cell.column), style: style)
                } else if cell.kind == .number {
                    try writer.write(number: text, page, row: row.row, column: Int(cell.column), style: style)
                } else {
                    try writer.write(text, page, row: row.row, column: Int(cell.column), style: style)
                }
            }
            for (address, faults) in byAddress {
                guard let place = CellAddress(address) else { continue }
                if row.text(column: place.column).isEmpty, let style = faults.map(\.tier).min().flatMap({ styles[$0] }) {
                    try writer.writeBlank(page, row: place.row, column: place.column, style: style)
                }
                if comments < maximumComments {
                    comments += 1
                    let text = faults.map { "[\($0.code)] " + Text("应为：\($0.expected.zh)", "expected: \($0.expected.en)")[language] }
                        .joined(separator: "\n")
                    try writer.comment(text, page, row: place.row, column: place.column, author: "Anju")
                }
            }
            if here.isEmpty { continue }
            if faultColumn == nil {
                faultColumn = width
                try writer.write(Text("校核结果", "Findings")[language], page, row: header, column: width, style: bold)
                try writer.setWidth(60, page, columns: width...width)
            }
            let summary = here.map { "[\($0.code)] \($0.column[language])" + Text("应为：\($0.expected.zh)", ": \($0.expected.en)")[language] }
                .joined(separator: "；")
            try writer.write(
                summary, page, row: row.row, column: faultColumn ?? width, style: here.map(\.tier).min().flatMap { styles[$0] })
        }
        if let faultColumn { try writer.autofilter(page, rows: 1...lastRow, columns: 0...faultColumn) }
        try writer.freeze(page, row: 1)
        return byRow.keys.count { $0 > 0 }
    }

    private func writeSummary(_ findings: Findings, _ writer: XLSXWriter) throws {
        let page = try writer.addSheet(Text("校核汇总", "Summary")[language])
        var bold = CellStyle()
        bold.isBold = true
        let headers = [Text("规则编号", "Rule"), Text("个数", "Count"), Text("示例", "Example")]
        for (column, header) in headers.enumerated() { try writer.write(header[language], page, row: 1, column: column, style: bold) }
        for (index, count) in findings.counts.sorted(by: { $0.key < $1.key }).enumerated() {
            try writer.write(count.key, page, row: index + 2, column: 0)
            try writer.write(number: String(count.value), page, row: index + 2, column: 1)
            if let example = findings.list.first(where: { $0.code == count.key }) {
                try writer.write(example.line(language), page, row: index + 2, column: 2)
            }
        }
        try writer.setWidth(12, page, columns: 0...1)
        try writer.setWidth(100, page, columns: 2...2)
    }
}

/// Which cells of a sheet hold personal data, or may: its personal columns, and those that were not read.
struct MaskedColumns {
    private let layout: SheetLayout
    private let open: Set<Int>

    /// `nil` where the sheet holds nothing personal.
    init?(_ layout: SheetLayout) {
        guard let sheet = Sheet.named(layout.ledger), sheet.hasPersonalData else { return nil }
        self.layout = layout
        let columns = zip(layout.columns, sheet.columns).filter { !$1.isPersonal }.map(\.0)
        open = Set((columns + [layout.districtColumn, layout.periodColumn]).compactMap { $0 })
    }

    func hides(row: Int, column: Int) -> Bool { row > layout.headerRow && !open.contains(column) }
}
