import Ledgers
import Quantities
import Store
import Surveys

/// 满意度调查: surveys, how they stand, and what was published.
enum SurveyAPI {
    static let tag = Contract.Tag("surveys", "满意度调查", "Surveys")

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/surveys", may: SurveyPages.may, tag, Text("调查清单", "Surveys")) { visit in
            let access = visit.access
            return try await visit.office.database.read { try Surveys.list($0, access).map(SurveyDocument.init) }
        }
        routes.answer(.get, "/surveys/:survey", may: SurveyPages.may, tag, Text("一项调查", "One survey")) { visit in
            SurveyDocument(try await SurveyPages.survey(visit))
        }
        routes.answer(.get, "/surveys/:survey/progress", may: SurveyPages.may, tag, Text("填答进度", "Progress by stratum"), progress)
        routes.answer(.get, "/surveys/:survey/result", may: SurveyPages.may, tag, Text("调查结果", "Result of a closed survey")) { visit in
            let (number, access) = (try visit.number("survey"), visit.access)
            return try await visit.office.database.read { try SurveyPublication.preview($0, access, number) }
        }
        routes.answer(.get, "/published-surveys", may: .everyone, tag, Text("公布的调查结果", "Published results")) { visit in
            let access = visit.access
            return try await visit.office.database.read { try SurveyPublication.all($0, access) }
        }
    }

    private static func progress(_ visit: Visit) async throws -> [StratumProgress] {
        let (number, access) = (try visit.number("survey"), visit.access)
        let tally = try await visit.office.database.read { try SurveyTally.read($0, access, number) }
        return tally.parts.map { part in
            StratumProgress(
                district: part.stratum.district, project: part.stratum.project, name: part.name, households: part.units,
                invited: tally.drawn[part.stratum] ?? 0, answers: tally.answers[part.stratum] ?? 0)
        }
    }
}

struct SurveyDocument: Codable, Sendable {
    var number: Int64
    /// `S2023-1`, its name in the ledger `surveys`.
    var code: String
    var programme: String
    var year: Int
    var title: String
    var method: String
    /// Per cent.
    var confidence: Int
    /// Cells with fewer answers are not shown.
    var smallest: Int64
    var state: SurveyState
    var revision: Int64

    init(_ survey: Survey) {
        (number, code, programme, year) = (survey.number, survey.code, survey.programme, survey.year)
        (title, method, confidence, smallest) = (survey.title, survey.method, survey.confidence, survey.smallest)
        (state, revision) = (survey.state, survey.revision)
    }
}

struct StratumProgress: Codable, Sendable {
    var district: RegionCode
    var project: String
    var name: String
    var households: Int64
    var invited: Int64
    var answers: Int64
}
