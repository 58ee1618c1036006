public import Store

/// One value on its way into the store: a number, or bytes that belong to somebody else and live as long as the row they were read from.
///
/// Rows pass by the hundred thousand, so this is a plain record without reference counts.
public struct StoredValue {
    public enum Kind: UInt8, Sendable {
        case null
        case number
        case text
        case blob
    }

    public var kind: Kind
    public var number: Int64
    public var base: UnsafePointer<UInt8>?
    public var count: Int

    @inlinable
    public init(kind: Kind = .null, number: Int64 = 0, base: UnsafePointer<UInt8>? = nil, count: Int = 0) {
        self.kind = kind
        self.number = number
        self.base = base
        self.count = count
    }

    @inlinable public static var null: StoredValue { StoredValue() }
    @inlinable public static func number(_ number: Int64) -> StoredValue { StoredValue(kind: .number, number: number) }
    @inlinable public static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> StoredValue {
        StoredValue(kind: .text, base: bytes.baseAddress, count: bytes.count)
    }

    @inlinable public static func blob(_ bytes: UnsafeBufferPointer<UInt8>) -> StoredValue {
        StoredValue(kind: .blob, base: bytes.baseAddress, count: bytes.count)
    }

    @inlinable public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// A copy that lives on its own.
    public var sql: SQLValue {
        switch kind {
        case .null: .null
        case .number: .integer(number)
        case .text: .text(String(decoding: bytes, as: UTF8.self))
        case .blob: .blob(Array(bytes))
        }
    }
}
