import Quantities

/// What an API route takes and gives. The OpenAPI description is made from it, and requests are held against it before a handler sees them.
struct Contract: Sendable {
    /// The chapter of the description it stands in.
    let tag: Tag
    var query: [Parameter] = []
    var body: Schema?
    var answer: Answer
    /// The status of a request that was met.
    var status = 200
    /// What stands in the answer of a refused filing beside the error.
    var refusal: Schema?
    /// The objects that ``body`` and ``answer`` name.
    var components: [SchemaBook.Component] = []

    enum Answer: Sendable {
        case json(Schema)
        /// A file of this media type.
        case file(String)
        case nothing
    }

    struct Tag: Sendable, Hashable {
        let name: String
        let text: Text

        init(_ name: String, _ zh: String, _ en: String) {
            self.name = name
            text = Text(zh, en)
        }
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let text: Text

        init(_ name: String, _ schema: Schema, required: Bool = false, _ zh: String, _ en: String) {
            self.name = name
            self.schema = schema
            isRequired = required
            text = Text(zh, en)
        }
    }
}

extension Contract {
    /// Holds a query against the parameters: every name known and once, every value as its schema says.
    ///
    /// - Throws: 400 with the parameter's name.
    func check(_ fields: Fields) throws {
        for (index, pair) in fields.pairs.enumerated() {
            guard let parameter = query.first(where: { $0.name == pair.name }) else {
                throw Refusal.field(pair.name, "没有这个参数", "there is no such parameter")
            }
            guard !fields.pairs[..<index].contains(where: { $0.name == pair.name }) else {
                throw Refusal.field(pair.name, "参数重复", "the parameter stands twice")
            }
            guard parameter.schema.accepts(pair.value) else {
                throw Refusal.field(pair.name, "参数值不符合要求", "the value is not of the form asked for")
            }
        }
        if let missing = query.first(where: { parameter in parameter.isRequired && !fields.pairs.contains { $0.name == parameter.name } }) {
            throw Refusal.field(missing.name, "缺少参数", "the parameter is needed")
        }
    }
}

extension Refusal {
    /// 400, about one field of the query or body.
    static func field(_ name: String, _ zh: String, _ en: String) -> Refusal {
        var refusal = Refusal.malformed("“\(name)”：\(zh)", "“\(name)”: \(en)")
        refusal.field = name
        return refusal
    }

    /// 422, about one field of the body: well formed, and not acceptable.
    static func unacceptable(_ name: String, _ zh: String, _ en: String) -> Refusal {
        var refusal = Refusal.invalid("“\(name)”：\(zh)", "“\(name)”: \(en)")
        refusal.field = name
        return refusal
    }
}
