import Evaluation
import Ledgers
import Quantities

/// 指标表: a programme's indicators with weight, target, actual, rate, score and how it came about, evidence and sentences.
enum ProgrammePage {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/evaluation/:programme", may: .may(.readEvaluation), Text("指标表", "Indicators"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let basis = try await Basis.of(visit)
        let name = try visit.parameter("programme")
        // A district has no programmes in its result: it finds nothing here, whether the name is one or not.
        guard let programme = basis.result.programmes.first(where: { $0.scheme.programme == name }) else { throw Refusal.notFound }
        let table = table(visit, basis, programme)
        if let file = try table.export(visit) { return file }
        let audited = programme.auditedScore.map { "　\(visit.t("审核得分", "audited")) \($0.points)" } ?? ""
        let others = HTML(basis.result.programmes.filter { $0.scheme.programme != name }) {
            "<a href=\"/evaluation/\(path: $0.scheme.programme)?\(basis.query)\">\(visit.t($0.scheme.title))</a>　"
        }
        let sections = HTML(programme.sections) { section(visit, basis, $0) }
        return .html(
            visit.page(
                visit.t(programme.scheme.title),
                trail: [(visit.t("\(basis.year)年评价", "Evaluation of \(basis.year)"), "/evaluation?\(basis.query)")],
                isWide: true,
                aside:
                    "<span><span class=\"stat\">\(programme.score.points)</span> / \(programme.scheme.total.short)　<span class=\"state info\">\(visit.t(programme.band))</span>\(audited)</span>",
                """
                \(basis.banner(visit))\(EvaluationPages.weights(visit, [programme.scheme]))<p class="quiet">\(visit.t("依据", "By")) \(programme.scheme.document)；\(visit.t(programme.scheme.source))　\(others)</p>
                \(table.html(visit))<h2>\(visit.t("逐项说明", "One by one"))</h2>\(sections)
                """))
    }

    // MARK: The table

    private static func table(_ visit: Visit, _ basis: Basis, _ programme: ProgrammeEvaluation) -> DataTable {
        let language = visit.language
        var table = DataTable(
            "indicators", title: visit.t(programme.scheme.title),
            columns: [
                .init("section", visit.t("一级指标", "Section"), minor: true), .init("indicator", visit.t("指标", "Indicator")),
                .init("weight", visit.t("分值", "Weight"), number: true, minor: true), .init("target", visit.t("目标", "Target"), number: true),
                .init("actual", visit.t("实际", "Actual"), number: true), .init("rate", visit.t("完成率", "Rate"), number: true, minor: true),
                .init("score", visit.t("得分", "Score"), number: true),
                .init("audited", visit.t("审核得分", "Audited"), number: true, minor: true),
                .init("reason", visit.t("得分说明", "How it came about"), minor: true),
                .init("evidence", visit.t("佐证", "Evidence"), number: true, minor: true),
            ])
        table.rows = programme.sections.flatMap { section in
            section.indicators.map { item in
                let indicator = item.indicator
                let present = item.evidence.count(where: \.isPresent)
                let target: DataTable.Cell =
                    item.target?.figure.map { basis.cell($0, language) }
                    ?? .init(item.target?.text(language) ?? "—", value: item.target?.value)
                let rate: DataTable.Cell =
                    item.rate.map { rate in
                        .init(
                            rate.percent, value: rate,
                            html: item.rateFigure.map { "<a class=\"figure\" href=\"\(basis.path($0.reference))\">\(rate.percent)</a>" })
                    } ?? .init("—")
                let lost = item.isApplicable && (item.score ?? 0) < indicator.weight
                let score: DataTable.Cell =
                    item.isApplicable
                    ? .init(
                        item.score?.points ?? "—", value: item.score,
                        html: lost ? "<span class=\"state warn\">\(item.score?.points ?? "—")</span>" : nil)
                    : .init(visit.t("不适用", "n/a"))
                return [
                    .init(visit.t(section.section.title)), .link(visit.t(indicator.title), "#" + indicator.id),
                    .init(indicator.weight.short, value: indicator.weight), target,
                    item.actual == nil ? .init("—") : basis.cell(item.actual, language),
                    rate, score, .init(item.audited?.points ?? "", value: item.audited), .init(visit.t(item.reason)),
                    .init(item.evidence.isEmpty ? "" : "\(present)/\(item.evidence.count)", value: Rational(present)),
                ]
            }
        }
        // Without an audit there is nothing to show in its column.
        if programme.auditedScore == nil, let place = table.columns.firstIndex(where: { $0.id == "audited" }) {
            table.columns.remove(at: place)
            table.rows = table.rows.map { row in row.enumerated().filter { $0.offset != place }.map(\.element) }
        }
        return table
    }

    // MARK: One by one

    private static func section(_ visit: Visit, _ basis: Basis, _ section: SectionEvaluation) -> HTML {
        let score = section.score.map { "\($0.points) / \(section.weight.short)" } ?? visit.t("不适用", "does not apply")
        let own = HTML(section.statements) { say(visit, basis, $0) }
        let items = HTML(section.indicators) { indicator(visit, basis, $0) }
        return "<section><h3>\(visit.t(section.section.title))　<span class=\"quiet\">\(score)</span></h3>\(own)\(items)</section>"
    }

    private static func indicator(_ visit: Visit, _ basis: Basis, _ item: IndicatorEvaluation) -> HTML {
        let indicator = item.indicator
        let audit = item.audited.map { score -> HTML in
            "<dt>\(visit.t("审核得分", "Audited"))</dt><dd>\(score.points)　\(item.auditReason ?? "")</dd>"
        }
        let cause = item.explanation.map { entry -> HTML in
            "<dt>\(visit.t("偏差原因", "Cause"))</dt><dd>\(entry["cause"].plain)</dd>"
        }
        let target: HTML = item.target?.figure.map { basis.link($0, visit.language) } ?? "\(item.target?.text(visit.language) ?? "—")"
        let rate: HTML = "　\(visit.t("完成率", "rate")) \(item.rate?.percent ?? "")"
        let evidence = HTML(item.evidence) { self.evidence(visit, basis, $0) }
        let held: HTML = "<dt>\(visit.t("佐证", "Evidence"))</dt><dd><ul class=\"tree\">\(evidence)</ul></dd>"
        return """
            <section class="card" id="\(indicator.id)"><h3>\(visit.t(indicator.title))　<span class="quiet">\(item.score?.points ?? "—") / \(indicator.weight.short)</span></h3>
            <dl class="facts"><dt>\(visit.t("完成情况", "Attainment"))</dt><dd>\(visit.t("目标", "target")) \(target)　\(visit.t("实际", "actual")) \(basis.link(item.actual, visit.language))\(rate, if: item.rate != nil)</dd>
            <dt>\(visit.t("评分方法", "Scoring"))</dt><dd>\(visit.t(indicator.shape.words(indicator.weight, basis.result.model)))</dd><dt>\(visit.t("得分说明", "How it came about"))</dt><dd>\(visit.t(item.reason))</dd>\(audit)\(cause)\(held, if: !item.evidence.isEmpty)</dl>
            \(HTML(item.statements) { say(visit, basis, $0) })</section>
            """
    }

    private static func evidence(_ visit: Visit, _ basis: Basis, _ evidence: EvidenceResult) -> HTML {
        let state: HTML =
            evidence.isPresent
            ? "<span class=\"state good\">\(visit.t("有", "present"))</span>" : "<span class=\"state bad\">\(visit.t("缺", "missing"))</span>"
        let figure = evidence.figure.map { figure -> HTML in "　\(basis.title(figure, visit.language))：\(basis.link(figure, visit.language))"
        }
        let policies = HTML(evidence.policies) { entry in
            "<br><a href=\"/receipts/\(entry.source.receipt)/sheet?name=\(path: entry.source.sheet)&amp;row=\(entry.source.row)\">\(entry["policy"].plain)</a> \(entry["title"].plain)"
        }
        return "<li>\(state) \(visit.t(evidence.item.title))\(figure)\(policies)</li>"
    }

    /// A sentence in the reader's language, and the other's folded beneath it.
    private static func say(_ visit: Visit, _ basis: Basis, _ statement: Statement) -> HTML {
        let other = visit.language == .chinese ? Language.english : .chinese
        let bare: HTML = " <span class=\"state warn\">\(visit.t("无佐证", "no evidence"))</span>"
        return """
            <blockquote><p>\(basis.sentence(statement, visit.language))\(bare, if: statement.isAssertionWithoutEvidence)</p><details><summary>\(other == .english ? "English" : "中文")</summary><p lang="\(other == .english ? "en" : "zh-CN")">\(basis.sentence(statement, other))</p></details></blockquote>
            """
    }
}
