/// The value of a number cell as a plain decimal.
///
/// Files hold the shortest text that gives back a binary number: `0.30000000000000004`, `1.1010119900101099E+17`. Spreadsheet programs show
/// fifteen significant digits of it, and so does this: the decimal text is rounded (half away from zero) to fifteen digits, written without
/// exponent, without needless zeros and never as `-0`. No binary floating point is involved, so the same file gives the same text everywhere.
enum NumberText {
    static let significantDigits = 15

    /// Appends the decimal; `false` if the bytes are no number or lie beyond 10³⁰⁸. Numbers below 10⁻³⁰⁷ are 0.
    static func append(_ bytes: UnsafePointer<UInt8>, _ count: Int, to arena: inout ByteArena) -> Bool {
        if isPlain(bytes, count) {
            arena.append(bytes, count)
            return true
        }
        guard let number = Decimal15(bytes, count) else { return false }
        number.append(to: &arena)
        return true
    }

    /// Whether the text can stay as it is: an optional minus, digits without a needless zero, no more than fifteen.
    @inline(__always)
    private static func isPlain(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count > 0, count <= significantDigits else { return false }
        var index = bytes[0] == 0x2D ? 1 : 0
        if index == count { return false }
        if bytes[index] == 0x30 {
            if index &+ 1 < count, bytes[index &+ 1] != 0x2E { return false }
            if index == 1, count == 2 { return false }
        }
        let first = index
        while index < count, bytes[index] &- 0x30 < 10 { index &+= 1 }
        if index == first { return false }
        if index == count { return true }
        guard bytes[index] == 0x2E, index &+ 1 < count, bytes[count &- 1] != 0x30 else { return false }
        index &+= 1
        while index < count, bytes[index] &- 0x30 < 10 { index &+= 1 }
        return index == count
    }
}

/// A decimal of at most fifteen significant digits: `digits` × 10^`exponent`.
struct Decimal15: Equatable {
    private(set) var isNegative = false
    /// Below 10¹⁵, without trailing zeros; 0 for zero.
    private(set) var digits: Int = 0
    private(set) var exponent = 0

    /// Reads `-12.5`, `.5`, `5.`, `1.5E-7`; `nil` for anything else and from 10³⁰⁹ on.
    init?(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        guard count > 0, count <= 400 else { return nil }
        var index = 0
        if bytes[0] == 0x2D || bytes[0] == 0x2B {
            isNegative = bytes[0] == 0x2D
            index = 1
        }
        var taken = 0
        var next = 0
        var hasDigit = false
        var hasPoint = false
        while index < count {
            let byte = bytes[index]
            if byte &- 0x30 < 10 {
                hasDigit = true
                let digit = Int(byte &- 0x30)
                if hasPoint, taken < 15 { exponent -= 1 }
                if taken < 15 {
                    digits = digits * 10 + digit
                    if digits > 0 { taken += 1 }
                } else {
                    // Only the sixteenth digit decides, for halves go up.
                    if taken == 15 { next = digit }
                    taken += 1
                    if !hasPoint { exponent += 1 }
                }
            } else if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigit else { return nil }
        if index < count {
            guard bytes[index] | 0x20 == 0x65, let power = Self.power(bytes, index + 1, count) else { return nil }
            exponent += power
        }
        if next >= 5 { digits += 1 }
        guard digits > 0 else {
            self = Decimal15()
            return
        }
        while digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        let magnitude = Self.length(digits) + exponent
        if magnitude > 309 { return nil }
        if magnitude < -306 { self = Decimal15() }
    }

    private init() {}

    private static func power(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var index = start
        var isNegative = false
        if index < count, bytes[index] == 0x2D || bytes[index] == 0x2B {
            isNegative = bytes[index] == 0x2D
            index += 1
        }
        guard index < count else { return nil }
        var power = 0
        while index < count {
            guard bytes[index] &- 0x30 < 10 else { return nil }
            power = min(power * 10 + Int(bytes[index] &- 0x30), 100_000)
            index += 1
        }
        return isNegative ? -power : power
    }

    private static func length(_ digits: Int) -> Int {
        var length = 0
        var rest = digits
        while rest > 0 {
            rest /= 10
            length += 1
        }
        return length
    }

    func append(to arena: inout ByteArena) {
        if digits == 0 { return arena.append(0x30) }
        if isNegative { arena.append(0x2D) }
        let text = Array(String(digits).utf8)
        let point = text.count + exponent
        arena.reserve(text.count + abs(exponent) + 4)
        if point <= 0 {
            arena.append(0x30)
            arena.append(0x2E)
            for _ in 0..<(-point) { arena.append(0x30) }
            for byte in text { arena.append(byte) }
        } else {
            for (index, byte) in text.enumerated() {
                if index == point { arena.append(0x2E) }
                arena.append(byte)
            }
            if exponent > 0 { for _ in 0..<exponent { arena.append(0x30) } }
        }
    }

    /// The whole days and the seconds of the day, rounded to a second; `nil` for negative numbers and beyond 10⁶ days.
    var daysAndSeconds: (days: Int, seconds: Int)? {
        guard !isNegative else { return nil }
        if exponent >= 0 {
            guard Self.length(digits) + exponent <= 6 else { return nil }
            return ((0..<exponent).reduce(digits) { value, _ in value * 10 }, 0)
        }
        // A second is 1.2 × 10⁻⁵ of a day; ten decimals are plenty, and 86,400 × 10¹⁰ is far from the edge of 64 bits.
        var (value, places) = (digits, -exponent)
        while places > 10 {
            value /= 10
            places -= 1
        }
        let scale = (0..<places).reduce(1) { value, _ in value * 10 }
        guard value / scale < 1_000_000 else { return nil }
        let seconds = (value % scale * 86_400 + scale / 2) / scale
        return seconds == 86_400 ? (value / scale + 1, 0) : (value / scale, seconds)
    }
}
