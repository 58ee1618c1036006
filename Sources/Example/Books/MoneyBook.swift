import Ledgers
import Quantities

/// The central money: two documents, passed on to the units within thirty days, paid out and spent to the last fen.
enum CentralMoney {
    static let programmes = ["rental", "renewal", "redevelopment"]

    /// The city's books: what arrived, and what each unit was given.
    struct Document {
        let number: String
        let passedOnAs: String
        let kind: String
        let received: CivilDate
        let passedOn: CivilDate
    }

    /// Numbers of bodies that do not exist: the report names none.
    static let documents = [
        Document(
            number: "样例财〔2022〕101号", passedOnAs: "样例京财〔2022〕201号", kind: "advance", received: day(11, 18, year: 2022),
            passedOn: day(12, 9, year: 2022)),
        Document(
            number: "样例财〔2023〕102号", passedOnAs: "样例京财〔2023〕202号", kind: "formal", received: day(5, 12), passedOn: day(6, 5)),
    ]

    /// Fen of a programme that a document brought: six tenths in advance, the rest formally, a tenth of the whole as reward.
    static func amounts(_ programme: Int, _ document: Document) -> [(fund: String, fen: Int)] {
        let total = PublishedTotals.allotted[programme]
        return document.kind == "advance" ? [("task", total / 10 * 6)] : [("task", total / 10 * 3), ("reward", total / 10)]
    }

    static func weights(_ programme: Int) -> [Int] {
        [DistrictShares.rentalMoney, DistrictShares.renewalMoney, DistrictShares.redevelopmentMoney][programme]
    }

    /// What each unit was given by a document, in fen.
    static func shares(_ programme: Int, _ document: Document) -> [Int] {
        Apportionment.split(amounts(programme, document).reduce(0) { $0 + $1.fen }, by: weights(programme))
    }

    static func cityBooks(_ city: Region, _ units: [ReportingUnit]) -> [Book] {
        var allotments = Book(.allotments)
        var allocations = Book(.allocations)
        let year = Period(year: ExampleCity.year)
        for document in documents {
            for (index, programme) in programmes.enumerated() {
                for (fund, fen) in amounts(index, document) {
                    allotments.rows.append(
                        BookRow(
                            district: city.code, period: year,
                            cells: [
                                .text(document.number), .text(programme), .text(fund), .text(document.kind), .money(fen),
                                .date(document.received),
                            ]))
                }
                for (unit, fen) in zip(units, shares(index, document)) where fen > 0 {
                    allocations.rows.append(
                        BookRow(
                            district: city.code, period: year,
                            cells: [
                                .text(document.passedOnAs), .text(document.number), .text(programme), .text(unit.code.digits), .money(fen),
                                .date(document.passedOn),
                            ]))
                }
            }
        }
        return [allotments, allocations] + formulaBooks(city, units)
    }

    /// What the formula shares by: made-up factors in proportion to the made-up shares, no district harder up than another.
    private static func formulaBooks(_ city: Region, _ units: [ReportingUnit]) -> [Book] {
        var factors = Book(.allocationFactors)
        var difficulty = Book(.difficulty)
        let year = Period(year: ExampleCity.year)
        let each: [[(factor: String, scale: Int)]] = [
            [("rental_homes", 100), ("sale_homes", 20), ("subsidised", 60), ("performance", 0)],
            [("area", 30_000), ("households", 350), ("buildings", 5), ("communities", 1), ("performance", 1)],
            [("redevelopment_homes", 90), ("performance", 0)],
        ]
        for (index, programme) in programmes.enumerated() {
            for (factor, scale) in each[index] {
                for (unit, weight) in zip(units, weights(index)) where weight > 0 {
                    // A coefficient is the same for all, but where the formula takes it as a factor of its own.
                    let value = factor == "performance" && scale == 0 ? 1 : weight * max(scale, 1)
                    factors.rows.append(
                        BookRow(
                            district: city.code, period: year,
                            cells: [
                                .text(programme), .text(factor), .text(unit.code.digits), .decimal(value, exponent: 0), .text("样例：按样例权重"),
                            ]))
                }
            }
        }
        for unit in units {
            difficulty.rows.append(
                BookRow(
                    district: city.code, period: year,
                    cells: [.text(unit.code.digits), .decimal(1, exponent: 0), .text("样例：各区相同")]))
        }
        return [factors, difficulty]
    }
}

extension ReportingUnit {
    /// 资金拨付台账 and 资金支出台账: each payment to a project is spent within a month.
    ///
    /// - Parameter communities: of the unit; money of renewal goes to those in the plan.
    func moneyBooks(_ projects: [ExampleProject], _ communities: Book) -> [Book] {
        var disbursements = Book(.disbursements)
        var expenditures = Book(.expenditures)
        var random = random("money")
        var places = self.random("money of communities")
        let planned = communities.sheet.index(of: "in_plan") ?? 0
        let renewed = communities.rows.filter { $0.cells[planned] == .flag(true) }.map(\.cells[0])
        var number = 0
        for (index, programme) in CentralMoney.programmes.enumerated() {
            let housing = ["bonded", "", "resettlement"][index]
            let codes = projects.filter { $0.housing == housing }.map(\.code)
            for document in CentralMoney.documents {
                let total = CentralMoney.shares(index, document)[self.index]
                guard total > 0 else { continue }
                let payments = Apportionment.split(total, into: total > 1_000_000_000 ? 4 : 2, &random)
                for fen in payments {
                    number += 1
                    let month = document.kind == "advance" ? random.int(2...7) : random.int(7...11)
                    var project: BookCell = codes.isEmpty ? .blank : .text(random.pick(codes))
                    if programme == "renewal", !renewed.isEmpty { project = places.pick(renewed) }
                    let payee = random.int(1...60)
                    disbursements.rows.append(
                        BookRow(
                            district: code, period: self.month(month),
                            cells: [
                                .text("BF\(code)-\(Decimals.text(number, width: 3))"), .text(programme), .text(document.passedOnAs),
                                project,
                                .money(fen), .date(day(month, random.int(3...14))),
                            ]))
                    let paid = month + random.int(0...1)
                    expenditures.rows.append(
                        BookRow(
                            district: code, period: self.month(paid),
                            cells: [
                                .text("ZF\(code)-\(Decimals.text(number, width: 3))"), .text(programme), project,
                                .text("样例建设\(Decimals.text(payee, width: 2))公司"), .text(MadeUp.creditCode(payee)), .money(fen),
                                .date(day(paid, random.int(15...27))),
                            ]))
                }
            }
        }
        return [disbursements.sorted, expenditures.sorted]
    }
}
