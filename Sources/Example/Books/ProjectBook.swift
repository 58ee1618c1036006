import Ledgers
import Quantities

/// A housing project, with the milestones it reached in the year.
struct ExampleProject {
    var code: String
    var name: String
    var housing: String
    var source: String
    var homes: Int
    /// Hundredths of a square metre.
    var area: Int
    var developer: Int
    var isFileComplete: Bool
    /// Milestones reached in the year: what, and when.
    var milestones: [(milestone: String, on: CivilDate)]
    /// The list of the annual plan it stands on, if any.
    var plan: (batch: Int, list: String)?
}

/// Makes a unit's housing projects: the sums of their milestones are the unit's shares of the published totals.
struct ProjectMaker {
    let unit: ReportingUnit

    private static let rentalSources = ["collective_land", "conversion", "industrial_park", "state_land", "existing"]
    /// How many homes a project has on average.
    private static let homesEach = 620

    func all() -> [ExampleProject] {
        raised() + completed() + publicRaised() + publicComplete() + resettlementStarted() + resettlementComplete()
    }

    // MARK: - Rental housing

    private func raised() -> [ExampleProject] {
        var random = unit.random("bonded raised")
        let total = unit.share(of: PublishedTotals.bondedRaised, by: DistrictShares.bonded)
        return make("BZ", "保租房", "bonded", total, &random) { number, random in
            let source = Self.rentalSources[(number - 1 + unit.index) % Self.rentalSources.count]
            let batch = random.pick([1, 1, 2, 2, 3])
            let month = min(12, [3, 7, 11][batch - 1] + random.int(0...3))
            let list = source == "conversion" || source == "existing" ? "raising" : "construction"
            return (source, [("raised", day(month, random.int(5...28)))], (batch, list))
        }
    }

    private func completed() -> [ExampleProject] {
        var random = unit.random("bonded completed")
        let total = unit.share(of: PublishedTotals.bondedCompleted, by: DistrictShares.bondedCompleted)
        return make("BJ", "保租房（结转）", "bonded", total, &random) { number, random in
            let batch = random.int(1...3)
            let month = min(11, [3, 7, 10][batch - 1] + random.int(0...2))
            return (
                Self.rentalSources[(number + unit.index) % Self.rentalSources.count],
                [
                    ("basically_complete", day(month, random.int(3...20))),
                    ("completed", day(month + random.int(0...1), random.int(21...30))),
                ],
                (batch, "completion")
            )
        }
    }

    private func publicRaised() -> [ExampleProject] {
        var random = unit.random("public raised")
        let total = unit.share(of: PublishedTotals.publicRaised, by: DistrictShares.publicRaised)
        return make("GZ", "公租房", "public", total, &random) { _, random in
            ("other", [("raised", day(random.int(4...12), random.int(3...28)))], (1, "construction"))
        }
    }

    private func publicComplete() -> [ExampleProject] {
        var random = unit.random("public complete")
        let total = unit.share(of: PublishedTotals.publicBasicallyComplete, by: DistrictShares.publicComplete)
        return make("GJ", "公租房（结转）", "public", total, &random) { _, random in
            ("other", [("basically_complete", day(random.int(3...12), random.int(3...28)))], (2, "completion"))
        }
    }

    // MARK: - Resettlement housing

    private func resettlementStarted() -> [ExampleProject] {
        var random = unit.random("resettlement started")
        let total = unit.share(of: PublishedTotals.resettlementStarted, by: DistrictShares.resettlementStarted)
        return make("AZ", "安置房", "resettlement", total, &random) { number, random in
            // One project enters the redevelopment plan in the year; the others were in earlier ones.
            let isNew = unit.code.digits == "110106" && number == 1
            return ("other", [("started", day(random.int(2...12), random.int(3...28)))], isNew ? (1, "redevelopment") : nil)
        }
    }

    private func resettlementComplete() -> [ExampleProject] {
        var random = unit.random("resettlement complete")
        let total = unit.share(of: PublishedTotals.resettlementBasicallyComplete, by: DistrictShares.resettlementComplete)
        return make("AJ", "安置房（结转）", "resettlement", total, &random) { _, random in
            ("other", [("basically_complete", day(random.int(3...12), random.int(3...28)))], nil)
        }
    }

    private typealias Details = (source: String, milestones: [(milestone: String, on: CivilDate)], plan: (batch: Int, list: String)?)

    private func make(
        _ kind: String, _ word: String, _ housing: String, _ total: Int, _ random: inout SplitMix64,
        _ details: (Int, inout SplitMix64) -> Details
    ) -> [ExampleProject] {
        guard total > 0 else { return [] }
        let count = max(1, (total + Self.homesEach / 2) / Self.homesEach)
        let sizes = Apportionment.split(total, into: count, &random)
        return sizes.enumerated().map { index, homes in
            let more = details(index + 1, &random)
            return ExampleProject(
                code: unit.projectCode(kind, index + 1), name: "\(unit.shortName)\(word)样例\(Decimals.text(index + 1, width: 2))号项目",
                housing: housing, source: more.source, homes: homes, area: homes * random.int(4_500...6_900) + random.int(0...99),
                developer: random.int(1...60), isFileComplete: !random.isOneIn(48), milestones: more.milestones, plan: more.plan)
        }
    }
}

extension ReportingUnit {
    /// 项目台账, 年度计划清单, 项目进度台账.
    func projectBooks(_ projects: [ExampleProject]) -> [Book] {
        var register = Book(.projects)
        var plans = Book(.plans)
        var progress = Book(.progress)
        for project in projects {
            register.rows.append(
                BookRow(
                    district: code, period: year,
                    cells: [
                        .text(project.code), .text(project.name), .text(project.housing), .text(project.source), .count(project.homes),
                        .area(project.area), .text("样例建设\(Decimals.text(project.developer, width: 2))公司"),
                        .text(MadeUp.creditCode(project.developer)), .flag(true), .flag(project.isFileComplete),
                        .blank, .blank, .blank, .blank, .blank, .blank, .blank,
                    ]))
            if let plan = project.plan {
                let isRedevelopment = plan.list == "redevelopment"
                let issued = isRedevelopment ? day(3, 16) : [day(2, 27), day(6, 19), day(10, 16)][plan.batch - 1]
                plans.rows.append(
                    BookRow(
                        district: code, period: year,
                        cells: [
                            .text("\(isRedevelopment ? "PG" : "BZ")-\(ExampleCity.year)-\(plan.batch)"), .text(project.code),
                            .text(plan.list),
                            .count(project.homes), .date(issued), .flag(true),
                        ]))
            }
            for reached in project.milestones {
                progress.rows.append(
                    BookRow(
                        district: code, period: month(reached.on.month),
                        cells: [
                            .text(project.code), .text(project.housing), .text(reached.milestone), .count(project.homes), .date(reached.on),
                        ]))
            }
        }
        return [register, plans, progress.sorted]
    }
}
