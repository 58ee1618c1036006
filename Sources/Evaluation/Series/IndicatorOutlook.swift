public import Quantities

/// 进度: an indicator against its target at one place, month by month, with a warning in time.
public struct IndicatorOutlook: Sendable {
    public let programme: String
    public let indicator: Scheme.Indicator
    /// `nil` for the city.
    public let region: RegionCode?
    /// What is held against the target: the actual, or the rate where the target is one.
    public let series: FigureSeries
    /// The year's; of a district, its own share of it. `nil` where there is none.
    public let target: Rational?
    /// `nil` with the reason in ``reason``.
    public let verdict: Verdict?
    /// How the verdict came about, or why there is none.
    public let reason: Text

    /// 预警.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        /// The target is reached already, or will be even at the slowest pace so far.
        case ahead
        /// The forecast reaches the target.
        case onCourse
        /// The forecast falls short.
        case atRisk
        /// The year is over and the target was not reached, or what must be 0 is not.
        case missed

        public var title: Text {
            switch self {
            case .ahead: Text("进度超前", "ahead")
            case .onCourse: Text("进度正常", "on course")
            case .atRisk: Text("预警", "at risk")
            case .missed: Text("未完成", "missed")
            }
        }
    }

    /// What is reached of the target so far.
    public var attainment: Rational? {
        guard let reached = series.reached, let target else { return nil }
        return reached.divided(by: target)
    }

    static func judge(_ series: FigureSeries, _ target: Rational?) -> (Verdict?, Text) {
        guard let target else { return (nil, Text("没有目标", "there is no target")) }
        guard let reached = series.reached else { return (nil, series.forecastAbsence ?? Forecast.noValue) }
        func shown(_ value: Rational) -> Text { Text(series.text(value, .chinese), series.text(value, .english)) }
        if target.isZero {
            let now = shown(reached)
            return reached.isZero
                ? (.onCourse, Text("目标为0，目前为0", "the target is 0, and so is the figure"))
                : (.missed, Text("目标为0，目前为\(now.zh)", "the target is 0; the figure is \(now.en)"))
        }
        if reached >= target { return (.ahead, Text("目标已经完成", "the target is reached")) }
        let goal = shown(target)
        if series.months == 12 {
            let now = shown(reached)
            return (.missed, Text("全年为\(now.zh)，目标\(goal.zh)", "the year came to \(now.en) of \(goal.en)"))
        }
        guard let forecast = series.forecast else { return (nil, series.forecastAbsence ?? Forecast.noValue) }
        let (value, low) = (shown(forecast.value), shown(forecast.low))
        if forecast.low >= target {
            return (.ahead, Text("按最低进度年底也可达\(low.zh)，目标\(goal.zh)", "even the slowest pace gives \(low.en) of \(goal.en)"))
        }
        return forecast.value >= target
            ? (.onCourse, Text("按平均进度年底预计\(value.zh)，目标\(goal.zh)", "the average pace gives \(value.en) of \(goal.en)"))
            : (.atRisk, Text("按平均进度年底预计\(value.zh)，低于目标\(goal.zh)", "the average pace gives \(value.en), short of \(goal.en)"))
    }
}
