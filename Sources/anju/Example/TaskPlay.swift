import Casework
import Example
import Ledgers
import Quantities

extension ExamplePlay {
    /// The year's tasks: set in February, done by their deadlines.
    static let taskPlay = Play(ledgers: [.tasks]) { play in
        let rows = play.city.rows(of: .tasks)
        let access = play.staff.access("city")
        try await play.act(
            rows.map { row in
                CaseOrder("task", "add", district: row.district, year: row.period.year, answers: row.answers.filter { $0.key != "state" })
            }, as: access, on: day(2, 15))
        let done = Dictionary(grouping: rows.filter { $0.answers["state"] == "done" }) { $0.answers["deadline"] ?? "" }
        for (deadline, rows) in done.sorted(by: { $0.key < $1.key }) {
            guard let day = CivilDate(deadline) else { continue }
            try await play.act(
                rows.map { row in
                    CaseOrder(
                        "task", "finish", district: row.district, year: row.period.year, key: row.answers["task"] ?? "",
                        answers: ["result": "样例：按期完成"])
                }, as: access, on: day)
        }
    }
}
