import Testing

@testable import Evaluation

@Suite("keys of distinct counts")
struct KeySetTests {
    private func code(_ text: String, isPersonal: Bool = false) -> KeyCode {
        var text = text
        return text.withUTF8 { KeyCode(text: $0, isPersonal: isPersonal) }
    }

    @Test("short texts keep their order and never meet")
    func order() {
        let texts = ["", "A", "AB", "ABCDEFGH", "ABCDEFGHI", "ABCDEFGHIJKLMNO", "B", "家", "家庭"]
        let codes = texts.map { code($0) }
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == texts.count)
    }

    @Test("long and personal texts are kept as hashes: 15 bytes of SHA-256, then ff")
    func hashes() {
        // printf 'ABCDEFGHIJKLMNOP' | sha256sum
        let long = code("ABCDEFGHIJKLMNOP")
        #expect(long.high == 0xE7E8_B89C_2721_D290)
        #expect(long.low & 0xFF == 0xFF)
        #expect(code("王") != code("王", isPersonal: true))
        #expect(code("王", isPersonal: true).low & 0xFF == 0xFF)
    }

    @Test("a set is sorted, without doubles, and survives its bytes; a damaged one is refused")
    func sets() {
        let set = KeySet(collected: ["C", "A", "B", "A", "C"].map { code($0) })
        #expect(set.keys == ["A", "B", "C"].map { code($0) })
        #expect(set.bytes.count == 48)
        #expect(set.bytes.withUnsafeBufferPointer { KeySet(bytes: $0) } == set)
        var damaged = set.bytes
        damaged.swapAt(0, 16)
        #expect(damaged.withUnsafeBufferPointer { KeySet(bytes: $0) } == nil)
        #expect(set.bytes.dropLast().withContiguousStorageIfAvailable { KeySet(bytes: $0) } == .some(nil))
    }

    @Test("a union is what Swift's own sets say", arguments: 0..<30)
    func unions(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let sets = (0..<Int.random(in: 0...9, using: &random)).map { _ in
            (0..<Int.random(in: 0...40, using: &random)).map { _ in code(String(Int.random(in: 0...60, using: &random))) }
        }
        let union = KeySet.union(sets.map { KeySet(collected: $0) })
        #expect(union.keys == Set(sets.joined()).sorted())
        for key in sets.joined() { #expect(union.contains(key)) }
        #expect(!union.contains(code("61")))
    }
}

/// Repeatable random numbers (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
