public import Ledgers
internal import Quantities

extension EvaluationDocument {
    /// The document without the figures of districts out of scope. Their values were never computed; that they exist is not told either.
    public func within(_ access: Access) -> EvaluationDocument {
        var document = self
        document.figures.removeAll { item in FigureReference(tag: item.figure)?.region.map { !access.allows($0) } ?? false }
        return document
    }
}
