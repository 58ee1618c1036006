import Ledgers
import Quantities

/// How a unit writes its cells: people differ, and the intake must read them all.
struct CellHabits {
    /// 东城区 or 110101.
    var writesDistrictNames = true
    /// 2023年5月 or 2023-05.
    var writesChinesePeriods = false
    /// The codes of choices instead of their Chinese names.
    var writesChoiceCodes = false
    /// 2023/7/5 or 2023-07-05.
    var writesSlashDates = false
    /// Dates of a workbook as real dates, not as text.
    var hasDateCells = false

    func district(_ code: RegionCode) -> String {
        writesDistrictNames ? Regions.beijing[code]?.name.zh ?? code.digits : code.digits
    }

    func period(_ period: Period) -> String { writesChinesePeriods ? period.title.zh : period.description }

    func date(_ date: CivilDate) -> String {
        writesSlashDates ? "\(date.year)/\(date.month)/\(date.day)" : date.description
    }

    /// The text of a cell in the column's own unit.
    func text(_ cell: BookCell, _ column: Column) -> String {
        switch cell {
        case .blank: return ""
        case .text(let text):
            guard case .choice(let choices) = column.type, !writesChoiceCodes else { return text }
            return choices.first { $0.code == text }?.name.zh ?? text
        case .count(let count): return String(count)
        case .money(let fen): return Decimals.text(fen, exponent: column.type.inputExponent)
        case .area(let hundredths): return Decimals.text(hundredths, exponent: column.type.inputExponent)
        case .decimal(let value, let exponent): return Decimals.text(value, exponent: exponent)
        case .date(let day): return date(day)
        case .flag(let flag): return flag ? "是" : "否"
        }
    }
}

extension Sheet {
    /// The header row of a return: the two page columns, then the sheet's own, with their units.
    var returnHeader: [String] { PageColumn.allCases.map(\.title.zh) + columns.map { $0.header(.chinese) } }
}
