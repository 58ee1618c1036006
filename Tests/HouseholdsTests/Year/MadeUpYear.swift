import Quantities
import Testing

@testable import Households

/// A year of made-up households: twelve payments each, in order, among them planted doubts of ten kinds and as many look-alikes that are fine.
struct MadeUpYear {
    var facts = DoubtFacts()
    /// The keys of the planted doubts.
    var planted: Set<String> = []
    /// What each household is paid by, for the comparison with Python: one case a household.
    var cases: [(name: String, household: SubsidyCase, result: SubsidyComputation)] = []

    static let perKind = 20
    static let year = 2023
    private static let districts = [
        "110101", "110102", "110105", "110106", "110107", "110108", "110109", "110111", "110112", "110113", "110114", "110115", "110116",
        "110117", "110118", "110119", "110191",
    ]

    /// One payment, before it is put among the others.
    private struct Payment {
        var household: Int32
        var identity: Int32
        var district: Int16
        var month: Int
        var amount: Int64
        var rent: Int64
        var standard: Int64
    }

    private struct House {
        var number: Int32
        var identity: Int32
        var district: Int16
        var payments: [Payment]
    }

    init(households count: Int, seed: UInt64 = 2023) throws {
        precondition(count >= 20 * 2 * Self.perKind)
        var dice = Dice(seed)
        for district in Self.districts { _ = facts.districts.number(district) }
        var houses = try (0..<count).map { try makeHousehold($0, &dice) }
        // Each kind and each look-alike has households of its own, spread over the whole list.
        var chosen = Array(0..<count).shuffled(using: &dice)
        for kind in DoubtKind.allCases {
            for number in 0..<Self.perKind {
                plant(kind, number, &houses, chosen.removeLast(), chosen.removeLast(), &dice)
                resemble(kind, number, &houses, chosen.removeLast(), chosen.removeLast(), &dice)
            }
        }
        // As files come: month by month, district by district.
        var payments = houses.flatMap(\.payments)
        payments.sort { ($0.month, $0.district, $0.household) < ($1.month, $1.district, $1.household) }
        facts.payments.reserve(payments.count)
        for payment in payments {
            facts.payments.append(
                household: payment.household, identity: payment.identity, district: payment.district,
                month: DoubtFacts.month(Self.year, payment.month), amount: payment.amount, rent: payment.rent, standard: payment.standard)
        }
    }

    private mutating func makeHousehold(_ index: Int, _ dice: inout Dice) throws -> House {
        let place = Int(dice.next() >> 33) % Self.districts.count
        let district = RegionCode(Self.districts[place])!
        let people = 1 + Int(dice.next() >> 33) % 5
        let category = [HouseholdCategory.subsistence, .lowIncome, .other, .other, .other][Int(dice.next() >> 33) % 5]
        let household = SubsidyCase(
            district: district, people: people, category: category,
            monthlyIncome: Money(fen: Int64(people) * (100_000 + Int64(dice.next() >> 33) % 320_001)),
            rent: Money(fen: 60_000 + Int64(dice.next() >> 33) % 400_000),
            raises: dice.next() >> 60 == 0 ? [.illness] : [])
        let result = try policy.subsidies.compute(household, on: day("2023-01-01"))
        let name = "JT\(district)\(String(100_000 + index))"
        cases.append((name, household, result))
        let number = facts.households.number(name)
        let identity = facts.identities.number("token-\(index)")
        facts.members.append(.init(household: number, identity: identity, district: Int16(place)))
        for person in 1..<people {
            facts.members.append(
                .init(household: number, identity: facts.identities.number("token-\(index)-\(person)"), district: Int16(place)))
        }
        facts.applicants.append(.init(household: number, identity: identity, district: Int16(place)))
        let limit: Int64 = category == .other ? 420_000 : 200_000
        facts.incomes.append(
            .init(household: number, district: Int16(place), perHead: household.monthlyIncome.fen / Int64(people) / 2, limit: limit))
        let payments = (1...12).map { month in
            Payment(
                household: number, identity: identity, district: Int16(place), month: month, amount: result.amount.fen,
                rent: household.rent.fen, standard: result.standard.fen)
        }
        return House(number: number, identity: identity, district: Int16(place), payments: payments)
    }

    private mutating func expect(_ kind: DoubtKind, _ subject: String) { planted.insert("\(kind.rawValue)/\(subject)") }

    private func name(_ house: House) -> String { facts.households.name(house.number) }

    private func dayNumber(_ text: String) -> Int32 { Int32(day(text).dayNumber) }

    private mutating func project(_ name: String, homes: Int32, tenants: [(home: String, from: String, until: String?)], _ house: House) {
        let number = facts.projects.number(name)
        facts.projectHomes.append(.init(project: number, district: house.district, homes: homes))
        for (index, tenant) in tenants.enumerated() {
            facts.tenancies.append(
                .init(
                    home: facts.homes.number(tenant.home), project: number, household: facts.households.number("\(name)-tenant-\(index)"),
                    district: house.district, from: dayNumber(tenant.from), until: tenant.until.map(dayNumber) ?? .max))
        }
    }

    // MARK: - Doubts

    private mutating func plant(
        _ kind: DoubtKind, _ number: Int, _ houses: inout [House], _ index: Int, _ second: Int, _ dice: inout Dice
    ) {
        let house = houses[index]
        let other = houses[second]
        let month = 2 + Int(dice.next() >> 33) % 9
        switch kind {
        case .twoHouseholds:
            // A member of one, registered in the other as well.
            facts.members.append(.init(household: other.number, identity: house.identity, district: other.district))
            expect(kind, [name(house), name(other)].sorted().joined(separator: "+"))
        case .subsidyAndHome:
            facts.tenancies.append(
                .init(
                    home: facts.homes.number("H-both-\(number)"), project: facts.projects.number("P-both"), household: house.number,
                    district: other.district, from: dayNumber("2023-0\(1 + number % 8)-01")))
            expect(kind, name(house))
        case .twoDistricts:
            var extra = house.payments[month]
            extra.district = (extra.district + 1) % Int16(Self.districts.count)
            houses[index].payments.append(extra)
            expect(kind, name(house))
        case .paidAfterEnd:
            facts.endings.append(.init(household: house.number, day: dayNumber("2023-11-30"), isDeath: number % 2 == 0))
            expect(kind, name(house))
        case .projectOverfull:
            project(
                "P-full-\(number)", homes: 2,
                tenants: [
                    ("a\(number)", "2023-01-05", nil), ("b\(number)", "2023-02-01", "2023-09-30"), ("c\(number)", "2023-09-30", nil),
                ],
                house)
            expect(kind, "P-full-\(number)")
        case .homeTwice:
            let home = facts.homes.number("H-twice-\(number)")
            for (place, project) in [
                (house.district, "P-x-\(number)"), (other.district, number % 2 == 0 ? "P-x-\(number)" : "P-y-\(number)"),
            ] {
                facts.countedHomes.append(.init(home: home, project: facts.projects.number(project), district: place))
            }
            expect(kind, "H-twice-\(number)")
        case .incomeFar:
            // One fen past the tolerance.
            facts.incomes[index].perHead = facts.incomes[index].limit * 6 / 5 + 1
            expect(kind, name(house))
        case .paidTwice:
            houses[index].payments.append(house.payments[month])
            expect(kind, name(house))
        case .paidAbove:
            houses[index].payments[month].amount = min(house.payments[month].rent, house.payments[month].standard) + 1
            expect(kind, name(house))
        case .identityUnequal:
            houses[index].payments[month].identity = facts.identities.number("token-stranger-\(number)")
            expect(kind, name(house))
        }
    }

    // MARK: - Look-alikes

    private mutating func resemble(
        _ kind: DoubtKind, _ number: Int, _ houses: inout [House], _ index: Int, _ second: Int, _ dice: inout Dice
    ) {
        let house = houses[index]
        let month = 2 + Int(dice.next() >> 33) % 9
        switch kind {
        case .twoHouseholds:
            // The same person, listed twice in one household.
            facts.members.append(.init(household: house.number, identity: house.identity, district: house.district))
        case .subsidyAndHome:
            // Moves in during a month, which was paid; nothing is paid after it.
            facts.tenancies.append(
                .init(
                    home: facts.homes.number("H-moved-\(number)"), project: facts.projects.number("P-moved"), household: house.number,
                    district: house.district, from: dayNumber("2023-06-02")))
            houses[index].payments.removeAll { $0.month > 6 }
        case .twoDistricts:
            // Moved: paid by one district until the summer, by another since.
            for row in houses[index].payments.indices where houses[index].payments[row].month > 6 {
                houses[index].payments[row].district = (house.district + 1) % Int16(Self.districts.count)
            }
        case .paidAfterEnd:
            // Died on the first day of the last month paid.
            facts.endings.append(.init(household: house.number, day: dayNumber("2023-12-01"), isDeath: number % 2 == 0))
        case .projectOverfull:
            // As many as there are homes, and one let again the day after it was left.
            project(
                "P-even-\(number)", homes: 2,
                tenants: [
                    ("d\(number)", "2023-01-05", nil), ("e\(number)", "2023-02-01", "2023-09-30"), ("e\(number)", "2023-10-01", nil),
                ],
                house)
        case .homeTwice:
            for side in ["甲", "乙"] {
                facts.countedHomes.append(
                    .init(
                        home: facts.homes.number("H-\(number)\(side)"), project: facts.projects.number("P-z-\(number)"),
                        district: house.district))
            }
        case .incomeFar:
            facts.incomes[index].perHead = facts.incomes[index].limit * 6 / 5
        case .paidTwice:
            // The first payment fell short and was made up.
            var rest = house.payments[month]
            houses[index].payments[month].amount -= 10_000
            rest.amount = 10_000
            houses[index].payments.append(rest)
        case .paidAbove:
            houses[index].payments[month].amount = min(house.payments[month].rent, house.payments[month].standard)
        case .identityUnequal:
            // Another member applies from July on, as registered.
            facts.changes.append(.init(household: house.number, day: dayNumber("2023-07-10")))
            let successor = facts.identities.number("token-successor-\(number)")
            facts.members.append(.init(household: house.number, identity: successor, district: house.district))
            facts.applicants.removeAll { $0.household == house.number }
            facts.applicants.append(.init(household: house.number, identity: successor, district: house.district))
            for row in houses[index].payments.indices where houses[index].payments[row].month >= 7 {
                houses[index].payments[row].identity = successor
            }
        }
    }
}
