/// A condition of a scheme: comparisons of formulas, joined by `and`.
///
///     rental.bonded.raised >= target.bonded_raised and rental.findings == 0
///     target.public_raised missing
public struct SchemeCondition: Sendable, Hashable, CustomStringConvertible {
    public let clauses: [Clause]

    public enum Clause: Sendable, Hashable {
        case comparison(Formula, Relation, Formula)
        /// The formula has no value.
        case missing(Formula)
        case present(Formula)
    }

    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case equal = "=="
        case different = "!="
        case above = ">"
        case below = "<"
    }

    public var inputs: [FigureID] {
        clauses.flatMap { clause in
            switch clause {
            case .comparison(let a, _, let b): a.inputs + b.inputs
            case .missing(let formula), .present(let formula): formula.inputs
            }
        }
    }

    public var description: String { written { $0.text } }

    /// The condition with each figure replaced by what `name` says.
    public func written(_ name: (FigureID) -> String) -> String {
        clauses.map { clause in
            switch clause {
            case .comparison(let a, let relation, let b): "\(a.written(name)) \(relation.rawValue) \(b.written(name))"
            case .missing(let formula): formula.written(name) + " missing"
            case .present(let formula): formula.written(name) + " present"
            }
        }.joined(separator: " and ")
    }
}
