internal import Foundation
public import Quantities

/// 工作日: Monday to Friday, but for public holidays and the days worked in their place, which are data (`Data/holidays.tsv`).
public struct WorkingDays: Sendable {
    private let off: Set<Int>
    private let worked: Set<Int>
    /// The years whose notices are known; beyond them only weekends are days off.
    public let years: ClosedRange<Int>

    /// The calendar that ships with the program.
    public static let china: WorkingDays = {
        let path = Bundle.module.url(forResource: "Data/holidays", withExtension: "tsv")?.path ?? ""
        return WorkingDays(table: FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }()

    /// - Parameter table: lines of first day, last day, `off` or `work`, name and source, parted by tabs; lines of `#` are notes.
    public init(table: String) {
        var off: Set<Int> = []
        var worked: Set<Int> = []
        var years: Set<Int> = []
        for line in table.utf8.split(separator: 0x0A) where line.first != 0x23 {
            let fields = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count >= 3, let first = CivilDate(fields[0]), let last = CivilDate(fields[1]), first <= last else { continue }
            let days = first.dayNumber...last.dayNumber
            if fields[2] == "work" { worked.formUnion(days) } else { off.formUnion(days) }
            years.insert(last.year)
        }
        self.off = off
        self.worked = worked
        self.years = (years.min() ?? 0)...(years.max() ?? 0)
    }

    public func isWorkingDay(_ day: CivilDate) -> Bool {
        let number = day.dayNumber
        if worked.contains(number) { return true }
        return !off.contains(number) && !Self.isWeekend(day)
    }

    /// The last of so many working days after a day, which itself does not count (民法典 201: the day of the beginning is not counted).
    public func day(_ count: Int, after start: CivilDate) -> CivilDate {
        var (day, left) = (start, count)
        while left > 0, let next = CivilDate(dayNumber: day.dayNumber + 1) {
            day = next
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// How many working days lie after `start`, up to `end` inclusive; 0 where `end` is not later.
    public func count(after start: CivilDate, through end: CivilDate) -> Int {
        guard end > start else { return 0 }
        return ((start.dayNumber + 1)...end.dayNumber).count { CivilDate(dayNumber: $0).map(isWorkingDay) ?? false }
    }

    /// 1970-01-01 was a Thursday.
    private static func isWeekend(_ day: CivilDate) -> Bool {
        guard let epoch = CivilDate(year: 1970, month: 1, day: 1) else { return false }
        let weekday = ((day.dayNumber - epoch.dayNumber) % 7 + 7 + 3) % 7
        return weekday >= 5
    }
}
