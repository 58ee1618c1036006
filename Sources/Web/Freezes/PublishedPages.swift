import Accounts
import Evaluation
import Ledgers
import Quantities
import Reports
import Review
import Store

/// 公开: reports that both bodies have signed, for everybody. Nothing here names a person or shows an entry of a ledger.
enum PublishedPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/published", may: .everyone, Text("公开的报告", "Published reports"), list)
        routes.page(.get, "/published/:freeze", may: .everyone, Text("公开的报告", "Published report"), show)
        routes.page(.get, "/published/:freeze/report", may: .everyone, Text("在线阅读", "The report"), report)
        routes.page(.get, "/published/:freeze/files/:file", may: .everyone, Text("下载", "Documents"), file)
    }

    /// What publication opens: the evaluation of a published freeze, whoever asks. It is used for freezes that are found to be published and
    /// for nothing else.
    private static func reader(_ visit: Visit) -> Access {
        Access(
            city: visit.office.regions.city.code, districts: .all, ledgers: .all, permissions: [.readLedgers, .readEvaluation],
            actor: "public")
    }

    private static func all(_ visit: Visit) async throws -> [(freeze: Freeze, signed: SignedFreeze)] {
        let access = reader(visit)
        return try await visit.office.database.read { connection in
            let freezes = Dictionary(try Freezes.list(connection, access).map { ($0.name, $0) }) { first, _ in first }
            return try Signatures.published(connection, access).compactMap { signed in
                freezes[signed.freeze].flatMap { $0.root.hex == signed.root ? ($0, signed) : nil }
            }
        }
    }

    /// A freeze that is not published is not there.
    private static func published(_ visit: Visit) async throws -> (freeze: Freeze, signed: SignedFreeze) {
        let name = try visit.parameter("freeze")
        guard let found = try await all(visit).first(where: { $0.freeze.name == name }) else { throw Refusal.notFound }
        return found
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let items = HTML(try await all(visit).reversed()) { item in
            let time = item.signed.publishedAt.map { Instants.shown($0, visit) } ?? ""
            return """
                <section class="card"><h2><a href="/published/\(item.freeze.name)">\(title(visit, item.freeze))</a></h2>
                <dl class="facts"><dt>\(visit.t("公开时间", "Published"))</dt><dd>\(time)</dd><dt>\(visit.t("封账", "Freeze"))</dt><dd>\(item.freeze.name)</dd><dt>\(visit.t("根值", "Root"))</dt><dd><code>\(item.freeze.root.hex)</code></dd></dl></section>
                """
        }
        let none = visit.empty(
            visit.t(
                "还没有公开的报告。报告由住房、财政双方签署后在此公开。",
                "Nothing is published yet. A report appears here when housing and finance have both signed it."))
        return .html(visit.page(visit.t("公开的报告", "Published reports"), "\(items)\(none, if: items.isEmpty)"))
    }

    private static func title(_ visit: Visit, _ freeze: Freeze) -> String {
        let city = visit.office.regions.city.name
        return visit.t(
            "\(city.zh)\(freeze.year)年度保障性安居工程绩效评价报告", "Performance evaluation of affordable housing, \(city.en), \(freeze.year)")
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let (freeze, signed) = try await published(visit)
        let basis = try await Basis.frozen(visit.office, reader(visit), freeze.name)
        let bodies = HTML(zip(SigningBody.allCases, YearDocuments.bodies(visit.office.regions.city))) { body, name in
            let signature = body == .housing ? signed.housing : signed.finance
            return
                "<dt>\(visit.t(name))</dt><dd>\(signature.map { Instants.shown($0.signedAt, visit) } ?? "") \(visit.t("签署", "signed"))</dd>"
        }
        let scores = HTML(basis.result.programmes) { programme in
            """
            <section class="card"><h2>\(visit.t(programme.scheme.title))</h2><p><span class="stat">\(programme.score.points)</span> / \(programme.scheme.total.short) \(visit.t("分", "points"))　<span class="state info">\(visit.t(programme.band))</span></p></section>
            """
        }
        return .html(
            visit.page(
                title(visit, freeze), trail: [(visit.t("公开的报告", "Published reports"), "/published")],
                """
                \(EvaluationPages.weights(visit, basis.result.programmes.map(\.scheme)))<p><a class="button" href="/published/\(freeze.name)/report">\(visit.t("在线阅读报告", "Read the report"))</a></p><div class="grid">\(scores)</div>
                <div class="grid spaced"><section class="card"><h2>\(visit.t("签署", "Signatures"))</h2><dl class="facts">\(bodies)<dt>\(visit.t("封账", "Freeze"))</dt><dd>\(freeze.name)</dd><dt>\(visit.t("根值", "Root"))</dt><dd><code>\(freeze.root.hex)</code></dd></dl></section>
                <section class="card"><h2>\(visit.t("下载", "Downloads"))</h2>\(FreezeFile.links(visit, "/published/\(freeze.name)"))</section></div>\(verification(visit))
                """))
    }

    private static func verification(_ visit: Visit) -> HTML {
        """
        <section class="card"><h2>\(visit.t("怎样核验", "How to verify"))</h2><ol><li>\(visit.t("下载“离线包”，在浏览器中打开（不需要联网）。它会重新计算结果摘要和根值，并把页面上的每个数与封账逐一核对。", "Download the offline bundle and open it in a browser, without a network. It makes the digest of the results and the root again, and holds every number against the freeze."))</li>
        <li>\(visit.t("把它算出的根值与本页、与双方签署的纸质文件上的根值比较，应完全相同。", "Compare its root with the one on this page and on the paper both bodies signed: they must be the same."))</li>
        <li>\(visit.t("持有账册的单位可运行 anju verify，从原件起重新计算全部账页、封账和日志。", "Whoever holds the books can run anju verify, which computes all pages, freezes and the journal again from the originals."))</li></ol></section>
        """
    }

    private static func report(_ visit: Visit) async throws -> Reply {
        let (freeze, _) = try await published(visit)
        let basis = try await Basis.frozen(visit.office, reader(visit), freeze.name)
        let home = (visit.t("← 公开的报告", "← Published reports"), "/published/\(freeze.name)")
        // Who may see the whole city is led to the trace; everybody else to the annex of the offline page.
        if visit.may(.readEvaluation), visit.access.districts == .all {
            return try await ReportScreen.reply(visit, basis, freeze, home: home) { ReportScreen.link($0, basis) }
        }
        return ReportScreen.reply(try await FreezeFile.screen.bytes(visit, basis, .everyone))
    }

    private static func file(_ visit: Visit) async throws -> Reply {
        let (freeze, _) = try await published(visit)
        let document = try FreezeFile.named(try visit.parameter("file"))
        // Each document is made once; after that it is a file, so a crowd of readers costs little.
        return try await document.reply(visit, try await Basis.frozen(visit.office, reader(visit), freeze.name), .everyone)
    }
}
