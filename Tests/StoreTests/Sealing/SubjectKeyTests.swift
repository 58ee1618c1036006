import Foundation
import Testing

@testable import Store

/// Expected bytes were computed by Python's `hmac` and `cryptography` 48.0.0, from the format as documented.
@Suite("Sealing")
struct SubjectKeyTests {
    let scratch = Scratch()
    let sealing: Sealing
    let subject = Subject.household(city: "110000", "JT1101010001")
    let column = "ledger_subsidies.identity"
    let identity = "11010119900307001X"

    init() throws {
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        try Data(0..<32).write(to: URL(fileURLWithPath: scratch.path + "/key"))
        sealing = Sealing(try KeyFile(StoreLocation(scratch.path)))
    }

    private func key() throws -> SubjectKey { try sealing.unwrap(bytes(Self.wrapped), subject) }

    @Test("another program's wrapped key opens, and seals to the bytes that program made")
    func knownAnswer() throws {
        #expect(hex(try key().seal(identity, column: column)) == Self.sealed)
        #expect(try key().open(bytes(Self.sealed), column: column) == identity)
    }

    @Test("blind forms, fingerprints and the key's mark are those another program makes")
    func derived() {
        #expect(hex(sealing.blind("110000", "identity", identity)) == "7a08b1914e8ee8fc34928c19d5f54ccf")
        #expect(sealing.fingerprint(Array("abc".utf8)).hex == "7ff0dea03df62cecb77c37195323c83d48c5bd658ae18fb13ae86dac249e6a49")
        #expect(hex(sealing.check) == "beff6b729c4abec9ddca73f640bbbcf6")
    }

    @Test("the same text gives the same bytes; another text, column or subject does not")
    func deterministic() throws {
        let (other, _) = try sealing.make(Subject.household(city: "110000", "JT2"))
        let forms = [
            try key().seal(identity, column: column), try key().seal(identity, column: "ledger_households.identity"),
            try key().seal("110101199003070011", column: column), try other.seal(identity, column: column),
        ]
        #expect(Set(forms).count == 4)
        #expect(try key().seal(identity, column: column) == forms[0])
        #expect(try key().seal("", column: column).count == 29)
        #expect(try key().open(try key().seal("", column: column), column: column) == "")
    }

    @Test("a flipped bit anywhere, a cut, another column, subject or city is refused with S052")
    func tampered() throws {
        let sealed = try key().seal(identity, column: column)
        var refused = 0
        for bit in 0..<sealed.count * 8 {
            var copy = sealed
            copy[bit / 8] ^= 1 << (bit % 8)
            if throws42({ _ = try key().open(copy, column: column) }) { refused += 1 }
        }
        #expect(refused == 47 * 8)
        #expect(
            (0..<sealed.count).allSatisfy { cut in throws42 { _ = try key().open(Array(sealed.prefix(cut)), column: column) } || cut == 0 })
        #expect(throws42 { _ = try key().open(sealed, column: "ledger_subsidies.applicant") })
        let (other, _) = try sealing.make(Subject.household(city: "110000", "JT2"))
        #expect(throws42 { _ = try other.open(sealed, column: column) })
        // The control: untouched, it opens.
        #expect(try key().open(sealed, column: column) == identity)
    }

    @Test("a key wrapped for another subject, city or server is refused with S051")
    func wrapping() throws {
        func isMismatch(_ body: () throws -> Void) -> Bool {
            do { try body() } catch { return (error as? StoreError)?.code.rawValue == "S051" }
            return false
        }
        let wrapped = bytes(Self.wrapped)
        #expect(isMismatch { _ = try sealing.unwrap(wrapped, Subject.household(city: "110000", "JT1101010002")) })
        #expect(isMismatch { _ = try sealing.unwrap(wrapped, Subject.household(city: "120000", "JT1101010001")) })
        let elsewhere = Sealing(try KeyFile(StoreLocation(scratch.path, keyFile: scratch.path + "/other")))
        #expect(isMismatch { _ = try elsewhere.unwrap(wrapped, subject) })
        _ = try sealing.unwrap(wrapped, subject)
    }

    @Test("the key file is made once, for its owner only, and may lie elsewhere; a cut one is refused with S050")
    func keyFile() throws {
        let directory = try DataDirectory(scratch.path + "/data", keyFile: scratch.path + "/elsewhere")
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/data/key"))
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/elsewhere")
        #expect(attributes[.posixPermissions] as? Int == 0o600 && attributes[.size] as? Int == 32)
        directory.release()
        let again = try DataDirectory(scratch.path + "/data", keyFile: scratch.path + "/elsewhere")
        #expect(again.sealing.check == directory.sealing.check)
        again.release()
        try Data(0..<31).write(to: URL(fileURLWithPath: scratch.path + "/elsewhere"))
        #expect { _ = try DataDirectory(scratch.path + "/data", keyFile: scratch.path + "/elsewhere") } throws: {
            ($0 as? StoreError)?.code.rawValue == "S050"
        }
        // The refused one let the directory go.
        try DataDirectory(scratch.path + "/data").release()
    }

    @Test(
        "values are compared without spaces, hyphens and case",
        arguments: [("11010119900307001x", "11010119900307001X"), ("138 0013-8000", "13800138000"), ("王　小明", "王小明"), ("", "")])
    func normal(written: String, compared: String) {
        #expect(BlindIndex.normal(written) == compared)
    }

    static let wrapped =
        "6465666768696a6b6c6d6e6f46be705bc40b60829043f47a5a10af1f1238d2da38d25a4569e1af6bfc1d6534b74ecf08020717f17dd7034f8b5a47f9"
    static let sealed = "01763117be310c6d42b589b0bf81f54c8f6867102d5e3da939101f7122ea282f5bc4842efec567549a7744a0dd989b"

    private func throws42(_ body: () throws -> Void) -> Bool {
        do { try body() } catch { return (error as? StoreError)?.code.rawValue == "S052" }
        return false
    }

    private func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }
}

extension Sealing {
    fileprivate func blind(_ city: String, _ kind: String, _ value: String) -> [UInt8] {
        Array(value.utf8).withUnsafeBufferPointer { blind(city, kind, $0) }
    }
}
