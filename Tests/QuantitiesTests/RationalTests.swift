import BigInt
import Quantities
import Testing

/// Small fractions are kept in 64 bits. Nothing may show where they end.
@Suite("exact fractions")
struct RationalTests {
    /// Parts near zero, near the edges of 64 bits, and beyond.
    private static let parts: [BigInt] = [
        0, 1, -1, 2, 3, 7, 10, 97, -360, 1_000_003, BigInt(Int64.max), BigInt(Int64.min), BigInt(Int64.max) + 1, BigInt(Int64.max) - 1,
        BigInt(10).power(18), BigInt(10).power(19), -BigInt(10).power(30),
    ]

    private static let pairs: [(BigInt, BigInt)] = parts.flatMap { a in parts.filter { $0 != 0 }.map { (a, $0) } }

    @Test("sums, products, quotients and order are those of whole numbers multiplied out")
    func arithmetic() {
        let some = Self.pairs.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
        for (a, b) in some {
            for (c, d) in some {
                let (x, y) = (Rational(a, b), Rational(c, d))
                #expect(same(x + y, a * d + c * b, b * d))
                #expect(same(x - y, a * d - c * b, b * d))
                #expect(same(x * y, a * c, b * d))
                if c != 0 { #expect(same(x / y, a * d, b * c)) }
                let sign = (b * d).sign == .minus ? -1 : 1
                #expect((x < y) == (a * d * BigInt(sign) < c * b * BigInt(sign)))
            }
        }
    }

    /// Cross-multiplied with plain big integers, lowest terms and a positive denominator required.
    private func same(_ value: Rational, _ top: BigInt, _ bottom: BigInt) -> Bool {
        value.numerator * bottom == value.denominator * top && value.denominator > 0
            && value.numerator.greatestCommonDivisor(with: value.denominator) == 1
    }

    @Test("equal numbers are equal and hash alike, however they were made")
    func equality() throws {
        let big = Rational(BigInt(10).power(30), BigInt(10).power(29))
        #expect(big == 10 && big.hashValue == Rational(10).hashValue)
        #expect(Rational(Int64.min) == -Rational(BigInt(Int64.max) + 1))
        #expect(try #require(Rational("3.83")) == Rational(383, 100))
        #expect(try #require(Rational("123456789012345678901234567890")).isInteger)
        #expect(-Rational(Int64.min) - 1 == Rational(Int64.max))
    }
}
