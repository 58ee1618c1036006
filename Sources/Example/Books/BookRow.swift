import Ledgers
import Quantities

/// One cell of a return, before it is written in some file's way.
enum BookCell: Hashable {
    case blank
    /// Text, codes, choices by their code, document numbers.
    case text(String)
    case count(Int)
    /// Fen.
    case money(Int)
    /// Hundredths of a square metre.
    case area(Int)
    /// A number with so many digits after the point.
    case decimal(Int, exponent: Int)
    case date(CivilDate)
    case flag(Bool)
}

/// One row of a ledger: its page, and its cells in the order of the sheet's columns.
struct BookRow {
    var district: RegionCode
    var period: Period
    var cells: [BookCell]
}

/// The rows of one ledger that a unit files, in the order of its pages.
struct Book {
    let sheet: Sheet
    var rows: [BookRow] = []

    init(_ sheet: Sheet) { self.sheet = sheet }

    /// Rows keep their order inside a page, so a file reads like one that somebody kept.
    var sorted: Book {
        var copy = self
        copy.rows = rows.enumerated().sorted { ($0.element.period, $0.offset) < ($1.element.period, $1.offset) }.map(\.element)
        return copy
    }
}

/// A day of the example's year. Days past the month's end become its last day.
func day(_ month: Int, _ day: Int, year: Int = ExampleCity.year) -> CivilDate {
    let last = CivilDate.days(inMonth: month, of: year)
    guard let date = CivilDate(year: year, month: month, day: min(day, last)) else { preconditionFailure("no month \(month)") }
    return date
}
