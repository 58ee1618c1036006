public import Ledgers
public import Quantities
internal import Store
internal import Workbooks

/// 模板: the workbook a district fills in, made from the sheet: marker row, headers with units, drop-downs, what is known already.
public struct TemplateWriter: Sendable {
    public let sheet: Sheet
    public let district: Region
    public let period: Period
    public var language: Language = .chinese
    /// Entries to begin with: the page as filed, or the one before it. Personal cells are filled where the entries were revealed.
    public var known: [Entry] = []
    /// Rows with drop-downs below the known ones.
    public var roomForRows = 2000

    public init(sheet: Sheet, district: Region, period: Period) {
        self.sheet = sheet
        self.district = district
        self.period = period
    }

    /// Writes the template. Throws ``ReturnError`` where the file cannot be written.
    public func write(to path: String) throws {
        do {
            let writer = try XLSXWriter(path: path)
            try writeLedger(writer)
            try writeNotes(writer)
            try writer.setDocument(title: sheet.title[language], subject: period.title[language], author: "Anju 安居")
            try writer.setProperty("anju", "\(sheet.ledger)/\(sheet.version)/\(district.code)/\(period)")
            try writer.finish()
        } catch let error as WorkbookError {
            throw ReturnError(error)
        }
    }

    private var headerStyle: CellStyle {
        var style = CellStyle()
        style.isBold = true
        style.fill = 0xDDE7F3
        style.hasBorder = true
        style.wraps = true
        style.horizontal = .center
        return style
    }

    private func writeLedger(_ writer: XLSXWriter) throws {
        let page = try writer.addSheet(sheet.title.zh)
        var quiet = CellStyle()
        quiet.color = 0x8A8A8A
        let marker = [Marker.mark, sheet.ledger, String(sheet.version), district.code.digits, period.description]
        for (column, text) in marker.enumerated() { try writer.write(text, page, row: 1, column: column, style: quiet) }
        try writer.write("\(district.name[language]) \(period.title[language])", page, row: 1, column: marker.count, style: quiet)

        var options = OptionSheet()
        let headers =
            PageColumn.allCases.map { $0.title[language] } + sheet.columns.map { $0.header(language) + ($0.isRequired ? "*" : "") }
        for (column, header) in headers.enumerated() { try writer.write(header, page, row: 2, column: column, style: headerStyle) }
        try writer.setHeight(32, page, row: 2)
        try writer.setWidth(14, page, columns: 0...1)
        for (index, column) in sheet.columns.enumerated() {
            let position = index + PageColumn.allCases.count
            try writer.setWidth(Self.width(column), page, columns: position...position)
            let help = [column.help[language], column.type.expectation[language]].filter { !$0.isEmpty }.joined(separator: "\n")
            try writer.comment(help, page, row: 2, column: position, author: "Anju")
            let rows = 3...(known.count + roomForRows + 2)
            guard let list = Self.list(column.type, language) else { continue }
            let message = column.type.expectation[language]
            if list.joined().utf8.count + list.count <= 255 {
                try writer.validate(page, rows: rows, columns: position...position, list: list, message: message)
            } else {
                let source = try options.add(list, writer)
                try writer.validate(page, rows: rows, columns: position...position, source: source, message: message)
            }
        }
        for (index, entry) in known.enumerated() {
            try writer.write(district.code.digits, page, row: index + 3, column: 0)
            try writer.write(period.description, page, row: index + 3, column: 1)
            for (position, column) in sheet.columns.enumerated() {
                // Sealed or erased: the cell stays empty, and cannot be filed back by mistake.
                if case .blob = entry.values[position] { continue }
                let text = entry.shown(position, language, masked: false)
                if text.isEmpty { continue }
                let isNumber = column.type.unit != nil
                if isNumber {
                    try writer.write(number: text, page, row: index + 3, column: position + 2)
                } else {
                    try writer.write(text, page, row: index + 3, column: position + 2)
                }
            }
        }
        try writer.freeze(page, row: 2, column: 2)
        var setup = XLSXWriter.Page()
        setup.isLandscape = true
        setup.fitsWidth = true
        setup.repeatedRows = 2...2
        try writer.setPage(setup, page)
    }

    private func writeNotes(_ writer: XLSXWriter) throws {
        let page = try writer.addSheet(Text("填表说明", "Notes")[language])
        var wrapped = CellStyle()
        wrapped.wraps = true
        wrapped.vertical = .top
        try writer.write(sheet.purpose[language], page, row: 1, column: 0, style: wrapped)
        let headers = [Text("列", "Column"), Text("要求", "What to write"), Text("必填", "Required"), Text("说明", "Notes")]
        for (column, header) in headers.enumerated() {
            try writer.write(header[language], page, row: 3, column: column, style: headerStyle)
        }
        for (index, column) in sheet.columns.enumerated() {
            let cells = [
                column.header(language), column.type.expectation[language], column.isRequired ? Text("是", "yes")[language] : "",
                column.help[language],
            ]
            for (position, cell) in cells.enumerated() where !cell.isEmpty {
                try writer.write(cell, page, row: index + 4, column: position, style: wrapped)
            }
        }
        let start = sheet.columns.count + 5
        if !sheet.rules.isEmpty { try writer.write(Text("校核规则", "Rules")[language], page, row: start, column: 0, style: headerStyle) }
        for (index, rule) in sheet.rules.enumerated() {
            try writer.write("\(rule.code) \(rule.tier.title[language])", page, row: start + 1 + index, column: 0)
            try writer.write(rule.text[language], page, row: start + 1 + index, column: 1, style: wrapped)
        }
        try writer.setWidth(24, page, columns: 0...0)
        try writer.setWidth(60, page, columns: 1...1)
        try writer.setWidth(30, page, columns: 3...3)
    }

    private static func list(_ type: ColumnType, _ language: Language) -> [String]? {
        switch type {
        case .choice(let choices): choices.map { $0.name[language] }
        case .flag: language == .chinese ? ["是", "否"] : ["yes", "no"]
        default: nil
        }
    }

    private static func width(_ column: Column) -> Double {
        switch column.type {
        case .identity, .creditCode: 22
        case .text(let max): max > 100 ? 40 : 24
        case .choice, .documentNumber, .code: 18
        default: 14
        }
    }
}

/// The hidden sheet that drop-downs too long for a cell's own list take their values from, a column each.
private struct OptionSheet {
    private static let name = "选项"
    private var page: XLSXWriter.Sheet?
    private var column = 0

    /// The range the list now stands in: `选项!$A$1:$A$13`.
    mutating func add(_ list: [String], _ writer: XLSXWriter) throws -> String {
        let page = try self.page ?? writer.addSheet(Self.name, hidden: true)
        self.page = page
        for (row, text) in list.enumerated() { try writer.write(text, page, row: row + 1, column: column) }
        let letters = CellAddress.letters(column)
        column += 1
        return "\(Self.name)!$\(letters)$1:$\(letters)$\(list.count)"
    }
}
