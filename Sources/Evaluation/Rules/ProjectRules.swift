internal import Ledgers
internal import Quantities
internal import Store

extension CrossRule {
    /// Homes approved and kind of housing, by project.
    private static func approved(_ books: borrowing RuleBooks) throws -> [String: (homes: Int64, housing: String)] {
        var projects: [String: (Int64, String)] = [:]
        try books.forEach("projects", ["project", "homes", "housing"]) { _, row in
            projects[try row.text(1)] = (try row.int64(2), try row.text(3))
        }
        return projects
    }

    static let projects: [CrossRule] = [
        CrossRule(
            "X-PRG-01", .error, Text("进度台账中的项目应在项目台账中", "a project that reports progress is in the ledger of projects"),
            ledgers: ["projects", "progress"]
        ) { books in
            let known = try approved(books)
            var findings: [CrossFinding] = []
            try books.forEach("progress", ["project", "homes", "housing"]) { page, row in
                let project = try row.text(1)
                if let entry = known[project], try row.text(3) == entry.housing { return }
                findings.append(
                    CrossFinding(
                        page.district,
                        known[project] == nil
                            ? Text("项目\(project)不在项目台账中", "project \(project) is in no ledger of projects")
                            : Text("项目\(project)的住房类型与项目台账不一致", "project \(project) is of another kind in the ledger of projects"),
                        .init(Text("进度台账套数", "homes in progress"), Rational(try row.int64(2)), page.address),
                        .init(Text("项目台账套数", "homes approved"), known[project].map { Rational($0.homes) }, "projects")))
            }
            return findings
        },
        CrossRule(
            "X-PRG-02", .confirm, Text("同一节点累计套数超过批准套数的应说明", "more homes at a milestone than were approved are explained"),
            ledgers: ["projects", "progress"]
        ) { books in
            let known = try approved(books)
            var sums: [String: (district: RegionCode, homes: Int64)] = [:]
            try books.forEach("progress", ["project", "milestone", "homes"]) { page, row in
                let key = try row.text(1) + "/" + row.text(2)
                sums[key] = (page.district, (sums[key]?.homes ?? 0) + (try row.int64(3)))
            }
            return sums.sorted { $0.key < $1.key }.compactMap { key, sum in
                let project = String(key.prefix { $0 != "/" })
                guard let homes = known[project]?.homes, sum.homes > homes else { return nil }
                return CrossFinding(
                    sum.district, Text("\(key)累计套数超过批准套数", "\(key) exceeds the homes approved"),
                    .init(Text("累计套数", "homes reached"), Rational(sum.homes), "progress/" + key),
                    .init(Text("批准套数", "homes approved"), Rational(homes), "projects/" + project))
            }
        },
        CrossRule("X-PLN-01", .confirm, Text("列入计划的项目应经联审或联席会议审议", "a planned project has been reviewed jointly"), ledgers: ["plans"]) {
            books in
            var findings: [CrossFinding] = []
            try books.forEach("plans", ["project", "reviewed", "homes"]) { page, row in
                guard try row.int64(2) == 0 else { return }
                findings.append(
                    CrossFinding(
                        page.district, Text("项目\(try row.text(1))未经审议", "project \(try row.text(1)) was not reviewed"),
                        .init(Text("计划套数", "homes planned"), Rational(try row.int64(3)), page.address),
                        .init(Text("审议记录", "review"), nil, "meetings")))
            }
            return findings
        },
        CrossRule(
            "X-COM-01", .error, Text("开工小区的户数、面积、楼栋数均应大于零", "a community that has started has households, area and buildings"),
            ledgers: ["communities"]
        ) { books in
            var findings: [CrossFinding] = []
            try books.forEach("communities", ["community", "started_on", "households", "area", "buildings"]) { page, row in
                guard !row.isNull(2), let least = [try row.int64(3), try row.int64(4), try row.int64(5)].min(), least == 0 else { return }
                findings.append(
                    CrossFinding(
                        page.district,
                        Text("小区\(try row.text(1))已开工但户数、面积或楼栋数为零", "community \(try row.text(1)) has started with nothing to renew"),
                        .init(Text("最小一项", "the least of them"), 0, page.address), .init(Text("应大于", "more than"), 0, "communities")))
            }
            return findings
        },
        CrossRule(
            "X-SIG-01", .confirm, Text("各区签约率应不低于80%", "each district's signing rate is 80 % or more"), ledgers: ["clearances"]
        ) { books in
            books.districts.compactMap { district in
                guard let rate = books.value("redevelopment.signing.rate", district), rate < Rational(4, 5) else { return nil }
                let name = books.name(district)
                return CrossFinding(
                    district, Text("\(name.zh)签约率低于80%", "\(name.en)'s signing rate is below 80 %"),
                    books.side("redevelopment.signing.rate", district),
                    .init(Text("下限", "least"), Rational(4, 5), "scheme"))
            }
        },
    ]
}
