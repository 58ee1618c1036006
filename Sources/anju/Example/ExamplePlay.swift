import Casework
import Example
import Foundation
import Ledgers
import Quantities

/// 示例的逐项办理: ledgers of the example city that are worked on act by act, on the days of 2023, by its made-up people.
///
/// Each book has a play of its own in a file beside this one; it names the ledgers it fills, which then come in no file.
struct ExamplePlay {
    struct Play {
        let ledgers: [Sheet]
        let run: @Sendable (ExamplePlay) async throws -> Void
    }

    /// In the order of a year's work: what a later play needs, an earlier one has made.
    static let plays: [Play] = [projectsPlay, moneyPlay, taskPlay, policyPlay, renewalPlay, redevelopmentPlay]

    /// What rests on ledgers that come in files.
    static let laterPlays: [Play] = [inspectionPlay]

    static var ledgers: Set<String> { Set((plays + laterPlays).flatMap(\.ledgers).map(\.ledger)) }

    let city: ExampleCity
    let workplace: Workplace
    let staff: ExampleStaff
    let counts = Counts()

    final class Counts: @unchecked Sendable {
        // Touched by one play after the other, never by two at once.
        var done = 0
        var refused = 0
    }

    static func run(_ plays: [Play], in workplace: Workplace, staff: ExampleStaff) async throws -> (done: Int, refused: Int) {
        let play = ExamplePlay(city: ExampleCity(), workplace: workplace, staff: staff)
        for each in plays { try await each.run(play) }
        return (play.counts.done, play.counts.refused)
    }

    /// Does all orders of a step in one transaction, so that each page gets one version; refusals are told, not hidden.
    func act(_ orders: [CaseOrder], as access: Access, on day: CivilDate) async throws {
        guard !orders.isEmpty else { return }
        let casework = Casework(database: workplace.store, vault: workplace.vault, regions: workplace.regions)
        let outcome = try await casework.performEach(orders, as: access, at: Self.moment(day))
        counts.done += outcome.done.count
        counts.refused += outcome.refused.count
        for refusal in outcome.refused.prefix(3) {
            Console.say(
                "✗ \(refusal.order.kind) \(refusal.order.act) \(refusal.order.key)：\(refusal.code) \(refusal.text.zh)",
                "✗ \(refusal.order.kind) \(refusal.order.act) \(refusal.order.key): \(refusal.code) \(refusal.text.en)")
        }
    }

    /// Ten in the morning of a day, in China.
    static func moment(_ day: CivilDate) -> Moment {
        let epoch = CivilDate(year: 1970, month: 1, day: 1)?.dayNumber ?? 0
        return Moment(seconds: Int64(day.dayNumber - epoch) * 86_400 + 2 * 3_600)
    }

    static func day(_ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: ExampleCity.year, month: month, day: day) ?? CivilDate.inChina(at: Date())
    }
}
