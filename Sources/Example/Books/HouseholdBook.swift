import Ledgers
import Quantities

/// 四类家庭: the list of households to be guaranteed. All who applied were helped; the others declined.
struct HouseholdMaker {
    /// Households on the list, those that applied, and of these those given a subsidy: made up.
    static let listed = 3_412
    static let applied = 3_058
    static let subsidised = 1_190

    let unit: ReportingUnit

    var listedHere: Int { unit.share(of: Self.listed, by: DistrictShares.guaranteed) }
    var appliedHere: Int { min(listedHere, unit.share(of: Self.applied, by: DistrictShares.guaranteed)) }
    var subsidisedHere: Int { min(appliedHere, unit.share(of: Self.subsidised, by: DistrictShares.guaranteed)) }

    private static let reasons = ["自有住房已能满足居住", "暂不愿搬离原居住区域", "已投亲居住，暂不申请", "家庭成员意见未统一"]

    func book(_ subsidies: SubsidyBook) -> Book {
        var book = Book(.households)
        var random = unit.random("households")
        for index in 0..<listedHere {
            let category = random.pick(["subsistence", "subsistence", "subsistence", "low_income", "low_income", "disabled", "illness"])
            var cells: [BookCell]
            if index < subsidies.guaranteed && index < subsidisedHere {
                // The same household as in the subsidy ledger, decided before its first payment.
                let person = subsidies.person(index)
                cells = [.text(subsidies.code(index)), .text(person.name), .text(person.identity), .text(category)]
                cells += [
                    .date(day(11 + random.int(0...1), random.int(1...28), year: ExampleCity.year - 1)), .text("subsidy"),
                    .date(day(1, random.int(3...12))), .blank,
                ]
            } else {
                let code = "G\(unit.code)-\(Decimals.text(index + 1, width: 4))"
                let identity = MadeUp.identity(district: unit.code, person: index, block: 1)
                cells = [.text(code), .text(MadeUp.name(index &* 41 &+ unit.index + 7)), .text(identity), .text(category)]
                if index < appliedHere {
                    let applied = random.int(1...9)
                    cells += [
                        .date(day(applied, random.int(1...28))), .text("home"), .date(day(applied + random.int(1...3), random.int(1...28))),
                        .blank,
                    ]
                } else {
                    cells += [.blank, .text("declined"), .blank, .text(random.pick(Self.reasons))]
                }
            }
            book.rows.append(BookRow(district: unit.code, period: unit.year, cells: cells))
        }
        return book
    }
}
