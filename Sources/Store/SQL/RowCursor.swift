/// What an engine offers for the row it stands on. Pointers live until the engine steps on.
public protocol RowSource: AnyObject {
    var columnCount: Int { get }
    func columnName(_ index: Int) -> String
    func isNull(_ index: Int) -> Bool
    /// Throws ``StoreError/Code/columnMismatch`` for a value of another type, NULL included.
    func int64(_ index: Int) throws -> Int64
    func textBytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8>
    func blobBytes(_ index: Int) throws -> UnsafeBufferPointer<UInt8>
    func value(_ index: Int) throws -> SQLValue
}

/// The current row of a streamed result; columns are numbered from 0. It cannot outlive the closure it is lent to, and
/// reading from it allocates nothing (but for ``text(_:)``, ``blob(_:)`` and ``value(_:)``, which copy).
public struct RowCursor: ~Copyable {
    @usableFromInline let source: any RowSource

    public init(_ source: any RowSource) { self.source = source }

    @inlinable public var columnCount: Int { source.columnCount }
    @inlinable public func isNull(_ index: Int) -> Bool { source.isNull(index) }
    @inlinable public func int64(_ index: Int) throws -> Int64 { try source.int64(index) }
    @inlinable public func optionalInt64(_ index: Int) throws -> Int64? { source.isNull(index) ? nil : try source.int64(index) }

    /// UTF-8 bytes, valid inside `body` only.
    @inlinable public func withText<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) throws -> R {
        try body(try source.textBytes(index))
    }

    /// Bytes, valid inside `body` only.
    @inlinable public func withBlob<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) throws -> R {
        try body(try source.blobBytes(index))
    }

    public func text(_ index: Int) throws -> String { String(decoding: try source.textBytes(index), as: UTF8.self) }
    public func optionalText(_ index: Int) throws -> String? { source.isNull(index) ? nil : try text(index) }
    public func blob(_ index: Int) throws -> [UInt8] { Array(try source.blobBytes(index)) }
    public func value(_ index: Int) throws -> SQLValue { try source.value(index) }
}
