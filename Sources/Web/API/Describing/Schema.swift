import Evaluation
import Ledgers
import Quantities

/// The few shapes JSON takes here.
indirect enum Schema: Sendable {
    case text
    /// At most so many characters, at least one.
    case words(Int)
    case form(Form)
    case choice([String])
    case integer(least: Int64 = 0, most: Int64 = .max)
    case flag
    case list(Schema)
    case object([Field], isClosed: Bool)
    /// An object whose keys are data.
    case map(Schema)
    /// Anything; stands where a type could not be described.
    case any
    case either([Schema])
    case nullable(Schema)
    case file
    /// An object of the description's components.
    case named(String)

    struct Field: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    var json: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .words(let most): ["type": "string", "minLength": 1, "maxLength": .number(most)]
        case .form(let form):
            .object(
                [("type", "string"), ("pattern", .text(form.pattern)), ("examples", [.text(form.example)])]
                    + (form.name.map { [("format", .text($0))] } ?? []) + (form.longest.map { [("maxLength", .number($0))] } ?? []))
        case .choice(let values): ["type": "string", "enum": .list(values.map(JSONValue.text))]
        case .integer(let least, let most):
            .object(
                [("type", "integer"), ("format", "int64")] + (least == .min ? [] : [("minimum", .number(Int(least)))])
                    + (most == .max ? [] : [("maximum", .number(Int(most)))]))
        case .flag: ["type": "boolean"]
        case .list(let item): ["type": "array", "items": item.json]
        case .object(let fields, let isClosed):
            .object(
                [
                    ("type", "object"), ("properties", .object(fields.map { ($0.name, $0.schema.json) })),
                    ("required", .list(fields.filter(\.isRequired).map { .text($0.name) })),
                ] + (isClosed ? [("additionalProperties", false)] : []))
        case .map(let item): ["type": "object", "additionalProperties": item.json]
        case .any: .object([])
        case .either(let options): ["anyOf": .list(options.map(\.json))]
        case .nullable(let inner): ["anyOf": [inner.json, ["type": "null"]]]
        case .file: ["type": "string", "contentMediaType": "application/octet-stream"]
        case .named(let name): ["$ref": .text("#/components/schemas/" + name)]
        }
    }

    /// Whether a parameter's text is of this shape; objects and lists are never parameters.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .text: true
        case .words(let most): !text.isEmpty && text.unicodeScalars.count <= most
        case .form(let form): form.isMet(text)
        case .choice(let values): values.contains { $0.utf8.elementsEqual(text.utf8) }
        case .integer(let least, let most):
            text.utf8.allSatisfy { (48...57).contains($0) } && Int64(text).map { (least...most).contains($0) } ?? false
        case .flag: text == "true" || text == "false"
        default: false
        }
    }
}

/// A form that texts have: said as a pattern, checked by the type that reads it.
struct Form: Sendable {
    let pattern: String
    let example: String
    /// JSON Schema's name for it, if it has one.
    var name: String?
    var longest: Int?
    let isMet: @Sendable (String) -> Bool

    private static let years = "(19[0-9]{2}|20[0-9]{2}|2100)"

    static let district = Form(pattern: "^[0-9]{6}$", example: "110101") { RegionCode($0) != nil }
    /// A year or a month.
    static let period = Form(pattern: "^\(years)(-(0[1-9]|1[0-2]))?$", example: "2023-05") { text in
        Period(text).map { $0.months == nil || $0.isMonth } ?? false
    }
    static let date = Form(
        pattern: "^\(years)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", example: "2024-02-10", name: "date"
    ) { text in CivilDate(text)?.description == text }
    static let page = Form(
        pattern: "^(\(Sheet.all.map(\.ledger).joined(separator: "|")))/[0-9]{6}/\(years)(-(0[1-9]|1[0-2]))?$",
        example: "subsidies/110101/2023-05"
    ) { text in PageAddress(text)?.description == text }
    static let figure = Form(
        pattern: "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(@[0-9]{6})?$", example: "rental.bonded.raised@110101", longest: 100
    ) { text in text.utf8.count <= 100 && FigureReference(tag: text) != nil }
    /// A freeze's name.
    static let freeze = Form(pattern: "^\(years)-[1-9][0-9]{0,8}$", example: "2023-1") { text in
        let parts = text.utf8.split(separator: 45, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].count == 4 && (1...9).contains(parts[1].count)
            && parts.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
    }
    static let rational = Form(pattern: "^-?[0-9]+(/[0-9]+)?$", example: "81549/80000") { Rational($0) != nil }
    static let digest = Form(pattern: "^[0-9a-f]{64}$", example: String(repeating: "0", count: 64)) { $0.utf8.count == 64 }
}
