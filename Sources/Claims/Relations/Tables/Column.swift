internal import Quantities

/// What kind of numbers a table's column holds, by its head and its cells.
struct Column: Sendable {
    let head: String
    /// 1, 2, 3 …, or headed 序号.
    let isSerial: Bool
    let isRate: Bool
    /// Its rows may add up: no rates, averages, prices, years.
    let isAdditive: Bool
    /// Money or area: rounded to the column's precision. A count is exact.
    let isMeasured: Bool
    let decimals: Int

    init(head: String, cells: [Grid.Cell]) {
        let name = Array(head.unicodeScalars)
        func has(_ words: [Word]) -> Bool { name.containsAny(words, in: 0..<name.count) }
        let numbers = cells.filter { $0.value != nil }
        self.head = head
        decimals = numbers.map(\.decimals).max() ?? 0
        let counts = numbers.enumerated().allSatisfy { $0.element.value == Rational($0.offset + 1) }
        isSerial = has(Lexicon.words("序号 编号 排名 名次")) || (numbers.count >= 3 && counts && (head.isEmpty || has(Lexicon.words("号"))))
        // Values of many indicators in one column: 22个, 85%, 3200户.
        let percents = numbers.filter(\.isPercent).count
        let isMixed = percents > 0 && percents * 4 < numbers.count * 3 && !has(Lexicon.words("率 占比 比例 比重 增幅 同比"))
        isRate =
            !isMixed && percents > 0 || has(Lexicon.words("率 占比 比例 比重 增幅 增长 同比 %"))
            || (has(Lexicon.words("进度")) && !has(Lexicon.words("元")))
        isMeasured = has(Lexicon.words("元 资金 投资 金额 面积 补助 预算 支出 平方米 ㎡ 公里 米")) || decimals > 0
        let isPlanOfYear = has(Lexicon.words("年度计划 年度任务 年度目标"))
        isAdditive =
            !isSerial && !isRate && !isMixed && numbers.count >= 2
            && (isPlanOfYear || !has(Lexicon.words("均 单价 标准 满意 年份 时间 日期 年度 期限 楼层 系数")))
    }
}
