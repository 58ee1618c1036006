import Foundation
import Workbooks

/// The cells of a workbook, sheet by sheet: `F17` → text.
struct FormCells {
    private(set) var sheets: [String: [String: String]] = [:]
    private(set) var formulas: [String: Set<String>] = [:]
    private(set) var names: [String] = []

    init(_ path: String) throws {
        let workbook = try XLSXWorkbook(path: path)
        for sheet in workbook.sheets {
            names.append(sheet.name)
            let rows = try workbook.rows(of: sheet)
            var row = RowBuffer()
            while try rows.read(into: &row) {
                for cell in row.cells where cell.kind != .empty {
                    let address = String(UnicodeScalar(UInt8(65 + cell.column))) + String(row.row)
                    sheets[sheet.name, default: [:]][address] = row.text(cell)
                    if cell.isFormula { formulas[sheet.name, default: []].insert(address) }
                }
            }
        }
    }

    subscript(_ sheet: String, _ address: String) -> String? { sheets[sheet]?[address] }

    /// The first row of a sheet whose cell in `column` is `text`.
    func row(_ sheet: String, _ column: String, _ text: String) -> Int? {
        sheets[sheet]?.filter { $0.value == text && $0.key.hasPrefix(column) }.compactMap { Int($0.key.dropFirst()) }.min()
    }

    /// A copy of a workbook whose formulas have lost what they last gave, so that whoever opens it must compute.
    static func strip(_ path: String, to copy: String) throws {
        let reader = try PackageReader(path: path)
        let writer = PackageWriter()
        for name in reader.names {
            var bytes = try reader.read(name)
            if name.hasPrefix("xl/worksheets/sheet") {
                let pieces = String(decoding: bytes, as: UTF8.self).components(separatedBy: "</f><v>")
                bytes = Array(
                    pieces.enumerated().map { index, piece in
                        index == 0 ? piece : "</f>" + piece.components(separatedBy: "</v>").dropFirst().joined(separator: "</v>")
                    }.joined().utf8)
            }
            writer.add(name, bytes)
        }
        try writer.finish(path: copy)
    }
}
