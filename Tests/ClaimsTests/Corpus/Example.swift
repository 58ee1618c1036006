import Claims

/// A passage written for these tests, and what a careful reader finds in it. Every expected verdict was worked out by hand.
struct Example: Sendable, CustomStringConvertible {
    enum Expected: Sendable, Equatable {
        /// A claim of the kind holds (exactly or by rounding); nothing is called wrong or asked about.
        case holds(ClaimKind)
        /// A claim of the kind is inconsistent.
        case wrong(ClaimKind)
        /// A claim of the kind is asked about; nothing is called wrong.
        case asks(ClaimKind)
        /// Nothing is called wrong or asked about.
        case quiet
    }

    let text: String
    let expected: Expected
    var description: String { text }

    init(_ expected: Expected, _ text: String) {
        self.text = text
        self.expected = expected
    }

    /// What went wrong, or `nil`.
    func failure() -> String? {
        let claims = ClaimReader().read(ReportText(text)).claims
        let wrong = claims.filter { $0.verdict == .inconsistent }
        let asked = claims.filter { $0.verdict == .question }
        switch expected {
        case .holds(let kind):
            if let first = wrong.first ?? asked.first {
                return "false alarm: \(first.kind.rawValue) \(first.stated.text) \(first.formula) \(first.note)"
            }
            return claims.contains { $0.kind == kind && ($0.verdict == .consistent || $0.verdict == .rounding) }
                ? nil : "not found: \(kind.rawValue)"
        case .wrong(let kind):
            return wrong.contains { $0.kind == kind }
                ? nil : "missed: \(kind.rawValue)" + (wrong.first.map { " (but \($0.kind.rawValue))" } ?? "")
        case .asks(let kind):
            if let first = wrong.first { return "false alarm: \(first.kind.rawValue) \(first.stated.text) \(first.formula) \(first.note)" }
            return asked.contains { $0.kind == kind } ? nil : "not asked: \(kind.rawValue)"
        case .quiet:
            return (wrong.first ?? asked.first).map {
                "false alarm: \($0.kind.rawValue) \($0.verdict.rawValue) \($0.stated.text) \($0.formula) \($0.note)"
            }
        }
    }
}

var allExamples: [Example] { rateExamples + partExamples + changeExamples + tableExamples + competingExamples + furtherExamples }
