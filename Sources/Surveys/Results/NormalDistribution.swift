import Foundation

/// The standard normal distribution, where a survey's exact figures meet a floating-point number for the first time.
public enum NormalDistribution {
    /// The confidences one can choose, in per cent.
    public static let confidences = [90, 95, 99]

    /// The two-sided quantile: 1.96 for 95. (NIST/SEMATECH e-Handbook 1.3.6.7.1, to the last bit of a Double.)
    public static func quantile(confidence: Int) -> Double {
        switch confidence {
        case 90: 1.6448536269514722
        case 99: 2.5758293035489004
        default: 1.959963984540054
        }
    }

    /// The probability of a value at least this far from 0, either way.
    public static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
