internal import Ledgers
internal import Quantities
internal import Store

extension CrossRule {
    /// Numbers that one ledger states and another holds piece by piece: a community's and its buildings', a project's signings and its
    /// households', an inspection's findings and its defects'. Only what has pieces is compared; acts keep them equal, files may not.
    static let counts: [CrossRule] = [
        CrossRule(
            "X-COM-02", .error, Text("小区的楼栋数、户数、面积应等于楼栋台账合计", "a community's buildings, households and area are the sums of its buildings"),
            ledgers: ["communities", "buildings"]
        ) { books in
            var sums: [String: [Int64]] = [:]
            try books.forEach("buildings", ["community", "state", "households", "area"]) { page, row in
                guard try row.text(2) == "included" else { return }
                let key = "\(page.district)/\(try row.text(1))"
                let before = sums[key] ?? [0, 0, 0]
                sums[key] = [before[0] + 1, before[1] + (try row.int64(3)), before[2] + (try row.int64(4))]
            }
            let words = [Text("楼栋数", "buildings"), Text("户数", "households"), Text("面积（平方米）", "area in m²")]
            var findings: [CrossFinding] = []
            try books.forEach("communities", ["community", "buildings", "households", "area"]) { page, row in
                let community = try row.text(1)
                guard let summed = sums["\(page.district)/\(community)"] else { return }
                for (index, word) in words.enumerated() {
                    let stated = try row.int64(index + 2)
                    if stated == summed[index] { continue }
                    let scale: Int64 = index == 2 ? 100 : 1
                    findings.append(
                        CrossFinding(
                            page.district,
                            Text("小区\(community)的\(word.zh)与楼栋台账不一致", "\(word.en) of \(community) disagree with its buildings"),
                            .init(Text("小区台账", "communities"), Rational(stated, scale), page.address),
                            .init(Text("楼栋台账合计", "its buildings"), Rational(summed[index], scale), "buildings")))
                }
            }
            return findings
        },
        CrossRule(
            "X-SIG-02", .error, Text("项目的应签约、已签约户数应等于逐户签约台账合计", "a project's households are those of its signings"),
            ledgers: ["clearances", "signings"]
        ) { books in
            var sums: [String: [Int64]] = [:]
            try books.forEach("signings", ["project", "state"]) { page, row in
                let (key, state) = ("\(page.district)/\(try row.text(1))", try row.text(2))
                let before = sums[key] ?? [0, 0]
                sums[key] = [
                    before[0] + (state == "withdrawn" ? 0 : 1), before[1] + (state == "signed" || state == "settled" ? 1 : 0),
                ]
            }
            let words = [Text("应签约户数", "households"), Text("已签约户数", "signed")]
            var findings: [CrossFinding] = []
            try books.forEach("clearances", ["project", "households", "signed"]) { page, row in
                let project = try row.text(1)
                guard let summed = sums["\(page.district)/\(project)"] else { return }
                for (index, word) in words.enumerated() where try row.int64(index + 2) != summed[index] {
                    findings.append(
                        CrossFinding(
                            page.district, Text("项目\(project)的\(word.zh)与逐户台账不一致", "\(word.en) of \(project) disagree with its households"),
                            .init(Text("签约台账", "clearances"), Rational(try row.int64(index + 2)), page.address),
                            .init(Text("逐户台账", "signings"), Rational(summed[index]), "signings")))
                }
            }
            return findings
        },
        CrossRule(
            "X-INS-01", .error, Text("检查的问题数、整改数应等于整改台账合计", "an inspection's numbers are those of its defects"),
            ledgers: ["inspections", "defects"]
        ) { books in
            var sums: [String: [Int64]] = [:]
            try books.forEach("defects", ["inspection", "severity", "state"]) { page, row in
                let key = "\(page.district)/\(try row.text(1))"
                var count = sums[key] ?? [0, 0, 0]
                if try row.text(2) == "quality" {
                    count[2] += 1
                } else {
                    count[0] += 1
                    if try row.text(3) == "closed" { count[1] += 1 }
                }
                sums[key] = count
            }
            let words = [Text("一般问题数", "findings"), Text("已整改数", "put right"), Text("工程质量问题数", "quality problems")]
            var findings: [CrossFinding] = []
            try books.forEach("inspections", ["inspection", "findings", "closed", "quality_problems"]) { page, row in
                let inspection = try row.text(1)
                guard let summed = sums["\(page.district)/\(inspection)"] else { return }
                for (index, word) in words.enumerated() where try row.int64(index + 2) != summed[index] {
                    findings.append(
                        CrossFinding(
                            page.district,
                            Text("检查\(inspection)的\(word.zh)与整改台账不一致", "\(word.en) of \(inspection) disagree with its defects"),
                            .init(Text("检查台账", "inspections"), Rational(try row.int64(index + 2)), page.address),
                            .init(Text("整改台账", "defects"), Rational(summed[index]), "defects")))
                }
            }
            return findings
        },
    ]
}
