public import Evaluation
internal import Ledgers
public import Quantities
internal import Store

/// 年度指标的预测: one indicator at one place: what is reached, what the plan says should have been reached by now, and two forecasts for the
/// year's end, one from the pace so far (``IndicatorOutlook``), one from what is planned.
public struct ProgressForecast: Sendable {
    public let indicator: Text
    /// The figure it reads: `rental.bonded.raised`.
    public let figure: String
    /// `nil` for the city.
    public let region: RegionCode?
    public let target: Rational?
    public let reached: Rational
    /// What should have been reached by the day, by the plan's dates.
    public let plannedByNow: Rational
    /// Everything the year's plan holds, with what was reached outside it.
    public let planned: Rational
    /// From the pace of the months so far; `nil` under three months.
    public let linear: Rational?
    public let level: Level
    public let reason: Text

    /// 预警级别.
    public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
        case reached
        case onCourse
        case behindPlan
        case atRisk

        public var title: Text {
            switch self {
            case .reached: Text("已完成", "reached")
            case .onCourse: Text("正常", "on course")
            case .behindPlan: Text("落后于计划", "behind plan")
            case .atRisk: Text("目标有风险", "target at risk")
            }
        }
    }

    /// What is watched: a figure, the homes behind it, and the plan's lists that feed it.
    struct Watch: Sendable {
        let figure: String
        let housing: String
        let milestone: String
        let lists: Set<String>
        /// The column of a project's own date.
        let date: String
    }

    static let watches = [
        Watch(
            figure: "rental.bonded.raised", housing: "bonded", milestone: "raised", lists: ["construction", "raising"],
            date: "planned_start"),
        Watch(
            figure: "rental.bonded.completed", housing: "bonded", milestone: "completed", lists: ["completion"], date: "planned_completion"),
        Watch(
            figure: "rental.public.raised", housing: "public", milestone: "raised", lists: ["construction", "raising"],
            date: "planned_start"),
        Watch(
            figure: "rental.public.basically_complete", housing: "public", milestone: "basically_complete", lists: ["completion"],
            date: "planned_basic"),
        Watch(
            figure: "redevelopment.resettlement.started", housing: "resettlement", milestone: "started", lists: ["redevelopment"],
            date: "planned_start"),
        Watch(
            figure: "redevelopment.resettlement.basically_complete", housing: "resettlement", milestone: "basically_complete", lists: [],
            date: "planned_basic"),
    ]

    public static let method = Text(
        "计划口径：有计划日期的项目按日期计；没有日期的，有上年逐月数的按上年进度曲线，没有的自计划印发次月起按月平均计。线性口径见评价的逐月预测",
        "By plan: a project's own date; without one, last year's curve where there was a year, else evenly from the month after issue. By pace: the monthly forecast of the evaluation"
    )
}

extension ProjectOverview {
    /// - Parameters:
    ///   - outlooks: of the year's evaluation in the same scope.
    ///   - day: today, or the year's end where the year is over.
    public func forecasts(_ outlooks: [IndicatorOutlook], on day: CivilDate) -> [ProgressForecast] {
        let now = min(day, CivilDate(year: year, month: 12, day: 31) ?? day)
        return ProgressForecast.watches.flatMap { watch -> [ProgressForecast] in
            let its = outlooks.filter { $0.series.reference.id.text == watch.figure }
            var seen: Set<RegionCode?> = []
            return its.filter { seen.insert($0.region).inserted }.map { forecast(watch, $0, on: now) }
        }
    }

    private func forecast(_ watch: ProgressForecast.Watch, _ outlook: IndicatorOutlook, on day: CivilDate) -> ProgressForecast {
        let lines = lines.filter { $0.housing == watch.housing && (outlook.region == nil || $0.district == outlook.region) }
        let reached = lines.reduce(Int64(0)) { $0 + $1.reached(watch.milestone) }
        var (byNow, planned) = (Rational.zero, Rational.zero)
        for line in lines {
            let listings = line.listings.filter { watch.lists.contains($0.list) }
            let homes = listings.reduce(Int64(0)) { $0 + $1.homes }
            let done = line.reached(watch.milestone)
            let own = line.date(watch.date).flatMap { $0.year == year ? $0 : nil }
            // Work carried over without a list of its own is planned by its date.
            let due = homes > 0 ? homes : own == nil ? done : max(done, line.carried)
            planned += Rational(max(due, done))
            if let own {
                byNow += own <= day ? Rational(due) : .zero
            } else if homes > 0 {
                byNow += Rational(homes) * share(watch, issued: listings.compactMap(\.issuedOn).min(), on: day)
            } else {
                byNow += Rational(done)
            }
        }
        let linear = outlook.series.months == 12 ? outlook.series.reached : outlook.series.forecast?.value
        let (level, reason) = Self.judge(
            reached: Rational(reached), byNow: byNow, planned: planned, linear: linear, target: outlook.target)
        return ProgressForecast(
            indicator: outlook.indicator.title, figure: watch.figure, region: outlook.region, target: outlook.target,
            reached: Rational(reached), plannedByNow: byNow, planned: planned, linear: linear, level: level, reason: reason)
    }

    /// What part of a plan without dates should be reached by the end of the month before `day`.
    private func share(_ watch: ProgressForecast.Watch, issued: CivilDate?, on day: CivilDate) -> Rational {
        let months = day.month == 12 && day.day == 31 ? 12 : day.month - 1
        if let curve = lastYear[watch.housing + "/" + watch.milestone] {
            let total = curve.reduce(0, +)
            if total > 0 { return Rational(curve.prefix(months).reduce(0, +), total) }
        }
        let start = issued.map { $0.year < year ? 0 : $0.month } ?? 0
        guard start < 12 else { return months == 12 ? 1 : 0 }
        return Rational(max(0, months - start), 12 - start)
    }

    static func judge(reached: Rational, byNow: Rational, planned: Rational, linear: Rational?, target: Rational?)
        -> (ProgressForecast.Level, Text)
    {
        func shown(_ value: Rational) -> String { value.rounded(decimals: 0).exactDecimal ?? value.description }
        if let target, reached >= target {
            return (.reached, Text("已达\(shown(reached))套，目标\(shown(target))套", "\(shown(reached)) of \(shown(target)) reached"))
        }
        if let target, planned < target {
            return (
                .atRisk,
                Text("计划全部完成也只有\(shown(planned))套，低于目标\(shown(target))套", "the whole plan gives \(shown(planned)) of \(shown(target))")
            )
        }
        if reached < byNow {
            return (
                .behindPlan,
                Text("按计划应达\(shown(byNow))套，实际\(shown(reached))套", "\(shown(byNow)) were due by now, \(shown(reached)) are reached")
            )
        }
        if let target, let linear, linear < target {
            return (
                .atRisk, Text("按目前进度年底预计\(shown(linear))套，低于目标\(shown(target))套", "the pace gives \(shown(linear)) of \(shown(target))")
            )
        }
        return (.onCourse, Text("不低于计划进度", "no less than planned"))
    }
}
