#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes that grow. `realloc` moves pages instead of copying them, so growing does not double the memory.
struct ByteArena: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = malloc(self.capacity).assumingMemoryBound(to: UInt8.self)
    }

    deinit { free(base) }

    /// Makes room for `more` bytes behind the last.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count &+ more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(2 * capacity, count + more)
        base = realloc(base, capacity).assumingMemoryBound(to: UInt8.self)
    }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (base + count).update(from: source, count: length)
        count &+= length
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    mutating func append(_ text: String) { for byte in text.utf8 { append(byte) } }
}
