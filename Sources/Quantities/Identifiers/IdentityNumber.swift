/// 公民身份号码 (GB 11643-1999): six digits of place, eight of birth, three of sequence, one check character.
///
/// Personal data: print it ``masked`` and nothing else.
public struct IdentityNumber: Hashable, Sendable {
    /// Eighteen characters, an `X` in upper case.
    public let text: String

    /// Why a number is refused.
    public enum Fault: Error, Sendable, Equatable {
        case length(Int)
        case character(position: Int)
        case birthDate
        case check(expected: UInt8)
    }

    public init(_ text: String) throws(Fault) {
        var copy = text
        let fault = copy.withUTF8 { Self.fault(in: $0) }
        if let fault { throw fault }
        self.text = copy.utf8.last == UInt8(ascii: "x") ? String(copy.dropLast()) + "X" : copy
    }

    public var birthDate: CivilDate? {
        CivilDate(String(text.dropFirst(6).prefix(8)))
    }

    /// `110101********7777`.
    public var masked: String { text.prefix(6) + "********" + text.suffix(4) }

    /// The first fault of UTF-8 bytes, or `nil` where they are a valid number. Allocates nothing.
    public static func fault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
        guard bytes.count == 18 else { return .length(bytes.count) }
        var sum: UInt32 = 0
        for index in 0..<17 {
            let digit = bytes[index] &- 48
            guard digit <= 9 else { return .character(position: index + 1) }
            sum &+= UInt32(digit) &* weight(index)
        }
        let last = bytes[17] == 0x78 ? 0x58 : bytes[17]
        guard last == 0x58 || (last >= 48 && last <= 57) else { return .character(position: 18) }
        guard CivilDate(bytes: UnsafeBufferPointer(rebasing: bytes[6..<14])) != nil else { return .birthDate }
        let expected = check(Int(sum % 11))
        return last == expected ? nil : .check(expected: expected)
    }

    @inline(__always)
    private static func weight(_ index: Int) -> UInt32 {
        // 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, four bits each, first in the lowest.
        UInt32(truncatingIfNeeded: (index < 16 ? 0x48_5A_97_36_12_48_5A_97 as UInt64 >> (UInt64(index) &* 4) : 2) & 0xF)
    }

    private static func check(_ remainder: Int) -> UInt8 {
        remainder == 2 ? UInt8(ascii: "X") : UInt8(48 + (12 - remainder) % 11)
    }
}
