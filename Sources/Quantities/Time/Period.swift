/// 所属期: a year, a month, or a range of months within one year, in China's civil calendar.
///
/// Written `2023`, `2023-05` or `2023-01..2023-07`.
public struct Period: Hashable, Comparable, Sendable, Codable, CustomStringConvertible, LosslessStringConvertible {
    public let year: Int
    /// The months covered; `nil` for the whole year as one period (yearly ledgers).
    public let months: ClosedRange<Int>?

    public init(year: Int) {
        self.year = year
        months = nil
    }

    /// - Precondition: `month` is 1 … 12.
    public init(year: Int, month: Int) {
        precondition((1...12).contains(month))
        self.year = year
        months = month...month
    }

    private init(year: Int, months: ClosedRange<Int>) {
        self.year = year
        self.months = months
    }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard bytes.count >= 4, let year = digits(0..<4), (1900...2100).contains(year) else { return nil }
        switch bytes.count {
        case 4:
            self.init(year: year)
        case 7:
            guard bytes[4] == 45, let month = digits(5..<7), (1...12).contains(month) else { return nil }
            self.init(year: year, month: month)
        case 16:
            guard bytes[4] == 45, let first = digits(5..<7), bytes[7] == 46, bytes[8] == 46, digits(9..<13) == year, bytes[13] == 45,
                let last = digits(14..<16), (1...12).contains(first), (first...12).contains(last)
            else { return nil }
            self.init(year: year, months: first...last)
        default: return nil
        }
    }

    public var description: String {
        guard let months else { return String(year) }
        let first = Self.month(year, months.lowerBound)
        return months.count == 1 ? first : first + ".." + Self.month(year, months.upperBound)
    }

    /// `2023年`, `2023年5月`, `2023年1—7月`.
    public var title: Text {
        guard let months else { return Text("\(year)年", "\(year)") }
        return months.count == 1
            ? Text("\(year)年\(months.lowerBound)月", description)
            : Text("\(year)年\(months.lowerBound)—\(months.upperBound)月", description)
    }

    public var isMonth: Bool { months?.count == 1 }
    public var month: Int? { isMonth ? months?.lowerBound : nil }

    public func contains(_ other: Period) -> Bool {
        guard year == other.year else { return false }
        guard let months else { return true }
        return other.months.map { months.contains($0.lowerBound) && months.contains($0.upperBound) } ?? false
    }

    public func contains(_ date: CivilDate) -> Bool {
        year == date.year && (months?.contains(date.month) ?? true)
    }

    public static func < (a: Period, b: Period) -> Bool {
        (a.year, a.months?.lowerBound ?? 0, a.months?.upperBound ?? 0) < (b.year, b.months?.lowerBound ?? 0, b.months?.upperBound ?? 0)
    }

    private static func month(_ year: Int, _ month: Int) -> String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let period = Period(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a period: \(text)")
        }
        self = period
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
