import Claims
import Foundation
import Quantities
import Testing

/// The published reports stay outside the project; where they lie beside it, they are read.
private let shared = "/work/shared"
private let haveReports = FileManager.default.fileExists(atPath: shared + "/reports/expected.tsv")

@Suite("published reports", .enabled(if: haveReports, "the reports do not lie in ../shared: nothing of this suite was checked"))
struct SeedTests {
    private func report(_ path: String) throws -> ClaimReport { ClaimReader().read(try ReportText(path: shared + path)) }

    @Test("the 2023 report holds, and the questions of its reader are raised, no others")
    func seed() throws {
        let report = try report("/seed/beijing-2023-self-evaluation.txt")
        #expect(!report.hasInconsistency)
        let questions = report.claims.filter { $0.verdict == .question }
        #expect(
            questions.filter { $0.note == .overFulfilled }.map { Phrasing.clean($0.stated.text) } == [
                "33871套", "2685套", "17019套", "13175套",
            ])
        #expect(questions.filter { $0.note == .otherMeasure }.count == 1)
        #expect(questions.filter { $0.note == .percentForPoints }.map(\.stated.text) == ["0.71%"])
        #expect(questions.filter { $0.note == .relativeYear }.count == 1)
        #expect(questions.filter { $0.note == .otherUnit }.count == 1)
        #expect(questions.filter { $0.note == .rateWithoutSpending }.count == 1)
        #expect(questions.count == 9)
    }

    @Test("95.28 % and 108 % are true within rounding, and the interval says so")
    func rounding() throws {
        let report = try report("/seed/beijing-2023-self-evaluation.txt")
        let allotted = try #require(report.claims.first { $0.stated.text == "95.28%" })
        #expect(allotted.verdict == .rounding)
        let interval = try #require(allotted.interval)
        #expect((interval.low * 100).decimalText(decimals: 2) == "95.16")
        #expect((interval.high * 100).decimalText(decimals: 2) == "95.57")
        #expect(report.claims.first { $0.stated.text == "108%" }?.verdict == .rounding)
    }

    @Test("nothing that holds is called inconsistent; the two that do not hold are")
    func others() throws {
        let wrong = [
            "audit_2011_66cities": [], "beijing_2021_q3_progress_news": [], "guizhou_2021_06_progress": [],
            "hunan_2021_laojiu_progress_table": [], "kaijiang_2021_self_eval": [],
            "lukou_2020_laojiu_self_eval": ["100%"], "luxi_2020_zulinbutie_self_eval": [], "national_2021_07_laojiu": ["78.2%"],
            "sanmen_2024_bond_eval_table": [], "shandong_2020_laojiu_tracking": [],
        ]
        for (file, expected) in wrong {
            let report = try report("/reports/\(file).txt")
            #expect(report.claims.filter { $0.verdict == .inconsistent }.map(\.stated.text) == expected, "\(file)")
        }
    }

    @Test(
        "the sums, rates and differences of the table of expected verdicts are found",
        arguments: [
            ("shandong_2020_laojiu_tracking", "258172万元", ClaimKind.partsSum, Verdict.consistent),
            ("lukou_2020_laojiu_self_eval", "200万元", .partsSum, .consistent),
            ("hunan_2021_laojiu_progress_table", "1500", .columnSum, .consistent),
            ("hunan_2021_laojiu_progress_table", "1110", .columnSum, .consistent),
            ("hunan_2021_laojiu_progress_table", "752393.73", .columnSum, .rounding),
            ("hunan_2021_laojiu_progress_table", "281682.60", .columnSum, .consistent),
            ("luxi_2020_zulinbutie_self_eval", "66户", .difference, .consistent), ("audit_2011_66cities", "2.33倍", .growth, .consistent),
            ("beijing_2021_q3_progress_news", "55067套", .partsSum, .consistent),
            ("beijing_2021_q3_progress_news", "80697套", .partsSum, .consistent),
            ("guizhou_2021_06_progress", "57.10%", .rate, .rounding), ("guizhou_2021_06_progress", "110.52%", .rate, .rounding),
            ("guizhou_2021_06_progress", "59.80%", .rate, .consistent),
            ("kaijiang_2021_self_eval", "90分", .band, .consistent), ("sanmen_2024_bond_eval_table", "良", .band, .consistent),
            ("sanmen_2024_bond_eval_table", "优", .band, .consistent),
            ("luxi_2020_zulinbutie_self_eval", "366户", .partsSum, .consistent),
        ])
    func found(file: String, stated: String, kind: ClaimKind, verdict: Verdict) throws {
        let report = try report("/reports/\(file).txt")
        #expect(report.claims.contains { $0.kind == kind && $0.stated.text == stated && $0.verdict == verdict })
    }

    @Test("offsets are scalars of the text")
    func offsets() throws {
        for file in [
            "/seed/beijing-2023-self-evaluation.txt", "/reports/guizhou_2021_06_progress.txt",
            "/reports/hunan_2021_laojiu_progress_table.txt",
        ] {
            let report = try report(file)
            let scalars = Array(report.text.text.unicodeScalars)
            for number in report.numbers {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[number.range])
                #expect(String(view) == number.text)
            }
        }
    }
}
