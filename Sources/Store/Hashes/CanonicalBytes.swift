/// The one byte form of a list of values, the input of every digest in the store.
///
/// Each value is a tag byte, then:
///
/// | tag | value | what follows |
/// |---|---|---|
/// | `00` | null | nothing |
/// | `01` | integer | 8 bytes, two's complement, big-endian |
/// | `02` | text | length in bytes (8 bytes, big-endian), then UTF-8 as it is |
/// | `03` | blob | length in bytes (8 bytes, big-endian), then the bytes |
///
/// No two lists of values share a byte form: a reader can tell from each tag where the value ends.
public struct CanonicalBytes: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(reserving capacity: Int = 0) {
        if capacity > 0 { bytes.reserveCapacity(capacity) }
    }

    /// Empties it and keeps its memory.
    public mutating func reset() { bytes.removeAll(keepingCapacity: true) }

    public mutating func append(null: Void = ()) { Self.append(null: (), to: &bytes) }
    public mutating func append(int64 value: Int64) { Self.append(int64: value, to: &bytes) }
    public mutating func append(text: UnsafeBufferPointer<UInt8>) { Self.append(text: text, to: &bytes) }
    public mutating func append(blob: UnsafeBufferPointer<UInt8>) { Self.append(blob: blob, to: &bytes) }

    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { Self.append(text: $0, to: &bytes) }
    }

    public mutating func append(blob: [UInt8]) {
        blob.withUnsafeBufferPointer { Self.append(blob: $0, to: &bytes) }
    }

    public mutating func append(digest: Digest256) {
        digest.withUnsafeBytes { Self.append(blob: $0.assumingMemoryBound(to: UInt8.self), to: &bytes) }
    }

    public mutating func append(_ value: SQLValue) {
        switch value {
        case .null: append(null: ())
        case .integer(let value): append(int64: value)
        case .text(let value): append(text: value)
        case .blob(let value): append(blob: value)
        }
    }

    public func digest() -> Digest256 { Hasher256.hash(bytes) }

    // The same into a buffer of the caller's, for rows by the hundred thousand.

    @inlinable public static func append(null: Void = (), to bytes: inout [UInt8]) { bytes.append(0) }

    @inlinable public static func append(int64 value: Int64, to bytes: inout [UInt8]) {
        append(tag: 1, UInt64(bitPattern: value), to: &bytes)
    }

    @inlinable public static func append(text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        append(tag: 2, UInt64(text.count), to: &bytes)
        bytes.append(contentsOf: text)
    }

    @inlinable public static func append(blob: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        append(tag: 3, UInt64(blob.count), to: &bytes)
        bytes.append(contentsOf: blob)
    }

    @inlinable static func append(tag: UInt8, _ word: UInt64, to bytes: inout [UInt8]) {
        bytes.append(tag)
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
