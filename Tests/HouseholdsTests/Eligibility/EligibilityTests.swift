import Quantities
import Testing

@testable import Households

@Suite("Eligibility")
struct EligibilityTests {
    let date = day("2023-07-01")

    /// A household that meets everything, on the edge of each limit.
    var facts: HouseholdFacts {
        HouseholdFacts([
            Fact(.residentSince, .date(day("2020-07-01")), from: day("2020-07-01"), source: "户口簿"),
            Fact(.people, .count(3), from: day("2022-01-01"), source: "户口簿"),
            Fact(.monthlyIncome, .money(Money(fen: 1_260_000)), from: day("2023-01-01"), source: "收入证明"),
            Fact(.assets, .money(Money(fen: 57_000_000)), from: day("2023-01-01"), source: "核对报告"),
            Fact(.area, .area(Area(raw: 4_500)), from: day("2022-01-01"), source: "不动产登记"),
            Fact(.otherSupport, .flag(false), from: day("2022-01-01"), source: "公租房系统"),
        ])
    }

    func verdict(_ id: String, _ facts: HouseholdFacts, on date: CivilDate) -> EligibilityDecision.Verdict? {
        policy.eligibility.decide(facts, on: date).conditions.first { $0.id == id }?.verdict
    }

    @Test("who stands exactly on every limit is eligible, and each condition says what it saw, where, and the limit")
    func edges() throws {
        let decision = policy.eligibility.decide(facts, on: date)
        #expect(decision.isEligible)
        #expect(decision.conditions.count == 7)
        let income = try #require(decision.conditions.first { $0.id == "income" })
        #expect(income.seen.zh == "12600元÷3人=4200元")
        #expect(income.seenIn == "收入证明；户口簿")
        #expect(income.limit.zh == "人均不高于4200元")
        #expect(income.policy?.isConfirmed == false && decision.restsOnUnconfirmed)
        #expect(verdict("single", facts, on: date) == .notApplicable)
    }

    @Test(
        "one step over a limit fails that condition and no other",
        arguments: [
            ("residence", Fact(.residentSince, .date(day("2020-07-02")), from: day("2021-01-01"), source: "户口簿")),
            ("income", Fact(.monthlyIncome, .money(Money(fen: 1_260_001)), from: day("2023-06-01"), source: "收入证明")),
            ("assets", Fact(.assets, .money(Money(fen: 57_000_001)), from: day("2023-06-01"), source: "核对报告")),
            ("area", Fact(.area, .area(Area(raw: 4_501)), from: day("2023-06-01"), source: "不动产登记")),
            ("other-support", Fact(.otherSupport, .flag(true), from: day("2023-06-01"), source: "公租房系统")),
        ])
    func overTheEdge(id: String, fact: Fact) {
        var changed = facts
        changed.add(fact)
        let failed = policy.eligibility.decide(changed, on: date).conditions.filter { $0.verdict == .notMet }.map(\.id)
        #expect(failed == [id])
    }

    @Test("a decision is recomputed for any day: by the facts and by the limits of that day")
    func dates() {
        // The income counts from 2023 on, so the year before it is unknown.
        #expect(verdict("income", facts, on: day("2022-12-31")) == .unknown)
        #expect(policy.eligibility.decide(facts, on: day("2022-12-31")).isIncomplete == false)
        // The limit of 2015 to 2018 was 2400.
        var old = facts
        old.add(Fact(.monthlyIncome, .money(Money(fen: 720_001)), from: day("2016-01-01"), source: "收入证明"))
        old.add(Fact(.people, .count(3), from: day("2016-01-01"), source: "户口簿"))
        #expect(verdict("income", old, on: day("2018-12-31")) == .notMet)
        #expect(verdict("income", old, on: day("2019-01-01")) == .met)
        #expect(verdict("income", old, on: day("2014-12-31")) == .notApplicable)
    }

    @Test("what a change would bring is seen without making it: a fourth person lifts the limit of assets")
    func whatIf() {
        var richer = facts
        richer.add(Fact(.assets, .money(Money(fen: 76_000_000)), from: day("2023-06-01"), source: "核对报告"))
        #expect(verdict("assets", richer, on: date) == .notMet)
        richer.add(Fact(.people, .count(4), from: day("2023-06-01"), source: "出生证明"))
        #expect(verdict("assets", richer, on: date) == .met)
        #expect(facts.people(on: date) == 3)
    }

    @Test(
        "a single applicant's age is counted in full years", arguments: [("1993-07-01", true), ("1993-07-02", false), ("1992-02-29", true)])
    func singleAge(birth: String, isMet: Bool) {
        var single = facts
        single.add(Fact(.people, .count(1), from: day("2023-06-01"), source: "户口簿"))
        #expect(verdict("single", single, on: date) == .unknown)
        single.add(Fact(.applicantBirth, .date(day(birth)), from: day("2023-01-01"), source: "身份证"))
        #expect(verdict("single", single, on: date) == (isMet ? .met : .notMet))
    }

    @Test("facts are read as they are stored, and nothing else")
    func factTexts() throws {
        for kind in FactKind.allCases {
            let text =
                switch kind.form {
                case .date: "2020-05-01"
                case .money, .area: "2700.50"
                case .count: "3"
                case .flag: "yes"
                case .category: "low_income"
                }
            #expect(try FactValue(text, for: kind).plain == text)
            for bad in ["", "-1", "三", "1e3", "2700.505", "16"] where !(bad == "16" && (kind.form == .money || kind.form == .area)) {
                #expect(throws: HouseholdError.self) { try FactValue(bad, for: kind) }
            }
        }
    }

    @Test(
        "faulty data is told with file, line and key; all of it at once",
        arguments: [
            ("at_least: 3, source: assumed", "at_most: 3, source: assumed", "conditions[0].values[0]"),
            ("from: 2011-01-01, at_least: 3", "from: 2011-02-30, at_least: 3", "conditions[0].values[0].from"),
            ("until: 2018-12-31", "until: 2019-12-31", "conditions[1].values[1]"),
            ("kind: area_per_head", "kind: area_per_leg", "conditions[3].kind"),
            ("source: limits-2015", "source: limits-2016", "conditions[1].values[0].source"),
            ("id: single", "id: area", "conditions[5]"),
        ])
    func faults(old: String, new: String, path: String) throws {
        let materials = policy.materials.map { material in
            let text = String(decoding: material.bytes, as: UTF8.self)
            let replaced = text.replacing(old, with: new, maxReplacements: 1)
            return material.name.hasSuffix("eligibility.yaml")
                ? PolicyBook.Material(name: material.name, bytes: Array(replaced.utf8)) : material
        }
        #expect {
            _ = try PolicyBook(materials)
        } throws: { error in
            guard let error = error as? HouseholdError, error.code == "G001" else { return false }
            return error.problems.contains { $0.path == path && $0.line > 0 && $0.file == "beijing/eligibility.yaml" }
        }
    }
}
