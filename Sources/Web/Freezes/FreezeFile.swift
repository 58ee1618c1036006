import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Store

/// A document of a freeze that can be downloaded.
enum FreezeFile: String, CaseIterable, Sendable {
    case word = "report.docx"
    case web = "report.html"
    case pdf = "report.pdf"
    case form = "form.xlsx"
    case target = "target.xlsx"
    case monitoring = "monitoring.xlsx"
    case scores = "scores.json"
    case bundle = "bundle.html"
    /// As `web`, with the way back into the application; shown, not downloaded.
    case screen = "screen.html"

    static let offered = allCases.filter { $0 != .screen }

    var title: Text {
        switch self {
        case .word: Text("报告 DOCX（可编辑）", "Report, DOCX")
        case .web, .screen: Text("报告 HTML（脱机）", "Report, HTML (offline)")
        case .pdf: Text("报告 PDF", "Report, PDF")
        case .form: Text("绩效自评表 XLSX", "Self-evaluation form, XLSX")
        case .target: Text("绩效目标申报表 XLSX", "Target form, XLSX")
        case .monitoring: Text("绩效运行监控表 XLSX", "Monitoring form, XLSX")
        case .scores: Text("指标得分 JSON", "Scores, JSON")
        case .bundle: Text("离线包（自行核验）", "Offline bundle (verifies itself)")
        }
    }

    private var type: String {
        switch self {
        case .word: Reply.docx
        case .web, .screen, .bundle: "text/html; charset=utf-8"
        case .pdf: "application/pdf"
        case .form, .target, .monitoring: Reply.xlsx
        case .scores: "application/json; charset=utf-8"
        }
    }

    private func name(_ freeze: String, _ language: Language) -> String {
        let suffix = language == .chinese ? "" : ".en"
        switch self {
        case .word: return "绩效评价报告-\(freeze)\(suffix).docx"
        case .web, .screen: return "绩效评价报告-\(freeze)\(suffix).html"
        case .pdf: return "绩效评价报告-\(freeze)\(suffix).pdf"
        case .form: return "绩效自评表-\(freeze).xlsx"
        case .target: return "绩效目标申报表-\(freeze).xlsx"
        case .monitoring: return "绩效运行监控表-\(freeze).xlsx"
        case .scores: return "指标得分-\(freeze).json"
        case .bundle: return "绩效评价离线包-\(freeze).html"
        }
    }

    /// Who the document is for: what goes to everybody holds no entry of a ledger.
    enum Audience: String, Sendable {
        case office
        case everyone

        var rows: Int { self == .office ? 12 : 0 }
    }

    /// The one an address names.
    static func named(_ name: String) throws -> FreezeFile {
        guard let document = offered.first(where: { $0.rawValue == name }) else { throw Refusal.notFound }
        return document
    }

    // MARK: Making

    func reply(_ visit: Visit, _ basis: Basis, _ audience: Audience) async throws -> Reply {
        guard let freeze = basis.freeze else { throw Refusal.notFound }
        let path = try await path(visit.office, basis, freeze, audience, visit.language)
        return .download(.file(VaultFile(path: path)), name: name(freeze.name, visit.language), type: type)
    }

    /// The document itself, to be shown.
    func bytes(_ visit: Visit, _ basis: Basis, _ audience: Audience) async throws -> [UInt8] {
        guard let freeze = basis.freeze else { throw Refusal.notFound }
        return Array(try Data(contentsOf: URL(fileURLWithPath: try await path(visit.office, basis, freeze, audience, visit.language))))
    }

    private func path(_ office: Office, _ basis: Basis, _ freeze: Freeze, _ audience: Audience, _ language: Language) async throws -> String
    {
        // What an assessor notes comes after the freeze: a document made before it is made again.
        let assessed = try await AssessedFigures.read(office.database, basis.evaluator.access, year: basis.year)
        let mark = AssessedFigures.mark(assessed)
        let folder =
            "\(office.location.temporary)/documents-\(freeze.name)-\(freeze.root.hex.prefix(16))-\(audience.rawValue)-\(language.rawValue)\(mark)"
        let document = self
        return try await office.documents.path(folder, rawValue) { path in
            try await document.make(office, basis, freeze, audience, language, to: path)
        }
    }

    private func make(
        _ office: Office, _ basis: Basis, _ freeze: Freeze, _ audience: Audience, _ language: Language, to path: String
    ) async throws {
        let result = basis.result
        let cells = ReturnFiles(database: office.database, vault: office.vault, access: basis.evaluator.access)
        var documents = YearDocuments(evaluator: basis.evaluator, result: result, freeze: freeze, rows: audience.rows, cells: cells)
        // The bundle proves the freeze and holds nothing beside it.
        if self != .bundle {
            documents.assessed = try await AssessedFigures.read(office.database, basis.evaluator.access, year: basis.year)
        }
        let options = documents.options(language, date: Instants.moment(freeze.madeAt)?.date)
        switch self {
        case .word: try await blocking { try WordReport.write(ReportBuilder.document(from: result, options: options), to: path) }
        case .web, .screen:
            let home = self == .web ? nil : (Text("← 公开的报告", "← Published reports")[language], "/published/" + freeze.name)
            let traces = try await documents.traces()
            try await blocking {
                var screen = options
                screen.medium = .screen
                let page = WebReport.page(
                    ReportBuilder.document(from: result, options: screen), traces: ReportFiles.notes(result, traces, language),
                    options: WebReport.Options(home: home))
                try Data(page).write(to: URL(fileURLWithPath: path))
            }
        case .pdf:
            guard let converter = PDFConverter.installed() else { throw Refusal(503, "D201", PDFConverter.missing.text) }
            let word = try await Self.word.path(office, basis, freeze, audience, language)
            try await blocking {
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
                _ = try converter.convert([word], to: folder)
            }
        case .form: try await YearForms.write(.self, basis, month: 12, to: path)
        case .target: try await YearForms.write(.target, basis, month: 12, to: path)
        case .monitoring: try await YearForms.write(.monitoring, basis, month: 12, to: path)
        case .scores:
            try await blocking {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                try encoder.encode(EvaluationDocument(result)).write(to: URL(fileURLWithPath: path))
            }
        case .bundle: try Data(try await documents.bundle()).write(to: URL(fileURLWithPath: path))
        }
    }

    /// Links to all of them.
    static func links(_ visit: Visit, _ base: String) -> HTML {
        let hasOffice = PDFConverter.installed() != nil
        let links = HTML(offered.filter { $0 != .pdf || hasOffice }) {
            "<li><a href=\"\(base)/files/\($0.rawValue)\">\(visit.t($0.title))</a></li>"
        }
        let missing: HTML = "<li class=\"quiet\">\(visit.t(PDFConverter.missing.text))</li>"
        return "<ul class=\"timeline\">\(links)\(missing, if: !hasOffice)</ul>"
    }
}
