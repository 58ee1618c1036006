public import Quantities

/// 公式: an exact formula over figures.
///
///     rental.bonded.raised / target.bonded_raised
///     district_mean(redevelopment.signed / redevelopment.households)
///     max(0, 1 - min(a, b)) * 2.5
///
/// Division by zero and a missing input give no value, never 0.
public indirect enum Formula: Sendable, Hashable {
    case constant(Rational, written: String)
    case figure(FigureID)
    case negative(Formula)
    case operation(Operator, Formula, Formula)
    case lowest(Formula, Formula)
    case highest(Formula, Formula)
    case districts(DistrictFunction, Formula)

    public enum Operator: String, Sendable, Hashable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"

        var precedence: Int { self == .add || self == .subtract ? 1 : 2 }
    }

    /// What is made of an expression's values in the districts that have one.
    public enum DistrictFunction: Sendable, Hashable {
        /// The unweighted mean.
        case mean
        case lowest
        case highest
        /// How many lie below this.
        case countBelow(Rational, written: String)
    }

    /// The figures it names, each once, in the order they stand.
    public var inputs: [FigureID] {
        var result: [FigureID] = []
        visit { if case .figure(let id) = $0, !result.contains(id) { result.append(id) } }
        return result
    }

    /// The expressions inside district functions, each once.
    public var districtExpressions: [Formula] {
        var result: [Formula] = []
        visit { if case .districts(_, let inner) = $0, !result.contains(inner) { result.append(inner) } }
        return result
    }

    private func visit(_ body: (Formula) -> Void) {
        body(self)
        switch self {
        case .constant, .figure: break
        case .negative(let inner), .districts(_, let inner): inner.visit(body)
        case .operation(_, let a, let b), .lowest(let a, let b), .highest(let a, let b):
            a.visit(body)
            b.visit(body)
        }
    }
}

extension Formula: CustomStringConvertible {
    public var description: String { written { $0.text } }

    /// The formula with each figure replaced by what `name` says: its id, its title, or its value.
    public func written(_ name: (FigureID) -> String) -> String {
        switch self {
        case .constant(_, let written): return written
        case .figure(let id): return name(id)
        case .negative(let inner): return "-" + inner.bracketed(above: 2, name)
        case .operation(let sign, let a, let b):
            let right = sign == .subtract || sign == .divide ? sign.precedence : sign.precedence - 1
            return "\(a.bracketed(above: sign.precedence - 1, name)) \(sign.rawValue) \(b.bracketed(above: right, name))"
        case .lowest(let a, let b): return "min(\(a.written(name)), \(b.written(name)))"
        case .highest(let a, let b): return "max(\(a.written(name)), \(b.written(name)))"
        case .districts(.mean, let inner): return "district_mean(\(inner.written(name)))"
        case .districts(.lowest, let inner): return "district_min(\(inner.written(name)))"
        case .districts(.highest, let inner): return "district_max(\(inner.written(name)))"
        case .districts(.countBelow(_, let limit), let inner): return "districts_below(\(inner.written(name)), \(limit))"
        }
    }

    /// In brackets unless it binds tighter than `precedence`.
    private func bracketed(above precedence: Int, _ name: (FigureID) -> String) -> String {
        if case .operation(let sign, _, _) = self, sign.precedence <= precedence { return "(\(written(name)))" }
        return written(name)
    }
}
