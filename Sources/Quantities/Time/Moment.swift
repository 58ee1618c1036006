public import Foundation

/// An instant, to the second. It is written in China's time, which has no summer time since 1991 and is used for nothing before.
public struct Moment: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    public init(_ instant: Date) { seconds = Int64(instant.timeIntervalSince1970.rounded(.down)) }

    public static var now: Moment { Moment(Date()) }

    public var date: CivilDate { CivilDate.inChina(at: Date(timeIntervalSince1970: TimeInterval(seconds))) }

    /// `2024-01-15T09:30:00+08:00`.
    public var description: String {
        let time = ((seconds + 8 * 3600) % 86_400 + 86_400) % 86_400
        let parts = [time / 3600, time / 60 % 60, time % 60].map { ($0 < 10 ? "0" : "") + String($0) }
        return date.description + "T" + parts.joined(separator: ":") + "+08:00"
    }

    public static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
    public static func + (a: Moment, seconds: Int64) -> Moment { Moment(seconds: a.seconds + seconds) }
}
