internal import Ledgers
public import Quantities
internal import Store

/// 预警: a project that lags behind its plan, with the reason.
public struct ProjectWarning: Sendable {
    public let line: ProjectLine
    /// Stable: `W-PRJ-01`.
    public let code: String
    public let text: Text
    /// Homes that are late.
    public let homes: Int64
    /// The day by which they were due.
    public let due: CivilDate?
}

extension ProjectOverview {
    private static let deadlines = DataFile.lines("progress-deadlines", fields: 4)

    /// By when a year's starts should have been made, where neither project nor plan says.
    private static func startDeadline(_ housing: String, year: Int) -> (day: CivilDate, source: String)? {
        deadlines.first { $0[0] == "start" && $0[1] == housing }.flatMap { line in CivilDate("\(year)-\(line[2])").map { ($0, line[3]) } }
    }

    private static let silence = deadlines.first { $0[0] == "silent" }.flatMap { Int($0[2]) } ?? 90

    /// What is late on a day, project by project.
    public func warnings(on day: CivilDate) -> [ProjectWarning] {
        lines.flatMap { line -> [ProjectWarning] in
            var found: [ProjectWarning] = []
            func warn(_ code: String, _ homes: Int64, _ due: CivilDate?, _ zh: String, _ en: String) {
                found.append(ProjectWarning(line: line, code: code, text: Text(zh, en), homes: homes, due: due))
            }
            let late = line.startsPlanned - line.startedInYear
            if late > 0 {
                let own = line.date("planned_start")
                let general = Self.startDeadline(line.housing, year: year)
                if let due = own ?? general?.day, due < day {
                    let basis = own == nil ? general?.source ?? "" : ""
                    warn(
                        "W-PRJ-01", late, due, "应于\(due.chinese)前开工（筹集），尚有\(late)套未开工" + (basis.isEmpty ? "" : "（\(basis)时限）"),
                        "\(late) homes should have started by \(due)" + (basis.isEmpty ? "" : " (term of \(basis))"))
                }
            }
            if let due = line.date("planned_basic"), due < day, line.milestones.basic < line.homes {
                let missing = line.homes - line.milestones.basic
                warn(
                    "W-PRJ-02", missing, due, "应于\(due.chinese)前基本建成，尚有\(missing)套",
                    "\(missing) homes should be basically complete since \(due)")
            }
            let listed = line.listings.first { $0.list == "completion" }
            let end = line.date("planned_completion") ?? (listed == nil ? nil : CivilDate(year: year, month: 12, day: 31))
            let isDone = line.housing == "bonded" ? line.milestones.completed : max(line.milestones.completed, line.milestones.basic)
            if let end, end < day, isDone < line.homes {
                let missing = line.homes - isDone
                warn("W-PRJ-03", missing, end, "应于\(end.chinese)前竣工，尚有\(missing)套", "\(missing) homes should be completed since \(end)")
            }
            if ["planned", "started"].contains(line.state.code) {
                let since = line.lastReport ?? line.listings.compactMap(\.issuedOn).max()
                if let since, day.dayNumber - since.dayNumber > Self.silence {
                    warn(
                        "W-PRJ-04", 0, nil, "自\(since.chinese)起超过\(Self.silence)天没有进展申报（示例时限）",
                        "nothing was reported for more than \(Self.silence) days, since \(since)")
                }
            }
            if !line.missing.isEmpty, ["planned", "started", "basic", "completed", "operating"].contains(line.state.code) {
                warn(
                    "W-PRJ-05", 0, nil, "项目档案缺" + line.missing.map(\.title.zh).joined(separator: "、"),
                    "the file lacks " + line.missing.map(\.title.en).joined(separator: ", "))
            }
            return found
        }
    }
}
