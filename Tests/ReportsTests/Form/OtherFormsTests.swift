import Foundation
import Quantities
import Testing

@testable import Evaluation
@testable import Reports

@Suite("The forms of targets and of progress")
struct OtherFormsTests {
    @Test("targets are asked for with their value, unit and how they are read")
    func targets() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            try TargetForm.write(result, to: folder + "/a.xlsx")
            let cells = try FormCells(folder + "/a.xlsx")
            let sheet = "租赁住房保障"
            let raised = try #require(cells.row(sheet, "C", "保障性租赁住房建设筹集完成率"))
            #expect(["D", "E", "F"].map { cells[sheet, "\($0)\(raised)"] } == ["≥", "80000", "套"])
            let quality = try #require(cells.row(sheet, "C", "工程质量"))
            #expect(cells[sheet, "D\(quality)"] == "≤" && cells[sheet, "E\(quality)"] == "0")
            let plan = try #require(cells.row(sheet, "C", "计划管理"))
            #expect(cells[sheet, "D\(plan)"] == "定性")
            let area = try #require(cells.row("老旧小区改造", "C", "开工面积完成率"))
            #expect(["E", "F"].map { cells["老旧小区改造", "\($0)\(area)"] } == ["778.2", "万平方米"])
        }
    }

    @Test("progress by a month is a live quotient of what was reached and what is asked for the year")
    func monitoring() throws {
        let result = try Fixture.result(["rental.bonded.raised": 40_000, "rental.funds.spent": 191_500_000])
        try Fixture.folder { folder in
            try MonitoringForm.write(result, through: 7, to: folder + "/a.xlsx")
            let cells = try FormCells(folder + "/a.xlsx")
            let sheet = "租赁住房保障"
            let raised = try #require(cells.row(sheet, "C", "保障性租赁住房建设筹集完成率"))
            #expect(["D", "E", "F"].map { cells[sheet, "\($0)\(raised)"] } == ["80000", "40000", "0.5"])
            #expect(cells.formulas[sheet]?.contains("F\(raised)") == true)
            // 1.915 of 3.83 亿元, in 万元.
            #expect(["D", "E", "F"].map { cells[sheet, "\($0)3"] } == ["38300", "19150", "0.5"])
            #expect(cells[sheet, "E2"] == "1—7月执行数")
        }
    }
}
