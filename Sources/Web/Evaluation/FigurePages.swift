import Accounts
import Evaluation
import Ledgers
import Quantities
import Review
import Store

/// 溯源: one figure — its value, how it came about, down to the cells, and up to the sentences that print it.
enum FigurePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/figures/:tag", may: .may(.readEvaluation), Text("溯源", "Trace"), show)
        routes.page(.post, "/figures/:tag/ask", may: .may(.askQuestions), Text("就一个数提问", "Ask about a figure"), ask)
    }

    /// The figure named in the path. Another district's figure, the city's where only districts are in scope, and one that does not exist are
    /// all not there.
    private static func figure(_ visit: Visit, _ basis: Basis) throws -> (Figure, FigureCatalogue.Definition) {
        guard let reference = FigureReference(tag: try visit.parameter("tag")), reference.region != nil || basis.isWholeCity,
            let figure = basis.result.figures[reference], let definition = basis.result.model.figures[reference.id]
        else { throw Refusal.notFound }
        return (figure, definition)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let basis = try await Basis.of(visit)
        let (figure, definition) = try figure(visit, basis)
        let districts = FigureDistricts(visit, basis, figure)
        if let file = try districts.table.export(visit) { return file }
        let source: HTML
        switch definition {
        case .measure(let measure):
            let trace = try await MeasureTrace(visit, basis, figure, measure)
            for table in [trace.pages, trace.entries] { if let file = try table.export(visit) { return file } }
            source = trace.html(visit)
        case .formula(let formula): source = try await FormulaTrace.html(visit, basis, figure, formula)
        }
        let facts = try await facts(visit, basis, figure)
        return .html(
            visit.page(
                basis.title(figure, visit.language),
                trail: [(visit.t("\(basis.year)年评价", "Evaluation of \(basis.year)"), "/evaluation?\(basis.query)")], isWide: true,
                aside: "<span class=\"stat\">\(figure.text(visit.language))</span>",
                """
                \(basis.banner(visit))<div class="grid">\(facts)\(FigureUses.html(visit, basis, figure))</div>
                \(districts.html(visit))\(source)\(try await questions(visit, basis, figure.reference))
                """))
    }

    private static func facts(_ visit: Visit, _ basis: Basis, _ figure: Figure) async throws -> HTML {
        let exact: HTML =
            figure.value.map { value in
                let shown = value * figure.unit.displayFactor
                return "<code>\(shown.exact)</code> \(visit.t(figure.unit.word))"
            } ?? "—"
        let absence = figure.value == nil ? figure.absence : nil
        let reason = absence.map { text -> HTML in "<dt>\(visit.t("原因", "Because"))</dt><dd>\(visit.t(text))</dd>" }
        let whole: HTML =
            "<dt>\(visit.t("全市", "Whole city"))</dt><dd>\(basis.link(basis.result.figures[FigureReference(figure.reference.id)], visit.language))</dd>"
        let (access, year) = (visit.access, basis.year)
        let freezes = try await visit.office.database.read { try Freezes.list($0, access, year: year) }
        let others = HTML(freezes.filter { $0.name != basis.freeze?.name }) {
            "<a href=\"/figures/\(path: figure.reference.tag)?freeze=\($0.name)\">\($0.name)</a> "
        }
        let frozen: HTML = "<dt>\(visit.t("封账中的值", "In freezes"))</dt><dd>\(others)</dd>"
        return """
            <section class="card"><dl class="facts"><dt>\(visit.t("编号", "Tag"))</dt><dd><code>\(figure.reference.tag)</code></dd><dt>\(visit.t("所属期", "Period"))</dt><dd>\(figure.period.title[visit.language])</dd>
            <dt>\(visit.t("打印值", "As printed"))</dt><dd>\(figure.text(.chinese))　\(figure.text(.english))</dd><dt>\(visit.t("精确值", "Exact value"))</dt><dd>\(exact)</dd>\(reason)
            \(whole, if: figure.reference.region != nil && basis.isWholeCity)\(frozen, if: !others.isEmpty)</dl></section>
            """
    }

    // MARK: Questions

    private static func questions(_ visit: Visit, _ basis: Basis, _ reference: FigureReference) async throws -> HTML {
        guard visit.may(.readLedgers) else { return HTML.nothing }
        let access = visit.access
        let questions = try await visit.office.database.read { try Questions.list($0, access, figure: reference.tag) }
        if questions.isEmpty && !visit.may(.askQuestions) { return HTML.nothing }
        let items = HTML(questions) { question in
            "<li><a href=\"/questions/\(question.number)\">\(question.name)</a> <span class=\"state \(question.state == .open ? "warn" : "")\">\(visit.t(question.state.title))</span> \(question.text.prefix(80))</li>"
        }
        let people = visit.may(.askQuestions) ? try await visit.office.accounts.people(for: access) : []
        let candidates = HTML(
            people.filter { person in
                person.role?.permissions.contains(.answerQuestions) ?? false
                    && (reference.region.map { person.districts.contains($0) } ?? person.districts.isEmpty)
            }
        ) {
            "<option value=\"\($0.actor)\">\($0.name)</option>"
        }
        let form: HTML = """
            <details><summary>\(visit.t("就这个数提问", "Ask about this figure"))</summary><form method="post" action="/figures/\(path: reference.tag)/ask" class="stack">\(visit.tokenField)<input type="hidden" name="year" value="\(basis.year)">
            <label>\(visit.t("向谁", "Whom"))<select name="addressee"><option value="">\(visit.t("任何能答复的人", "anyone who can answer"))</option>\(candidates)</select></label>
            <label>\(visit.t("问题", "Question"))<textarea name="text" required maxlength="1000"></textarea></label><button>\(visit.t("发出", "Ask"))</button></form></details>
            """
        return
            "<section class=\"card\"><h2>\(visit.t("问答", "Questions"))</h2><ul class=\"timeline\">\(items)</ul>\(form, if: visit.may(.askQuestions))</section>"
    }

    private static func ask(_ visit: Visit) async throws -> Reply {
        guard let reference = FigureReference(tag: try visit.parameter("tag")),
            visit.access.districts == .all || reference.region.map(visit.access.allows) ?? false,
            let year = visit.form["year"].flatMap(Int.init), try visit.office.model(year).figures[reference.id] != nil
        else { throw Refusal.notFound }
        let (access, instant, city) = (visit.access, visit.now.description, visit.office.regions.city.code)
        let (text, addressee) = (visit.form.text("text") ?? "", visit.form["addressee"] ?? "")
        let question = try await visit.office.database.write {
            try Questions.ask($0, access, .figure(reference.tag, reference.region ?? city), text, addressee: addressee, at: instant)
        }
        return .see("/questions/\(question.number)?done=asked")
    }
}
