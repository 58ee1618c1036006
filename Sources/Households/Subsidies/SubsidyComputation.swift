public import Quantities

/// What a household gets for one month, and why, step by step. In fen, exact.
public struct SubsidyComputation: Sendable, Hashable {
    /// The class it is paid by; `nil` where it is in none.
    public let paidClass: Int?
    public let standard: Money
    public let amount: Money
    /// One line for each step of the computation, in order.
    public let reasons: [Text]
    public let policy: PolicySource
}

/// What the computation goes by.
public struct SubsidyCase: Sendable, Hashable {
    public var district: RegionCode
    public var people: Int
    public var category: HouseholdCategory
    /// All members together, a month. Needed where the category is ``HouseholdCategory/other``.
    public var monthlyIncome: Money
    public var rent: Money
    public var raises: Set<SubsidyStandards.Raise>

    public init(
        district: RegionCode, people: Int, category: HouseholdCategory, monthlyIncome: Money, rent: Money,
        raises: Set<SubsidyStandards.Raise> = []
    ) {
        self.district = district
        self.people = people
        self.category = category
        self.monthlyIncome = monthlyIncome
        self.rent = rent
        self.raises = raises
    }

    /// From what is known of a household on a day.
    ///
    /// - Throws: `G005` with what is missing.
    public init(_ facts: HouseholdFacts, district: RegionCode, on date: CivilDate) throws(HouseholdError) {
        let category = facts.category(on: date) ?? .other
        let needed: [FactKind] = category == .other ? [.people, .monthlyIncome, .rent] : [.people, .rent]
        let missing = needed.filter { facts.fact($0, on: date) == nil }
        guard missing.isEmpty, let people = facts.people(on: date), let rent = facts.money(.rent, on: date) else {
            throw .missingFacts(missing)
        }
        self.init(
            district: district, people: people, category: category,
            monthlyIncome: facts.money(.monthlyIncome, on: date) ?? Money(fen: 0), rent: rent,
            raises: Set(SubsidyStandards.Raise.allCases.filter { facts.flag($0.fact, on: date) == true }))
    }
}

extension HouseholdError {
    static func missingFacts(_ kinds: [FactKind]) -> HouseholdError {
        HouseholdError(
            "G005", "缺少计算所需的情况：" + kinds.map(\.title.zh).joined(separator: "、"),
            "facts needed for the computation are missing: " + kinds.map(\.title.en).joined(separator: ", "))
    }
}

extension SubsidyStandards {
    /// Computes a household's subsidy by the standards of a day: category, then income per head; one class up where something lifts it;
    /// the amount of its area and size; at most the rent.
    ///
    /// - Throws: `G003` where no standards were in force.
    public func compute(_ household: SubsidyCase, on date: CivilDate) throws(HouseholdError) -> SubsidyComputation {
        guard let dated = tables.inForce(on: date), let area = area(of: household.district) else { throw .noRule(title, date) }
        let table = dated.value
        var reasons: [Text] = []
        guard let first = table.firstClass(household, &reasons) else {
            return SubsidyComputation(
                paidClass: nil, standard: Money(fen: 0), amount: Money(fen: 0), reasons: reasons, policy: dated.source)
        }
        let paid = table.raised(first, household, &reasons)
        let isLarge = household.people >= table.largeFrom
        guard let amounts = paid.amounts[area.id] else { throw .noRule(title, date) }
        let standard = isLarge ? amounts.large : amounts.small
        let size = isLarge ? "\(table.largeFrom)人及以上" : "\(table.largeFrom - 1)人及以下"
        reasons.append(
            Text(
                "\(area.title.zh)，\(household.people)人（\(size)），\(paid.title.zh)：补贴标准\(NumberFormat.yuan(standard.value).zh)",
                "\(area.title.en), \(household.people) people, \(paid.title.en): standard \(NumberFormat.yuan(standard.value).en)"))
        var amount = standard
        if table.isRentCapped, household.rent < standard {
            amount = household.rent
            reasons.append(
                Text(
                    "月租金\(NumberFormat.yuan(household.rent.value).zh)低于补贴标准，按租金发放",
                    "the rent of \(NumberFormat.yuan(household.rent.value).en) is below the standard: the rent is paid"))
        }
        reasons.append(
            Text("每月补贴\(NumberFormat.yuan(amount.value).zh)", "subsidy a month: \(NumberFormat.yuan(amount.value).en)"))
        return SubsidyComputation(paidClass: paid.number, standard: standard, amount: amount, reasons: reasons, policy: dated.source)
    }
}

extension SubsidyStandards.Table {
    fileprivate func firstClass(_ household: SubsidyCase, _ reasons: inout [Text]) -> SubsidyStandards.Class? {
        if household.category != .other, let found = classes.first(where: { $0.category == household.category }) {
            reasons.append(
                Text("\(household.category.title.zh)家庭：\(found.title.zh)", "\(household.category.title.en): \(found.title.en)"))
            return found
        }
        // income ÷ people ≤ limit, without dividing.
        let income = household.monthlyIncome
        let people = Int64(household.people)
        let share = NumberFormat.yuan(Rational(income.fen, 100 * people))
        for candidate in classes {
            guard let limit = candidate.incomePerHead, income.fen <= limit.fen * people else { continue }
            let most = NumberFormat.yuan(limit.value)
            reasons.append(
                Text(
                    "人均月收入\(share.zh)，不高于\(most.zh)：\(candidate.title.zh)",
                    "income per head \(share.en), at most \(most.en): \(candidate.title.en)"))
            return candidate
        }
        reasons.append(Text("人均月收入\(share.zh)，高于各档上限，不予补贴", "income per head \(share.en) is above every class: no subsidy"))
        return nil
    }

    fileprivate func raised(_ first: SubsidyStandards.Class, _ household: SubsidyCase, _ reasons: inout [Text]) -> SubsidyStandards.Class {
        let causes = SubsidyStandards.Raise.allCases.filter { raises.contains($0) && household.raises.contains($0) }
        guard first.number > 1, !causes.isEmpty else { return first }
        let raised = classes[first.number - 2]
        reasons.append(
            Text(
                causes.map(\.fact.title.zh).joined(separator: "、") + "：提高一档，按\(raised.title.zh)",
                causes.map(\.fact.title.en).joined(separator: ", ") + ": one class up, \(raised.title.en)"))
        return raised
    }
}
