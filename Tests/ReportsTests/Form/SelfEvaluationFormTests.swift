import Foundation
import Quantities
import Testing

@testable import Evaluation
@testable import Reports

@Suite("The self-evaluation form")
struct SelfEvaluationFormTests {
    static func cells(_ result: EvaluationResult) throws -> FormCells {
        try Fixture.folder { folder in
            try SelfEvaluationForm.write(result, to: folder + "/a.xlsx")
            return try FormCells(folder + "/a.xlsx")
        }
    }

    @Test("it has the official rows, with the published numbers in 万元")
    func official() throws {
        let cells = try Self.cells(try Fixture.result())
        #expect(
            cells.names == ["租赁住房保障", "老旧小区改造", "城市棚户区改造", "租赁住房保障得分", "老旧小区改造得分", "城市棚户区改造得分", "佐证"])
        let sheet = "租赁住房保障"
        let row = try #require(cells.row(sheet, "B", "其中：中央财政资金"))
        #expect(cells[sheet, "E\(row)"] == "38300" && cells[sheet, "F\(row)"] == "38300" && cells[sheet, "G\(row)"] == "1")
        #expect(cells[sheet, "E\(row - 1)"] == "38300" && cells.formulas[sheet]?.contains("E\(row - 1)") == true)
        for title in [
            "转移支付（项目）名称", "中央主管部门", "地方主管部门", "资金投入情况（万元）", "资金管理情况", "总体目标完成情况", "绩效指标", "说明",
        ] { #expect(cells.row(sheet, "A", title) != nil, "\(title)") }
        for title in ["分配科学性", "下达及时性", "拨付合规性", "使用规范性", "执行准确性", "预算绩效管理情况", "支出责任履行情况"] {
            #expect(cells.row(sheet, "B", title) != nil, "\(title)")
        }
        let raised = try #require(cells.row(sheet, "D", "保障性租赁住房建设筹集完成率"))
        #expect(cells[sheet, "E\(raised)"] == "80000" && cells[sheet, "F\(raised)"] == "81549")
        let area = try #require(cells.row("老旧小区改造", "D", "开工面积完成率"))
        #expect(cells["老旧小区改造", "E\(area)"] == "778.2" && cells["老旧小区改造", "F\(area)"] == "853.09")
        let completed = try #require(cells.row(sheet, "D", "保障性租赁住房基本建成完成率"))
        #expect(cells[sheet, "G\(completed)"] == "未说明原因")
    }

    @Test("scores on the form are the evaluation's")
    func scores() throws {
        let result = try Fixture.result(audited: ["rental.funds.execution": 1_350])
        let cells = try Self.cells(result)
        for programme in result.programmes {
            let sheet = programme.scheme.title.zh + "得分"
            for indicator in programme.indicators {
                let row = try #require(cells.row(sheet, "A", indicator.indicator.id))
                let shown = try #require(cells[sheet, "J\(row)"].flatMap(Double.init))
                #expect(abs(shown - (indicator.score?.approximation ?? -1)) < 1e-9)
                #expect(cells.formulas[sheet]?.contains("J\(row)") == true)
            }
            let total = try #require(cells.row(sheet, "A", "总分"))
            #expect(abs((cells[sheet, "J\(total)"].flatMap(Double.init) ?? -1) - programme.score.approximation) < 1e-9)
            #expect(cells[sheet, "L\(total)"] == programme.band.zh)
        }
        let total = try #require(cells.row("租赁住房保障得分", "A", "总分"))
        let own = try #require(cells["租赁住房保障得分", "J\(total)"].flatMap(Double.init))
        let audited = try #require(cells["租赁住房保障得分", "K\(total)"].flatMap(Double.init))
        #expect(abs(own - audited - 1.5) < 1e-9)
    }

    @Test(
        "LibreOffice computes every formula to the value stored beside it",
        .enabled(if: PDFConverter.installed() != nil, "LibreOffice is not installed"),
        arguments: [
            // As published; with targets missed, findings, evidence lost, a veto, a number missing, and a target that does not exist.
            [:],
            [
                "rental.bonded.raised": 71_234, "rental.public.raised": 1_777, "rental.inspections.problems": 1,
                "redevelopment.resettlement.allocated": 40_001, "renewal.survey.satisfied": 8_511, "rental.sources.existing": 0,
            ],
            [
                "rental.inspections.city": 0, "target.public_raised": nil, "target.public_basically_complete": nil,
                "rental.survey.valid": nil,
            ],
        ] as [[String: Rational?]])
    func recalculated(changes: [String: Rational?]) throws {
        let result = try Fixture.result(changes, audited: ["renewal.funds.execution": 1_234])
        try Fixture.folder { folder in
            try SelfEvaluationForm.write(result, to: folder + "/a.xlsx")
            try FormCells.strip(folder + "/a.xlsx", to: folder + "/stripped.xlsx")
            let converter = try #require(PDFConverter.installed())
            let computed = try FormCells(try converter.convert([folder + "/stripped.xlsx"], to: folder + "/out", format: "xlsx")[0])
            let stored = try FormCells(folder + "/a.xlsx")
            var compared = 0
            for (sheet, addresses) in stored.formulas {
                for address in addresses {
                    let (ours, theirs) = (stored[sheet, address] ?? "", computed[sheet, address] ?? "")
                    if let number = Double(ours) {
                        #expect(
                            abs(number - (Double(theirs) ?? .infinity)) < 1e-9, "\(sheet)!\(address): \(ours), LibreOffice has \(theirs)")
                    } else {
                        #expect(ours == theirs, "\(sheet)!\(address)")
                    }
                    compared += 1
                }
            }
            #expect(compared > 80)
        }
    }
}
