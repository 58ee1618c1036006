import Foundation
import Quantities
import Store
import Testing

@Suite("Digests")
struct Digest256Tests {
    @Test("SHA-256 gives the values of FIPS 180-4 and NIST's examples")
    func knownAnswers() {
        #expect(Hasher256.hash([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Hasher256.hash(Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        var hasher = Hasher256()
        for _ in 0..<1000 { hasher.update([UInt8](repeating: 0x61, count: 1000)) }
        #expect(hasher.finalize().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("hexadecimal, bytes and JSON lead back to the same digest")
    func roundTrips() throws {
        let digest = Hasher256.hash(Array("安居".utf8))
        #expect(Digest256(hex: digest.hex) == digest)
        #expect(Digest256(hex: digest.hex.uppercased()) == digest)
        #expect(Digest256(bytes: digest.bytes) == digest)
        #expect(try JSONDecoder().decode([Digest256].self, from: JSONEncoder().encode([digest])) == [digest])
    }

    @Test(
        "what is not 32 bytes is no digest",
        arguments: [
            "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 65), String(repeating: "g", count: 64),
            String(repeating: "０", count: 64),
        ])
    func refusals(hex: String) {
        #expect(Digest256(hex: hex) == nil)
    }

    @Test("digests are ordered as their bytes are")
    func order() {
        let digests = (0..<200).map { Hasher256.hash([UInt8($0)]) }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    }
}
