public import Evaluation
import Quantities
import Workbooks

/// 转移支付区域（项目）绩效自评表 in XLSX: the official layout a programme a sheet, then a sheet of scores with live formulas for each,
/// and one of the evidence they rest on.
///
/// Rates, scores, sums and bands are formulas; what they give is stored beside them, and LibreOffice and Excel recalculate the same.
/// The form is a Chinese one; there is no English edition.
public enum SelfEvaluationForm {
    /// Writes the workbook, replacing what is there.
    ///
    /// - Throws: `D102` where it cannot be written.
    public static func write(_ result: EvaluationResult, to path: String, options: ReportOptions = ReportOptions()) throws(ReportError) {
        do throws(WorkbookError) {
            let writer = try XLSXWriter(path: path)
            try writer.setDocument(
                title: "\(result.year)年度转移支付区域绩效自评表", subject: "中央财政城镇保障性安居工程补助资金", author: "Anju 安居")
            if let freeze = options.freeze {
                try writer.setProperty("AnjuFreezeName", freeze.name)
                try writer.setProperty("AnjuFreezeRoot", freeze.root)
            }
            for programme in result.programmes { try OfficialSheet(result, programme, options).write(writer) }
            var evidence = EvidenceRows()
            for programme in result.programmes { evidence.add(programme) }
            for programme in result.programmes { try ScoreSheet(programme).write(writer) }
            try evidence.write(writer)
            try writer.finish()
        } catch {
            throw ReportError("D102", "自评表无法生成：\(error.text.zh)", "the form could not be made: \(error.text.en)", at: path)
        }
    }
}
