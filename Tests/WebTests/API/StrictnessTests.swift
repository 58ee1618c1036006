import HTTPTypes
import Ledgers
import Testing

@testable import Web

@Suite("The API takes what its description says, and nothing else")
struct StrictnessTests {
    @Test("every API route is described, every schema is known, every name resolves")
    func described() async throws {
        let office = try await WebOffice([])
        let answer = try await office.api(.get, "/openapi.json", as: nil)
        #expect(answer.status == 200)
        let object = answer.object.value as? [String: Any]
        let paths = try #require(object?["paths"] as? [String: [String: Any]])
        let there = Set(paths.flatMap { path, acts in acts.keys.map { "\($0.uppercased()) \(path)" } })
        let routes = Set(WebServer.routes.filter { $0.kind == .api }.map { "\($0.method.rawValue) \(OpenAPI.template($0.path))" })
        #expect(there == routes)
        let schemas = try #require((object?["components"] as? [String: Any])?["schemas"] as? [String: Any])
        var unknown: [String] = []
        func look(_ value: Any, _ place: String) {
            if let fields = value as? [String: Any] {
                if fields.isEmpty { unknown.append(place) }
                if let name = fields["$ref"] as? String, schemas[String(name.split(separator: "/").last ?? "")] == nil {
                    unknown.append(name)
                }
                for (key, value) in fields { look(value, place + "/" + key) }
            }
            for item in value as? [Any] ?? [] { look(item, place) }
        }
        for (name, schema) in schemas { look(schema, name) }
        #expect(unknown == [])
        // Two types of one name would describe each other.
        var shapes: [String: String] = [:]
        for component in WebServer.routes.flatMap({ $0.contract?.components ?? [] }) {
            let shape = String(decoding: try #require(bytes(component.schema.json)), as: UTF8.self)
            #expect(shapes[component.name] ?? shape == shape, "\(component.name)")
            shapes[component.name] = shape
        }
    }

    private func bytes(_ value: JSONValue) -> [UInt8]? {
        if case .bytes(let bytes)? = (try? Reply.json(value))?.body { bytes } else { nil }
    }

    @Test(
        "a malformed body is refused with the field's name",
        arguments: [
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\"}", "reason"),
            ("{\"kind\": \"gift\", \"until\": \"2099-12-31\", \"reason\": \"x\"}", "kind"),
            ("{\"kind\": \"extension\", \"until\": \"2099-02-30\", \"reason\": \"x\"}", "until"),
            ("{\"kind\": \"extension\", \"until\": \"2099年2月3日\", \"reason\": \"x\"}", "until"),
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\", \"reason\": \"x\", \"district\": \"11010\"}", "district"),
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\", \"reason\": \"x\", \"colour\": 1}", "colour"),
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\", \"reason\": 5}", "reason"),
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\", \"reason\": \"x\", \"page\": \"nothing/110105/2023\"}", "page"),
            ("{\"kind\": \"extension\", \"until\": \"2099-12-31\", \"reason\": \"x\", \"year\": 2023.5}", "year"),
            ("[]", "body"), ("{\"kind\"", ""),
        ])
    func malformed(body: String, field: String) async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let answer = try await office.api(.post, "/requests", as: "chaoyang", json: body)
        #expect(answer.status == 400)
        #expect(answer.object["field"] == field)
    }

    @Test("what can be read and not be accepted is 422; another kind of body 415; another method 405 with those there are")
    func unacceptable() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let waiver = "{\"kind\": \"waiver\", \"until\": \"2099-12-31\", \"reason\": \"x\"}"
        #expect(try await office.api(.post, "/requests", as: "chaoyang", json: waiver).status == 422)
        let past = "{\"kind\": \"extension\", \"district\": \"110105\", \"year\": 2023, \"until\": \"2001-01-01\", \"reason\": \"x\"}"
        #expect(try await office.api(.post, "/requests", as: "chaoyang", json: past).object["code"] == "W021")
        #expect(try await office.api(.post, "/requests", as: "chaoyang", file: waiver).status == 415)
        let put = try await office.api(.put, "/requests", as: "chaoyang", json: waiver)
        #expect(put.status == 405)
        #expect(put.headers[.allow] == "GET, POST")
    }

    @Test(
        "a query of unknown, repeated or ill-formed parameters is refused with the name",
        arguments: [
            ("/pages?colour=1", "colour"), ("/pages?limit=0", "limit"), ("/pages?limit=501", "limit"), ("/pages?year=20x3", "year"),
            ("/pages?year=2023&year=2023", "year"), ("/pages?district=1101", "district"), ("/pages?after=x", "after"),
            ("/receipts?after=-1", "after"), ("/receipts?limit=%2B5", "limit"), ("/pages?due=1", "due"),
        ])
    func query(path: String, field: String) async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let answer = try await office.api(.get, path, as: "chaoyang")
        #expect(answer.status == 400)
        #expect(answer.object["field"] == field)
    }

    @Test("a list read piece by piece is the list")
    func paging() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let whole = try await office.api(.get, "/pages?limit=500", as: "chaoyang").object
        var seen: [String] = []
        var after = ""
        repeat {
            let piece = try await office.api(.get, "/pages?limit=7\(after)", as: "chaoyang").object
            #expect(piece["total"] == whole["total"])
            seen += (0..<7).map { piece["items", "\($0)", "page"] }.filter { !$0.isEmpty }
            after = piece["next"].isEmpty ? "" : "&after=" + piece["next"]
        } while !after.isEmpty
        #expect("\(seen.count)" == whole["total"])
        #expect(seen == seen.indices.map { whole["items", "\($0)", "page"] })
    }
}
