public import Foundation

/// A day of the civil calendar, kept as year, month and day: no time zone, no clock, no daylight-saving gap.
///
/// Days of birth from 1900 on and dates of documents are of this type. (`DateFormatter` in Asia/Shanghai refuses 1940-06-01.)
public struct CivilDate: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `nil` for a day that does not exist (30 February) or lies outside 1900 … 2100.
    public init?(year: Int, month: Int, day: Int) {
        guard (1900...2100).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2023-07-05`, `2023/7/5`, `2023.7.5`, `20230705` or `2023年7月5日`; ASCII digits only.
    public init?(_ text: String) {
        var copy = text
        let read = copy.withUTF8 { CivilDate(bytes: $0) }
        guard let read else { return nil }
        self = read
    }

    /// The same, from UTF-8 bytes.
    public init?(bytes: UnsafeBufferPointer<UInt8>) {
        if let (year, month, day) = Self.plain(bytes) {
            self.init(year: year, month: month, day: day)
            return
        }
        var parts = (0, 0, 0)
        var part = 0
        var digits = 0
        var index = 0
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            if byte >= 48 && byte <= 57 {
                digits += 1
                guard digits <= (part == 0 ? 8 : 2) else { return nil }
                let digit = Int(byte - 48)
                switch part {
                case 0: parts.0 = parts.0 * 10 + digit
                case 1: parts.1 = parts.1 * 10 + digit
                case 2: parts.2 = parts.2 * 10 + digit
                default: return nil
                }
                index += 1
            } else {
                guard digits > 0, part < 3 else { return nil }
                if part == 0 && digits != 4 { return nil }
                let isSign = byte == 0x2D || byte == 0x2F || byte == 0x2E
                let marks: [[UInt8]] = [[0xE5, 0xB9, 0xB4], [0xE6, 0x9C, 0x88], [0xE6, 0x97, 0xA5]]
                let isMark = index + 2 < count && [byte, bytes[index + 1], bytes[index + 2]] == marks[part]
                guard isSign && part < 2 || isMark else { return nil }
                index += isMark ? 3 : 1
                part += 1
                digits = 0
            }
        }
        if part == 0 && digits == 8 {
            parts = (parts.0 / 10000, parts.0 / 100 % 100, parts.0 % 100)
        } else {
            guard part == 2 && digits > 0 || part == 3 && digits == 0 else { return nil }
        }
        self.init(year: parts.0, month: parts.1, day: parts.2)
    }

    /// The two forms nearly every cell has, `2023-07-05` and `20230705`, without a loop.
    @inline(__always)
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> (Int, Int, Int)? {
        let gap: Int
        switch bytes.count {
        case 10 where bytes[4] == 45 && bytes[7] == 45: gap = 1
        case 8: gap = 0
        default: return nil
        }
        @inline(__always) func number(_ from: Int, _ count: Int, _ bad: inout UInt8) -> Int {
            var value = 0
            for index in from..<(from &+ count) {
                let digit = bytes[index] &- 48
                if digit > 9 { bad = 1 }
                value = value &* 10 &+ Int(digit)
            }
            return value
        }
        var bad: UInt8 = 0
        let result = (number(0, 4, &bad), number(4 + gap, 2, &bad), number(6 + 2 * gap, 2, &bad))
        return bad == 0 ? result : nil
    }

    /// The date of a spreadsheet serial number (1900 system; 60 is the day that never was).
    public init?(spreadsheetSerial serial: Int) {
        guard serial > 0, serial != 60, serial < 80_000 else { return nil }
        self.init(dayNumber: Self.dayNumber(1899, 12, 31) + (serial > 60 ? serial - 1 : serial))
    }

    public var description: String {
        "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// `2023年7月5日`, as official papers write it.
    public var chinese: String { "\(year)年\(month)月\(day)日" }

    /// Days since 1970-01-01; differences of it are differences in days.
    public var dayNumber: Int { Self.dayNumber(year, month, day) }

    public init?(dayNumber: Int) {
        // The inverse of `dayNumber(_:_:_:)`, after Howard Hinnant's "chrono-compatible low-level date algorithms".
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// So many months later or, with a negative number, earlier; the last day of the month where it is too short for this one (民法典 202–203).
    /// `nil` outside 1900 … 2100.
    public func adding(months: Int) -> CivilDate? {
        let index = year * 12 + (month - 1) + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        guard index >= 0, (1900...2100).contains(newYear) else { return nil }
        return CivilDate(year: newYear, month: newMonth, day: min(day, Self.days(inMonth: newMonth, of: newYear)))
    }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    public static func < (a: CivilDate, b: CivilDate) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CivilDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The day an instant falls on in China (UTC+8 all year since 1991).
    public static func inChina(at instant: Foundation.Date) -> CivilDate {
        let day = Int(((instant.timeIntervalSince1970 + 8 * 3600) / 86_400).rounded(.down))
        return CivilDate(dayNumber: day) ?? CivilDate(dayNumber: 0)!
    }
}
