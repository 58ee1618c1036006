public import Quantities

/// 资格审核结果: every condition with the value it saw, its source, the limit and whether it is met. A value, recomputed at will.
public struct EligibilityDecision: Sendable, Hashable {
    public let date: CivilDate
    public let conditions: [Result]

    public struct Result: Sendable, Hashable {
        public let id: String
        public let title: Text
        public let verdict: Verdict
        /// What was seen, or what is missing.
        public let seen: Text
        /// Where it was seen; empty where nothing was.
        public let seenIn: String
        public let limit: Text
        public let policy: PolicySource?
    }

    public enum Verdict: String, Sendable, Codable, CaseIterable {
        case met
        case notMet = "not_met"
        /// A fact is missing.
        case unknown
        case notApplicable = "not_applicable"

        public var title: Text {
            switch self {
            case .met: Text("符合", "met")
            case .notMet: Text("不符合", "not met")
            case .unknown: Text("情况不明", "unknown")
            case .notApplicable: Text("不适用", "does not apply")
            }
        }
    }

    /// Every condition is met or does not apply.
    public var isEligible: Bool { conditions.allSatisfy { $0.verdict == .met || $0.verdict == .notApplicable } }
    /// Something is missing, and nothing fails.
    public var isIncomplete: Bool { !isEligible && !conditions.contains { $0.verdict == .notMet } }

    public var title: Text {
        isEligible
            ? Text("符合条件", "Eligible") : isIncomplete ? Text("材料不全，尚不能认定", "Incomplete") : Text("不符合条件", "Not eligible")
    }

    /// Whether a value behind it has not been held against the document itself.
    public var restsOnUnconfirmed: Bool { conditions.contains { $0.policy?.isConfirmed == false } }
}

extension EligibilityRules {
    /// Decides on the facts and limits of a day. A condition without a limit that day does not apply.
    public func decide(_ facts: HouseholdFacts, on date: CivilDate) -> EligibilityDecision {
        EligibilityDecision(date: date, conditions: conditions.map { $0.decide(facts, on: date) })
    }
}

extension EligibilityRules.Condition {
    private typealias Verdict = EligibilityDecision.Verdict

    func decide(_ facts: HouseholdFacts, on date: CivilDate) -> EligibilityDecision.Result {
        guard let dated = limits.inForce(on: date) else {
            return result(.notApplicable, Text("—", "—"), "", Text("当日无此规定", "no such rule that day"), nil)
        }
        let limit = dated.value
        func missing(_ kinds: FactKind...) -> EligibilityDecision.Result {
            let gone = kinds.filter { facts.fact($0, on: date) == nil }
            return result(
                .unknown,
                Text("缺少：" + gone.map(\.title.zh).joined(separator: "、"), "missing: " + gone.map(\.title.en).joined(separator: ", ")), "",
                words(limit, people: facts.people(on: date)), dated.source)
        }
        func met(_ isMet: Bool, _ seen: Text, _ kinds: FactKind...) -> EligibilityDecision.Result {
            let sources = kinds.compactMap { facts.fact($0, on: date)?.source }
            return result(
                isMet ? .met : .notMet, seen, Self.unique(sources).joined(separator: "；"), words(limit, people: facts.people(on: date)),
                dated.source)
        }
        switch kind {
        case .residenceYears:
            guard let since = facts.date(.residentSince, on: date) else { return missing(.residentSince) }
            let years = Self.years(from: since, to: date)
            return met(
                Rational(Int64(years)) >= limit.atLeast ?? 0,
                Text("\(since.chinese)起，满\(max(years, 0))年", "since \(since), \(max(years, 0)) full years"), .residentSince)
        case .incomePerHead:
            guard let income = facts.money(.monthlyIncome, on: date), let people = facts.people(on: date) else {
                return missing(.monthlyIncome, .people)
            }
            let share = income.value / Rational(Int64(people))
            return met(share <= limit.atMost ?? 0, Self.share(NumberFormat.yuan, income.value, people, share), .monthlyIncome, .people)
        case .areaPerHead:
            guard case .area(let area)? = facts.fact(.area, on: date)?.value, let people = facts.people(on: date) else {
                return missing(.area, .people)
            }
            let share = area.value / Rational(Int64(people))
            return met(share <= limit.atMost ?? 0, Self.share(NumberFormat.squareMetres, area.value, people, share), .area, .people)
        case .assets:
            guard let assets = facts.money(.assets, on: date), let people = facts.people(on: date) else { return missing(.assets, .people) }
            let most = limit.steps.last { $0.people <= people }?.atMost ?? 0
            return met(assets.value <= most, NumberFormat.yuan(assets.value), .assets, .people)
        case .people:
            guard let people = facts.people(on: date) else { return missing(.people) }
            let count = Rational(Int64(people))
            return met(count >= limit.atLeast ?? 0 && count <= limit.atMost ?? 15, Text("\(people)人", "\(people)"), .people)
        case .singleAge:
            guard let people = facts.people(on: date) else { return missing(.people) }
            if people > 1 {
                return result(
                    .notApplicable, Text("\(people)人家庭", "\(people) people"), facts.fact(.people, on: date)?.source ?? "",
                    words(limit, people: people), dated.source)
            }
            guard let birth = facts.date(.applicantBirth, on: date) else { return missing(.applicantBirth) }
            let age = Self.years(from: birth, to: date)
            return met(Rational(Int64(age)) >= limit.atLeast ?? 0, Text("\(age)周岁", "\(age) years old"), .applicantBirth)
        case .noOtherSupport:
            guard let support = facts.flag(.otherSupport, on: date) else { return missing(.otherSupport) }
            return met(!support, support ? Text("已享受", "has one") : Text("未享受", "has none"), .otherSupport)
        }
    }

    private func result(_ verdict: EligibilityDecision.Verdict, _ seen: Text, _ seenIn: String, _ limit: Text, _ policy: PolicySource?)
        -> EligibilityDecision.Result
    {
        EligibilityDecision.Result(id: id, title: title, verdict: verdict, seen: seen, seenIn: seenIn, limit: limit, policy: policy)
    }

    private func words(_ limit: EligibilityRules.Limit, people: Int?) -> Text {
        let least = limit.atLeast ?? 0
        let most = limit.atMost ?? 0
        switch kind {
        case .residenceYears: return Text("满\(least)年", "at least \(least) years")
        case .singleAge: return Text("单身申请人满\(least)周岁", "a single applicant is at least \(least)")
        case .incomePerHead:
            return Text("人均不高于\(NumberFormat.yuan(most).zh)", "at most \(NumberFormat.yuan(most).en) a head")
        case .areaPerHead:
            return Text("人均不高于\(NumberFormat.squareMetres(most).zh)", "at most \(NumberFormat.squareMetres(most).en) a head")
        case .people: return Text("\(least)至\(most)人", "\(least) to \(most) people")
        case .noOtherSupport: return Text("未享受实物住房保障", "no guaranteed home already")
        case .assets:
            let step = people.flatMap { people in limit.steps.last { $0.people <= people } } ?? limit.steps.first
            let value = NumberFormat.yuan(step?.atMost ?? 0)
            return Text(
                "\(people.map { "\($0)人家庭" } ?? "")不高于\(value.zh)", "at most \(value.en)\(people.map { " for \($0) people" } ?? "")")
        }
    }

    /// `8100元÷3人=2700元`; a quotient that does not end is cut for print, never for the comparison.
    private static func share(_ print: (Rational) -> Text, _ whole: Rational, _ people: Int, _ share: Rational) -> Text {
        let (total, each) = (print(whole), print(share))
        let sign = share.rounded(decimals: 2) == share ? "=" : "≈"
        return Text("\(total.zh)÷\(people)人\(sign)\(each.zh)", "\(total.en) ÷ \(people) \(sign) \(each.en)")
    }

    private static func unique(_ texts: [String]) -> [String] {
        texts.enumerated().filter { index, text in !texts[..<index].contains(text) }.map(\.element)
    }

    /// Full years, as ages are counted: the day itself completes one. Who was born on 29 February completes it on 1 March of common years.
    static func years(from start: CivilDate, to end: CivilDate) -> Int {
        end.year - start.year - ((end.month, end.day) < (start.month, start.day) ? 1 : 0)
    }
}
