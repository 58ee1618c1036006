import Store

/// 邀请码: twelve letters and digits that cannot be mistaken for one another (60 random bits), written `4F7K-92MX-QW3D`.
///
/// Only its SHA-256 is kept. With 60 bits a table of all codes cannot be made, and a guess among 10,000 codes succeeds once in 10¹⁴.
public struct InvitationCode: Sendable, Hashable, CustomStringConvertible {
    /// Twelve signs without dashes.
    public let text: String

    /// Crockford's Base 32: no I, L, O, U.
    static let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Reads what people type: small letters, blanks and dashes anywhere, O for 0, I and L for 1, full-width signs. `nil` otherwise.
    public init?(_ written: String) {
        var bytes: [UInt8] = []
        for scalar in written.unicodeScalars {
            // Full-width forms stand 0xFEE0 above their ASCII ones.
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            switch value {
            case 0x20, 0x09, 0x2D, 0x3000, 0x2010...0x2015, 0xA0: continue
            case 0x61...0x7A: bytes.append(UInt8(value) - 32)
            case 0x30...0x39, 0x41...0x5A: bytes.append(UInt8(value))
            default: return nil
            }
            guard bytes.count <= 12, let last = bytes.last else { return nil }
            switch last {
            case 0x4F: bytes[bytes.count - 1] = 0x30
            case 0x49, 0x4C: bytes[bytes.count - 1] = 0x31
            default: if !Self.signs.contains(last) { return nil }
            }
        }
        guard bytes.count == 12 else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

    /// A new one from the operating system's source of randomness.
    public static func random() -> InvitationCode {
        var generator = SystemRandomNumberGenerator()
        return InvitationCode(bytes: (0..<12).map { _ in signs[Int(generator.next() & 31)] })
    }

    /// `4F7K-92MX-QW3D`.
    public var description: String {
        let signs = Array(text.utf8)
        return stride(from: 0, to: 12, by: 4).map { String(decoding: signs[$0..<$0 + 4], as: UTF8.self) }.joined(separator: "-")
    }

    var hash: Digest256 { Hasher256.hash(Array("anju survey code:\(text)".utf8)) }
}

/// Names of answers and remarks: 128 random bits, so that their order says nothing.
enum RandomName {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: (0..<32).map { _ in digits[Int(generator.next() & 15)] }, as: UTF8.self)
    }
}
