import Ledgers
import Quantities

extension ReportingUnit {
    /// 老旧小区改造台账: the communities where work started, then those that wait in the reserve.
    func communityBook() -> Book {
        var book = Book(.communities)
        var random = random("communities")
        let count = share(of: PublishedTotals.communities, by: DistrictShares.communities)
        let buildings = parts(of: PublishedTotals.communityBuildings, count, &random)
        // Households and area follow the buildings, unevenly.
        let weights = buildings.map { $0 * random.int(70...130) }
        let households = Apportionment.split(
            share(of: PublishedTotals.communityHouseholds, by: DistrictShares.communities), by: weights, least: 10)
        let area = Apportionment.split(share(of: PublishedTotals.communityArea, by: DistrictShares.communities), by: weights, least: 50_000)
        for index in 0..<count {
            let started = random.int(3...11)
            let cast = households[index] * random.int(82...95) / 100
            let isFinished = started <= 5 && random.isOneIn(3)
            let management = random.pick(["market", "market", "market", "unit", "street"])
            book.rows.append(
                community(
                    index + 1, built: random.int(1956...2000), buildings: buildings[index], households: households[index],
                    area: area[index],
                    more: [
                        .flag(true), .flag(true), .date(day(started, random.int(1...28))),
                        isFinished ? .date(day(12, random.int(1...28))) : .blank,
                        .text(random.pick(["committee", "council", "council"])), .count(cast * random.int(86...98) / 100), .count(cast),
                        .text(management), .flag(true),
                    ]))
        }
        let waiting = share(of: Self.waiting, by: DistrictShares.reserve)
        for index in 0..<waiting {
            let buildings = random.int(2...11)
            let households = buildings * random.int(40...90)
            book.rows.append(
                community(
                    count + index + 1, built: random.int(1956...2000), buildings: buildings, households: households,
                    area: households * random.int(6_200...8_800),
                    more: [
                        .flag(true), .flag(false), .blank, .blank, .text(random.pick(["committee", "council", "none"])), .blank, .blank,
                        .blank,
                        .flag(false),
                    ]))
        }
        return book
    }

    /// Communities of the reserve where no work began: made up.
    private static let waiting = 298

    private func parts(of total: Int, _ count: Int, _ random: inout SplitMix64) -> [Int] {
        Apportionment.split(share(of: total, by: DistrictShares.communities), into: count, &random)
    }

    private func community(_ number: Int, built: Int, buildings: Int, households: Int, area: Int, more: [BookCell]) -> BookRow {
        BookRow(
            district: code, period: year,
            cells: [
                .text("XQ\(code)-\(Decimals.text(number, width: 3))"), .text("\(shortName)样例小区\(Decimals.text(number, width: 3))"),
                .text("样例\(["一", "二", "三", "四", "五", "六", "七", "八"][number % 8])街道"), .count(built), .count(buildings), .count(households),
                .area(area),
            ] + more)
    }
}
