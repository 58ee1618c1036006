internal import Ledgers
internal import Quantities
internal import Store

extension CrossRule {
    static let households: [CrossRule] = [
        CrossRule(
            "X-SUB-01", .confirm, Text("同一身份证号同月在两个区或两个家庭领取补贴", "one identity number paid twice in a month"), ledgers: ["subsidies"]
        ) { books in
            // Identity numbers are personal: they are compared by their tokens, unopened, and no text names one.
            var seen: [Place: PageVersion] = [:]
            var findings: [CrossFinding] = []
            try books.forEach("subsidies", ["identity_index", "household", "amount"]) { page, row in
                let place = Place(identity: try row.blob(1), month: page.period.month ?? 0)
                guard let other = seen.updateValue(page, forKey: place) else { return }
                findings.append(
                    CrossFinding(
                        page.district,
                        Text(
                            "家庭\(try row.text(2))的申请人在\(other.district)和\(page.district)同月领取补贴",
                            "the applicant of household \(try row.text(2)) is paid in \(other.district) and \(page.district) in one month"),
                        .init(Text("本账页金额（元）", "amount here, yuan"), Rational(try row.int64(3), 100), page.address),
                        .init(Text("另一账页", "the other page"), nil, other.address)))
            }
            return findings
        },
        CrossRule(
            "X-SUB-02", .confirm, Text("已实物配租的家庭不应再领取租赁补贴", "a household given a home is not paid a subsidy as well"),
            ledgers: ["households", "subsidies"]
        ) { books in
            var housed: [String: Int64] = [:]
            try books.forEach("households", ["household", "outcome", "decided_on"]) { _, row in
                if try row.text(2) == "home", let day = try row.optionalInt64(3) { housed[try row.text(1)] = day }
            }
            var findings: [CrossFinding] = []
            try books.forEach("subsidies", ["household", "paid_on", "amount"]) { page, row in
                let household = try row.text(1)
                guard let decided = housed[household], try row.int64(2) > decided else { return }
                findings.append(
                    CrossFinding(
                        page.district, Text("家庭\(household)实物配租后仍领取补贴", "household \(household) is paid after it was given a home"),
                        .init(Text("发放金额（元）", "amount, yuan"), Rational(try row.int64(3), 100), page.address),
                        .init(Text("配租日期", "given a home on"), Rational(decided), "households")))
            }
            return findings
        },
    ]

    private struct Place: Hashable {
        let identity: [UInt8]
        let month: Int
    }
}
