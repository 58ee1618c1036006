import Casework
import Example
import Foundation
import Ledgers
import Quantities
import Returns

extension ExamplePlay {
    /// The central money of the year: two documents registered, shared out by the formula, agreed with housing, issued to the districts.
    ///
    /// The made-up factors are in proportion to the made-up shares, so the formula gives what the ledger of allocations has.
    static let moneyPlay = Play(ledgers: [.allotments, .allocations, .allocationFactors, .difficulty]) { play in
        let (finance, housing) = (play.staff.access("finance"), play.staff.access("city"))
        for sheet in [Sheet.allocationFactors, .difficulty] { try await play.file(sheet, as: housing) }
        let allotments = play.city.rows(of: .allotments)
        let allocations = play.city.rows(of: .allocations)
        let documents = Dictionary(grouping: allotments) { $0.answers["document"] ?? "" }.sorted {
            $0.value[0].received < $1.value[0].received
        }
        for (document, rows) in documents {
            guard let received = CivilDate(rows[0].received),
                let passed = allocations.first(where: { $0.answers["central_document"] == document }),
                let number = passed.answers["document"],
                let issued = passed.answers["passed_on"].flatMap({ CivilDate($0) })
            else { continue }
            func orders(_ act: String, _ answers: (String) -> [String: String]) -> [CaseOrder] {
                programmes(rows).map { programme in
                    let opens = act == "draft"
                    return CaseOrder(
                        "allocation", act, district: rows[0].district, year: rows[0].period.year,
                        key: opens ? "" : plan(document, programme), answers: answers(programme))
                }
            }
            try await play.act(
                rows.map { CaseOrder("allotment", "receive", district: $0.district, year: $0.period.year, answers: $0.answers) },
                as: finance,
                on: received)
            try await play.act(
                orders("draft") { programme in
                    let sum = rows.filter { $0.answers["programme"] == programme }.compactMap {
                        $0.answers["amount"].flatMap { Rational($0) }
                    }
                    .reduce(0, +)
                    return [
                        "plan": plan(document, programme), "central_document": document, "programme": programme,
                        "amount": sum.exactDecimal ?? "", "rule": rules[programme] ?? "",
                    ]
                }, as: finance, on: CivilDate(dayNumber: received.dayNumber + 7) ?? received)
            try await play.act(
                orders("agree") { _ in ["opinion": "样例：同意"] }, as: housing, on: CivilDate(dayNumber: issued.dayNumber - 3) ?? issued)
            try await play.act(orders("issue") { _ in ["document": number, "issued_on": issued.description] }, as: finance, on: issued)
        }
    }

    private static let rules = ["rental": "2024-rental", "renewal": "2020-renewal", "redevelopment": "2024-redevelopment"]

    private static func programmes(_ rows: [ExampleRow]) -> [String] {
        Choices.programme.map(\.code).filter { code in rows.contains { $0.answers["programme"] == code } }
    }

    /// `FA-101-rental`: by the digits of the document.
    private static func plan(_ document: String, _ programme: String) -> String {
        let digits = document.utf8.split { !(48...57).contains($0) }.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return "FA-\(digits)-\(programme)"
    }

    /// Files a ledger of the example whole, where it is kept as a file of its own.
    func file(_ sheet: Sheet, as access: Access) async throws {
        let rows = city.rows(of: sheet)
        guard !rows.isEmpty else { return }
        let lines = rows.map { row in [row.district.digits, row.period.description] + sheet.columns.map { row.answers[$0.name] ?? "" } }
        let heads = PageColumn.allCases.map(\.title.zh) + sheet.columns.map { $0.header(.chinese) }
        let text = ([heads] + lines).map { $0.joined(separator: ",") + "\r\n" }.joined()
        let path = NSTemporaryDirectory() + "anju-example-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let name = "\(path)/\(sheet.title.zh).csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: name))
        var options = IntakeOptions()
        options.ledger = sheet.ledger
        let result = await ImportCommand.take(name, in: workplace, options: options, as: access)
        if result.error != nil { result.show() }
    }
}

extension ExampleRow {
    fileprivate var received: String { answers["received_on"] ?? "" }
}
