import Ledgers
import Quantities
import Review
import Store

/// The year at a glance: ledgers × districts for the city, ledgers × months for a district.
enum ReturnMatrix {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/returns", may: .may(.readLedgers), Text("填报", "Returns"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let district = visit.query["district"].flatMap(RegionCode.init).flatMap { visit.office.regions[$0] }.flatMap {
            visit.access.allows($0.code) ? $0 : nil
        }
        let one = district ?? (visit.regions.count == 1 ? visit.regions[0] : nil)
        let years = try await ReturnPages.years(visit)
        let acts: HTML = """
            <div class="acts">\("<a class=\"button\" href=\"/upload\">\(visit.t("上传填报文件", "Upload a return"))</a>", if: visit.may(.fileReturns))
            <a class="button plain" href="/returns/list?year=\(visit.year)">\(visit.t("逐页清单和办理", "Page by page"))</a>
            <a class="button plain" href="/receipts">\(visit.t("回执", "Receipts"))</a></div>
            """
        let body = one == nil ? try await city(visit) : try await districtTable(visit, one!)
        let choice = HTML(visit.regions) { region in
            "<option value=\"\(region.code.digits)\"\(" selected", if: region.code == one?.code)>\(region.name[visit.language])</option>"
        }
        let picker: HTML = """
            <form class="inline"><input type="hidden" name="year" value="\(visit.year)"><label><span class="hidden">\(visit.t("行政区划", "District"))</span><select name="district" data-go><option value="">\(visit.t("全市", "All districts"))</option>\(choice)</select></label> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        return .html(
            visit.page(
                one.map { visit.t("\($0.name.zh)填报情况", "Returns of \($0.name.en)") } ?? visit.t("填报情况", "Returns"), isWide: true,
                aside: "\(picker, if: visit.regions.count > 1)\(years)", "\(acts)\(legend(visit))\(body)"))
    }

    private static func legend(_ visit: Visit) -> HTML {
        let items = HTML(PageState.allCases) { state in
            "<span><span class=\"m \(state == .nothing ? "none" : state.rawValue)\">　</span> \(visit.t(state.title))</span>"
        }
        return "<p class=\"legend\">\(items)<span><span class=\"m overdue\">!</span> \(visit.t("逾期", "overdue"))</span></p>"
    }

    /// Ledgers × districts: accepted of owed, coloured by what is least far.
    private static func city(_ visit: Visit) async throws -> HTML {
        let (access, regions, year) = (visit.access, visit.office.regions, visit.year)
        let counts = try await visit.office.database.read {
            try Obligations.counts($0, access, regions: regions, year: year, by: [.ledger, .district])
        }
        let fields = Dictionary(counts.map { (Place(ledger: $0.ledger ?? "", district: $0.district), $0) }) { first, _ in first }
        let columns = visit.regions
        let heads = HTML(columns) { region in
            let short = region.shortName[visit.language]
            return
                "<th scope=\"col\"><a href=\"/returns?year=\(year)&amp;district=\(region.code.digits)\" title=\"\(region.name[visit.language])\">\(short)</a></th>"
        }
        let sheets = Sheet.all.filter { sheet in columns.contains { fields[Place(ledger: sheet.ledger, district: $0.code)] != nil } }
        let rows = HTML(sheets) { sheet in
            let cells = HTML(columns) { region in
                guard let field = fields[Place(ledger: sheet.ledger, district: region.code)] else { return "<td></td>" }
                let accepted = field.counts[.accepted] ?? 0
                // What somebody has to act on first; then whether all of it, some of it or none has been accepted.
                let waiting = [PageState.returned, .filed, .submitted, .approved].first { field.counts[$0] ?? 0 > 0 }
                let style = waiting?.rawValue ?? (accepted == field.total ? "accepted" : accepted > 0 ? "part" : "none")
                let label = PageState.allCases.compactMap { state in field.counts[state].map { "\(visit.t(state.title)) \($0)" } }.joined(
                    separator: "，")
                return
                    "<td><a class=\"m \(style)\" title=\"\(label)\" href=\"/returns/list?year=\(year)&amp;ledger=\(sheet.ledger)&amp;district=\(region.code.digits)\">\(accepted)/\(field.total)</a></td>"
            }
            return "<tr><th scope=\"row\">\(visit.t(sheet.title))</th>\(cells)</tr>"
        }
        return """
            <p class="quiet">\(visit.t("格内为“已接收/应报”的账页数，颜色为其中等待办理的状态；没有待办的，深绿为全部接收，浅绿为部分接收、其余未填报。", "Each field: pages accepted of those owed; the colour tells what waits to be acted on; without any, dark green is all accepted, light green some, the rest not filed."))</p>
            <div class="scroll" tabindex="0" role="region" aria-label="\(visit.t("填报情况", "Returns"))"><table class="matrix"><thead><tr><th>\(visit.t("台账", "Ledger"))</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private struct Place: Hashable {
        let ledger: String
        let district: RegionCode?
    }

    /// Ledgers × months of one district, each field a page.
    private static func districtTable(_ visit: Visit, _ region: Region) async throws -> HTML {
        let owed = try await ReturnPages.owed(visit, year: visit.year, district: region.code)
        let byAddress = Dictionary(owed.map { ($0.address, $0) }) { first, _ in first }
        let sheets = Sheet.all.filter {
            $0.isOwed && visit.access.allows(ledger: $0.ledger) && ($0.filedBy == .city) == (region.code == visit.office.regions.city.code)
        }
        if sheets.isEmpty { return visit.empty(visit.t("没有要填报的台账。", "There is nothing to file.")) }
        let monthly = HTML(sheets.filter { $0.cycle == .monthly }) { sheet in
            let cells = HTML(1...12) { month in
                field(byAddress[PageAddress(sheet.ledger, region.code, Period(year: visit.year, month: month))], visit)
            }
            return "<tr><th scope=\"row\">\(visit.t(sheet.title))</th>\(cells)</tr>"
        }
        let yearly = HTML(sheets.filter { $0.cycle == .yearly }) { sheet in
            let obligation = byAddress[PageAddress(sheet.ledger, region.code, Period(year: visit.year))]
            return obligation.map { obligation -> HTML in
                "<tr><td><a href=\"\(ReturnPages.path(obligation.address))\">\(visit.t(sheet.title))</a></td><td>\(ReturnPages.badge(obligation, visit))</td><td class=\"n minor\">\(obligation.status.entries)</td><td>\(obligation.deadline?.description ?? "—")</td></tr>"
            } ?? HTML.nothing
        }
        let months = HTML(1...12) { "<th scope=\"col\">\(visit.t("\($0)月", String($0)))</th>" }
        return """
            <h2>\(visit.t("按月填报", "Monthly"))</h2><div class="scroll" tabindex="0" role="region" aria-label="\(visit.t("按月填报", "Monthly"))"><table class="matrix"><thead><tr><th>\(visit.t("台账", "Ledger"))</th>\(months)</tr></thead><tbody>\(monthly)</tbody></table></div>
            <h2>\(visit.t("按年填报", "Yearly"))</h2><div class="scroll"><table><thead><tr><th>\(visit.t("台账", "Ledger"))</th><th>\(visit.t("状态", "State"))</th><th class="n minor">\(visit.t("条目", "Entries"))</th><th>\(visit.t("期限", "Due"))</th></tr></thead><tbody>\(yearly)</tbody></table></div>
            """
    }

    private static func field(_ obligation: Obligation?, _ visit: Visit) -> HTML {
        guard let obligation else { return "<td></td>" }
        let isLate: Bool = if case .overdue = obligation.timing { true } else { false }
        let style = isLate ? "overdue" : obligation.state == .nothing ? "none" : obligation.state.rawValue
        let label = visit.t(obligation.state.title) + (isLate ? visit.t("，逾期", ", overdue") : "")
        let text = obligation.state == .nothing ? (isLate ? "!" : "·") : String(obligation.status.entries)
        return
            "<td><a class=\"m \(style)\" href=\"\(ReturnPages.path(obligation.address))\" title=\"\(label)\" aria-label=\"\(ReturnPages.title(obligation.address, visit)) \(label)\">\(text)</a></td>"
    }
}
