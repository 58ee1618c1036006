internal import Ledgers
internal import Quantities
internal import Store

extension CrossRule {
    static let totals: [CrossRule] = [
        CrossRule(
            "X-SUM-01", .error, Text("区级自报汇总数应与明细台账合计一致", "a district's stated total equals the sum of its entries"),
            ledgers: ["declared_totals"]
        ) { books in
            let actuals = books.actualOfTarget
            var findings: [CrossFinding] = []
            try books.forEach("declared_totals", ["indicator", "value"]) { page, row in
                let indicator = try row.text(1)
                let stated = Rational(try row.int64(2), 100)
                guard let actual = actuals[indicator] else { return }
                let summed = books.value(actual, page.district) ?? 0
                guard summed != stated else { return }
                let name = books.name(page.district)
                findings.append(
                    CrossFinding(
                        page.district, Text("\(name.zh)自报数与明细合计不一致", "\(name.en)'s stated total differs from its entries"),
                        .init(Text("自报数", "as stated"), stated, page.address), books.side(actual, page.district)))
            }
            return findings
        },
        CrossRule(
            "X-TGT-01", .confirm, Text("各区分解目标之和应等于市级目标", "the districts' targets add up to the city's"),
            ledgers: ["targets", "district_targets"]
        ) { books in
            var findings: [CrossFinding] = []
            for indicator in TargetIndicator.choices {
                let (a, b) = ("district_target.\(indicator.code)", "target.\(indicator.code)")
                guard let left = books.value(a), let right = books.value(b), left != right else { continue }
                findings.append(
                    CrossFinding(
                        nil, Text("“\(indicator.name.zh)”分解目标之和与市级目标不一致", "the districts' shares of “\(indicator.name.en)” do not add up"),
                        books.side(a), books.side(b)))
            }
            return findings
        },
        CrossRule(
            "X-HIS-01", .confirm, Text("补贴金额比上月变动超过一半的应说明", "a month's subsidies that change by more than half are explained"),
            ledgers: ["subsidies"]
        ) { books in
            var sums: [RegionCode: [Int: Int64]] = [:]
            try books.forEach("subsidies", ["amount"]) { page, row in
                sums[page.district, default: [:]][page.period.month ?? 0, default: 0] += try row.int64(1)
            }
            var findings: [CrossFinding] = []
            for (district, months) in sums.sorted(by: { $0.key < $1.key }) {
                for month in months.keys.sorted() {
                    guard let before = months[month - 1], let now = months[month], before > 0, abs(now - before) * 2 > before else {
                        continue
                    }
                    let name = books.name(district)
                    findings.append(
                        CrossFinding(
                            district,
                            Text("\(name.zh)\(month)月补贴金额比上月变动超过一半", "\(name.en)'s subsidies of month \(month) changed by more than half"),
                            .init(Text("\(month)月（元）", "month \(month), yuan"), Rational(now, 100), "subsidies/\(district)"),
                            .init(Text("\(month - 1)月（元）", "month \(month - 1), yuan"), Rational(before, 100), "subsidies/\(district)")))
                }
            }
            return findings
        },
    ]
}
