import Quantities
import Testing

@testable import Evaluation

@Suite("formulas")
struct FormulaTests {
    private func compute(_ text: String, _ values: [String: Rational] = [:], districts: [String: [String: Rational]] = [:]) throws
        -> Outcome
    {
        let codes = districts.keys.sorted().compactMap { RegionCode($0) }
        let catalogue = FigureCatalogue(measures: [], formulas: [], sorted: [])
        let computation = FormulaComputation(catalogue: catalogue, districts: codes) { id, region in
            let value = region.map { districts[$0.digits]?[id.text] } ?? values[id.text]
            return Outcome(value, Text("缺", "missing"))
        }
        return computation.compute(try FormulaParser.formula(text), nil)
    }

    @Test(
        "are computed exactly, with the precedence of arithmetic",
        arguments: [
            ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("8 - 3 - 2", "3"), ("8 / 4 / 2", "1"), ("8 - (3 - 2)", "7"), ("-2 * 3", "-6"),
            ("1 / 3 + 1 / 6", "1/2"), ("min(2, 3) * max(0.5, 25%)", "1"), ("0.1 + 0.2", "3/10"), ("- (1 - 4)", "3"),
        ])
    func arithmetic(text: String, expected: String) throws {
        #expect(try compute(text).value == Rational(expected))
    }

    @Test(
        "print as they were written, in the fewest brackets",
        arguments: ["a / b", "(a + b) / c", "a - (b - c)", "a / (b * c)", "districts_below(a / b, 80%)", "min(a, max(b, 0.5))"])
    func printing(text: String) throws {
        #expect(try FormulaParser.formula(text).description == text)
    }

    @Test("give no value for a missing number or a division by zero, never 0")
    func absence() throws {
        #expect(try compute("a + 1").value == nil)
        #expect(try compute("a / b", ["a": 1, "b": 0]).value == nil)
        #expect(try compute("a / b", ["a": 1, "b": 0]).absence == Text("除数“b”为0", "the divisor “b” is 0"))
        #expect(try compute("min(a, 1)", [:]).value == nil)
    }

    @Test("look at the districts that have a value")
    func districts() throws {
        let districts: [String: [String: Rational]] = ["110101": ["a": 90, "b": 100], "110105": ["a": 150, "b": 200], "110106": ["a": 1]]
        #expect(try compute("district_mean(a / b)", districts: districts).value == Rational(33, 40))
        #expect(try compute("district_min(a / b)", districts: districts).value == Rational(3, 4))
        #expect(try compute("district_max(a / b)", districts: districts).value == Rational(9, 10))
        #expect(try compute("districts_below(a / b, 0.8)", districts: districts).value == 1)
        #expect(try compute("district_mean(c)", districts: districts).value == nil)
    }

    @Test(
        "are refused where they are not formulas, with the place",
        arguments: [
            ("a /", 4), ("a b", 3), ("(a", 3), ("mean(a)", 1), ("1.", 1), ("a..b", 1), ("min(a)", 6), ("", 1), ("a + é", 5), ("A", 1),
        ])
    func faults(text: String, position: Int) {
        #expect(throws: FormulaParser.Fault.self) { try FormulaParser.formula(text) }
        do { _ = try FormulaParser.formula(text) } catch { #expect(error.position == position) }
    }

    @Test("stay within their depth and length")
    func bounds() {
        let deep = String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
        #expect(throws: FormulaParser.Fault.self) { try FormulaParser.formula(deep) }
        #expect(throws: FormulaParser.Fault.self) { try FormulaParser.formula(String(repeating: "-", count: 500) + "1") }
    }

    @Test("make conditions that are undecided where a number is missing")
    func conditions() throws {
        let catalogue = FigureCatalogue(measures: [], formulas: [], sorted: [])
        let computation = FormulaComputation(catalogue: catalogue, districts: []) { id, _ in
            Outcome(["a": Rational(5), "b": Rational(7)][id.text], nil)
        }
        func holds(_ text: String) throws -> Bool? { computation.holds(try FormulaParser.condition(text)) }
        #expect(try holds("a < b") == true)
        #expect(try holds("a + 2 == b and a != b and b >= 7 and a <= 5") == true)
        #expect(try holds("a > b") == false)
        #expect(try holds("c > b") == nil)
        #expect(try holds("c > b and a > b") == false)
        #expect(try holds("c missing and a present") == true)
        #expect(try holds("a missing") == false)
    }
}
