import Casework
import Ledgers
import Quantities
import Store

/// 业务办理: the cases of every kind, made from their declarations.
enum CasePages {
    /// Who may do some act or other; each act names its own right.
    static let workers = Route.Requirement.may(.handleCases, .reviewCases, .decideCases, .allocateMoney, .payMoney)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/cases", may: .may(.readLedgers), Text("业务办理", "Casework"), CaseHub.show)
        routes.page(.get, "/cases/:kind", may: .may(.readLedgers), Text("事项清单", "Cases of a kind"), CaseList.show)
        routes.page(.post, "/cases/:kind/acts/:act", may: workers, Text("批量办理", "Act on several"), CaseActing.bulk)
        routes.page(.get, "/cases/:kind/new/:act", may: workers, Text("新办", "Open a case")) { .html(try await CaseOpening.page($0)) }
        routes.page(.post, "/cases/:kind/new/:act", may: workers, body: .upload, Text("登记", "Open"), CaseActing.open)
        routes.page(.get, "/cases/:kind/at/:district/:key", may: .may(.readLedgers), Text("事项", "Case")) { visit in
            .html(try await CaseScreen.page(visit))
        }
        routes.page(.post, "/cases/:kind/at/:district/:key/:act", may: workers, body: .upload, Text("办理", "Act"), CaseActing.act)
        routes.page(
            .get, "/cases/:kind/at/:district/:key/documents/:document", may: .may(.readLedgers), Text("档案文件", "A document of a case"),
            CaseScreen.document)
    }

    /// The kind named in the path, where its ledger is in scope.
    static func kind(_ visit: Visit) throws -> CaseKind {
        guard let kind = CaseCatalogue.kind(try visit.parameter("kind")), visit.access.allows(ledger: kind.ledger.ledger) else {
            throw Refusal.notFound
        }
        return kind
    }

    static func path(_ kind: CaseKind, _ district: RegionCode, _ key: String, year: Int) -> String {
        "/cases/\(kind.name)/at/\(district.digits)/\(HTML.encoded(key))?year=\(year)"
    }

    static func badge(_ kind: CaseKind, _ state: String, _ visit: Visit) -> HTML {
        let style = kind.acts(in: state).isEmpty ? "good" : kind.acts(in: state).contains { $0.workingDays != nil } ? "warn" : "info"
        return "<span class=\"state \(style)\">\(visit.t(kind.state(state).name))</span>"
    }

    static func district(_ code: RegionCode, _ visit: Visit) -> String { visit.office.regions[code]?.name[visit.language] ?? code.digits }

    static func casework(_ visit: Visit) -> Casework {
        Casework(database: visit.office.database, vault: visit.office.vault, regions: visit.office.regions)
    }

    /// Changes the year of the page one is on.
    ///
    /// - Parameter kept: what else the address says and goes on saying.
    static func yearForm(_ visit: Visit, keeping kept: [(String, String)] = []) -> HTML {
        let hidden = HTML(kept) { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" }
        return """
            <form class="inline">\(hidden)<label>\(visit.t("年度", "Year")) <input name="year" value="\(visit.year)" inputmode="numeric" size="5" maxlength="4"></label> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
    }
}
