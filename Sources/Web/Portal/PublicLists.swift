import Ledgers
import Quantities
import Review
import Store

/// 公开的清单: projects, batches of the plan and communities under renewal, from the pages the city has accepted. Only the columns named here are
/// shown.
enum PublicLists {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/portal/projects", may: .everyone, Text("保障性住房项目", "Housing projects"), projects)
        routes.page(.get, "/portal/plans", may: .everyone, Text("建设筹集计划", "Plans"), plans)
        routes.page(.get, "/portal/communities", may: .everyone, Text("老旧小区改造", "Renewal near you"), communities)
    }

    /// One line of a list, made of public columns.
    private struct Item: Sendable {
        let district: RegionCode
        let title: String
        let facts: [(Text, String)]
        /// What the search looks through.
        var words: String { ([title] + facts.map(\.1)).joined(separator: " ") }
    }

    private static let perPage = 20

    /// What the city makes public of its ledgers, whoever asks. It reads these three and shows ``shown`` columns of them.
    private static func reader(_ visit: Visit) -> Access {
        Access(
            city: visit.office.regions.city.code, districts: .all, ledgers: .only(["projects", "plans", "communities"]),
            permissions: [.readLedgers], actor: "public")
    }

    /// The columns of each ledger that are public, in the order they are shown.
    static let shown: [String: [String]] = [
        "projects": ["project", "housing", "source", "homes", "area"],
        "plans": ["batch", "list", "homes", "issued_on"],
        "communities": ["street", "built", "buildings", "households", "in_plan", "started_on", "completed_on", "management"],
    ]

    private static func items(_ visit: Visit, _ sheet: Sheet, title: String) async throws -> [Item] {
        let (access, year) = (reader(visit), visit.year)
        let language = visit.language
        let columns = (shown[sheet.ledger] ?? []).compactMap { name in sheet.columns.firstIndex { $0.name == name } }
            .filter { !sheet.columns[$0].isPersonal }
        let heading = sheet.columns.firstIndex { $0.name == title }
        return try await visit.office.database.read { connection in
            let accepted = Set(
                try PageStates.list(connection, access, year: year, ledger: sheet.ledger).filter { $0.state == .accepted }.map(\.address))
            let pages = try Pages.current(connection, access, year: year, ledger: sheet.ledger).filter {
                accepted.contains(PageAddress($0.ledger, $0.district, $0.period))
            }
            return try pages.flatMap { page in
                try Entries.read(connection, access, page).map { entry in
                    Item(
                        district: page.district, title: heading.map { entry.shown($0, language) } ?? entry.key,
                        facts: columns.compactMap { column in
                            let text = entry.shown(column, language)
                            return text.isEmpty ? nil : (sheet.columns[column].title, text + unit(sheet.columns[column], language))
                        })
                }
            }
        }
    }

    private static func unit(_ column: Column, _ language: Language) -> String {
        guard let unit = column.type.inputUnit else { return "" }
        return language == .chinese ? unit.zh : " " + unit.en
    }

    private static func projects(_ visit: Visit) async throws -> Reply {
        try await list(visit, .projects, title: "name", Text("保障性住房项目", "Housing projects"), Text("项目名称、编号", "name or number"))
    }

    private static func plans(_ visit: Visit) async throws -> Reply {
        try await list(visit, .plans, title: "project", Text("建设筹集计划", "Plans by batch"), Text("项目编号、批次", "project or batch"))
    }

    private static func communities(_ visit: Visit) async throws -> Reply {
        try await list(visit, .communities, title: "name", Text("我家附近的老旧小区改造", "Renewal near you"), Text("小区名、街道", "community or street"))
    }

    private static func list(_ visit: Visit, _ sheet: Sheet, title: String, _ heading: Text, _ hint: Text) async throws -> Reply {
        let all = try await items(visit, sheet, title: title)
        let district = visit.query["district"].flatMap(RegionCode.init)
        let search = visit.query.text("q")?.lowercased() ?? ""
        let found = all.filter {
            (district == nil || $0.district == district) && (search.isEmpty || $0.words.lowercased().contains(search))
        }
        let pages = max(1, (found.count + perPage - 1) / perPage)
        let page = min(pages, max(1, visit.query["page"].flatMap(Int.init) ?? 1))
        let boxes = HTML(found.dropFirst((page - 1) * perPage).prefix(perPage)) { item in
            let facts = HTML(item.facts) { "<dt>\(visit.t($0.0))</dt><dd>\($0.1)</dd>" }
            return
                "<section class=\"box\"><h2>\(item.title)</h2><dl><dt>\(visit.t("区", "District"))</dt><dd>\(visit.office.regions[item.district]?.name[visit.language] ?? "")</dd>\(facts)</dl></section>"
        }
        let districts = HTML(visit.office.regions.districts) { region in
            "<option value=\"\(region.code.digits)\"\(" selected", if: region.code == district)>\(region.name[visit.language])</option>"
        }
        func link(_ number: Int, _ text: String) -> HTML {
            "<a href=\"?\(visit.query.query(with: ["page": String(number)]))\">\(text)</a>"
        }
        let pager: HTML = """
            <nav class="pager" aria-label="\(visit.t("分页", "Pages"))">\(link(page - 1, visit.t("上一页", "Previous")), if: page > 1)<span>\(page) / \(pages)</span>\(link(page + 1, visit.t("下一页", "Next")), if: page < pages)</nav>
            """
        return .html(
            visit.portal(
                visit.t(heading),
                """
                <form><label for="district">\(visit.t("区", "District"))</label><select id="district" name="district"><option value="">\(visit.t("全市", "All"))</option>\(districts)</select><label for="q">\(visit.t(hint))</label><input id="q" type="search" name="q" value="\(visit.query["q"] ?? "")"><p class="acts"><button>\(visit.t("查找", "Search"))</button></p></form>
                <p role="status">\(visit.t("\(visit.year)年，共\(found.count)个", "\(visit.year): \(found.count) found"))</p>\(boxes)\(pager, if: pages > 1)
                """))
    }
}
