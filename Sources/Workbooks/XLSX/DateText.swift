internal import Quantities

/// Serial numbers of days as dates. Remembers the last day: dates of a ledger come in runs.
struct DateText {
    private let is1904: Bool
    private var lastDay = -1
    private var lastText: [UInt8] = []

    init(is1904: Bool) { self.is1904 = is1904 }

    /// Appends `2023-07-05`, with ` 14:30:00` behind it where there is a time of day, or the time alone for a number below 1.
    /// `false`, and nothing appended, where the number is no day from 1900 to 2100: 0, 60 (29 February 1900, which never was), a negative number.
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int, timeOnly: Bool, to arena: inout ByteArena) -> Bool {
        guard let number = Decimal15(bytes, count), let (days, seconds) = number.daysAndSeconds else { return false }
        if days == 0, seconds > 0 {
            appendTime(seconds, to: &arena)
            return true
        }
        if timeOnly { return false }
        if days != lastDay {
            // Day 0 of the 1904 system is 1 January 1904, day 1,462 of the other.
            guard let date = CivilDate(spreadsheetSerial: is1904 ? days + 1_462 : days) else { return false }
            lastDay = days
            lastText = Array(date.description.utf8)
        }
        lastText.withUnsafeBufferPointer { arena.append($0.baseAddress!, $0.count) }
        if seconds > 0 {
            arena.append(0x20)
            appendTime(seconds, to: &arena)
        }
        return true
    }

    private func appendTime(_ seconds: Int, to arena: inout ByteArena) {
        for (index, part) in [seconds / 3_600, seconds / 60 % 60, seconds % 60].enumerated() {
            if index > 0 { arena.append(0x3A) }
            arena.append(UInt8(0x30 + part / 10))
            arena.append(UInt8(0x30 + part % 10))
        }
    }

    /// Shortens an ISO 8601 value (`t="d"`) to the same forms: `2023-07-05T00:00:00.000` is `2023-07-05`.
    static func appendISO(_ bytes: UnsafePointer<UInt8>, _ count: Int, to arena: inout ByteArena) -> Bool {
        let text = UnsafeBufferPointer(start: bytes, count: count)
        let day = UnsafeBufferPointer(rebasing: text.prefix(10))
        guard day.count == 10, day[4] == 0x2D, CivilDate(bytes: day) != nil else { return false }
        arena.append(bytes, 10)
        if count == 10 { return true }
        guard text[10] == 0x54 || text[10] == 0x20, count >= 16 else { return false }
        let time = text[11...].prefix(8).prefix { $0 &- 0x30 < 10 || $0 == 0x3A }
        guard time.count == 8 || time.count == 5 else { return false }
        if time.contains(where: { $0 != 0x30 && $0 != 0x3A }) {
            arena.append(0x20)
            for byte in time { arena.append(byte) }
            if time.count == 5 { for byte in ":00".utf8 { arena.append(byte) } }
        }
        return true
    }
}
