/// The fields of a query or a form, in their order; a name may stand more than once.
struct Fields: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []

    static let maximumFields = 200_000

    init() {}

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// - Throws: 400 for a broken escape, for bytes that are not UTF-8, for too many fields.
    init(encoded bytes: some Collection<UInt8>) throws {
        guard !bytes.isEmpty else { return }
        for part in bytes.split(separator: 0x26, omittingEmptySubsequences: true) {
            guard pairs.count < Self.maximumFields else { throw Refusal.malformed("字段过多", "too many fields") }
            let sign = part.firstIndex(of: 0x3D)
            let name = part[..<(sign ?? part.endIndex)]
            let value = sign.map { part[part.index(after: $0)...] } ?? part[part.endIndex...]
            pairs.append((try Self.decoded(name), try Self.decoded(value)))
        }
    }

    mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// The first value of this name.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The value without the spaces around it; `nil` where it is missing or empty.
    func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let scalars = value.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        return String(scalars[first...last])
    }

    /// - Throws: 422 with the field's name where it is missing.
    func required(_ name: String, _ title: (zh: String, en: String)) throws -> String {
        guard let text = text(name) else { throw Refusal.invalid("请填写“\(title.zh)”", "“\(title.en)” is needed") }
        return text
    }

    /// As a query, without the named fields and with others in their place.
    func query(without names: Set<String> = [], with others: KeyValuePairs<String, String> = [:]) -> String {
        let kept = pairs.filter { pair in !names.contains(pair.name) && !others.contains { $0.key == pair.name } }
        return (kept.map { ($0.name, $0.value) } + others.map { ($0.key, $0.value) })
            .map { HTML.encoded($0.0) + "=" + HTML.encoded($0.1) }.joined(separator: "&")
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index != bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            if byte == 0x2B {
                result.append(0x20)
            } else if byte == 0x25 {
                guard index != bytes.endIndex, let high = nibble(bytes[index]) else { throw broken }
                bytes.formIndex(after: &index)
                guard index != bytes.endIndex, let low = nibble(bytes[index]) else { throw broken }
                bytes.formIndex(after: &index)
                result.append(high << 4 | low)
            } else {
                result.append(byte)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw broken }
        return text
    }

    private static var broken: Refusal { Refusal.malformed("请求的编码有误", "the request is not well encoded") }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
