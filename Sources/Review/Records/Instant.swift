import Quantities

/// Instants as this floor is given them: `2024-01-15T09:30:00+08:00`, or in UTC with `Z`.
enum Instant {
    /// The day it is in China at that instant.
    static func day(_ instant: String) throws -> CivilDate {
        let bytes = Array(instant.utf8)
        guard bytes.count >= 20, bytes[10] == 0x54, let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = Int(String(decoding: bytes[11..<13], as: UTF8.self)), (0..<24).contains(hour)
        else { throw ReviewError.unreadableInstant(instant) }
        if bytes[19...].elementsEqual("+08:00".utf8) { return day }
        guard bytes[19...].elementsEqual("Z".utf8), let shifted = CivilDate(dayNumber: day.dayNumber + (hour >= 16 ? 1 : 0)) else {
            throw ReviewError.unreadableInstant(instant)
        }
        return shifted
    }

    /// A written text without the blanks around it; throws `W005` where nothing is left.
    static func reason(_ text: String, for what: Text) throws -> String {
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{3000}", "\u{A0}"]
        let scalars = text.unicodeScalars.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        guard !scalars.isEmpty else { throw ReviewError.noReason(what) }
        return String(String.UnicodeScalarView(scalars))
    }
}
