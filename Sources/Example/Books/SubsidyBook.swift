import Ledgers
import Quantities

/// 市场租房补贴: a unit's households and their payments, one row at a time, so that a hundred times as many need no more memory.
struct SubsidyBook {
    let unit: ReportingUnit
    /// Households paid in the year.
    let households: Int
    /// Months each household is paid for, at most twelve.
    let months: Int
    /// The first so many households stand on the list of the four categories too; they are in class 1 or 2, and are paid from January.
    let guaranteed: Int

    init(_ unit: ReportingUnit, scale: Int, guaranteed: Int) {
        self.unit = unit
        households = unit.share(of: PublishedTotals.subsidisedHouseholds * scale, by: DistrictShares.subsidies)
        months = min(12, 2 * scale)
        self.guaranteed = min(guaranteed, households)
    }

    /// Households whose only payment is December's: what the first return of 海淀区 forgets.
    static let december = 23

    /// Rows of the year.
    var count: Int {
        (1...12).reduce(0) { $0 + self.households(in: $1) }
    }

    private func households(in month: Int) -> Int { (0..<households).count { isPaid($0, in: month) } }

    func code(_ household: Int) -> String { "H\(unit.code)-\(Decimals.text(household + 1, width: 5))" }

    func person(_ household: Int) -> (name: String, identity: String) {
        (MadeUp.name(household &* 37 &+ unit.index), MadeUp.identity(district: unit.code, person: household, block: 0))
    }

    func isPaid(_ household: Int, in month: Int) -> Bool {
        let first = firstMonth(household)
        return month >= first && month < first + months && month <= 12
    }

    func isDecemberOnly(_ household: Int) -> Bool { months < 12 && household >= households - Self.december && unit.code.digits == "110108" }

    private func firstMonth(_ household: Int) -> Int {
        if isDecemberOnly(household) { return 12 }
        return household < guaranteed ? 1 : 1 + household &* 5 % (13 - months)
    }

    /// The rows of one month, in the order of households.
    func rows(in month: Int, _ body: (BookRow, _ household: Int) throws -> Void) rethrows {
        for household in 0..<households where isPaid(household, in: month) { try body(row(household, month), household) }
    }

    private func row(_ household: Int, _ month: Int) -> BookRow {
        var random = SplitMix64(unit.seed, "subsidy", unit.index, household)
        let level = household < guaranteed ? random.int(1...2) : random.int(1...6)
        let people = random.pick([1, 1, 2, 2, 3, 3, 3, 4, 4, 5])
        // Rents and standards are invented; the standard falls with the class and rises with the household.
        let rent = random.int(26...96) * 5_000
        let standard = ([350, 300, 250, 200, 150, 100][level - 1] + (people >= 3 ? 50 : 0)) * 1_000
        let person = person(household)
        return BookRow(
            district: unit.code, period: unit.month(month),
            cells: [
                .text(code(household)), .text(person.name), .text(person.identity), .text(String(level)), .count(people),
                .text("ZL\(unit.code)-\(Decimals.text(household + 1, width: 5))"), .money(rent), .money(standard),
                .money(min(rent, standard)), .date(day(month, 15 + household % 9)),
            ])
    }
}
