import Quantities

/// 摇号: an order that nobody could choose and everybody can recompute.
///
/// First the list's hash and the seed's commitment are published, then the seed:
///
///     let listHash = try Draw.listHash(ids)            // published first,
///     let commitment = Draw.commit(seed)               // with this
///     let order = try Draw.order(ids, seed: seed)      // published with the seed, afterwards
///
/// - The list's hash is SHA-256 over the ids, sorted by their UTF-8 bytes and joined by `\n`.
/// - The commitment is SHA-256 over the seed as it is written: 64 lower-case hexadecimal digits.
/// - The order is by SHA-256 over `seed:id`, lowest first. Digests order like their hexadecimal digits.
///
/// `Tests/Households/replay_draw.py` does the same in another language. Whoever makes the seed must not choose the list afterwards:
/// freeze the list first, then make the seed.
public enum Draw {
    /// The secret that decides the order: 32 random bytes, written as 64 lower-case hexadecimal digits.
    public struct Seed: Hashable, Sendable, CustomStringConvertible {
        public let text: String

        /// 64 hexadecimal digits; upper case is read as lower. `nil` otherwise.
        public init?(_ text: String) {
            guard let digest = Digest256(hex: text) else { return nil }
            self.text = digest.hex
        }

        /// A new one from the operating system's source of randomness.
        public static func random() -> Seed {
            var generator = SystemRandomNumberGenerator()
            return random(using: &generator)
        }

        /// For tests and examples that must repeat.
        public static func random(using generator: inout some RandomNumberGenerator) -> Seed {
            let digits = Array("0123456789abcdef".utf8)
            let text = String(unsafeUninitializedCapacity: 64) { buffer in
                for index in 0..<64 { buffer[index] = digits[Int(generator.next() & 15)] }
                return 64
            }
            return Seed(text: text)
        }

        /// The seed that comes of this one and a value nobody knew when it was made (a lottery's number of a later day, dice thrown before
        /// witnesses): SHA-256 over `seed:value`. Whoever makes a seed can try many against a list; nobody can try what is not known yet.
        public func mixed(with value: String) -> Seed { Seed(text: Hasher256.hash(Array((text + ":" + value).utf8)).hex) }

        private init(text: String) { self.text = text }

        public var description: String { text }
    }

    /// A drawn item: where it came (from 1), and the digest that put it there.
    public struct Place: Hashable, Sendable {
        public let rank: Int
        public let id: String
        public let digest: Digest256
    }

    /// What is published before the seed.
    public static func commit(_ seed: Seed) -> Digest256 { Hasher256.hash(Array(seed.text.utf8)) }

    /// Whether this is the seed that was committed to.
    public static func isCommitted(_ seed: Seed, to commitment: Digest256) -> Bool { commit(seed) == commitment }

    /// The hash of the list, however it is ordered.
    ///
    /// - Throws: `S040` where an id is empty, has a control character, or comes twice.
    public static func listHash(_ ids: [String]) throws(StoreError) -> Digest256 {
        var bytes: [UInt8] = []
        for (index, id) in try sorted(ids).enumerated() {
            if index > 0 { bytes.append(0x0A) }
            bytes.append(contentsOf: id.utf8)
        }
        return Hasher256.hash(bytes)
    }

    /// The drawn order, first first.
    ///
    /// - Throws: `S040` as for ``listHash(_:)``.
    public static func order(_ ids: [String], seed: Seed) throws(StoreError) -> [Place] {
        let prefix = Array((seed.text + ":").utf8)
        let drawn = try sorted(ids).map { id in (id: id, digest: Hasher256.hash(prefix + Array(id.utf8))) }.sorted { $0.digest < $1.digest }
        return drawn.enumerated().map { Place(rank: $0.offset + 1, id: $0.element.id, digest: $0.element.digest) }
    }

    private static func sorted(_ ids: [String]) throws(StoreError) -> [String] {
        // By bytes: String's own order compares canonical forms, which other languages do not.
        let sorted = ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for (index, id) in sorted.enumerated() {
            if id.isEmpty || id.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                throw StoreError(
                    .drawListFaulty, Text("摇号名单中有空的或带控制字符的编号", "the list of a draw has an id that is empty or has a control character"))
            }
            if index > 0, id.utf8.elementsEqual(sorted[index - 1].utf8) {
                throw StoreError(.drawListFaulty, Text("摇号名单中编号\(id)重复", "the id \(id) comes twice in the list of a draw"))
            }
        }
        return sorted
    }
}
