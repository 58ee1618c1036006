/// Finds the schema of a type by decoding it once from a decoder that writes down what it is asked for. So the description cannot differ
/// from what is read and written: both come from the type.
final class SchemaBook {
    typealias Component = (name: String, schema: Schema)

    private(set) var components: [Component] = []
    private var names: Set<String> = []
    /// Whether objects take no fields beside their own: those of requests.
    let isClosed: Bool

    init(isClosed: Bool = false) { self.isClosed = isClosed }

    /// The schema of a type; objects become components and are named.
    func schema<T: Decodable>(of type: T.Type) -> Schema {
        let name = Self.name(type)
        if names.contains(name) { return .named(name) }
        return (try? describe(type))?.schema ?? .any
    }

    /// The schema, and some value of the type.
    func describe<T: Decodable>(_ type: T.Type) throws -> (schema: Schema, value: T) {
        if let simple = Self.simple(type) { return simple }
        if let described = type as? any Described.Type, let value = described.sample as? T { return (described.schema(in: self), value) }
        if let listed = type as? any CaseIterable.Type, let (values, first) = Self.cases(listed), let value = first as? T {
            return (.choice(values), value)
        }
        let name = Self.name(type)
        let isNew = names.insert(name).inserted
        let finder = FieldFinder(book: self)
        let value = try T(from: finder)
        if isNew { components.append((name, .object(finder.fields, isClosed: isClosed))) }
        return (.named(name), value)
    }

    private static func simple<T>(_ type: T.Type) -> (Schema, T)? {
        let known: (Schema, Any)? =
            switch type {
            case is String.Type: (.text, "")
            case is Int.Type: (.integer(least: .min), 0)
            case is Int64.Type: (.integer(least: .min), Int64(0))
            case is Bool.Type: (.flag, false)
            default: nil
            }
        return known.flatMap { schema, value in (value as? T).map { (schema, $0) } }
    }

    private static func cases<E: CaseIterable>(_ type: E.Type) -> (values: [String], first: Any)? {
        let values = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        return type.allCases.first.flatMap { values.isEmpty ? nil : (values, $0) }
    }

    /// `TraceDocument.Page`; `ReceiptItem.Listing` for a generic one.
    private static func name(_ type: Any.Type) -> String {
        var parts: [String] = []
        var part = ""
        for byte in String(reflecting: type).utf8 {
            switch byte {
            case 0x3C, 0x3E, 0x2C, 0x20:
                if !part.isEmpty { parts.append(part) }
                part = ""
            default: part.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        if !part.isEmpty { parts.append(part) }
        return parts.reversed().map { $0.split(separator: ".").dropFirst().joined(separator: ".") }.joined(separator: ".")
    }
}

/// The decoder that is asked for fields.
private final class FieldFinder: Decoder {
    let book: SchemaBook
    var fields: [Schema.Field] = []
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(book: SchemaBook) { self.book = book }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> { KeyedDecodingContainer(Keyed(finder: self)) }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Undescribed() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Undescribed() }

    func add(_ name: String, _ schema: Schema, isRequired: Bool) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(Schema.Field(name: name, schema: schema, isRequired: isRequired))
    }

    struct Undescribed: Error {}

    struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let finder: FieldFinder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) -> Bool { false }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let (schema, value) = try finder.book.describe(type)
            finder.add(key.stringValue, schema, isRequired: true)
            return value
        }

        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
            finder.add(key.stringValue, .nullable(finder.book.schema(of: type)), isRequired: false)
            return nil
        }

        // The optional simple types have requirements of their own.
        private func optional<T: Decodable>(_ type: T.Type, _ key: Key) -> T? {
            finder.add(key.stringValue, .nullable(finder.book.schema(of: type)), isRequired: false)
            return nil
        }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { optional(type, key) }
        func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { optional(type, key) }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { optional(type, key) }
        func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { optional(type, key) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
            throw Undescribed()
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Undescribed() }
        func superDecoder() throws -> any Decoder { throw Undescribed() }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw Undescribed() }
    }
}
