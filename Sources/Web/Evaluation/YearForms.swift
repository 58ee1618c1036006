import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports

/// The official forms of a year, made from the current pages or a freeze: 绩效目标申报表, 绩效运行监控表, 绩效自评表.
enum YearForms {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/forms/:form", may: .may(.readEvaluation), Text("表格", "Forms"), download)
    }

    enum Form: String, CaseIterable, Sendable {
        case target
        case monitoring
        case `self`

        func name(_ year: Int, month: Int) -> String {
            switch self {
            case .target: "绩效目标申报表-\(year).xlsx"
            case .monitoring: "绩效运行监控表-\(year)-\(month < 10 ? "0" : "")\(month).xlsx"
            case .self: "绩效自评表-\(year).xlsx"
            }
        }
    }

    private static func download(_ visit: Visit) async throws -> Reply {
        guard let form = Form(rawValue: try visit.parameter("form")), visit.access.districts == .all else { throw Refusal.notFound }
        let month = visit.query["month"].flatMap(Int.init) ?? 12
        guard (1...12).contains(month) else { throw Refusal.invalid("月份应为1至12", "the month is 1 to 12") }
        try visit.office.limits.take(.export, "form", visit.access.actor)
        let basis = try await Basis.of(visit)
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await write(form, basis, month: month, to: folder + "/form.xlsx")
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/form.xlsx")))
        return .download(.bytes(bytes), name: form.name(basis.year, month: month), type: Reply.xlsx)
    }

    static func write(_ form: Form, _ basis: Basis, month: Int, to path: String) async throws {
        let documents = YearDocuments(evaluator: basis.evaluator, result: basis.result, freeze: basis.freeze)
        let result = form == .monitoring ? try await documents.through(month) : basis.result
        let options = documents.options()
        try await blocking {
            switch form {
            case .target: try TargetForm.write(result, to: path)
            case .monitoring: try MonitoringForm.write(result, through: month, to: path)
            case .self: try SelfEvaluationForm.write(result, to: path, options: options)
            }
        }
    }
}
