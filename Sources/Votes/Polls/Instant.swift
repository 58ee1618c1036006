public import Quantities

extension Moment {
    /// Reads `2026-12-01T18:00`, with or without seconds, in China's time unless it ends in `Z` or an offset of whole minutes.
    public init?(instant text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (48...57).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 }
        }
        guard bytes.count >= 16, bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
            let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)), let hour = number(11..<13), let minute = number(14..<16),
            hour < 24, minute < 60
        else { return nil }
        var rest = bytes[16...]
        var second = 0
        if rest.first == 0x3A {
            guard let read = number(17..<19), read < 60 else { return nil }
            second = read
            rest = bytes[19...]
        }
        let offset: Int
        switch (rest.first, rest.count) {
        case (nil, _): offset = 8 * 3600
        case (0x5A, 1): offset = 0
        case (0x2B, 6), (0x2D, 6):
            let start = rest.startIndex
            guard let hours = number(start + 1..<start + 3), let minutes = number(start + 4..<start + 6), bytes[start + 3] == 0x3A,
                hours < 15
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (rest.first == 0x2D ? -1 : 1)
        default: return nil
        }
        self.init(seconds: Int64(day.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset))
    }
}
