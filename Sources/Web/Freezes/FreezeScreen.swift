import Accounts
import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Review
import Store

/// One freeze: what it holds, its scores, who has signed it, its documents, its report.
enum FreezeScreen {
    static func add(to routes: inout RouteTable) {
        let signers = Route.Requirement.may(.signForHousing, .signForFinance)
        routes.page(.get, "/freezes/:freeze", may: .may(.readEvaluation), Text("封账", "Freeze"), show)
        routes.page(.post, "/freezes/:freeze/sign", may: signers, Text("签署", "Sign"), sign)
        routes.page(.post, "/freezes/:freeze/withdraw", may: signers, Text("撤回签署", "Withdraw a signature"), withdraw)
        routes.page(.get, "/freezes/:freeze/report", may: .may(.readEvaluation), Text("报告", "Report"), report)
        routes.page(.get, "/freezes/:freeze/files/:file", may: .may(.readEvaluation), Text("下载报告和表格", "Documents"), file)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let freeze = try await FreezePages.freeze(visit)
        let (access, book) = (visit.access, visit.office.accounts)
        let (signed, leaves, results, others, names) = try await visit.office.database.read { connection in
            (
                try Signatures.status(connection, access, freeze: freeze.name), try Freezes.leaves(connection, access, of: freeze),
                try Freezes.results(connection, access, of: freeze), try Freezes.list(connection, access, year: freeze.year),
                try book.names(connection)
            )
        }
        let basis = try await Basis.frozen(visit.office, access, freeze.name)
        let pages = pages(visit, leaves)
        let scores = scores(visit, basis, results)
        for table in [pages, scores] { if let file = try table.export(visit) { return file } }
        return .html(
            visit.page(
                visit.t("封账 \(freeze.name)", "Freeze \(freeze.name)"),
                trail: [(visit.t("封账与报告", "Freezes and reports"), "/freezes?year=\(freeze.year)")], isWide: true,
                aside: FreezePages.state(visit, signed),
                """
                <div class="grid">\(facts(visit, freeze, leaves, names, others))\(signing(visit, freeze, signed, names))\(documents(visit, freeze))</div>
                <h2>\(visit.t("得分", "Scores"))</h2>\(EvaluationPages.weights(visit, basis.result.programmes.map(\.scheme)))\(scores.html(visit))
                <h2>\(visit.t("根值下的账页", "Pages under the root"))</h2>\(pages.html(visit))\(materials(visit, leaves))
                """))
    }

    // MARK: Parts

    private static func facts(_ visit: Visit, _ freeze: Freeze, _ leaves: FreezeLeaves, _ names: [String: String], _ others: [Freeze])
        -> HTML
    {
        let previous = freeze.previous.map { root -> HTML in
            let before = others.first { $0.root == root }
            let link: HTML = before.map { "<a href=\"/freezes/\($0.name)\">\($0.name)</a>" } ?? ""
            return "<dt>\(visit.t("上一次封账", "The one before"))</dt><dd>\(link) <code>\(root.hex.prefix(16))…</code></dd>"
        }
        let compare = HTML(others.filter { $0.name != freeze.name }) { other in
            let (first, second) = other.number < freeze.number ? (other, freeze) : (freeze, other)
            return "<a class=\"button plain\" href=\"/freezes/\(first.name)/compare/\(second.name)\">\(first.name) → \(second.name)</a> "
        }
        return """
            <section class="card"><h2>\(visit.t("概况", "Facts"))</h2><dl class="facts"><dt>\(visit.t("根值", "Root"))</dt><dd><code>\(freeze.root.hex)</code></dd><dt>\(visit.t("时间", "Time"))</dt><dd>\(Instants.shown(freeze.madeAt, visit))</dd>
            <dt>\(visit.t("封账人", "By"))</dt><dd>\(names[freeze.actor] ?? freeze.actor)</dd><dt>\(visit.t("说明", "Note"))</dt><dd class="said">\(freeze.note.isEmpty ? "—" : freeze.note)</dd><dt>\(visit.t("内容", "Holds"))</dt><dd>\(visit.t("账页\(leaves.pages.count)个，材料\(leaves.materials.count)份", "\(leaves.pages.count) pages, \(leaves.materials.count) materials"))</dd>
            <dt>\(visit.t("结果摘要", "Results"))</dt><dd><code>\(freeze.results.hex.prefix(16))…</code></dd>\(previous)</dl>
            <div class="acts"><a class="button plain" href="/freezes/\(freeze.name)/compare/now">\(visit.t("与当前比较", "Compare with now"))</a> \(compare)</div></section>
            """
    }

    private static func signing(_ visit: Visit, _ freeze: Freeze, _ signed: SignedFreeze, _ names: [String: String]) -> HTML {
        let rows = HTML(SigningBody.allCases) { body in
            let signature = body == .housing ? signed.housing : signed.finance
            let other = body == .housing ? signed.finance : signed.housing
            let said: HTML =
                signature.map {
                    "<span class=\"state good\">✓ \(names[$0.actor] ?? $0.actor)</span> <span class=\"quiet\">\(Instants.shown($0.signedAt, visit))</span>"
                } ?? "<span class=\"state\">\(visit.t("未签署", "not signed"))</span>"
            func button(_ act: String, _ text: String, _ ask: String, _ style: String) -> HTML {
                """
                <form method="post" action="/freezes/\(freeze.name)/\(act)" class="inline" data-confirm="\(ask)">\(visit.tokenField)<input type="hidden" name="body" value="\(body.rawValue)"><input type="hidden" name="root" value="\(freeze.root.hex)"><button class="\(style)">\(text)</button></form>
                """
            }
            let mine = visit.may(body.permission)
            let sign = button(
                "sign", visit.t("代表\(body.title.zh)签署", "Sign for \(body.title.en)"),
                visit.t(
                    "您将签署根值 \(freeze.root.hex.prefix(16))… 下的全部数据、得分和报告。双方签署后即公开，不能撤回。",
                    "You sign all data, scores and the report under root \(freeze.root.hex.prefix(16))…. With both signatures it is published and cannot be withdrawn."
                ), "")
            let back = button(
                "withdraw", visit.t("撤回签署", "Withdraw"), visit.t("撤回签署吗？", "Withdraw the signature?"), "plain")
            let same: HTML =
                "<span class=\"quiet\">\(visit.t("另一方已由您签署，须由不同的人签署。", "You signed for the other body; another person must sign."))</span>"
            let isOther = other?.actor == visit.access.actor
            return
                "<li><b>\(visit.t(body.title))</b> \(said) \(sign, if: mine && signature == nil && !isOther)\(same, if: mine && signature == nil && isOther)\(back, if: mine && signature != nil && !signed.isPublished)</li>"
        }
        let published: HTML = """
            <p class="flash">\(visit.t("双方已签署，于\(signed.publishedAt.map { Instants.shown($0, visit) } ?? "")公开。", "Signed by both and published on \(signed.publishedAt.map { Instants.shown($0, visit) } ?? "").")) <a href="/published/\(freeze.name)">\(visit.t("公开页", "Public page"))</a></p>
            """
        return
            "<section class=\"card\"><h2>\(visit.t("双方签署", "Signatures"))</h2><ul class=\"timeline\">\(rows)</ul>\(published, if: signed.isPublished)</section>"
    }

    private static func documents(_ visit: Visit, _ freeze: Freeze) -> HTML {
        """
        <section class="card"><h2>\(visit.t("报告和表格", "Report and forms"))</h2><p><a class="button" href="/freezes/\(freeze.name)/report">\(visit.t("在线阅读（每个数可点开）", "Read it here, every number a link"))</a></p>\(FreezeFile.links(visit, "/freezes/\(freeze.name)"))<p class="quiet">\(visit.t("首次生成需要几秒。", "The first making takes some seconds."))</p></section>
        """
    }

    private static func scores(_ visit: Visit, _ basis: Basis, _ results: FrozenResults) -> DataTable {
        var table = DataTable(
            "scores", title: visit.t("得分", "Scores"),
            columns: [
                .init("subject", visit.t("专项、一级指标、指标", "Programme, section, indicator")),
                .init("level", visit.t("层级", "Level"), minor: true),
                .init("score", visit.t("得分", "Score"), number: true),
                .init("audited", visit.t("审核得分", "Audited"), number: true, minor: true),
            ])
        let known = Dictionary(results.scores.map { ($0.subject, $0) }) { first, _ in first }
        func row(_ subject: String, _ indent: String, _ title: String, _ level: Text, _ path: String) {
            guard let score = known[subject] else { return }
            table.rows.append([
                .init(indent + title, html: "\(indent)<a href=\"\(path)\">\(title)</a>"), .init(visit.t(level)),
                .init(score.score?.points ?? "—", value: score.score),
                .init(score.audited?.points ?? "", value: score.audited),
            ])
        }
        for programme in basis.result.programmes {
            let scheme = programme.scheme
            let path = "/evaluation/\(HTML.encoded(scheme.programme))?\(basis.query)"
            row(scheme.programme, "", visit.t(scheme.title), Text("专项", "programme"), path)
            for section in programme.sections {
                row("\(scheme.programme)/\(section.section.id)", "　", visit.t(section.section.title), Text("一级指标", "section"), path)
                for indicator in section.indicators {
                    let id = indicator.indicator.id
                    row(id, "　　", visit.t(indicator.indicator.title), Text("指标", "indicator"), path + "#" + id)
                }
            }
        }
        return table
    }

    private static func pages(_ visit: Visit, _ leaves: FreezeLeaves) -> DataTable {
        var table = DataTable(
            "pages", title: visit.t("账页", "Pages"),
            columns: [
                .init("page", visit.t("账页", "Page")), .init("district", visit.t("行政区划", "District")),
                .init("period", visit.t("所属期", "Period")),
                .init("version", visit.t("版本", "Version"), number: true), .init("seal", visit.t("封印", "Seal"), minor: true),
            ])
        table.pageSize = 25
        table.rows = leaves.pages.map { page in
            guard let address = PageAddress(page.address) else {
                return [.init(page.address), .init(""), .init(""), .init(page.version), .init(page.seal.hex)]
            }
            return [
                .link(address.sheet.map { visit.t($0.title) } ?? address.ledger, "\(ReturnPages.path(address))?version=\(page.version)"),
                .init(visit.office.regions[address.district]?.name[visit.language] ?? ""), .init(address.period.description),
                .init(page.version),
                .init(page.seal.hex, html: "<code>\(page.seal.hex.prefix(12))…</code>"),
            ]
        }
        return table
    }

    private static func materials(_ visit: Visit, _ leaves: FreezeLeaves) -> HTML {
        let rows = HTML(leaves.materials) { "<tr><td>\($0.name)</td><td><code>\($0.digest.hex)</code></td></tr>" }
        return """
            <h2>\(visit.t("根值下的材料", "Materials under the root"))</h2><div class="scroll" tabindex="0"><table><thead><tr><th>\(visit.t("文件", "File"))</th><th>SHA-256</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    // MARK: Acts

    private static func sign(_ visit: Visit) async throws -> Reply {
        try await act(visit, done: "signed") { try Signatures.sign($0, $1, freeze: $2.name, root: $2.root.hex, as: $3, at: $4) }
    }

    private static func withdraw(_ visit: Visit) async throws -> Reply {
        try await act(visit, done: "withdrawn") { try Signatures.withdraw($0, $1, freeze: $2.name, as: $3, at: $4) }
    }

    private static func act(
        _ visit: Visit, done: String,
        _ body: @escaping @Sendable (any Connection, Access, Freeze, SigningBody, String) throws -> SignedFreeze
    ) async throws -> Reply {
        let freeze = try await FreezePages.freeze(visit)
        guard let signer = visit.form["body"].flatMap(SigningBody.init(rawValue:)) else {
            throw Refusal.malformed("没有签署主体", "no signing body")
        }
        // The root on the page the person saw, and no other.
        guard visit.form["root"] == freeze.root.hex else { throw Refusal.stale }
        let (access, instant) = (visit.access, visit.now.description)
        _ = try await visit.office.database.write { try body($0, access, freeze, signer, instant) }
        return .see("/freezes/\(freeze.name)?done=\(done)")
    }

    // MARK: The report

    private static func file(_ visit: Visit) async throws -> Reply {
        let freeze = try await FreezePages.freeze(visit)
        let document = try FreezeFile.named(try visit.parameter("file"))
        try visit.office.limits.take(.export, "document", visit.access.actor)
        return try await document.reply(visit, try await Basis.frozen(visit.office, visit.access, freeze.name), .office)
    }

    private static func report(_ visit: Visit) async throws -> Reply {
        let freeze = try await FreezePages.freeze(visit)
        let basis = try await Basis.frozen(visit.office, visit.access, freeze.name)
        return try await ReportScreen.reply(
            visit, basis, freeze, home: (visit.t("← 封账 \(freeze.name)", "← Freeze \(freeze.name)"), "/freezes/\(freeze.name)")
        ) {
            ReportScreen.link($0, basis)
        }
    }
}
