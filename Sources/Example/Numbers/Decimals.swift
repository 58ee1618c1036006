/// Writes whole numbers of a small unit in a larger one, exactly.
enum Decimals {
    /// `text(123_4500, exponent: 4)` is `123.45`; trailing zeros are left out unless asked for.
    static func text(_ value: Int, exponent: Int, keepingZeros: Bool = false) -> String {
        var scale = 1
        for _ in 0..<exponent { scale *= 10 }
        var fraction = String(value % scale)
        while fraction.utf8.count < exponent { fraction = "0" + fraction }
        if !keepingZeros { while fraction.utf8.last == 48 { fraction.removeLast() } }
        return fraction.isEmpty || exponent == 0 ? String(value / scale) : "\(value / scale).\(fraction)"
    }

    /// `text(7, width: 4)` is `0007`.
    static func text(_ value: Int, width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
