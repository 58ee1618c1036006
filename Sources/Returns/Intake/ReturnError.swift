internal import Foundation
public import Ledgers
public import Quantities
public import Workbooks

/// Why a whole file is not taken. Nothing of it is stored.
public struct ReturnError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `P-01` …
    public let code: String
    public let text: Text
    public let kind: Kind

    /// `faulty`: the file is at fault. `refused`: it is in order, and not wanted: unchanged, locked, out of scope.
    public typealias Kind = ToldKind

    public init(_ code: String, _ zh: String, _ en: String, kind: Kind = .faulty) {
        self.code = code
        self.kind = kind
        text = Text(zh, en)
    }

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    /// What the reader of workbooks says, as an error of this floor.
    public init(_ error: WorkbookError) {
        let place = error.place.map { Text($0.zh + "：", $0.en + ": ") } ?? Text("", "")
        self.init(error.code, place.zh + error.text.zh, place.en + error.text.en)
    }

    private static func at(_ sheet: String) -> Text {
        sheet.isEmpty ? Text("", "") : Text("工作表“\(sheet)”", "sheet “\(sheet)”: ")
    }

    static func noHeader(_ sheet: String) -> ReturnError {
        ReturnError(
            "P-01", "\(at(sheet).zh)前\(LayoutFinder.depth)行中没有找到任何台账的表头，请使用 anju template 生成的模板",
            "\(at(sheet).en)no ledger's header in the first \(LayoutFinder.depth) rows; use a template made by anju template")
    }

    static func missingColumns(_ columns: [Column], _ sheet: Sheet, row: Int, sheetName: String) -> ReturnError {
        ReturnError(
            "P-02", "\(at(sheetName).zh)第\(row)行表头缺少“\(sheet.title.zh)”的列：" + columns.map(\.title.zh).joined(separator: "、"),
            "\(at(sheetName).en)the header in row \(row) lacks columns of “\(sheet.title.en)”: "
                + columns.map(\.title.en).joined(separator: ", "))
    }

    static func duplicateHeader(_ header: String, _ first: Int, _ second: Int, row: Int, sheet: String) -> ReturnError {
        let places = [first, second].map { CellAddress(row: row, column: $0).description }
        return ReturnError(
            "P-03", "\(at(sheet).zh)表头“\(header)”重复出现在\(places[0])和\(places[1])",
            "\(at(sheet).en)the header “\(header)” stands in \(places[0]) and \(places[1])")
    }

    static func unknownLedger(_ name: String) -> ReturnError {
        ReturnError("P-04", "没有名为“\(name)”的台账", "there is no ledger “\(name)”", kind: .notFound)
    }

    static func pageUnknown(_ column: PageColumn, _ sheet: String) -> ReturnError {
        let option = column == .district ? "--district" : "--period"
        return ReturnError(
            "P-05", "\(at(sheet).zh)文件没有“\(column.title.zh)”列，也没有模板标记，请用 \(option) 指明",
            "\(at(sheet).en)the file has no column “\(column.title.en)” and no template marker; say it with \(option)")
    }

    static func templateVersion(_ sheet: Sheet, found: Int) -> ReturnError {
        ReturnError(
            "P-06", "“\(sheet.title.zh)”的模板版本是\(found)，现行版本是\(sheet.version)，请重新下载模板",
            "the template of “\(sheet.title.en)” is version \(found); the version in use is \(sheet.version): download it again")
    }

    static func unchanged(_ receipt: Int64) -> ReturnError {
        ReturnError(
            "P-10", "文件内容与回执R\(receipt)已收录的账页完全相同，未作改动",
            "the file says what the pages of receipt R\(receipt) say already; nothing was changed", kind: .refused)
    }

    static let noRows = ReturnError("P-11", "文件只有表头，没有数据行", "the file has a header and no rows")

    static func allRejected(_ rows: Int) -> ReturnError {
        ReturnError("P-12", "全部\(rows)行均有错误，未收录", "all \(rows) rows have errors; nothing was taken")
    }

    static func fileMissing(_ path: String) -> ReturnError {
        ReturnError("P-13", "文件不存在：\(path)", "no such file: \(path)", kind: .notFound)
    }

    static func ledgerTwice(_ ledger: String) -> ReturnError {
        let title = Sheet.named(ledger)?.title ?? Text(ledger, ledger)
        return ReturnError("P-14", "同一文件中有两张“\(title.zh)”工作表，请合并", "the file has two sheets of “\(title.en)”; merge them")
    }

    static func receiptMissing(_ number: Int64) -> ReturnError {
        ReturnError("P-15", "没有回执R\(number)", "there is no receipt R\(number)", kind: .notFound)
    }

    static func ledgerOutOfScope(_ title: Text) -> ReturnError {
        ReturnError("P-16", "您无权填报“\(title.zh)”", "you may not file “\(title.en)”", kind: .refused)
    }

    static func sheetMissing(_ name: String) -> ReturnError {
        ReturnError("P-19", "文件中没有工作表“\(name)”", "the file has no sheet “\(name)”", kind: .notFound)
    }
}
