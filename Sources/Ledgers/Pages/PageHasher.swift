public import Store

/// The two digests of a page, row by row: what its entries say, and where the file says it.
///
/// Used when a page is read and again when it is verified, so that both go by the same bytes: those of ``CanonicalBytes``, written into a
/// buffer in one go for each row.
public struct PageHasher: Sendable {
    private var content = Hasher256()
    private var places = Hasher256()
    private var pending: [UInt8]
    private var used = 0
    private var pendingPlaces: [UInt8] = []

    private static let room = 16_384

    public init() {
        pending = Array(repeating: 0, count: Self.room)
    }

    /// Adds one row: its number, and its values in the sheet's order of columns.
    public mutating func add(row: Int64, _ values: UnsafeBufferPointer<StoredValue>) {
        var size = 0
        for value in values { size &+= 9 &+ (value.kind == .text || value.kind == .blob ? value.count : 0) }
        if used &+ size > pending.count {
            flush()
            if size > pending.count { pending = Array(repeating: 0, count: size) }
        }
        let start = used
        pending.withUnsafeMutableBytes { buffer in
            var at = start
            for value in values {
                switch value.kind {
                case .null:
                    buffer[at] = 0
                    at &+= 1
                case .number:
                    buffer[at] = 1
                    buffer.storeBytes(of: UInt64(bitPattern: value.number).bigEndian, toByteOffset: at &+ 1, as: UInt64.self)
                    at &+= 9
                case .text, .blob:
                    buffer[at] = value.kind == .text ? 2 : 3
                    buffer.storeBytes(of: UInt64(value.count).bigEndian, toByteOffset: at &+ 1, as: UInt64.self)
                    at &+= 9
                    if value.count > 0, let base = value.base {
                        (buffer.baseAddress! + at).copyMemory(from: base, byteCount: value.count)
                        at &+= value.count
                    }
                }
            }
            used = at
        }
        CanonicalBytes.append(int64: row, to: &pendingPlaces)
        if pendingPlaces.count >= 4096 { flushPlaces() }
    }

    /// Adds one row of values as they stand in the store.
    public mutating func add(row: Int64, stored: [SQLValue]) {
        var arena: [UInt8] = []
        var spans: [Range<Int>] = []
        for value in stored {
            let start = arena.count
            switch value {
            case .text(let text): arena.append(contentsOf: text.utf8)
            case .blob(let bytes): arena.append(contentsOf: bytes)
            case .null, .integer: break
            }
            spans.append(start..<arena.count)
        }
        arena.withUnsafeBufferPointer { bytes in
            let values = zip(stored, spans).map { value, span -> StoredValue in
                switch value {
                case .null: .null
                case .integer(let number): .number(number)
                case .text: .text(UnsafeBufferPointer(rebasing: bytes[span]))
                case .blob: .blob(UnsafeBufferPointer(rebasing: bytes[span]))
                }
            }
            values.withUnsafeBufferPointer { add(row: row, $0) }
        }
    }

    public mutating func finish() -> (content: Digest256, places: Digest256) {
        flush()
        flushPlaces()
        return (content.finalize(), places.finalize())
    }

    private mutating func flush() {
        pending.withUnsafeBytes { content.update(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
        used = 0
    }

    private mutating func flushPlaces() {
        places.update(pendingPlaces)
        pendingPlaces.removeAll(keepingCapacity: true)
    }
}
