import Casework
import Ledgers
import Quantities
import Store

/// 业务办理首页: every kind with its counts by state, and the screens of each field of work.
enum CaseHub {
    /// A screen beside the lists of cases: an overview, a list that makes itself.
    struct Screen {
        let group: CaseGroup
        let path: String
        let title: Text
        var may = Route.Requirement.may(.readLedgers)
    }

    /// The screens of the fields of work. A field adds its own.
    static let screens: [Screen] =
        MoneyPages.screens + ProjectPages.screens + Overview.all.map { Screen(group: $0.group, path: $0.path, title: $0.title) }

    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year) = (visit.access, visit.year)
        let kinds = CaseCatalogue.all.filter { access.allows(ledger: $0.ledger.ledger) }
        let counts = try await visit.office.database.read { connection in
            try kinds.map { try Cases.counts(connection, access, $0, year: year) }
        }
        let groups = HTML(CaseGroup.allCases) { group in
            let cards = HTML(zip(kinds, counts).filter { $0.0.group == group }) { kind, counts in card(visit, kind, counts) }
            let screens = HTML(screens.filter { $0.group == group && $0.may.isMet(by: access) }) {
                "<a class=\"button plain\" href=\"\($0.path)?year=\(year)\">\(visit.t($0.title))</a> "
            }
            let links: HTML = "<p class=\"acts\">\(screens)</p>"
            let section: HTML = "<h2>\(visit.t(group.title))</h2>\(links, if: !screens.isEmpty)<div class=\"grid\">\(cards)</div>"
            return cards.isEmpty && screens.isEmpty ? HTML.nothing : section
        }
        return .html(visit.page(visit.t("业务办理", "Casework"), isWide: true, aside: CasePages.yearForm(visit), groups))
    }

    private static func card(_ visit: Visit, _ kind: CaseKind, _ counts: [String: Int]) -> HTML {
        let path = "/cases/\(kind.name)?year=\(visit.year)"
        let states = HTML(kind.states.filter { counts[$0.code] != nil }) { state in
            "<li><a href=\"\(path)&amp;state=\(state.code)\">\(visit.t(state.name))</a> <b>\(counts[state.code] ?? 0)</b></li>"
        }
        let none: HTML = "<p class=\"quiet\">\(visit.t("本年度还没有", "None this year yet"))</p>"
        let opening = HTML(kind.openings.filter { visit.may($0.may) }) {
            "<a class=\"button plain\" href=\"/cases/\(kind.name)/new/\($0.name)?year=\(visit.year)\">\(visit.t($0.title))</a> "
        }
        return """
            <section class="card"><h3><a href="\(path)">\(visit.t(kind.title))</a></h3><p class="quiet">\(visit.t(kind.purpose))</p><ul class="counts">\(states)</ul>\(none, if: counts.isEmpty)<p>\(opening)</p></section>
            """
    }
}
