/// 统一社会信用代码 (GB 32100-2015): eighteen characters of a 31-letter alphabet, the last a check character.
///
/// A few codes issued early fail the check; such a row asks for a reason instead of being refused.
public struct CreditCode: Hashable, Sendable {
    public let text: String

    public enum Fault: Error, Sendable, Equatable {
        case length(Int)
        case character(position: Int)
        case check(expected: UInt8)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    public init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        if let fault = bytes.withUnsafeBufferPointer({ Self.fault(in: $0) }) { throw fault }
        self.text = text
    }

    public static func fault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
        guard bytes.count == 18 else { return .length(bytes.count) }
        var sum = 0
        var weight = 1
        for index in 0..<18 {
            guard let value = alphabet.firstIndex(of: bytes[index]) else { return .character(position: index + 1) }
            if index < 17 {
                sum += value * weight
                weight = weight * 3 % 31
            }
        }
        let expected = alphabet[(31 - sum % 31) % 31]
        return bytes[17] == expected ? nil : .check(expected: expected)
    }
}
