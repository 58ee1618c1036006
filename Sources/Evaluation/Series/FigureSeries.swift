public import Quantities

/// 逐月: a figure month by month at one place, from the pages filed for each month.
public struct FigureSeries: Sendable, Hashable {
    public let reference: FigureReference
    public let title: Text
    public let unit: Unit
    public let format: NumberFormat
    /// From January to the last month anyone has filed.
    public let points: [Point]
    /// The months that count: those that every district has reported. A month under way is drawn, not reckoned with.
    public let months: Int
    /// `nil` with the reason in ``forecastAbsence``.
    public let forecast: Forecast?
    public let forecastAbsence: Text?

    public struct Point: Sendable, Hashable {
        /// 1 … 12.
        public let month: Int
        /// From January to this month. Of a distinct count: each key once, whatever the months it occurs in.
        public let cumulative: Rational?
        /// Of this month alone; of a formula, the formula over this month's inputs (yearly ones, such as targets, as they are).
        public let inMonth: Rational?
        /// Districts that have reported the month, and how many report at all.
        public let filed: Int
        public let expected: Int
    }

    /// What counts so far: the last of ``months``.
    public var reached: Rational? { points.last { $0.month <= months }?.cumulative }

    public func text(_ value: Rational?, _ language: Language) -> String {
        value.map { format.text($0, unit: unit, language: language) } ?? Figure.nothing[language]
    }
}

/// 预测: where a figure will stand at the end of the year if things go on as they have gone.
///
/// The remaining months are taken at the average of the months so far; the range at the lowest and the highest average of any three
/// months running. Of a distinct count, which begins with everybody at once, the first month is the start and the average that of the
/// new keys of the months after it. A formula is computed from its inputs' forecasts. All exact; under three months there is none.
public struct Forecast: Sendable, Hashable {
    /// The months it is made from.
    public let months: Int
    public let value: Rational
    public let low: Rational
    public let high: Rational

    public static let fewest = 3

    public static let method = Text(
        "预测：剩余各月按已报各月平均数推算；区间按连续三个月的最低和最高平均数推算；去重计数以首月为起点，其后按每月新增推算；公式由各项预测值计算；不足三个月不预测",
        "Forecast: remaining months at the average of the months so far; the range at the lowest and highest average of three months running; a distinct count starts from its first month and goes on by what is new each month; a formula is computed from its inputs' forecasts; none under three months"
    )

    /// - Parameters:
    ///   - cumulative: January to the last month that counts.
    ///   - startsFull: a distinct count.
    init?(cumulative: [Rational], startsFull: Bool) {
        guard cumulative.count >= Self.fewest, let last = cumulative.last else { return nil }
        months = cumulative.count
        let left = Rational(12 - months)
        let start = startsFull ? cumulative[0] : 0
        let steps = startsFull ? months - 1 : months
        value = last + left * (last - start) / Rational(steps)
        // The level before January is 0, and unknown for a count that starts full.
        let levels = startsFull ? cumulative : [0] + cumulative
        let span = min(3, levels.count - 1)
        let paces = (span..<levels.count).map { (levels[$0] - levels[$0 - span]) / Rational(span) }
        low = last + left * paces.reduce(paces[0]) { min($0, $1) }
        high = last + left * paces.reduce(paces[0]) { max($0, $1) }
    }

    init(months: Int, value: Rational, low: Rational, high: Rational) {
        self.months = months
        self.value = value
        self.low = low
        self.high = high
    }

    static let tooFew = Text("已报不足三个月，不作预测", "fewer than three months filed; no forecast")
    static let yearly = Text("按年填报，没有逐月数", "filed once a year; there are no months")
    static let noValue = Text("尚无数据", "no value yet")
}
