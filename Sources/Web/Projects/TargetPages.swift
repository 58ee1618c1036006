import Casework
import Ledgers
import Quantities
import Store

/// 目标分解: a target split over the districts, with their shares beside what they were before; the sum must be the target.
enum TargetPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/targets/:indicator/split", may: .may(.decideCases), Text("分解目标", "Split a target")) { visit in
            .html(try await form(visit, problem: nil))
        }
        routes.page(.post, "/targets/:indicator/split", may: .may(.decideCases), Text("分解到区", "Split over districts"), split)
    }

    static func link(_ visit: Visit, _ view: CaseView) -> HTML {
        let link: HTML =
            "<section class=\"card\"><p><a class=\"button plain\" href=\"/targets/\(path: view.line.key)/split?year=\(visit.year)\">\(visit.t("逐区填写分解数", "Fill in the shares district by district"))</a></p></section>"
        return visit.may(.decideCases) ? link : HTML.nothing
    }

    private static func target(_ visit: Visit) async throws -> (view: CaseView, shares: [RegionCode: Int64]) {
        let (access, city, year, key) = (visit.access, visit.office.regions.city.code, visit.year, try visit.parameter("indicator"))
        guard access.allows(city), access.allows(ledger: Sheet.targets.ledger) else { throw Refusal.notFound }
        let found = try await visit.office.database.read { connection -> (CaseView, [RegionCode: Int64])? in
            guard try Cases.list(connection, access, .target, year: year).contains(where: { $0.key == key }) else { return nil }
            let shares = try Entries.current(connection, access, .districtTargets, year: year).filter { $0["indicator"].plain == key }
            let values = shares.compactMap { entry -> (RegionCode, Int64)? in
                if case .integer(let value) = entry["value"] { (entry.page.district, value) } else { nil }
            }
            return (
                try Cases.view(connection, access, .target, district: city, year: year, key: key),
                Dictionary(values) { first, _ in first }
            )
        }
        guard let found else { throw Refusal.notFound }
        return found
    }

    private static func form(_ visit: Visit, problem: CaseworkError?) async throws -> HTML {
        let (view, shares) = try await target(visit)
        let entry = view.line.entry
        func shown(_ column: String) -> String { entry.sheet.index(of: column).map { entry.shown($0, visit.language) } ?? "" }
        let rows = HTML(visit.office.regions.districts) { district in
            let known = shares[district.code].flatMap { Rational($0, 100).exactDecimal } ?? ""
            let value = problem == nil ? known : visit.form["s-\(district.code.digits)"] ?? ""
            return
                "<label>\(district.name[visit.language]) <input name=\"s-\(district.code.digits)\" value=\"\(value)\" inputmode=\"decimal\" size=\"12\"></label>"
        }
        let message = problem.map { problem -> HTML in
            "<p class=\"problem\" role=\"alert\">\(visit.t(problem.text)) <code>\(problem.code)</code></p>"
        }
        return visit.page(
            visit.t("分解目标：", "Split: ") + shown("indicator"),
            trail: [
                (visit.t("业务办理", "Casework"), "/cases?year=\(visit.year)"),
                (visit.t(CaseKind.target.title), "/cases/target?year=\(visit.year)"),
            ],
            """
            \(message)<p>\(visit.t("市级目标", "The city's target"))：<b>\(shown("value"))</b>　\(visit.t("各区之和应与此一致；空白的区不分解。", "The shares must add up to it; a district left blank gets none."))</p>
            <form method="post" action="/targets/\(path: view.line.key)/split?year=\(visit.year)" class="stack">\(visit.tokenField)<input type="hidden" name="mark" value="\(view.mark)"><div class="pair">\(rows)</div><button>\(visit.t("分解到区", "Split"))</button></form>
            """)
    }

    private static func split(_ visit: Visit) async throws -> Reply {
        let shares = visit.office.regions.districts.compactMap { district in
            visit.form.text("s-\(district.code.digits)").map { "\(district.code.digits)=\($0)" }
        }
        let (city, key) = (visit.office.regions.city.code, try visit.parameter("indicator"))
        let order = CaseOrder(
            "target", "split", district: city, year: visit.year, key: key, mark: visit.form["mark"],
            answers: ["shares": shares.joined(separator: "、")])
        do {
            try await CasePages.casework(visit).perform(order, as: visit.access, at: visit.now)
            return .see(CasePages.path(.target, city, key, year: visit.year) + "&done=saved")
        } catch let error as CaseworkError where error.kind != .notFound {
            return .html(try await form(visit, problem: error), status: Guard.status(error.kind))
        }
    }
}
