internal import Quantities

/// Decimal texts as the binary numbers spreadsheets hold.
enum CellNumber {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The nearest binary number to a plain decimal of at most fifteen significant digits; `nil` for anything else. Fifteen digits survive the way
    /// there and back (IEEE 754 binary64 keeps 15.95), so the reader gets the same decimal again.
    static func double(_ text: String) -> Double? {
        var digits = 0
        var taken = 0
        var zeros = 0
        var decimals = 0
        var hasPoint = false
        var hasDigit = false
        var isNegative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: ".") where hasDigit && !hasPoint:
                hasPoint = true
                hasDigit = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                hasDigit = true
                if hasPoint { decimals += 1 }
                if byte == UInt8(ascii: "0"), taken > 0 {
                    // Zeros count only if a digit follows.
                    zeros += 1
                } else if byte != UInt8(ascii: "0") {
                    taken += zeros + 1
                    guard taken <= NumberText.significantDigits else { return nil }
                    for _ in 0...zeros { digits *= 10 }
                    digits += Int(byte - UInt8(ascii: "0"))
                    zeros = 0
                }
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        if digits == 0 { return 0 }
        // digits × 10^(zeros − decimals), rounded once: both factors are exact in binary64.
        let power = zeros - decimals
        guard abs(power) <= 22 else { return nil }
        let magnitude = power >= 0 ? Double(digits) * powers[power] : Double(digits) / powers[-power]
        return isNegative ? -magnitude : magnitude
    }

    /// The serial number of a date in the 1900 system.
    static func serial(_ date: CivilDate) -> Int {
        // 1970-01-01 is 25569; before March 1900 the day that never was is not yet counted.
        let serial = date.dayNumber + 25_569
        return serial <= 60 ? serial - 1 : serial
    }

    static func imprecise(_ row: Int, _ column: Int) -> WorkbookError {
        WorkbookError(
            "W502", "不是十五位有效数字以内的十进制数，表格软件存不准，请按文字写出。",
            "not a plain decimal of at most fifteen significant digits; spreadsheets would change it: write it as text",
            at: CellAddress(row: row, column: column).description)
    }
}
