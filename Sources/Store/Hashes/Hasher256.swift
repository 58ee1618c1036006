import Crypto

/// SHA-256 as a stream: update with pieces, finalize once.
public struct Hasher256: Sendable {
    private var state = SHA256()

    public init() {}

    public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) { state.update(bufferPointer: UnsafeRawBufferPointer(bytes)) }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { state.update(bufferPointer: $0) }
    }

    public mutating func update(_ digest: Digest256) {
        digest.withUnsafeBytes { state.update(bufferPointer: $0) }
    }

    /// The digest of what has come so far; the stream may go on.
    public func finalize() -> Digest256 {
        state.finalize().withUnsafeBytes { Digest256(copying: $0) }
    }

    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Digest256 {
        var hasher = Hasher256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    public static func hash(_ bytes: [UInt8]) -> Digest256 {
        bytes.withUnsafeBufferPointer { hash($0) }
    }
}
