public import Ledgers
public import Quantities
public import Store

/// Asking and answering. Every query takes the ``Access`` it is made for.
public enum Questions {
    /// Asks a question; of a person, or of whoever answers for the district.
    ///
    /// - Throws: `L001`, `L004`, `W005` without words, `W018` no such page or column.
    @discardableResult
    public static func ask(
        _ connection: any Connection, _ access: Access, _ subject: Question.Subject, _ text: String, addressee: String = "",
        at instant: String
    ) throws -> Question {
        try access.require(.askQuestions)
        let text = try Instant.reason(text, for: Text("提问", "ask"))
        _ = try Instant.day(instant)
        let kind: String
        var place: [SQLValue] = ["", .text(subject.district.digits), "", 0, "", ""]
        switch subject {
        case .figure(let tag, let district):
            try access.require(.readEvaluation)
            try access.require(PageAddress("", district, Period(year: 2000)))
            kind = "figure"
            place[5] = .text(try Name.require(tag))
        case .page(let page), .cell(let page, _, _):
            try access.require(page)
            guard let sheet = page.sheet, sheet.periods(of: page.period.year).contains(page.period) else {
                throw ReviewError.unknownPage(page.description)
            }
            (place[0], place[2]) = (.text(page.ledger), .text(page.period.description))
            if case .cell(_, let row, let column) = subject {
                guard sheet.column(column) != nil, row > 0 else { throw ReviewError.unknownPage("\(page) \(column) \(row)") }
                (kind, place[3], place[4]) = ("cell", .integer(row), .text(column))
            } else {
                kind = "page"
            }
        }
        let table = ReviewTables.questions
        let number = try table.nextNumber(connection, access)
        try table.add(
            connection, access,
            [.integer(number), .text(kind)] + place + [.text(addressee), .text(text), .text(access.actor), .text(instant)],
            act: "question.ask", subject: "W\(number) \(about(subject))", at: instant)
        return Question(
            number: number, subject: subject, state: .open, addressee: addressee, text: text, actor: access.actor, askedAt: instant,
            messages: [])
    }

    /// Answers, closes or reopens. An answer and a reopening need words.
    ///
    /// - Throws: `L004`, `W005`, `W012` none such in scope, `W013` not possible in its state.
    @discardableResult
    public static func perform(
        _ connection: any Connection, _ access: Access, _ act: Question.Act, _ number: Int64, _ text: String = "", at instant: String
    ) throws -> Question {
        try access.require(act.permission)
        let question = try self.question(connection, access, number)
        guard act.from.contains(question.state) else { throw ReviewError.questionState(question, act) }
        let text = act == .close ? text : try Instant.reason(text, for: act.title)
        _ = try Instant.day(instant)
        try ReviewTables.messages.add(
            connection, access,
            [
                .integer(number), .integer(question.messages.count + 1), .text(act.rawValue), .text(text), .text(access.actor),
                .text(instant),
            ],
            act: "question.\(act.rawValue)", subject: "\(question.name) \(about(question.subject))", at: instant)
        return try self.question(connection, access, number)
    }

    /// One question. Throws `W012` where there is none in scope.
    public static func question(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Question {
        try access.require(.readLedgers)
        guard let found = try rows(connection, access, "q.number = ?", [.integer(number)]).first else {
            throw ReviewError.noQuestion(number)
        }
        return found
    }

    /// The questions in scope, oldest first; narrowed to states, a district, a person, a page or a figure.
    public static func list(
        _ connection: any Connection, _ access: Access, states: Set<Question.State> = Set(Question.State.allCases),
        district: RegionCode? = nil, addressee: String? = nil, page: PageAddress? = nil, figure: String? = nil
    ) throws -> [Question] {
        try access.require(.readLedgers)
        var conditions = ["1 = 1"]
        var arguments: [SQLValue] = []
        func narrow(_ column: String, _ value: String?) {
            guard let value else { return }
            conditions.append("q.\(column) = ?")
            arguments.append(.text(value))
        }
        narrow("district", district?.digits)
        narrow("addressee", addressee)
        narrow("ledger", page?.ledger)
        narrow("district", page?.district.digits)
        narrow("period", page?.period.description)
        narrow("tag", figure)
        return try rows(connection, access, conditions.joined(separator: " AND "), arguments).filter { states.contains($0.state) }
    }

    private static func about(_ subject: Question.Subject) -> String {
        switch subject {
        case .page(let page): page.description
        case .cell(let page, let row, let column): "\(page) \(column) \(row)"
        case .figure(let tag, let district): "\(tag) \(district)"
        }
    }

    private static func rows(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws
        -> [Question]
    {
        let scope = access.condition(district: "q.district", ledger: "q.ledger")
        let filter = "q.city = ? AND \(scope.sql) AND \(condition)"
        let arguments = [.text(access.city.digits)] + scope.arguments.map { SQLValue.text($0) } + arguments
        var messages: [Int64: [Question.Message]] = [:]
        for row in try connection.rows(
            """
            SELECT m.question, m.act, m.body, m.actor, m.done_at FROM questions q
            JOIN question_messages m ON m.city = q.city AND m.question = q.number WHERE \(filter) ORDER BY m.question, m.place
            """, arguments)
        {
            let number = try row.int64(0)
            guard let act = Question.Act(rawValue: try row.text(1)) else { throw ReviewError.damaged("question_messages", number) }
            messages[number, default: []].append(
                Question.Message(act: act, text: try row.text(2), actor: try row.text(3), at: try row.text(4)))
        }
        return try connection.rows(
            "SELECT \(ReviewTables.questions.list("q")) FROM questions q WHERE \(filter) ORDER BY q.number", arguments
        )
        .map { row in
            let number = try row.int64(0)
            let said = messages[number] ?? []
            return Question(
                number: number, subject: try subject(row), state: said.last?.act.to ?? .open, addressee: try row.text(8),
                text: try row.text(9), actor: try row.text(10), askedAt: try row.text(11), messages: said)
        }
    }

    private static func subject(_ row: SQLRow) throws -> Question.Subject {
        guard let district = RegionCode(try row.text(3)) else { throw ReviewError.damaged("questions", try row.int64(0)) }
        let kind = try row.text(1)
        if kind == "figure" { return .figure(try row.text(7), district) }
        guard let period = Period(try row.text(4)) else { throw ReviewError.damaged("questions", try row.int64(0)) }
        let page = PageAddress(try row.text(2), district, period)
        return kind == "cell" ? .cell(page, row: try row.int64(5), column: try row.text(6)) : .page(page)
    }
}
