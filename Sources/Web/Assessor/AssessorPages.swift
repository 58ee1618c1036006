import Accounts
import Evaluation
import Foundation
import Ledgers
import Quantities
import Store
import Surveys

/// 第三方核查: the assessor's own sample, figures and records, beside what was reported.
enum AssessorPages {
    static func add(to routes: inout RouteTable) {
        let assess = Route.Requirement.may(.assess)
        routes.page(.get, "/assessor", may: .may(.assess, .signForHousing, .signForFinance), Text("第三方核查", "Assessor"), show)
        routes.page(.post, "/assessor/figures", may: assess, Text("登记核查数", "Note a counter-figure"), note)
        routes.page(.post, "/assessor/figures/:figure/explain", may: .may(.signForHousing), Text("说明差异", "Explain a difference"), explain)
        routes.page(.post, "/assessor/samples", may: assess, Text("抽取核查样本", "Draw a sample"), draw)
        routes.page(.get, "/assessor/samples/:sample", may: assess, Text("核查样本", "Sample"), sample)
        routes.page(.get, "/assessor/visits", may: assess, Text("现场记录", "Site records"), SitePages.list)
        routes.page(.post, "/assessor/visits", may: assess, body: .upload, Text("登记现场记录", "Keep a site record"), SitePages.keep)
        routes.page(.get, "/assessor/photographs/:file", may: assess, Text("现场照片", "Photograph"), SitePages.photograph)
    }

    /// Figures that an indicator is made of come first in the list to choose from.
    private static func choices(_ visit: Visit, _ result: EvaluationResult) -> [(tag: String, title: String, text: String)] {
        result.figures.values.filter { $0.reference.region == nil && $0.value != nil }
            .map { ($0.reference.tag, $0.title[visit.language], $0.text(visit.language)) }.sorted { $0.1 < $1.1 }
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let (access, book, year) = (visit.access, visit.office.accounts, visit.year)
        guard access.districts == .all else { throw SurveyError.wholeCityNeeded }
        let isAssessor = visit.may(.assess)
        let (figures, samples, names) = try await visit.office.database.read { connection in
            (
                try Assessment.figures(connection, access, year: year),
                isAssessor ? try Assessment.samples(connection, access, year: year) : [], try book.names(connection)
            )
        }
        let table = table(visit, figures, names)
        if let file = try table.export(visit) { return file }
        let explain = visit.may(.signForHousing) ? HTML(figures) { explainForm(visit, $0) } : HTML.nothing
        return .html(
            visit.page(
                visit.t("\(year)年第三方核查", "Assessor, \(year)"), isWide: true,
                aside: isAssessor
                    ? "<a class=\"button plain\" href=\"/assessor/visits?year=\(year)\">\(visit.t("现场记录", "Site records"))</a>" : nil,
                """
                <p class="hint">\(visit.t("核查数与上报数并列保存，谁也不替代谁；双方都印入报告。", "Both figures are kept side by side; neither replaces the other, and the report prints both."))</p>
                \(table.html(visit))\("<section class=\"card\"><h2>\(visit.t("说明差异", "Explain differences"))</h2>\(explain)</section>", if: !explain.isEmpty)
                \(isAssessor ? try await forms(visit, samples) : HTML.nothing)
                """))
    }

    private static func table(_ visit: Visit, _ figures: [Assessment.CounterFigure], _ names: [String: String]) -> DataTable {
        var table = DataTable(
            "counters", title: visit.t("核查数", "Counter-figures"),
            columns: [
                .init("number", visit.t("编号", "Number"), number: true), .init("title", visit.t("指标", "Figure")),
                .init("reported", visit.t("上报数", "Reported"), number: true), .init("found", visit.t("核查数", "Found"), number: true),
                .init("difference", visit.t("差异", "Difference"), number: true), .init("basis", visit.t("核查方法", "How it was found")),
                .init("explanation", visit.t("市级说明", "The city’s explanation")), .init("by", visit.t("核查人", "By"), minor: true),
                .init("at", visit.t("时间", "Time"), minor: true),
            ])
        table.rows = figures.map { figure in
            [
                .init(figure.number), .link(figure.title, "/figures/\(HTML.encoded(figure.tag))"),
                .init(figure.reportedText, value: figure.reported), .init(figure.foundText, value: figure.found),
                .init(CounterText.difference(figure, visit.language), value: figure.difference), .init(figure.basis),
                .init(figure.explanations.map(\.text).joined(separator: "；")), .init(names[figure.actor] ?? figure.actor),
                .init(visit.time(figure.at)),
            ]
        }
        table.empty = visit.empty(visit.t("还没有核查数。", "No counter-figures yet."))
        return table
    }

    private static func explainForm(_ visit: Visit, _ figure: Assessment.CounterFigure) -> HTML {
        if figure.difference.isZero { return HTML.nothing }
        return """
            <form method="post" action="/assessor/figures/\(figure.number)/explain" class="stack">\(visit.tokenField)<label>\(figure.title)　\(figure.reportedText) → \(figure.foundText)<input name="text" required maxlength="500"></label><button class="plain">\(visit.t("保存说明", "Keep"))</button></form>
            """
    }

    private static func forms(_ visit: Visit, _ samples: [Assessment.Sample]) async throws -> HTML {
        let result = try await visit.office.evaluation(visit.year, visit.access)
        let options = HTML(choices(visit, result)) { "<option value=\"\($0.tag)\">\($0.title)（\($0.text)）</option>" }
        let ledgers = HTML(Sheet.all.filter { visit.access.allows(ledger: $0.ledger) }) {
            "<option value=\"\($0.ledger)\">\(visit.t($0.title))</option>"
        }
        let drawn = HTML(samples) { sample in
            let title = Sheet.named(sample.ledger)?.title ?? Text(sample.ledger, sample.ledger)
            return
                "<li><a href=\"/assessor/samples/\(sample.number)?year=\(sample.year)\">\(visit.t("样本\(sample.number)", "Sample \(sample.number)"))</a>　\(visit.t(title))　\(sample.ids.count)/\(sample.entries)　<span class=\"quiet\">\(visit.time(sample.at))</span></li>"
        }
        return """
            <div class="grid spaced"><section class="card"><h2>\(visit.t("登记核查数", "Note a counter-figure"))</h2><form method="post" action="/assessor/figures" class="stack">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)">
            <label>\(visit.t("指标（括号内为上报数）", "Figure (reported value in brackets)"))<select name="tag" required>\(options)</select></label>
            <label>\(visit.t("核查数（与上报数同一单位，只填数字；百分数填百分之几）", "Found, in the unit of the reported one, digits only; per cent for rates"))<input name="found" required inputmode="decimal" maxlength="30"></label>
            <label>\(visit.t("核查方法和依据", "How it was found"))<textarea name="basis" required maxlength="500"></textarea></label><button>\(visit.t("登记", "Keep"))</button></form></section>
            <section class="card"><h2>\(visit.t("抽取核查样本", "Draw a sample"))</h2><form method="post" action="/assessor/samples" class="stack">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)">
            <label>\(visit.t("台账", "Ledger"))<select name="ledger">\(ledgers)</select></label><label>\(visit.t("抽取条数", "Entries"))<input name="count" required inputmode="numeric" value="20" maxlength="5"></label><button>\(visit.t("抽取", "Draw"))</button></form><ul>\(drawn)</ul></section></div>
            """
    }

    private static func note(_ visit: Visit) async throws -> Reply {
        let year = visit.form.text("year").flatMap(Int.init) ?? visit.year
        let result = try await visit.office.evaluation(year, visit.access)
        guard let reference = visit.form["tag"].flatMap(FigureReference.init(tag:)), let figure = result.figures[reference],
            let reported = figure.value
        else { throw Refusal.invalid("请选择有数值的指标", "choose a figure that has a value") }
        guard let typed = visit.form.text("found").flatMap(Rational.init), let found = CounterText.value(typed, figure) else {
            throw Refusal.invalid("核查数无法识别，只填数字和小数点", "the figure cannot be read; digits and a point only")
        }
        let (access, now, basis) = (visit.access, visit.now, visit.form["basis"] ?? "")
        try await visit.office.database.write {
            _ = try Assessment.note(
                $0, access, year: year, tag: reference.tag, title: figure.title.zh, reported: reported, reportedText: figure.text(.chinese),
                found: found, foundText: CounterText.text(found, figure), basis: basis, at: now)
        }
        return .see("/assessor?year=\(year)&done=saved")
    }

    private static func explain(_ visit: Visit) async throws -> Reply {
        let (number, access, now, text) = (try visit.number("figure"), visit.access, visit.now, visit.form["text"] ?? "")
        try await visit.office.database.write { try Assessment.explain($0, access, number, text, at: now) }
        return .see("/assessor?done=explained")
    }

    private static func draw(_ visit: Visit) async throws -> Reply {
        let (access, now, form) = (visit.access, visit.now, visit.form)
        let year = form.text("year").flatMap(Int.init) ?? visit.year
        let number = try await visit.office.database.write {
            try Assessment.draw(
                $0, access, year: year, ledger: form["ledger"] ?? "", count: form.text("count").flatMap(Int.init) ?? 0, at: now)
        }
        return .see("/assessor/samples/\(number)?year=\(year)&done=saved")
    }

    private static func sample(_ visit: Visit) async throws -> Reply {
        let (number, access, year) = (try visit.number("sample"), visit.access, visit.year)
        let samples = try await visit.office.database.read { try Assessment.samples($0, access, year: year) }
        guard let sample = samples.first(where: { $0.number == number }) else { throw Refusal.notFound }
        var table = DataTable(
            "sample", title: visit.t("样本\(number)", "Sample \(number)"),
            columns: [
                .init("place", visit.t("次序", "Place"), number: true), .init("district", visit.t("区", "District")),
                .init("entry", visit.t("条目", "Entry")),
            ])
        table.rows = sample.ids.enumerated().map { index, id in
            let parts = id.utf8.split(separator: 0x2F, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
            let region = RegionCode(parts[0]).flatMap { visit.office.regions[$0] }
            return [.init(index + 1), .init(region?.name[visit.language] ?? parts[0]), .init(parts.count > 1 ? parts[1] : "")]
        }
        if let file = try table.export(visit) { return file }
        let title = Sheet.named(sample.ledger)?.title ?? Text(sample.ledger, sample.ledger)
        return .html(
            visit.page(
                visit.t("核查样本\(number)　\(title.zh)", "Sample \(number): \(title.en)"),
                trail: [(visit.t("第三方核查", "Assessor"), "/assessor?year=\(year)")],
                """
                <section class="card"><dl class="facts"><dt>\(visit.t("条目总数", "Entries"))</dt><dd>\(sample.entries)</dd><dt>\(visit.t("名单校验值", "List hash"))</dt><dd><code>\(sample.listHash.hex)</code></dd><dt>\(visit.t("种子", "Seed"))</dt><dd><code>\(sample.seed.text)</code></dd><dt>\(visit.t("抽取时间", "Drawn"))</dt><dd>\(visit.time(sample.at))</dd></dl></section>\(table.html(visit))
                """))
    }
}

/// Counter-figures as they are read and printed.
enum CounterText {
    /// What an assessor types, as a value of the figure: `95.2` for a rate is 95.2 %.
    static func value(_ typed: Rational, _ figure: Figure) -> Rational? {
        let factor = figure.unit.displayFactor
        return typed.divided(by: factor)
    }

    /// With the decimals of the figure's own format.
    static func text(_ value: Rational, _ figure: Figure) -> String {
        Figure(
            reference: figure.reference, title: figure.title, period: figure.period, value: value, unit: figure.unit, format: figure.format,
            absence: nil
        ).text(.chinese)
    }

    /// `-3 (-0.99%)`.
    static func difference(_ figure: Assessment.CounterFigure, _ language: Language) -> String {
        if figure.difference.isZero { return Text("一致", "none")[language] }
        let relative = figure.relative.map { ($0 * 100).decimalText(decimals: 2) + "%" } ?? "—"
        return figure.difference > 0 ? "+" + relative : relative
    }
}
