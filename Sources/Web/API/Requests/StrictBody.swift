import Foundation

/// A JSON body read strictly: every field known, of its type, none missing.
enum StrictBody {
    /// - Throws: 400 with the field's name.
    static func read<Order: Decodable>(_ type: Order.Type, from content: [UInt8], schema: Schema, components: [SchemaBook.Component]) throws
        -> Order
    {
        let data = Data(content)
        do {
            // First, for its words: a number that does not fit is told by the decoder without its place.
            let tree = try JSONDecoder().decode(FieldTree.self, from: data)
            if let fault = tree.fault(schema, components, at: "") { throw fault }
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw refusal(error)
        }
    }

    private static func refusal(_ error: DecodingError) -> Refusal {
        switch error {
        case .keyNotFound(let key, let context): .field(path(context.codingPath + [key]), "缺少这个字段", "the field is missing")
        case .valueNotFound(_, let context): .field(path(context.codingPath), "不能为空", "it must not be null")
        case .typeMismatch(_, let context): .field(path(context.codingPath), "类型不符", "it is of another type")
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? .malformed("请求体不是有效的JSON", "the body is not JSON") : .field(path(context.codingPath), "值不可读", "the value cannot be read")
        @unknown default: .malformed("请求体不可读", "the body cannot be read")
        }
    }

    /// `orders[3].page`; `body` for the whole.
    private static func path(_ keys: [any CodingKey]) -> String {
        let text = keys.reduce("") { path, key in
            key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
        }
        return text.isEmpty ? "body" : text
    }
}

/// A JSON value as it came: the names of its fields and its texts, all the way down. Types read more than the schema says (a day written
/// `2023年7月5日`); the API takes what it says.
private struct FieldTree: Decodable {
    var text: String?
    var isUnfitNumber = false
    var fields: [(name: String, tree: FieldTree)] = []
    var items: [FieldTree] = []

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Name.self) {
            fields = try container.allKeys.map { ($0.stringValue, try container.decode(FieldTree.self, forKey: $0)) }
        } else if var container = try? decoder.unkeyedContainer() {
            while !container.isAtEnd {
                // A null is no value to a list's container.
                if try container.decodeNil() { continue }
                items.append(try container.decode(FieldTree.self))
            }
        } else {
            let value = try decoder.singleValueContainer()
            text = try? value.decode(String.self)
            isUnfitNumber = (try? value.decode(Double.self)) != nil && (try? value.decode(Int64.self)) == nil
        }
    }

    /// The first field that the schema does not have, or whose text is not of its form.
    func fault(_ schema: Schema, _ components: [SchemaBook.Component], at path: String) -> Refusal? {
        switch schema {
        case .named(let name):
            return components.first { $0.name == name }.flatMap { fault($0.schema, components, at: path) }
        case .nullable(let inner): return fault(inner, components, at: path)
        case .list(let item):
            return items.enumerated().lazy.compactMap { $1.fault(item, components, at: "\(path)[\($0)]") }.first
        case .object(let known, _):
            for (name, tree) in fields {
                let place = path.isEmpty ? name : "\(path).\(name)"
                guard let field = known.first(where: { $0.name == name }) else {
                    return Refusal.field(place, "没有这个字段", "there is no such field")
                }
                if let fault = tree.fault(field.schema, components, at: place) { return fault }
            }
            return nil
        case .form, .choice:
            guard let text, !schema.accepts(text) else { return nil }
            return Refusal.field(path, "值不符合要求", "the value is not of the form asked for")
        case .integer:
            return isUnfitNumber ? Refusal.field(path, "须为整数，且不超出范围", "it must be a whole number, and in range") : nil
        default: return nil
        }
    }
}
