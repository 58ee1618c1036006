internal import Ledgers
internal import Quantities
internal import Store

extension CrossRule {
    private static let programmes = Choices.programme.map(\.code)

    /// One amount may not exceed another, by programme, for the city.
    private static func within(_ code: String, _ tier: Tier, _ title: Text, _ part: String, _ whole: String, _ ledgers: [String])
        -> CrossRule
    {
        CrossRule(code, tier, title, ledgers: ledgers) { books in
            var findings: [CrossFinding] = []
            for programme in programmes {
                let (a, b) = ("\(programme).funds.\(part)", "\(programme).funds.\(whole)")
                guard let left = books.value(a), let right = books.value(b), left > right else { continue }
                findings.append(CrossFinding(nil, title, books.side(a), books.side(b)))
            }
            return findings
        }
    }

    static let money: [CrossRule] = [
        within(
            "X-ALL-01", .error, Text("分配到区的资金不得超过中央下达数", "no more is allocated to districts than was allotted"), "allocated", "allotted",
            ["allotments", "allocations"]),
        within(
            "X-DIS-01", .error, Text("拨付数不得超过分配数", "no more is disbursed than was allocated"), "disbursed", "allocated",
            ["allocations", "disbursements"]),
        within(
            "X-EXP-01", .error, Text("支出数不得超过中央下达数", "no more is spent than was allotted"), "spent", "allotted",
            ["allotments", "expenditures"]),
        CrossRule(
            "X-EXP-02", .confirm, Text("各区支出数超过拨付数的应说明", "a district that spends more than was disbursed explains why"),
            ledgers: ["disbursements", "expenditures"]
        ) { books in
            var findings: [CrossFinding] = []
            for district in books.districts {
                for programme in programmes {
                    let (a, b) = ("\(programme).funds.spent", "\(programme).funds.disbursed")
                    guard let left = books.value(a, district), let right = books.value(b, district), left > right else { continue }
                    let name = books.name(district)
                    findings.append(
                        CrossFinding(
                            district, Text("\(name.zh)支出数超过拨付数", "\(name.en) spent more than was disbursed"), books.side(a, district),
                            books.side(b, district)))
                }
            }
            return findings
        },
        CrossRule(
            "X-30D-01", .confirm, Text("收到中央资金后应在30日内分配下达", "central money is passed on within 30 days of receipt"), source: "预算法第五十二条",
            ledgers: ["allotments", "allocations"]
        ) { books in
            var received: [String: Int64] = [:]
            try books.forEach("allotments", ["document", "received_on"]) { _, row in received[try row.text(1)] = try row.int64(2) }
            var findings: [CrossFinding] = []
            try books.forEach("allocations", ["document", "central_document", "passed_on", "recipient"]) { page, row in
                let (document, central, passed) = (try row.text(1), try row.text(2), try row.int64(3))
                guard let start = received[central].flatMap(Self.day), let end = Self.day(passed), end - start > 30 else { return }
                findings.append(
                    CrossFinding(
                        RegionCode(try row.text(4)),
                        Text("\(document)在收文后\(end - start)日下达", "\(document) was passed on \(end - start) days after receipt"),
                        .init(Text("下达用时（日）", "days taken"), Rational(end - start), page.address),
                        .init(Text("时限（日）", "limit"), 30, central)))
            }
            return findings
        },
    ]

    /// A stored day (20230705) as a day number.
    private static func day(_ stored: Int64) -> Int? {
        CivilDate(stored: stored)?.dayNumber
    }
}
