import Evaluation
import Ledgers
import Quantities
import Workbooks

/// The sheet 佐证: one row for each thing an indicator rests on. The scores of qualitative indicators count its rows.
struct EvidenceRows {
    static let sheetName = "佐证"
    /// A whole column of the sheet, for formulas elsewhere.
    static func range(_ column: String) -> String { "\(sheetName)!$\(column)$3:$\(column)$2000" }

    private var rows: [(programme: String, indicator: Scheme.Indicator, evidence: EvidenceResult)] = []

    mutating func add(_ programme: ProgrammeEvaluation) {
        for indicator in programme.indicators {
            for evidence in indicator.evidence { rows.append((programme.scheme.title.zh, indicator.indicator, evidence)) }
        }
    }

    func write(_ writer: XLSXWriter) throws(WorkbookError) {
        var sheet = try FormSheet(writer, Self.sheetName, widths: [30, 14, 28, 24, 6, 46], isLandscape: true)
        try sheet.text("各指标所依据的佐证", 0...5, style: FormSheet.title)
        sheet.row += 1
        for (column, head) in ["编号", "专项", "指标", "佐证", "有无", "依据"].enumerated() {
            try sheet.text(head, column...column, style: FormSheet.head)
        }
        try writer.freeze(sheet.sheet, row: sheet.row + 1)
        sheet.row += 1
        let first = sheet.row
        for (programme, indicator, evidence) in rows {
            try sheet.text(indicator.id, 0...0)
            try sheet.text(programme, 1...1)
            try sheet.text(indicator.title.zh, 2...2)
            try sheet.text(evidence.item.title.zh, 3...3)
            try sheet.text(evidence.isPresent ? "有" : "无", 4...4, style: FormSheet.centred)
            let basis = Self.basis(evidence)
            try sheet.text(basis, 5...5)
            try sheet.height(basis, characters: 22)
            sheet.row += 1
        }
        if sheet.row > first {
            try writer.validate(sheet.sheet, rows: first...(sheet.row - 1), columns: 4...4, list: ["有", "无"])
        }
    }

    private static func basis(_ evidence: EvidenceResult) -> String {
        if let figure = evidence.figure { return "\(figure.title.zh)：\(figure.text(.chinese))（\(figure.reference.tag)）" }
        return evidence.policies.map { policy in
            let number = policy["document"].plain
            return "《\(policy["title"].plain)》" + (number.isEmpty ? "" : "（\(number)）")
        }.joined(separator: "；")
    }
}
