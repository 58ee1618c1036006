import Ledgers
import Quantities

extension ReportingUnit {
    /// 工程质量安全检查台账: every community started is inspected by its builder and its district, one in five by the city too.
    func inspectionBook(_ projects: [ExampleProject], _ communities: Book) -> Book {
        var book = Book(.inspections)
        var random = random("inspections")
        var number = 0
        func inspect(_ programme: String, _ site: String, _ level: String, _ month: Int) {
            number += 1
            let findings = random.int(0...5)
            book.rows.append(
                BookRow(
                    district: code, period: self.month(month),
                    cells: [
                        .text("JC\(code)-\(Decimals.text(number, width: 4))"), .text(programme), .text(site), .text(level),
                        .date(day(month, random.int(2...28))), .count(findings), .count(findings), .count(0),
                    ]))
        }
        for row in communities.rows {
            guard case .text(let site) = row.cells[0], case .date(let started) = row.cells[9] else { continue }
            inspect("renewal", site, "self", started.month)
            inspect("renewal", site, "district", min(12, started.month + random.int(0...1)))
            if random.isOneIn(5) { inspect("renewal", site, "city", min(12, started.month + 1)) }
        }
        for project in projects {
            guard let first = project.milestones.first?.on.month else { continue }
            let programme = project.housing == "resettlement" ? "redevelopment" : "rental"
            inspect(programme, project.code, "district", first)
            if random.isOneIn(3) { inspect(programme, project.code, "city", min(12, first + 1)) }
            if random.isOneIn(2) { inspect(programme, project.code, "self", first) }
        }
        return book.sorted
    }
}
