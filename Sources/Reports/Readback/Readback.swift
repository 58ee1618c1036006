public import Evaluation
public import Quantities

/// Reads a Word report back after people have edited it, and compares every bound number with its figure.
public enum Readback {
    /// Compares with the prints of figures.
    ///
    /// - Parameter figures: tag → the number as it should be printed.
    /// - Throws: `D301` where the file is no Word document.
    public static func compare(_ path: String, with figures: [String: String], language: Language = .chinese) throws(ReportError)
        -> ReadbackReport
    {
        let expected = figures.map { BoundFigure(tag: $0.key, printed: $0.value, title: $0.key) }
        return try Comparison(path, expected: expected, values: [:], original: [], expectedRoot: nil, language: language).report
    }

    /// Compares with the report as it would be made now.
    ///
    /// - Parameter values: exact values by tag, with their units; they tell a number written another way from a wrong one.
    /// - Throws: `D301` where the file is no Word document.
    public static func compare(_ path: String, with document: ReportDocument, values: [String: (value: Rational, unit: Unit)] = [:])
        throws(ReportError) -> ReadbackReport
    {
        try Comparison(
            path, expected: document.figures, values: values, original: originals(document),
            expectedRoot: document.properties.freeze?.root, language: document.language
        ).report
    }

    /// The numerals of a report that were bound to nothing from the start.
    private static func originals(_ document: ReportDocument) -> Set<ReadbackReport.Unbound> {
        var found: Set<ReadbackReport.Unbound> = []
        for spans in document.blocks.flatMap(\.spans) {
            let text = spans.plain
            let isBound = spans.flatMap { span -> [Bool] in
                switch span {
                case .text(let part), .strong(let part): part.unicodeScalars.map { _ in false }
                case .figure(let figure): figure.printed.unicodeScalars.map { _ in true }
                }
            }
            found.formUnion(Comparison.unbound(Array(text.unicodeScalars), isBound, document.language, original: []))
        }
        return found
    }
}

extension Readback {
    /// Compares with an evaluation: the report is made again as it was, and the document held against it.
    ///
    /// - Parameter options: as the report was made with; language, outline and freeze are taken from the document where it names them.
    /// - Throws: `D301` where the file is no Word document.
    public static func compare(_ path: String, with result: EvaluationResult, options: ReportOptions = ReportOptions()) throws(ReportError)
        -> ReadbackReport
    {
        var options = options
        let properties = try WordProse(path: path).properties
        if let language = properties["AnjuLanguage"].flatMap(Language.init(rawValue:)) { options.language = language }
        if let template = properties["AnjuTemplate"].flatMap(ReportTemplate.init(rawValue:)) { options.template = template }
        if options.freeze == nil, let name = properties["AnjuFreezeName"], let root = properties["AnjuFreezeRoot"] {
            options.freeze = FreezeMark(name: name, root: root)
        }
        options.medium = .paper
        let values = Dictionary(
            result.figures.compactMap { reference, figure in figure.value.map { (reference.tag, (value: $0, unit: figure.unit)) } }
        ) { first, _ in first }
        return try compare(path, with: ReportBuilder.document(from: result, options: options), values: values)
    }
}
