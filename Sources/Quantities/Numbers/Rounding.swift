internal import BigInt

/// How a number is cut to its printed digits. Rounding happens in print and nowhere else.
public enum Rounding: String, Sendable, Codable, CaseIterable {
    /// 四舍五入: a half goes away from zero. What officials and spreadsheets do.
    case halfUp
    /// 四舍六入五成双 (GB/T 8170): a half goes to the even digit.
    case gb8170
}

extension Rational {
    /// This number cut to `decimals` places after the point (negative: tens, hundreds …), exact.
    public func rounded(decimals: Int, rounding: Rounding = .halfUp) -> Rational {
        let scaled = self * .powerOfTen(decimals)
        return Rational(scaled.nearestInteger(rounding)) * .powerOfTen(-decimals)
    }

    /// `853.09`, with exactly `decimals` digits after the point and no separators.
    public func decimalText(decimals: Int, rounding: Rounding = .halfUp) -> String {
        let places = max(decimals, 0)
        let whole = (self * .powerOfTen(places)).nearestInteger(rounding)
        var digits = String(whole.magnitude)
        if digits.utf8.count <= places { digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits }
        let split = digits.index(digits.endIndex, offsetBy: -places)
        return (whole < 0 ? "-" : "") + digits[..<split] + (places > 0 ? "." + digits[split...] : "")
    }

    private func nearestInteger(_ rounding: Rounding) -> BigInt {
        let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
        let twice = remainder * 2
        let up =
            switch rounding {
            case .halfUp: twice >= denominator.magnitude
            case .gb8170: twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 == 1)
            }
        let magnitude = BigInt(up ? quotient + 1 : quotient)
        return numerator < 0 ? -magnitude : magnitude
    }
}
