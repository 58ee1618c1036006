import Quantities
import Testing

@testable import Casework

@Suite("Working days") struct WorkingDaysTests {
    // Counted by hand on the calendars of 2023 and 2024.
    @Test(
        "are counted over weekends, holidays and days worked in their place",
        arguments: [
            ("2023-03-01", 2, "2023-03-03"), ("2023-03-03", 2, "2023-03-07"), ("2023-04-28", 3, "2023-05-06"),
            ("2023-09-28", 3, "2023-10-09"),
            ("2024-02-09", 1, "2024-02-18"), ("2023-12-29", 3, "2024-01-04"),
        ])
    func dueDays(_ start: String, _ count: Int, _ due: String) throws {
        let day = try #require(CivilDate(start))
        #expect(WorkingDays.china.day(count, after: day).description == due)
        #expect(WorkingDays.china.count(after: day, through: try #require(CivilDate(due))) == count)
    }

    @Test("without the notices the spring festival would be worked through")
    func control() throws {
        let day = try #require(CivilDate("2023-01-20"))
        #expect(WorkingDays.china.day(1, after: day).description == "2023-01-28")
        #expect(WorkingDays(table: "").day(1, after: day).description == "2023-01-23")
    }
}
