public import Quantities

/// The measures and formulas of a year, in the order their file lists them.
public struct FigureCatalogue: Sendable {
    public let measures: [Measure]
    public let formulas: [FormulaFigure]
    /// Formulas so ordered that each stands after those it needs.
    let sorted: [FormulaFigure]
    private let measureByID: [FigureID: Measure]
    private let formulaByID: [FigureID: FormulaFigure]

    /// A figure made of other figures.
    public struct FormulaFigure: Sendable {
        public let id: FigureID
        public let title: Text
        public let formula: Formula
        public let unit: Unit
        public let format: NumberFormat
    }

    /// What stands behind a figure's name.
    public enum Definition: Sendable {
        case measure(Measure)
        case formula(FormulaFigure)

        public var title: Text {
            switch self {
            case .measure(let measure): measure.title
            case .formula(let formula): formula.title
            }
        }

        public var unit: Unit {
            switch self {
            case .measure(let measure): measure.unit
            case .formula(let formula): formula.unit
            }
        }

        public var format: NumberFormat {
            switch self {
            case .measure(let measure): measure.format
            case .formula(let formula): formula.format
            }
        }
    }

    /// Names are taken to be different and formulas to be free of cycles; ``YearModel`` checks both.
    init(measures: [Measure], formulas: [FormulaFigure], sorted: [FormulaFigure]) {
        self.measures = measures
        self.formulas = formulas
        self.sorted = sorted
        measureByID = Dictionary(measures.map { ($0.id, $0) }) { first, _ in first }
        formulaByID = Dictionary(formulas.map { ($0.id, $0) }) { first, _ in first }
    }

    public subscript(id: FigureID) -> Definition? {
        measureByID[id].map(Definition.measure) ?? formulaByID[id].map(Definition.formula)
    }

    public var ids: [FigureID] { measures.map(\.id) + formulas.map(\.id) }

    /// The measures a figure rests on, down through its formulas; each once.
    public func measures(under id: FigureID) -> [Measure] {
        var seen: Set<FigureID> = []
        var result: [Measure] = []
        func visit(_ id: FigureID) {
            guard seen.insert(id).inserted else { return }
            switch self[id] {
            case .measure(let measure): result.append(measure)
            case .formula(let formula): formula.formula.inputs.forEach(visit)
            case nil: break
            }
        }
        visit(id)
        return result
    }
}
