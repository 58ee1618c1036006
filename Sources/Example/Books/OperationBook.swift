import Ledgers
import Quantities

extension ReportingUnit {
    /// 租赁住房运营台账: the public rental projects people live in, and the affordable ones in operation.
    func operationBook() -> Book {
        var book = Book(.operation)
        var random = random("operation")
        let projects = share(of: PublishedTotals.publicProjects, by: DistrictShares.publicProjects)
        let direct = share(of: PublishedTotals.publicProjects - PublishedTotals.entrustedProjects, by: DistrictShares.publicProjects)
        for number in 1...max(1, projects) where number <= projects {
            let kind = number <= direct ? "government" : random.isOneIn(9) ? "institution" : "enterprise"
            let homes = random.int(90...980)
            book.rows.append(
                BookRow(
                    district: code, period: year,
                    cells: [
                        .text(projectCode("GY", number)), .text("\(shortName)公租房样例\(Decimals.text(number, width: 2))号"), .text("public"),
                        .count(homes), .count(homes * random.int(915...998) / 1000),
                        .text(kind == "government" ? "\(shortName)样例住房保障中心" : "样例运营\(Decimals.text(random.int(1...25), width: 2))公司"),
                        .text(kind),
                        .flag(true), .flag(true),
                    ]))
        }
        let bonded = share(of: Self.bondedInOperation, by: DistrictShares.bondedOperating)
        for number in 1...max(1, bonded) where number <= bonded {
            let homes = random.int(60...720)
            book.rows.append(
                BookRow(
                    district: code, period: year,
                    cells: [
                        .text(projectCode("BY", number)), .text("\(shortName)保租房样例\(Decimals.text(number, width: 2))号"), .text("bonded"),
                        .count(homes), .count(homes * random.int(820...985) / 1000),
                        .text("样例运营\(Decimals.text(random.int(1...25), width: 2))公司"), .text("enterprise"), .flag(true), .flag(true),
                    ]))
        }
        return book
    }

    /// Made up: the report does not say how many affordable projects are in operation.
    private static let bondedInOperation = 199
}
