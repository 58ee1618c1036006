import Ledgers
import Quantities

/// The description of the API in OpenAPI 3.1, made from the route table: no route is in one and not in the other.
enum OpenAPI {
    static func add(to routes: inout RouteTable) {
        let tag = Contract.Tag("description", "接口说明", "This description")
        let contract = Contract(tag: tag, answer: .json(.any))
        routes.api(.get, "/openapi.json", may: .everyone, Text("接口说明", "The description of the API"), contract) { visit in
            try contract.check(visit.query)
            return whole
        }
    }

    /// The same for everybody, so made once.
    private static let whole = (try? Reply.json(document(WebServer.routes))) ?? Reply(status: 500, .bytes([]))

    static func document(_ routes: [Route]) -> JSONValue {
        let described = routes.compactMap { route in route.contract.map { (route: route, contract: $0) } }
        var tags: [Contract.Tag] = []
        for (_, contract) in described where !tags.contains(contract.tag) { tags.append(contract.tag) }
        var paths: [(String, JSONValue)] = []
        for path in unique(described.map(\.route.path)) {
            let acts = described.filter { $0.route.path == path }
            paths.append((template(path), .object(acts.map { ($0.route.method.rawValue.lowercased(), operation($0.route, $0.contract)) })))
        }
        return .object([
            ("openapi", "3.1.0"),
            (
                "info",
                [
                    "title": "安居 Anju", "version": "1",
                    "description": "与网页相同的事项、权限和范围。 The same acts as the pages, with the same rights and scope. docs/api.md",
                    "license": ["name": "as the repository says"],
                ]
            ), ("servers", [["url": "/"]]), ("security", [["token": []]]),
            ("tags", .list(tags.map { tag -> JSONValue in ["name": .text(tag.name), "description": .text(both(tag.text))] })),
            ("paths", .object(paths)),
            ("components", components(described.map(\.contract))),
        ])
    }

    static func both(_ text: Text) -> String { text.zh == text.en ? text.zh : "\(text.zh) \(text.en)" }

    /// `/receipts/:receipt` as OpenAPI writes it.
    static func template(_ path: String) -> String {
        path.split(separator: "/").map { "/" + ($0.utf8.first == 0x3A ? "{\($0.dropFirst())}" : $0) }.joined()
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private static func components(_ contracts: [Contract]) -> JSONValue {
        var seen: Set<String> = []
        let schemas = contracts.flatMap { Problem.components + $0.components }.filter { seen.insert($0.name).inserted }
        return .object([
            ("schemas", .object(schemas.map { ($0.name, $0.schema.json) })),
            (
                "securitySchemes",
                [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "在“我的账户”新建的令牌。 A token made on the page /me, or by anju token.",
                    ]
                ]
            ),
        ])
    }

    private static func operation(_ route: Route, _ contract: Contract) -> JSONValue {
        let names = PathParts.names(in: route.path)
        let places = names.map { parameter($0, "path", PathParts.schema($0), isRequired: true, PathParts.text($0)) }
        let asked = contract.query.map { parameter($0.name, "query", $0.schema, isRequired: $0.isRequired, $0.text) }
        var fields: [(String, JSONValue)] = [
            ("operationId", .text(identifier(route))), ("tags", [.text(contract.tag.name)]), ("summary", .text(both(route.title))),
            ("description", .text(both(needs(route.may)))),
        ]
        if !(places + asked).isEmpty { fields.append(("parameters", .list(places + asked))) }
        if route.may == .everyone { fields.append(("security", [])) }
        switch route.body {
        case .json: fields.append(("requestBody", body("application/json", contract.body ?? .any)))
        case .file: fields.append(("requestBody", body("application/octet-stream", .file)))
        default: break
        }
        fields.append(("responses", responses(route, contract)))
        return .object(fields)
    }

    private static func body(_ type: String, _ schema: Schema) -> JSONValue {
        ["required": true, "content": content(type, schema)]
    }

    private static func content(_ type: String, _ schema: Schema) -> JSONValue {
        let described: JSONValue = ["schema": schema.json]
        return .object([(type, described)])
    }

    private static func parameter(_ name: String, _ place: String, _ schema: Schema, isRequired: Bool, _ text: Text) -> JSONValue {
        [
            "name": .text(name), "in": .text(place), "required": .flag(isRequired), "description": .text(both(text)), "schema": schema.json,
        ]
    }

    private static func responses(_ route: Route, _ contract: Contract) -> JSONValue {
        let answer: JSONValue? =
            switch contract.answer {
            case .json(let schema): content("application/json", schema)
            case .file(let type): content(type, .file)
            case .nothing: nil
            }
        let done: JSONValue = .object(
            [("description", .text(both(Text("办成", "done"))))] + (answer.map { [("content", $0)] } ?? []))
        let faults = Problem.statuses(route, contract).map { status, text -> (String, JSONValue) in
            let schema = [409, 422].contains(status) ? contract.refusal ?? .named(Problem.name) : .named(Problem.name)
            return (String(status), ["description": .text(both(text)), "content": content("application/json", schema)])
        }
        return .object([(String(contract.status), done)] + faults)
    }

    private static func needs(_ may: Route.Requirement) -> Text {
        switch may {
        case .everyone: Text("公开。", "Open to everyone.")
        case .signedIn: Text("任何账户。", "Any account.")
        case .any(let permissions):
            Text(
                "权限：" + permissions.map(\.title.zh).joined(separator: "或") + "。",
                "To: " + permissions.map(\.title.en).joined(separator: ", or ") + ".")
        }
    }

    /// `get_pages_ledger_district_period`.
    private static func identifier(_ route: Route) -> String {
        let parts = route.path.split(separator: "/").dropFirst(2).map { part in
            String(part.unicodeScalars.filter { $0 != ":" && $0 != "." }.map(Character.init))
        }
        return ([route.method.rawValue.lowercased()] + parts).joined(separator: "_")
    }
}
