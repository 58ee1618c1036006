import Quantities
import Testing

@testable import Evaluation

@Suite("the year's data")
struct YearModelTests {
    private func problems(figures: String = Fixtures.figures, scheme: String? = Fixtures.scheme) -> [EvaluationError.Problem] {
        do {
            _ = try Fixtures.model(figures: figures, scheme: scheme)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("loads where it is right")
    func right() throws {
        let model = try Fixtures.model()
        #expect(model.figures.measures.count == 9)
        #expect(model.figures.formulas.count == 7)
        #expect(model.schemes.map(\.programme) == ["rental"])
        #expect(model.schemes[0].weightsConfirmed == false)
    }

    @Test("of 2023, as the program brings it, is without fault")
    func bundled() throws {
        let model = try YearModel.load(year: 2023)
        #expect(model.schemes.map(\.programme) == ["rental", "renewal", "redevelopment"])
        for scheme in model.schemes { #expect(scheme.sections.reduce(Rational.zero) { $0 + $1.weight } == 100) }
    }

    @Test("of a year nobody has written is told as such")
    func missing() {
        #expect(throws: EvaluationError.self) { try YearModel.load(year: 1999) }
    }

    @Test("tells every fault at once, with its path and what was expected")
    func allAtOnce() {
        let faulty = """
            year: 2024
            measures:
              - {id: One, title: {zh: 一, en: one}, ledger: progress, aggregate: sum, of: homes, unit: homes, print: "0"}
              - {id: two, title: {zh: 二, en: two}, ledger: progres, aggregate: sum, of: homes, unit: homes, print: "0"}
              - {id: three, title: {zh: 三, en: three}, ledger: progress, aggregate: sum, of: home, unit: homes, print: "0"}
              - {id: four, title: {zh: 四}, ledger: progress, aggregate: add, of: homes, unit: homes, print: "0"}
              - {id: five, title: {zh: 五, en: five}, ledger: progress, aggregate: sum, of: homes, unit: yuan, print: "3"}
              - {id: six, title: {zh: 六, en: six}, ledger: progress, aggregate: count, unit: hats, print: "2 digits", colour: red,
                 where: {housing: castle, mileston: raised, homes: {at_least: many}, project: {at_least: 3}}}
            figures:
              - {id: seven, title: {zh: 七, en: seven}, formula: eight + nine, unit: none, print: "0"}
              - {id: eight, title: {zh: 八, en: eight}, formula: seven * 2, unit: none, print: "0"}
              - {id: five, title: {zh: 五, en: five}, formula: 1 +, unit: none, print: "0"}
            """
        let found = problems(figures: faulty, scheme: nil)
        let places = found.map(\.path)
        #expect(
            Set(places)
                == [
                    "year", "measures[0].id", "measures[1].ledger", "measures[2].of", "measures[3].title", "measures[3].aggregate",
                    "measures[4].unit", "measures[5].unit", "measures[5].print", "measures[5].colour", "measures[5].where.housing",
                    "measures[5].where.mileston", "measures[5].where.homes.at_least", "measures[5].where.project.at_least", "figures[0]",
                    "figures[2].formula",
                ])
        #expect(found.first { $0.path == "measures[5].where.housing" }?.text.en.contains("one of bonded、public、resettlement") == true)
        #expect(found.first { $0.path == "measures[5].where.housing" }?.line == 9)
        #expect(found.contains { $0.text.en.contains("circle: seven → eight → seven") })
        #expect(found.contains { $0.text.en.contains("“nine”") })
    }

    @Test("weights must add up to the total")
    func weights() {
        let found = problems(scheme: Fixtures.scheme.replacing("weight: 20", with: "weight: 21", maxReplacements: 1))
        #expect(found.map(\.text.en) == ["the weights add up to 101, not 100"])
    }

    @Test(
        "a scheme with a fault is refused",
        arguments: [
            ("actual: homes.raised", "actual: homes.raize", "there is no figure “homes.raize”"),
            ("shape: {proportional: {}}", "shape: {}", "exactly one of"),
            ("shape: {proportional: {}}", "shape: {proportional: {}, evidence: {}}", "exactly one of"),
            ("kind: output.quantity", "kind: output.colour", "no kind"),
            ("{homes.raised@110105}", "{homes.raised@110199}", "no district"),
            ("{homes.raised@110105}", "{homes.raised@110105", "without its"),
            ("{homes.raised#}", "{homes.raised:x}", "no format"),
            ("signing.lowest < 0.8", "signing.lowest", "a comparison sign"),
            ("policy: rental_rules", "rule: x", "unknown key"),
            ("at_least: 0.95, share: 1", "at_least: 0.5, share: 1", "from high to low"),
            ("at_least: 0.95, share: 1", "at_least: 0.95, share: 1.5", "between 0 and 1"),
            ("floor: 2", "floor: 20", "between 0 and the weight"),
            ("id: a.banded", "id: a.findings", "already used"),
            ("weights_confirmed: no", "weights_confirmed: perhaps", "should be yes or no"),
            ("rate: homes.full", "actual: homes.full", "needs `rate`"),
        ])
    func faultyScheme(old: String, new: String, expected: String) {
        #expect(Fixtures.scheme.contains(old))
        let found = problems(scheme: Fixtures.scheme.replacing(old, with: new, maxReplacements: 1))
        #expect(found.contains { $0.text.en.contains(expected) }, "\(found)")
    }

    @Test(
        "hostile files are answered, not obeyed",
        arguments: [
            "a: &a [1,1]\nb: [*a,*a]", "\u{0}", "[[[[", "- 1\n- 2", "", "measures: {}\nyear: 2023", "year: 2023\nyear: 2023\nmeasures: []",
            String(repeating: "[", count: 5000),
        ])
    func hostile(text: String) {
        #expect(!problems(figures: text, scheme: nil).isEmpty)
    }

    @Test("two measures that count the same share their tallies, whatever they are called; another condition is another measure")
    func hashes() throws {
        let same = Fixtures.figures.replacing("id: homes.raised,", with: "id: homes.copied,", maxReplacements: 1)
            .replacing("formula: homes.raised", with: "formula: homes.copied").replacing("min(1, homes.raised", with: "min(1, homes.copied")
        let other = Fixtures.figures.replacing("milestone: raised", with: "milestone: started")
        let a = try Fixtures.model(scheme: nil).figures.measures[0].hash
        #expect(try Fixtures.model(figures: same, scheme: nil).figures.measures[0].hash == a)
        #expect(try Fixtures.model(figures: other, scheme: nil).figures.measures[0].hash != a)
    }

    @Test("tags name a figure in the city or in a district")
    func tags() {
        #expect(FigureReference(tag: "homes.raised@110105")?.tag == "homes.raised@110105")
        #expect(FigureReference(tag: "homes.raised")?.region == nil)
        for wrong in ["homes.", "Homes", ".a", "a@1101", "a@", "a@110105@", "", "1a", "a-b", "a b"] {
            #expect(FigureReference(tag: wrong) == nil)
        }
    }
}
