import Ledgers
import Quantities

/// Routes whose handler's types are their description: what a handler takes and gives is what the contract says.
extension RouteTable {
    /// A route that answers with a document.
    mutating func answer<Answer: Codable & Sendable>(
        _ method: Route.Method, _ path: String, may: Route.Requirement, _ tag: Contract.Tag, _ title: Text,
        query: [Contract.Parameter] = [], _ handle: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        let book = SchemaBook()
        let answer = book.schema(of: Answer.self)
        let contract = Contract(tag: tag, query: query, answer: .json(answer), components: book.components)
        api(method, path, may: may, title, contract) { visit in
            try contract.check(visit.query)
            return try Reply.json(try await handle(visit))
        }
    }

    /// A route that reads an order and answers with a document.
    mutating func order<Order: Codable & Sendable, Answer: Codable & Sendable>(
        _ method: Route.Method, _ path: String, may: Route.Requirement, _ tag: Contract.Tag, _ title: Text, status: Int = 200,
        _ handle: @escaping @Sendable (Visit, Order) async throws -> Answer
    ) {
        let orders = SchemaBook(isClosed: true)
        let body = orders.schema(of: Order.self)
        let answers = SchemaBook()
        let answer = answers.schema(of: Answer.self)
        let contract = Contract(
            tag: tag, body: body, answer: .json(answer), status: status, components: orders.components + answers.components)
        let components = orders.components
        api(method, path, may: may, body: .json, title, contract) { visit in
            try contract.check(visit.query)
            let order = try StrictBody.read(Order.self, from: visit.content, schema: body, components: components)
            return try Reply.json(try await handle(visit, order), status: status)
        }
    }

    /// A route that answers with a file.
    mutating func file(
        _ path: String, may: Route.Requirement, _ tag: Contract.Tag, _ title: Text, type: String,
        _ handle: @escaping @Sendable (Visit) async throws -> Reply
    ) {
        let contract = Contract(tag: tag, answer: .file(type))
        api(.get, path, may: may, title, contract) { visit in
            try contract.check(visit.query)
            return try await handle(visit)
        }
    }
}
