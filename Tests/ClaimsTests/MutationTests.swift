import Claims
import Foundation
import Testing

/// A true statement made false must be found out: otherwise “consistent” would mean nothing.
@Suite("numbers changed in a report that holds")
struct MutationTests {
    private static let path = "/work/shared/seed/beijing-2023-self-evaluation.txt"
    private static let isThere = FileManager.default.fileExists(atPath: path)

    /// What is printed, what it is changed to, and the number that must be called inconsistent. Chosen by hand, beyond rounding.
    struct Change: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let stated: String
        var testDescription: String { "\(old) → \(new)" }
    }

    @Test(
        "each consistent statement of the 2023 report becomes inconsistent",
        .enabled(if: isThere, "the 2023 report does not lie in ../shared"),
        arguments: [
            Change(old: "完成全年目标的108%", new: "完成全年目标的112%", stated: "112%"),
            Change(old: "分配率 95.28%", new: "分配率 96.28%", stated: "96.28%"),
            Change(old: "公租房项目 241 个，占比达到 90%以", new: "公租房项目 211 个，占比达到 90%以", stated: "90%"),
            Change(old: "公租房项目 241 个", new: "公租房项目 271 个", stated: "271个"),
            Change(old: "（租赁住房保障）3.83 亿元全部支出，预算执行率 100%", new: "（租赁住房保障）3.83 亿元全部支出，预算执行率 90%", stated: "90%"),
            Change(old: "（老旧小区改造）1.35 亿元全部支出，预算执行率 100%", new: "（老旧小区改造）1.35 亿元全部支出，预算执行率 95%", stated: "95%"),
            Change(old: "赁住房81549套", new: "赁住房71549套", stated: "71549套"),
            Change(old: "建设筹集公租房 2685 套", new: "建设筹集公租房 1685 套", stated: "1685套"),
            Change(old: "基本建成 5073 套", new: "基本建成 3073 套", stated: "3073套"),
            Change(old: "改造 303 个小区", new: "改造 293 个小区", stated: "293个小区"),
            Change(old: "户数 10.70 万户", new: "户数 10.07 万户", stated: "10.07万户"),
            Change(old: "面积 853.09 万平方米", new: "面积 753.09 万平方米", stated: "753.09万平方米"),
            Change(old: "数 1571 栋", new: "数 1371 栋", stated: "1371栋"),
            Change(old: "新开工棚改安置房 17019", new: "新开工棚改安置房 7019", stated: "7019套"),
            Change(old: "基本建成 13175 套", new: "基本建成 8175 套", stated: "8175套"),
            Change(old: "其中2023年计划建设筹集保障性租\n\n赁住房8万套", new: "其中2023年计划建设筹集保障性租\n\n赁住房48万套", stated: "48万套（间）"),
            Change(old: "平均为 96.83%，单项均\n\n高于 80%", new: "平均为 76.83%，单项均\n\n高于 80%", stated: "80%"),
        ])
    func becomesInconsistent(_ change: Change) throws {
        let text = try ReportText(path: Self.path).text
        try #require(text.contains(change.old), "the report does not say so")
        let claims = ClaimReader().read(ReportText(text.replacingOccurrences(of: change.old, with: change.new))).claims
        #expect(claims.filter { $0.verdict == .inconsistent }.map { Phrasing.clean($0.stated.text) }.contains(change.stated))
    }

    /// Every consistent example whose number is a rate to one place or a whole: ten units of its last place more is too much.
    @Test("an example that holds does not hold with another rate", arguments: rateExamples.filter { $0.expected == .holds(.rate) })
    func exampleChanged(_ example: Example) throws {
        let claim = try #require(ClaimReader().read(ReportText(example.text)).claims.first { $0.kind == .rate && $0.computed != nil })
        let digits = claim.stated.text.filter { $0.isNumber || $0 == "." }
        let parts = digits.split(separator: ".")
        let whole = try #require(Int(parts[0]))
        let changed = ([String(whole + 9)] + parts.dropFirst().map(String.init)).joined(separator: ".")
        let scalars = Array(example.text.unicodeScalars)
        var text = String.UnicodeScalarView(scalars[..<claim.stated.range.lowerBound])
        text.append(contentsOf: claim.stated.text.replacingOccurrences(of: digits, with: changed).unicodeScalars)
        text.append(contentsOf: scalars[claim.stated.range.upperBound...])
        let again = ClaimReader().read(ReportText(String(text))).claims
        #expect(
            !again.contains {
                $0.stated.range.lowerBound == claim.stated.range.lowerBound && ($0.verdict == .consistent || $0.verdict == .rounding)
                    && $0.inputs == claim.inputs
            })
    }
}
