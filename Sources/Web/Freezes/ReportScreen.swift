import Crypto
import Evaluation
import Foundation
import Quantities
import Reports

/// The report in the browser, as the page that also goes out as a file; each number leads to its trace in the application.
enum ReportScreen {
    static func reply(
        _ visit: Visit, _ basis: Basis, _ freeze: Freeze, home: (text: String, address: String),
        link: (@Sendable (String) -> String)? = nil
    ) async throws -> Reply {
        var documents = YearDocuments(evaluator: basis.evaluator, result: basis.result, freeze: freeze)
        documents.assessed = try await AssessedFigures.read(visit.office.database, basis.evaluator.access, year: basis.year)
        var options = documents.options(visit.language, date: Instants.moment(freeze.madeAt)?.date)
        options.medium = .screen
        let document = ReportBuilder.document(from: basis.result, options: options)
        return reply(WebReport.page(document, options: WebReport.Options(link: link, home: home)))
    }

    /// The page stands by itself: its style sheet is inside it, and named by its digest.
    static func reply(_ page: [UInt8]) -> Reply {
        var reply = Reply(.bytes(page))
        reply.inlineStyles = [digest]
        return reply
    }

    private static let digest = Data(SHA256.hash(data: Data(WebReport.style.utf8))).base64EncodedString()

    /// Where a number's tag leads: a figure to its page, a score to its indicator, a count of the report to the freeze.
    static func link(_ tag: String, _ basis: Basis) -> String {
        guard let slash = tag.utf8.firstIndex(of: 0x2F) else { return "/figures/\(HTML.encoded(tag))?\(basis.query)" }
        let subject = String(tag[..<slash])
        for programme in basis.result.programmes {
            let path = "/evaluation/\(HTML.encoded(programme.scheme.programme))?\(basis.query)"
            if programme.scheme.programme == subject { return path }
            if programme.scheme.indicators.contains(where: { $0.id == subject }) { return path + "#" + subject }
        }
        return basis.freeze.map { "/freezes/\($0.name)" } ?? "/evaluation?\(basis.query)"
    }
}
