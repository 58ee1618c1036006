import Ledgers
import Quantities

extension ReportingUnit {
    /// 棚改征收签约台账 and 棚改安置住房分配台账.
    func redevelopmentBooks() -> [Book] { [clearanceBook(), resettlementBook()] }

    private func clearanceBook() -> Book {
        var book = Book(.clearances)
        guard let here = DistrictShares.signing.first(where: { $0.district == code.digits }) else { return book }
        var random = random("clearances")
        let count = here.households > 2_500 ? 3 : here.households > 1_200 ? 2 : 1
        let households = Apportionment.split(here.households, into: count, &random)
        // The few who have not signed are spread like the households, so no project has more of them than it has households.
        let unsigned = Apportionment.split(here.households - here.signed, by: households)
        for index in 0..<count {
            let stage = ["signing", "clearing", "building", "land"][(index + self.index) % 4]
            book.rows.append(
                BookRow(
                    district: code, period: year,
                    cells: [
                        .text(projectCode("PG", index + 1)), .text("\(shortName)棚改样例\(Decimals.text(index + 1, width: 2))号项目"),
                        .text(stage),
                        .count(households[index]), .count(households[index] - unsigned[index]), .date(day(12, 31)),
                    ]))
        }
        return book
    }

    private func resettlementBook() -> Book {
        var book = Book(.resettlementHomes)
        let ready = share(of: PublishedTotals.resettlementReady, by: DistrictShares.resettlementReady)
        guard ready > 0 else { return book }
        var random = random("resettlement homes")
        let left = share(
            of: PublishedTotals.resettlementReady - PublishedTotals.resettlementAllocated, by: DistrictShares.resettlementReady)
        let count = max(1, ready / 900)
        let homes = Apportionment.split(ready, into: count, &random)
        let unallocated = Apportionment.split(left, by: homes)
        for index in 0..<count {
            book.rows.append(
                BookRow(
                    district: code, period: year,
                    cells: [
                        .text(projectCode("AF", index + 1)), .text("\(shortName)安置住房样例\(Decimals.text(index + 1, width: 2))号"),
                        .count(homes[index]), .count(homes[index] - unallocated[index]),
                    ]))
        }
        return book
    }
}
