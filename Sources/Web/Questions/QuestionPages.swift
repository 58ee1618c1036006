import Accounts
import Evaluation
import Ledgers
import Quantities
import Review
import Store

/// 问答: questions on pages, cells and figures; asked, answered, closed, kept.
enum QuestionPages {
    static let everyone = Route.Requirement.may(.askQuestions, .answerQuestions)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/questions", may: everyone, Text("问答", "Questions"), list)
        routes.page(.get, "/questions/:question", may: everyone, Text("问题", "Question"), show)
        routes.page(.post, "/questions/:question", may: everyone, Text("答复、追问或办结", "Answer, ask on or close"), act)
    }

    /// Where a question points, as a link.
    static func subject(_ question: Question, _ visit: Visit) -> DataTable.Cell {
        switch question.subject {
        case .page(let page): .link(ReturnPages.title(page, visit), ReturnPages.path(page))
        case .cell(let page, let row, let column):
            .link(
                ReturnPages.title(page, visit)
                    + visit.t(
                        "　第\(row)行 \(page.sheet?.column(column)?.title.zh ?? column)",
                        ", row \(row), \(page.sheet?.column(column)?.title.en ?? column)"),
                ReturnPages.path(page))
        case .figure(let tag, _): .link(tag, "/figures/\(HTML.encoded(tag))")
        }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (access, book) = (visit.access, visit.office.accounts)
        let state = visit.query["state"].flatMap(Question.State.init(rawValue:))
        let (questions, names) = try await visit.office.database.read { connection in
            (
                try Questions.list(connection, access, states: state.map { [$0] } ?? Set(Question.State.allCases)),
                try book.names(connection)
            )
        }
        var table = DataTable(
            "questions", title: visit.t("问答", "Questions"),
            columns: [
                .init("number", visit.t("编号", "Number"), number: true), .init("state", visit.t("状态", "State")),
                .init("text", visit.t("问题", "Question")),
                .init("subject", visit.t("对象", "About")), .init("from", visit.t("提问人", "Asked by"), minor: true),
                .init("to", visit.t("答复人", "To"), minor: true), .init("at", visit.t("时间", "Time"), minor: true),
            ])
        table.rows = questions.reversed().map { question in
            [
                .link(question.name, "/questions/\(question.number)", value: Rational(question.number)),
                .init(
                    visit.t(question.state.title),
                    html:
                        "<span class=\"state \(question.state == .open ? "warn" : question.state == .closed ? "good" : "info")\">\(visit.t(question.state.title))</span>"
                ),
                .init(question.text), subject(question, visit), .init(names[question.actor] ?? question.actor),
                .init(names[question.addressee] ?? question.addressee),
                .init(visit.time(question.askedAt)),
            ]
        }
        table.empty = visit.empty(visit.t("没有问题。在账页或指标页上可以提问。", "No questions. They are asked on the page of a ledger or of a figure."))
        if let file = try table.export(visit) { return file }
        let states = HTML(Question.State.allCases) {
            "<option value=\"\($0.rawValue)\"\(" selected", if: $0 == state)>\(visit.t($0.title))</option>"
        }
        let filter: HTML = """
            <form class="inline"><select name="state" data-go aria-label="\(visit.t("状态", "State"))"><option value="">\(visit.t("全部", "All"))</option>\(states)</select> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        return .html(visit.page(visit.t("问答", "Questions"), isWide: true, aside: filter, table.html(visit)))
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let (number, access, book) = (try visit.number("question"), visit.access, visit.office.accounts)
        let (question, names) = try await visit.office.database.read {
            (try Questions.question($0, access, number), try book.names($0))
        }
        func who(_ actor: String) -> String { names[actor] ?? actor }
        let messages = HTML(question.messages) { message in
            "<li><b>\(visit.t(message.act.title))</b> \(who(message.actor)) <span class=\"quiet\">\(visit.time(message.at))</span><br><span class=\"said\">\(message.text)</span></li>"
        }
        let acts = Question.Act.allCases.filter { $0.from.contains(question.state) && visit.may($0.permission) }
        let buttons = HTML(acts) { act in
            "<button name=\"act\" value=\"\(act.rawValue)\" class=\"\(act == .close ? "plain" : "")\">\(visit.t(act.title))</button> "
        }
        let form: HTML = """
            <form method="post" class="stack">\(visit.tokenField)<label>\(visit.t("内容（办结时可不填）", "Text (not needed to close)"))<textarea name="text" maxlength="1000"></textarea></label><div class="acts">\(buttons)</div></form>
            """
        let to: HTML = " → \(who(question.addressee))"
        return .html(
            visit.page(
                visit.t("问题 \(question.name)", "Question \(question.name)"), trail: [(visit.t("问答", "Questions"), "/questions")],
                aside: "<span class=\"state \(question.state == .open ? "warn" : "info")\">\(visit.t(question.state.title))</span>",
                """
                <section class="card"><p>\(subject(question, visit).html)</p><ul class="timeline"><li><b>\(visit.t("提问", "Asked"))</b> \(who(question.actor))\(to, if: !question.addressee.isEmpty) <span class="quiet">\(visit.time(question.askedAt))</span><br><span class="said">\(question.text)</span></li>\(messages)</ul>\(form, if: !acts.isEmpty)</section>
                """))
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        guard let act = visit.form["act"].flatMap(Question.Act.init(rawValue:)) else { throw Refusal.malformed("没有这项办理", "no such act") }
        let (number, access, text, instant) = (
            try visit.number("question"), visit.access, visit.form.text("text") ?? "", visit.now.description
        )
        _ = try await visit.office.database.write { try Questions.perform($0, access, act, number, text, at: instant) }
        return .see("/questions/\(number)?done=" + (act == .close ? "closed" : act == .answer ? "answered" : "asked"))
    }
}
