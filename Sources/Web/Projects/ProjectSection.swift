import Casework
import Ledgers
import Quantities
import Store

/// What the page of a project shows beside its entry: homes by month, its listings, its certificate, its money, what is late.
enum ProjectSection {
    static func html(_ visit: Visit, _ view: CaseView) async throws -> HTML {
        let (access, year, code, district) = (visit.access, visit.year, view.line.key, view.line.district)
        let found = try await visit.office.database.read { connection in
            let line = try ProjectOverview.read(connection, access, year: year).lines.first { $0.code == code && $0.district == district }
            let certificates = try Cases.list(connection, access, .certificate, year: year, district: district)
                .filter { $0.entry["project"].plain == code }
            return (line, certificates)
        }
        guard let line = found.0 else { return HTML.nothing }
        let certificates = HTML(found.1) { one in
            "<li><a href=\"\(CasePages.path(.certificate, one.district, one.key, year: visit.year))\">\(one.entry["certificate"].plain.isEmpty ? one.key : one.entry["certificate"].plain)</a> \(CasePages.badge(.certificate, one.state.code, visit))</li>"
        }
        let none: HTML = "<li class=\"quiet\">\(visit.t("没有认定书", "no certificate"))</li>"
        return """
            \(late(visit, line, year))\(months(visit, line))\(lists(visit, line))<section class="card"><h2>\(visit.t("认定书和资金", "Certificate and money"))</h2><ul class="timeline">\(certificates)\(none, if: found.1.isEmpty)</ul><p><a href="/search?q=\(path: code)">\(visit.t("查找涉及本项目的拨付、支出、检查条目", "Find payments, vouchers and inspections of this project"))</a></p></section>
            """
    }

    private static func late(_ visit: Visit, _ line: ProjectLine, _ year: Int) -> HTML {
        let warnings = ProjectOverview(year: year, lines: [line], lastYear: [:]).warnings(on: ProjectPages.day(visit))
        if warnings.isEmpty { return HTML.nothing }
        return "<div class=\"warn\"><ul>\(HTML(warnings) { "<li>\(visit.t($0.text)) <code>\($0.code)</code></li>" })</ul></div>"
    }

    private static func months(_ visit: Visit, _ line: ProjectLine) -> HTML {
        let rows = HTML(Choices.milestone.filter { line.months[$0.code] != nil }) { milestone in
            let its = line.months[milestone.code] ?? []
            let cells = HTML(its) { "<td class=\"n\">\($0 == 0 ? "" : String($0))</td>" }
            return "<tr><th scope=\"row\">\(visit.t(milestone.name))</th>\(cells)<td class=\"n\"><b>\(its.reduce(0, +))</b></td></tr>"
        }
        let heads = HTML(1...12) { "<th class=\"n\">\($0)\(visit.t("月", ""))</th>" }
        let table: HTML = """
            <div class="scroll" tabindex="0" role="region" aria-label="\(visit.t("逐月进度", "By month"))"><table><thead><tr><th></th>\(heads)<th class="n">\(visit.t("全年", "Year"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        let none: HTML = "<p class=\"quiet\">\(visit.t("本年度还没有申报节点。", "No milestone was reported this year."))</p>"
        return """
            <section class="card"><h2>\(visit.t("节点进度", "Milestones"))</h2>\(table, if: !line.months.isEmpty)\(none, if: line.months.isEmpty)<dl class="facts"><dt>\(visit.t("累计", "In all"))</dt><dd>\(visit.t("批准\(line.homes)套，已开工（筹集）\(line.milestones.started)套，基本建成\(line.milestones.basic)套，竣工\(line.milestones.completed)套，交付\(line.milestones.delivered)套", "\(line.homes) approved, \(line.milestones.started) started, \(line.milestones.basic) basically complete, \(line.milestones.completed) completed, \(line.milestones.delivered) handed over"))</dd></dl></section>
            """
    }

    private static func lists(_ visit: Visit, _ line: ProjectLine) -> HTML {
        let items = HTML(line.listings + line.earlier) { listing in
            let batch = CasePages.path(
                .planBatch, visit.office.regions.city.code, listing.batch, year: listing.issuedOn?.year ?? visit.year)
            return
                "<li><a href=\"\(batch)\">\(listing.batch)</a> \(ProjectPages.word(Choices.planList, listing.list, visit)) \(listing.homes) <span class=\"quiet\">\(listing.issuedOn?.description ?? "")</span></li>"
        }
        let none: HTML = "<li class=\"quiet\">\(visit.t("未列入计划", "in no plan"))</li>"
        return
            "<section class=\"card\"><h2>\(visit.t("年度计划", "Plans"))</h2><ul class=\"timeline\">\(items)\(none, if: line.listings.isEmpty && line.earlier.isEmpty)</ul></section>"
    }
}
