import Foundation
import Quantities

/// Instants as they are kept — `2024-02-20T08:30:00Z`, or with China's offset — read and shown in China's time.
enum Instants {
    static func moment(_ text: String) -> Moment? { (try? Date(text, strategy: .iso8601)).map { Moment($0) } }

    /// `2024-02-20 16:30`.
    static func shown(_ text: String, _ visit: Visit) -> String { visit.time(moment(text)?.description ?? text) }

    /// `2024-02-20 16:30:00`.
    static func precise(_ text: String) -> String {
        String(decoding: (moment(text)?.description ?? text).utf8.prefix(19).map { $0 == 0x54 ? 0x20 : $0 }, as: UTF8.self)
    }

    /// As freezes are dated: `2024-02-20T08:30:00Z`.
    static func universal(_ moment: Moment) -> String {
        Date(timeIntervalSince1970: TimeInterval(moment.seconds)).formatted(.iso8601)
    }
}
