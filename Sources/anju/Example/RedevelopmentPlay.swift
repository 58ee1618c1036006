import Casework
import Example
import Ledgers
import Quantities

extension ExamplePlay {
    /// 棚改: projects of earlier years carried over with what had been signed by the year's end, a plan for the stage each is in, and the
    /// resettlement homes. Households are not listed one by one: the example has no more than their number.
    static let redevelopmentPlay = Play(ledgers: [.clearances, .resettlementHomes]) { play in
        let year = ExampleCity.year
        for (district, rows) in Dictionary(grouping: play.city.rows(of: .clearances), by: \.district).sorted(by: { $0.key < $1.key }) {
            guard let region = play.workplace.regions[district] else { continue }
            let access = play.staff.access(.districtReporter, of: region)
            try await play.act(
                rows.map { row in
                    CaseOrder(
                        "clearance", "carry-" + (row.answers["stage"] ?? "signing"), district: district, year: year,
                        answers: row.answers.filter { $0.key != "stage" })
                }, as: access, on: day(12, 31))
            try await play.act(
                rows.map { row in
                    CaseOrder(
                        "clearance", "planStage", district: district, year: year, key: row.answers["project"] ?? "",
                        answers: [
                            "stage": row.answers["stage"] ?? "signing", "planned_on": "\(year + 1)-12-31",
                            "planned_amount": String(200 * (row.answers["households"].flatMap { Int($0) } ?? 0)),
                        ])
                }, as: access, on: day(12, 31))
        }
        for (district, rows) in Dictionary(grouping: play.city.rows(of: .resettlementHomes), by: \.district).sorted(by: { $0.key < $1.key })
        {
            guard let region = play.workplace.regions[district] else { continue }
            let access = play.staff.access(.districtReporter, of: region)
            func orders(_ act: String, documents: [String] = [], _ answers: (ExampleRow) -> [String: String]) -> [CaseOrder] {
                rows.map { row in
                    CaseOrder(
                        "resettlement", act, district: district, year: year, key: act == "register" ? "" : row.answers["project"] ?? "",
                        answers: answers(row), documents: documents.map { play.attachment($0, of: "resettlement") })
                }
            }
            try await play.act(
                orders("register") { $0.answers.filter { ["project", "name"].contains($0.key) } }, as: access, on: day(3, 20))
            try await play.act(
                orders("ready", documents: ["acceptance"]) { ["more_ready": $0.answers["ready"] ?? "0"] }, as: access, on: day(11, 15))
            try await play.act(orders("allocate") { ["more_allocated": $0.answers["allocated"] ?? "0"] }, as: access, on: day(12, 20))
        }
    }

    /// The policies the report names, registered at the year's beginning; texts are not shipped.
    static let policyPlay = Play(ledgers: [.policies]) { play in
        try await play.act(
            play.city.rows(of: .policies).map { row in
                CaseOrder("policy", "register", district: row.district, year: row.period.year, answers: row.answers)
            }, as: play.staff.access("city"), on: day(1, 5))
    }
}
