import Households
import Ledgers
import Quantities
import Store

/// 疑点: found over the whole city, both sides shown, a task with an owner and an outcome.
enum DoubtPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/doubts", may: HouseholdsFrame.readers, Text("疑点", "Doubts"), list)
        routes.page(.post, "/doubts", may: .may(.decideCases), Text("核查疑点", "Look for doubts"), run)
        routes.page(.get, "/doubts/:doubt", may: HouseholdsFrame.readers, Text("一个疑点", "A doubt"), show)
        routes.page(
            .post, "/doubts/:doubt", may: .may(.handleHouseholds, .decideHouseholds, .decideCases), Text("办理疑点", "Act on a doubt"), act)
    }

    private static func style(_ state: DoubtState) -> String {
        switch state {
        case .open: "bad"
        case .assigned, .confirmed: "warn"
        case .explained, .settled: "good"
        }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let kind = visit.query["kind"].flatMap(DoubtKind.init(rawValue:))
        let (tasks, names) = try await visit.reading { try Doubts.list($0, $1) }
        let shown = tasks.filter { kind == nil || $0.doubt.kind == kind }
        var table = DataTable(
            "doubts", title: visit.t("疑点", "Doubts"),
            columns: [
                .init("number", visit.t("编号", "Number"), number: true), .init("kind", visit.t("疑点", "Doubt")),
                .init("subject", visit.t("对象", "About")), .init("one", visit.t("一方记录", "One side")),
                .init("other", visit.t("另一方记录", "The other")), .init("state", visit.t("状态", "State")),
                .init("owner", visit.t("核查人", "Owner"), minor: true),
            ])
        table.rows = shown.map { task in
            [
                .link(String(task.number), "/doubts/\(task.number)", value: Rational(task.number)), .init(visit.t(task.doubt.kind.title)),
                .init(task.doubt.subject), .init(side(visit, task.doubt.one)), .init(side(visit, task.doubt.other)),
                visit.state(task.state.title, style(task.state)), .init(names[task.owner] ?? task.owner),
            ]
        }
        table.empty = visit.empty(visit.t("没有疑点。市级核查后列在这里。", "No doubts; they stand here once the city has looked."))
        if let file = try table.export(visit) { return file }
        let counts = HTML(DoubtKind.allCases) { kind in
            "<li><a href=\"/doubts?kind=\(kind.rawValue)\">\(visit.t(kind.title))</a> <b>\(tasks.count { $0.doubt.kind == kind })</b> <span class=\"quiet\">\(visit.t(kind.rule))</span></li>"
        }
        let form: HTML = """
            <form method="post" action="/doubts" class="inline">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)"><button>\(visit.t("核查\(visit.year)年疑点", "Look for doubts of \(visit.year)"))</button></form>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("疑点", "Doubts"), isWide: true, aside: "\(form, if: visit.may(.decideCases))",
                "<details class=\"card\"><summary>\(visit.t("十类疑点和数量", "Ten kinds, and how many"))</summary><ul>\(counts)</ul></details>\(table.html(visit))"
            ))
    }

    private static func side(_ visit: Visit, _ side: Doubt.Side) -> String { visit.districtName(side.district) + "：" + visit.t(side.text) }

    private static func run(_ visit: Visit) async throws -> Reply {
        let year = Int(clamping: try visit.formNumber("year", ("年度", "Year")))
        let policy = try HouseholdsFrame.policy(visit)
        try await visit.writing { _ = try Doubts.run($0, $1, year: year, policy: policy, at: $2) }
        return .see("/doubts?done=saved")
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("doubt")
        let (found, names) = try await visit.reading { (try Doubts.task($0, $1, number), try Doubts.history($0, $1, number)) }
        let (task, history) = found
        func card(_ title: String, _ side: Doubt.Side) -> HTML {
            "<section class=\"card\"><h2>\(title)</h2><p><b>\(visit.districtName(side.district))</b></p><p>\(visit.t(side.text))</p></section>"
        }
        let acts = Doubts.machine.acts(in: task.state, visit.access).filter { $0 != .reopen }
        let form = visit.actForm(
            "/doubts/\(number)", acts.map { ($0.rawValue, visit.t($0.title)) }, revision: task.revision,
            note: visit.t("说明或处理结果", "Explanation or outcome"))
        let isHousehold = task.doubt.subject.utf8.starts(with: "JT".utf8) && !task.doubt.subject.contains("+")
        let link: HTML = "<a href=\"\(HouseholdPages.path(task.doubt.subject))\">\(task.doubt.subject)</a>"
        return .html(
            HouseholdsFrame.page(
                visit, visit.t(task.doubt.kind.title), trail: [(visit.t("疑点", "Doubts"), "/doubts")],
                aside: "<span class=\"state \(style(task.state))\">\(visit.t(task.state.title))</span>",
                """
                <p>\(visit.t("对象", "About"))：\(isHousehold ? link : "\(task.doubt.subject)")　<span class="quiet">\(visit.t(task.doubt.kind.rule))</span></p>
                <div class="grid">\(card(visit.t("一方记录", "One side"), task.doubt.one))\(card(visit.t("另一方记录", "The other side"), task.doubt.other))</div>
                <section class="card"><h2>\(visit.t("核查", "The task"))</h2><p>\(visit.t("核查人", "Owner"))：\(task.owner.isEmpty ? visit.t("未指定", "nobody yet") : names[task.owner] ?? task.owner)</p>\(visit.timeline(history, names: names) { name in DoubtAct(rawValue: name).map { visit.t($0.title) } ?? visit.t("发现", "found") })\(form)</section>
                """))
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("doubt")
        let order = try visit.formOrder(DoubtAct.self, number)
        try await visit.writing { try Doubts.perform($0, $1, order, at: $2) }
        return .see("/doubts/\(number)?done=" + (order.act == .explain ? "explained" : "saved"))
    }
}
