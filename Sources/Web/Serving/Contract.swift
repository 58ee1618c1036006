import Quantities

/// What an API route takes and gives, for the OpenAPI description that is made from it.
struct Contract: Sendable {
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let text: String

        init(_ name: String, _ schema: Schema, required: Bool = false, _ text: String) {
            self.name = name
            self.schema = schema
            isRequired = required
            self.text = text
        }
    }

    var query: [Parameter] = []
    /// Of the path's parts, by name.
    var path: [String: Schema] = [:]
    var body: Schema?
    var answer: Schema
    /// Statuses beside 200, 401, 403 and those of the body.
    var statuses: [Int] = []
}

/// The few shapes JSON takes here.
indirect enum Schema: Sendable {
    case text
    case pattern(String)
    case choice([String])
    case integer
    case flag
    case list(Schema)
    case object([(String, Schema)], required: [String] = [])
    /// An object whose keys are data.
    case map(Schema)
    /// Anything: a document described elsewhere in the docs.
    case any
    case nullable(Schema)
    case file

    var json: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .pattern(let pattern): ["type": "string", "pattern": .text(pattern)]
        case .choice(let values): ["type": "string", "enum": .list(values.map(JSONValue.text))]
        case .integer: ["type": "integer"]
        case .flag: ["type": "boolean"]
        case .list(let item): ["type": "array", "items": item.json]
        case .object(let fields, let required):
            .object([
                ("type", .text("object")), ("properties", .object(fields.map { ($0.0, $0.1.json) })),
                ("required", .list(required.map(JSONValue.text))),
            ])
        case .map(let item): ["type": "object", "additionalProperties": item.json]
        case .any: .object([])
        case .nullable(let inner): ["anyOf": .list([inner.json, ["type": "null"]])]
        case .file: ["type": "string", "format": "binary"]
        }
    }
}

/// JSON as a value, keys in their order.
indirect enum JSONValue: Sendable, Encodable, ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    typealias Key = String
    typealias Value = JSONValue

    case text(String)
    case number(Int)
    case flag(Bool)
    case list([JSONValue])
    case object([(String, JSONValue)])

    init(stringLiteral value: String) { self = .text(value) }
    init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .number(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .flag(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .list(let items):
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
        case .object(let fields):
            var container = encoder.container(keyedBy: Name.self)
            for (name, value) in fields { try container.encode(value, forKey: Name(stringValue: name)) }
        }
    }
}
