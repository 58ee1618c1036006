import Casework
import Ledgers
import Quantities
import Store

/// The cases of one kind in a year: filtered by state and district, exported, acted on together.
enum CaseList {
    static func show(_ visit: Visit) async throws -> Reply {
        let kind = try CasePages.kind(visit)
        let (access, year) = (visit.access, visit.year)
        let state = visit.query["state"].flatMap { code in kind.states.first { $0.code == code } }
        let district = visit.query["district"].flatMap(RegionCode.init)
        let bulk = kind.acts.filter { act in act.isBulk && visit.may(act.may) && (state.map { act.from.contains($0.code) } ?? false) }
        let (lines, turns) = try await visit.office.database.read { connection in
            (
                try Cases.list(connection, access, kind, year: year, district: district, states: state.map { [$0.code] } ?? []),
                bulk.isEmpty ? [:] : try Cases.turns(connection, access, kind)
            )
        }
        var table = table(visit, kind, lines)
        if !bulk.isEmpty {
            table.choices = (
                "bulk",
                lines.map { line in
                    "\(line.district.digits) \(CaseView.mark(turns["\(line.district.digits)/\(line.key)"] ?? 0, line.entry.values)) \(line.key)"
                }
            )
        }
        if let file = try table.export(visit) { return file }
        return .html(
            visit.page(
                visit.t(kind.title), trail: [(visit.t("业务办理", "Casework"), "/cases?year=\(year)")], isWide: true,
                aside: filter(visit, kind, state, district),
                "<p class=\"quiet\">\(visit.t(kind.purpose))</p>\(openings(visit, kind))\(bulkForm(visit, kind, bulk), if: !bulk.isEmpty)\(table.html(visit))"
            ))
    }

    private static func table(_ visit: Visit, _ kind: CaseKind, _ lines: [CaseLine]) -> DataTable {
        let more = kind.ledger.columns.indices.filter { index in
            let column = kind.ledger.columns[index]
            return column.name != kind.stateColumn && column.name != kind.titleColumn && !kind.ledger.key.contains(column.name)
                && !column.isPersonal
        }
        let isOfCity = kind.ledger.filedBy == .city
        var columns = [DataTable.Column("key", visit.t(kind.ledger.column(kind.ledger.key[0])?.title ?? kind.title))]
        columns += [.init("title", visit.t(kind.ledger.column(kind.titleColumn)?.title ?? kind.title))]
        if !isOfCity { columns.append(.init("district", visit.t("区", "District"))) }
        if kind.stateColumn != nil { columns.append(.init("state", visit.t("状态", "State"))) }
        columns += more.map { index in
            let column = kind.ledger.columns[index]
            return .init(column.name, column.header(visit.language), number: column.type.unit != nil, minor: true)
        }
        var table = DataTable("cases", title: "\(visit.t(kind.title)) \(visit.year)", columns: columns)
        table.rows = lines.map { line in
            var cells: [DataTable.Cell] = [
                .link(line.key, CasePages.path(kind, line.district, line.key, year: line.year)), .init(line.title),
            ]
            if !isOfCity { cells.append(.init(CasePages.district(line.district, visit))) }
            if kind.stateColumn != nil {
                cells.append(.init(visit.t(line.state.name), html: CasePages.badge(kind, line.state.code, visit)))
            }
            cells += more.map { index in
                let shown = line.entry.shown(index, visit.language)
                guard kind.ledger.columns[index].type.unit != nil, case .integer(let number) = line.entry.values[index] else {
                    return .init(shown)
                }
                return .init(shown, value: Rational(number, Int64.tenToThe(kind.ledger.columns[index].type.inputExponent)))
            }
            return cells
        }
        let opening = kind.openings.first { visit.may($0.may) }
        table.empty = visit.empty(
            visit.t("没有符合条件的\(kind.title.zh)。", "There is no such \(kind.title.en)."),
            opening.map { (visit.t($0.title), "/cases/\(kind.name)/new/\($0.name)?year=\(visit.year)") })
        return table
    }

    private static func filter(_ visit: Visit, _ kind: CaseKind, _ state: Choice?, _ district: RegionCode?) -> HTML {
        let states = HTML(kind.states) {
            "<option value=\"\($0.code)\"\(" selected", if: $0.code == state?.code)>\(visit.t($0.name))</option>"
        }
        let districts = HTML(visit.districts) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code == district)>\($0.name[visit.language])</option>"
        }
        let byState: HTML =
            "<select name=\"state\" aria-label=\"\(visit.t("状态", "State"))\"><option value=\"\">\(visit.t("全部状态", "All states"))</option>\(states)</select>"
        let byDistrict: HTML =
            "<select name=\"district\" aria-label=\"\(visit.t("区", "District"))\"><option value=\"\">\(visit.t("全部区", "All districts"))</option>\(districts)</select>"
        return """
            <form class="inline"><input name="year" value="\(visit.year)" inputmode="numeric" size="5" maxlength="4" aria-label="\(visit.t("年度", "Year"))"> \(byState, if: kind.stateColumn != nil) \(byDistrict, if: kind.ledger.filedBy == .district && visit.districts.count > 1) <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
    }

    private static func openings(_ visit: Visit, _ kind: CaseKind) -> HTML {
        let links = HTML(kind.openings.filter { visit.may($0.may) }) {
            "<a class=\"button\" href=\"/cases/\(kind.name)/new/\($0.name)?year=\(visit.year)\">\(visit.t($0.title))</a> "
        }
        return "<p class=\"acts\">\(links)</p>"
    }

    /// Acts on the cases ticked in the table: the same answers for all of them.
    private static func bulkForm(_ visit: Visit, _ kind: CaseKind, _ acts: [CaseAct]) -> HTML {
        // One act at a time: what another would ask for must not stand in the way.
        let act = acts.first { $0.name == visit.query["act"] } ?? acts[0]
        let fields = HTML(act.asks) { CaseFields.field($0, value: "", visit) }
        let others = HTML(acts.filter { $0.name != act.name }) {
            "<a href=\"?\(visit.query.query(with: ["act": $0.name]))\">\(visit.t($0.title))</a> "
        }
        return """
            <form method="post" id="bulk" action="/cases/\(kind.name)/acts/\(act.name)" class="card row">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)">\(fields)\(CaseFields.reason(act, "", visit))<button>\(visit.t("对勾选的\(kind.title.zh)：\(act.title.zh)", "For those ticked: \(act.title.en)"))</button> \(others)</form>
            """
    }
}
