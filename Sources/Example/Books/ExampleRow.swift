public import Ledgers
public import Quantities

/// One row of the example as a form takes it: for ledgers that are worked on day by day instead of filed.
public struct ExampleRow: Sendable {
    public let district: RegionCode
    public let period: Period
    /// As a person writes them, choices by their codes; by the names of the sheet's columns. Blank cells have none.
    public let answers: [String: String]
}

extension ExampleCity {
    /// What a ledger holds at the end of the year, corrections made, row by row.
    public func rows(of sheet: Sheet) -> [ExampleRow] {
        var habits = CellHabits()
        habits.writesChoiceCodes = true
        return books.filter { $0.sheet.ledger == sheet.ledger }.flatMap(\.rows).map { row in
            let cells = zip(sheet.columns, row.cells).map { ($0.name, habits.text($1, $0)) }.filter { !$0.1.isEmpty }
            return ExampleRow(
                district: row.district, period: row.period, answers: Dictionary(cells) { first, _ in first })
        }
    }
}
