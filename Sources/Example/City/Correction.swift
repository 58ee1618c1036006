import Ledgers
import Quantities

/// Three first returns are wrong, and corrected by a later file that sends the whole page again.
///
/// Only with the corrections do the sums come to the published totals.
enum Correction {
    /// 朝阳区 counts one project of July too high; 通州区 leaves November's last payment out.
    static func asFirstSent(_ book: Book, _ unit: ReportingUnit) -> Book {
        var book = book
        switch (unit.code.digits, book.sheet.ledger) {
        case ("110105", "progress"):
            let page = unit.month(7)
            guard let index = book.rows.firstIndex(where: { $0.period == page }), case .count(let homes) = book.rows[index].cells[3] else {
                break
            }
            book.rows[index].cells[3] = .count(homes + 360)
        case ("110112", "expenditures"):
            if let index = book.rows.lastIndex(where: { $0.period == unit.month(expenditureMonth(book)) }) { book.rows.remove(at: index) }
        default: break
        }
        return book
    }

    /// 海淀区 forgets those whose first payment was December's.
    static func isForgotten(_ month: Int, _ household: Int, _ subsidies: SubsidyBook) -> Bool {
        month == 12 && subsidies.isDecemberOnly(household)
    }

    static func files(_ plan: FilingPlan) -> [ReturnFile] {
        let unit = plan.unit
        func page(_ ledger: String, _ title: String, _ month: Int) -> [ReturnFile] {
            guard var book = plan.books.first(where: { $0.sheet.ledger == ledger }) else { return [] }
            book.rows.removeAll { $0.period != unit.month(month) }
            return [
                ReturnFile(
                    name: "\(unit.region.name.zh)-\(title)-\(unit.month(month))-更正.xlsx", format: .xlsx, habits: plan.habits.cells,
                    isCorrection: true, sections: [.init(book)])
            ]
        }
        switch unit.code.digits {
        case "110105": return page("progress", "项目进度", 7)
        case "110108":
            let subsidies = plan.subsidies
            guard subsidies.months < 12 else { return [] }
            return [
                ReturnFile(
                    name: "\(unit.region.name.zh)-租赁补贴-\(unit.month(12))-更正.csv", format: .csv(.utf8BOM), habits: plan.habits.cells,
                    isCorrection: true, sections: [.init(.subsidies) { body in try subsidies.rows(in: 12) { row, _ in try body(row) } }])
            ]
        case "110112":
            guard let book = plan.books.first(where: { $0.sheet.ledger == "expenditures" }) else { return [] }
            return page("expenditures", "资金支出", expenditureMonth(book))
        default: return []
        }
    }

    /// The last month of which more than one payment is on record, so that the wrong page is not an empty one.
    private static func expenditureMonth(_ book: Book) -> Int {
        (1...12).last { month in book.rows.count { $0.period.month == month } > 1 } ?? 12
    }
}
