import Casework
import Example
import Ledgers
import Quantities

extension ExamplePlay {
    /// 质量安全检查: every inspection of the example ordered, made and closed, with as many made-up defects as its row counts, each put right and
    /// verified. Half a year at a time, so that a page gets few versions.
    static let inspectionPlay = Play(ledgers: [.inspections]) { play in
        for (district, rows) in Dictionary(grouping: play.city.rows(of: .inspections), by: \.district).sorted(by: { $0.key < $1.key }) {
            guard let region = play.workplace.regions[district] else { continue }
            for half in [1...6, 7...12] {
                let some = rows.filter { half.contains($0.period.month ?? 0) }.map(ExampleInspection.init)
                try await InspectionPlay(play: play, region: region, inspections: some, day: half == 1...6 ? day(6, 30) : day(12, 31)).run()
            }
        }
    }
}

/// An inspection as the example has it.
struct ExampleInspection {
    let answers: [String: String]

    init(_ row: ExampleRow) { answers = row.answers }

    var code: String { answers["inspection"] ?? "" }
    var isOfCity: Bool { answers["level"] == "city" }
    var madeOn: String { answers["inspected_on"] ?? "" }
    var findings: Int { answers["findings"].flatMap { Int($0) } ?? 0 }
    var closed: Int { answers["closed"].flatMap { Int($0) } ?? 0 }

    /// So many days after it was made, and not after `last`.
    func day(_ days: Int, notAfter last: CivilDate? = nil) -> String {
        guard let made = CivilDate(madeOn), let later = CivilDate(dayNumber: made.dayNumber + days) else { return madeOn }
        return min(later, last ?? later).description
    }
}

/// Half a year's inspections in one district.
struct InspectionPlay {
    let play: ExamplePlay
    let region: Region
    let inspections: [ExampleInspection]
    let day: CivilDate

    private func order(
        _ kind: String, _ act: String, at key: String = "", reason: String = "", documents: [String] = [], _ answers: [String: String] = [:]
    ) -> CaseOrder {
        CaseOrder(
            kind, act, district: region.code, year: ExampleCity.year, key: key, answers: answers, reason: reason,
            documents: documents.map { play.attachment($0, of: kind) })
    }

    func run() async throws {
        let (reporter, head, city) = (
            play.staff.access(.districtReporter, of: region), play.staff.access(.districtHead, of: region), play.staff.access("city")
        )
        let (own, citys) = (inspections.filter { !$0.isOfCity }, inspections.filter(\.isOfCity))
        func plan(_ inspection: ExampleInspection) -> [String: String] {
            var answers = inspection.answers.filter { ["inspection", "programme", "site", "level"].contains($0.key) }
            answers["planned_on"] = inspection.madeOn
            if inspection.isOfCity { answers["level"] = nil }
            return answers
        }
        try await play.act(own.map { order("inspection", "plan", plan($0)) }, as: reporter, on: day)
        try await play.act(citys.map { order("inspection", "planCity", reason: "样例：市级专项检查", plan($0)) }, as: city, on: day)
        for (some, access, inspector) in [(own, reporter, "样例区质量监督站"), (citys, city, "样例市质量监督总站")] {
            try await play.act(
                some.map { order("inspection", "make", at: $0.code, ["inspected_on": $0.madeOn, "inspector": inspector]) }, as: access,
                on: day)
            try await play.act(some.flatMap(defects), as: access, on: day)
        }
        let right = inspections.flatMap { inspection in (0..<inspection.closed).map { (inspection, "\(inspection.code)/\($0 + 1)") } }
        try await play.act(
            right.map { order("defect", "rectify", at: $1, documents: ["after"], ["rectified_on": $0.day(7, notAfter: day)]) },
            as: reporter, on: day)
        try await play.act(right.filter { !$0.0.isOfCity }.map { order("defect", "verify", at: $0.1) }, as: head, on: day)
        try await play.act(right.filter(\.0.isOfCity).map { order("defect", "verifyCity", at: $0.1) }, as: city, on: day)
        try await play.act(own.map { order("inspection", "close", at: $0.code) }, as: head, on: day)
        try await play.act(citys.map { order("inspection", "closeCity", at: $0.code) }, as: city, on: day)
    }

    private static let fields = [
        ("organisation", "样例：现场管理记录不全"), ("quality", "样例：局部抹灰不平整"), ("safety", "样例：临边防护不到位"), ("fire", "样例：灭火器配备不足"),
        ("green", "样例：裸土未覆盖"),
    ]

    private func defects(_ inspection: ExampleInspection) -> [CaseOrder] {
        (0..<inspection.findings).map { index in
            let (field, what) = Self.fields[index % Self.fields.count]
            return order(
                "defect", "find",
                [
                    "inspection": inspection.code, "number": String(index + 1), "severity": "minor", "field": field, "what": what,
                    "deadline": inspection.day(14),
                ])
        }
    }
}
