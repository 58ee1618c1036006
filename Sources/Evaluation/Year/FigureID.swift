public import Quantities

/// The name of a measure or figure: lower-case words joined by points, `rental.bonded.raised`.
public struct FigureID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let text: String

    /// `nil` unless every part begins with a letter and holds only `a-z`, `0-9` and `_`.
    public init?(_ text: String) {
        var expectsStart = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): expectsStart = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): if expectsStart { return nil }
            case UInt8(ascii: "."):
                if expectsStart { return nil }
                expectsStart = true
            default: return nil
            }
        }
        guard !expectsStart, text.utf8.count <= 100 else { return nil }
        self.text = text
    }

    public var description: String { text }
    public static func < (a: FigureID, b: FigureID) -> Bool { a.text < b.text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = FigureID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a figure's name: \(text)")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One figure at one place: of the whole city, or of a district.
public struct FigureReference: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let id: FigureID
    /// The district; `nil` for the whole city.
    public let region: RegionCode?

    public init(_ id: FigureID, _ region: RegionCode? = nil) {
        self.id = id
        self.region = region
    }

    /// Reads ``tag``.
    public init?(tag: String) {
        let bytes = Array(tag.utf8)
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else {
            guard let id = FigureID(tag) else { return nil }
            self.init(id)
            return
        }
        guard let id = FigureID(String(decoding: bytes[..<at], as: UTF8.self)),
            let region = RegionCode(String(decoding: bytes[(at + 1)...], as: UTF8.self))
        else { return nil }
        self.init(id, region)
    }

    /// `rental.bonded.raised` or `rental.bonded.raised@110105`: the name on the command line, in JSON and of the content control.
    public var tag: String { region.map { "\(id)@\($0)" } ?? id.text }

    public var description: String { tag }

    public static func < (a: FigureReference, b: FigureReference) -> Bool {
        (a.id.text, a.region?.digits ?? "") < (b.id.text, b.region?.digits ?? "")
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let tag = try container.decode(String.self)
        guard let reference = FigureReference(tag: tag) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a figure's tag: \(tag)")
        }
        self = reference
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }
}
