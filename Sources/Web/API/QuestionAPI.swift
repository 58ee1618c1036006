import Accounts
import Evaluation
import Ledgers
import Quantities
import Review
import Store

/// 问询: questions on a page, a cell or a figure.
enum QuestionAPI {
    static let tag = Contract.Tag("questions", "问询", "Questions")

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/questions", may: .may(.readLedgers), tag, Text("问题清单", "Questions"),
            query: [
                .init("state", .choice(Question.State.allCases.map(\.rawValue)), "只要该状态", "only in this state"), Asking.district,
                .init("addressee", .words(40), "只要问该人的", "only those to this person"),
                .init("page", .form(.page), "只要该账页的", "only of this page"),
                .init("figure", .form(.figure), "只要该数的", "only of this figure"),
            ] + Paging.parameters, list)
        routes.answer(.get, "/questions/:question", may: .may(.readLedgers), tag, Text("一个问题", "One question")) { visit in
            let (number, access, book) = (try visit.number("question"), visit.access, visit.office.accounts)
            return try await visit.office.database.read { connection in
                QuestionDocument(try Questions.question(connection, access, number), try book.names(connection))
            }
        }
        routes.order(.post, "/questions", may: .may(.askQuestions), tag, Text("提问", "Ask"), status: 201, ask)
        routes.order(
            .post, "/questions/:question/acts", may: .may(.askQuestions, .answerQuestions), tag, Text("答复、办结或追问", "Answer, close or reopen")
        ) { (visit, order: QuestionActOrder) -> QuestionDocument in
            let (number, access, instant) = (try visit.number("question"), visit.access, visit.now.description)
            let text = try PageActAPI.limited(order.text, "text")
            let question = try await visit.office.database.write { try Questions.perform($0, access, order.act, number, text, at: instant) }
            return QuestionDocument(question, try await PageAPI.names(visit))
        }
    }

    private static func list(_ visit: Visit) async throws -> Listing<QuestionDocument> {
        let states = visit.query["state"].flatMap(Question.State.init(rawValue:)).map { [$0] } ?? Set(Question.State.allCases)
        let district = try visit.askedDistrict()
        let page = try visit.query["page"].flatMap { PageAddress($0) }.map(visit.page)
        let (access, book, addressee, figure) = (visit.access, visit.office.accounts, visit.query["addressee"], visit.query["figure"])
        let (questions, names) = try await visit.office.database.read { connection in
            (
                try Questions.list(
                    connection, access, states: states, district: district, addressee: addressee, page: page, figure: figure),
                try book.names(connection)
            )
        }
        return Paging.piece(questions, visit, by: \.number) { QuestionDocument($0, names) }
    }

    private static func ask(_ visit: Visit, _ order: QuestionOrder) async throws -> QuestionDocument {
        let subject = try await subject(visit, order)
        let text = try PageActAPI.limited(order.text, "text")
        let addressee = order.addressee ?? ""
        if !addressee.isEmpty { _ = try await visit.colleague(addressee) }
        let (access, instant) = (visit.access, visit.now.description)
        let question = try await visit.office.database.write {
            try Questions.ask($0, access, subject, text, addressee: addressee, at: instant)
        }
        return QuestionDocument(question, try await PageAPI.names(visit))
    }

    private static func subject(_ visit: Visit, _ order: QuestionOrder) async throws -> Question.Subject {
        guard (order.page == nil) != (order.figure == nil) else {
            throw Refusal.unacceptable("page", "page和figure须给且只给一个", "give either page or figure")
        }
        if let tag = order.figure {
            let reference = try await EvaluationAPI.reference(visit, tag, year: visit.office.defaultYear)
            return .figure(tag, reference.region ?? visit.office.regions.city.code)
        }
        guard let given = order.page else { throw Refusal.notFound }
        let address = try visit.page(given)
        guard order.row != nil || order.column != nil else { return .page(address) }
        guard let row = order.row, let column = order.column, row > 0 else {
            throw Refusal.unacceptable("row", "行和列须一起给", "row and column go together")
        }
        guard address.sheet?.column(column) != nil else { throw Refusal.unacceptable("column", "台账没有这一列", "the ledger has no such column") }
        return .cell(address, row: row, column: column)
    }
}

struct QuestionOrder: Codable, Sendable {
    /// The page it is about, with a row of its file and a column for one cell …
    var page: PageAddress?
    var row: Int64?
    var column: String?
    /// … or the figure.
    var figure: String?
    var text: String
    /// An `actor` of /people; left out for whoever answers for the district.
    var addressee: String?
}

struct QuestionActOrder: Codable, Sendable {
    var act: Question.Act
    /// Not needed to close.
    var text: String?
}

struct QuestionDocument: Codable, Sendable {
    var number: Int64
    /// `W12`.
    var name: String
    var state: Question.State
    var district: RegionCode
    var page: PageAddress?
    var row: Int64?
    var column: String?
    var figure: String?
    var text: String
    var by: Somebody
    var askedAt: String
    var addressee: Somebody?
    /// What was said since, oldest first.
    var messages: [Message]

    struct Message: Codable, Sendable {
        var act: Question.Act
        var text: String
        var by: Somebody
        var at: String
    }

    init(_ question: Question, _ names: [String: String]) {
        (number, name, state, text) = (question.number, question.name, question.state, question.text)
        district = question.subject.district
        page = question.subject.page
        switch question.subject {
        case .page: break
        case .cell(_, let row, let column): (self.row, self.column) = (row, column)
        case .figure(let tag, _): figure = tag
        }
        by = Somebody(question.actor, names)
        askedAt = question.askedAt
        addressee = .known(question.addressee, names)
        messages = question.messages.map { Message(act: $0.act, text: $0.text, by: Somebody($0.actor, names), at: $0.at) }
    }
}
