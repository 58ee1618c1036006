internal import Quantities

/// What a number of a report counts or measures.
struct Measure: Hashable, Sendable {
    enum Dimension: Sendable {
        case money, area, length, count, percent, points, times, score, duration, age, other, none
        /// No number at all: a grade, 超额完成.
        case words
    }

    var dimension: Dimension
    /// The unit as reports write it, one form of each: 元, 平方米, 套, 套（间）, %.
    var word: String
    /// What follows 个: 小区, 项目. Two scalars of it tell different things apart.
    var noun: String = ""

    static let words = Measure(dimension: .words, word: "")
    static let none = Measure(dimension: .none, word: "")

    /// Whether amounts of the two can be added or compared.
    func isComparable(to other: Measure) -> Bool {
        guard dimension == other.dimension else { return false }
        switch dimension {
        case .count:
            guard word == other.word || Self.family(word) == Self.family(other.word) else { return false }
            return noun.isEmpty || other.noun.isEmpty || noun == other.noun
        case .money, .area, .percent, .points, .score: return word == other.word
        default: return word == other.word
        }
    }

    /// Units that reports use for one another.
    private static func family(_ word: String) -> String {
        switch word {
        case "套（间）", "间（套）", "套（户）", "户（套）", "套": "套"
        case "栋", "幢", "座": "栋"
        case "人", "名", "位": "人"
        case "家", "所": "家"
        default: word
        }
    }

    /// 按小区数计, 按户数计, 按面积计.
    func isCounted(in word: Word) -> Bool {
        switch String(scalars: word) {
        case "小区": self.word == "个"
        case "面积": dimension == .area
        case let name: self.word.hasPrefix(name)
        }
    }

    /// Amounts that have parts and totals: not rates, not durations.
    var isAmount: Bool { dimension == .money || dimension == .area || dimension == .count || dimension == .length }

    /// The unit of the figures of an evaluation that this is, where there is one.
    var unit: Unit? {
        switch dimension {
        case .money: word == "元" ? .yuan : nil
        case .area: word == "平方米" ? .squareMetres : nil
        case .percent: .percent
        case .points: .percentagePoints
        case .times: .times
        case .score: .score
        case .none: Unit.none
        case .count:
            switch word {
            case "套": .homes
            case "套（间）", "间（套）", "套（户）", "户（套）": .homesOrRooms
            case "户": .households
            case "栋", "幢", "座": .buildings
            case "人", "名", "位": .people
            case "件": .documents
            case "批": .batches
            case "份": .agreements
            case "次": .inspections
            case "项": .tasks
            case "类", "处", "笔", "起", "宗": Unit.none
            case "个", "家": noun.hasPrefix("小区") ? .communities : .projects
            default: nil
            }
        default: nil
        }
    }
}

/// The unit words of the field, longest first, each with the words that must not follow it (分 in 分别 is no unit).
enum UnitWords {
    struct Entry: Sendable {
        var word: Word
        var measure: Measure
        /// The word is this many times the measure's unit: 公顷 is ten thousand 平方米.
        var factor: Rational
        var notBefore: [Word]
    }

    static let all: [Unicode.Scalar: [Entry]] = {
        var entries: [Entry] = []
        func add(_ words: String, _ dimension: Measure.Dimension, as canonical: String? = nil, factor: Rational = 1, notBefore: String = "")
        {
            for text in words.split(separator: " ").map(String.init) {
                entries.append(
                    Entry(
                        word: word(text), measure: Measure(dimension: dimension, word: canonical ?? text), factor: factor,
                        notBefore: notBefore.split(separator: " ").map { word(String($0)) }))
            }
        }
        add("元 元人民币 块", .money, as: "元", notBefore: "旦 月")
        add("美元 港元 欧元", .other)
        add("平方米 平米 平方 ㎡ m² m2 M2 M²", .area, as: "平方米", notBefore: "公里 千米")
        add("公顷", .area, as: "平方米", factor: 10_000)
        add("平方公里 平方千米", .area, as: "平方米", factor: 1_000_000)
        add("亩", .area, as: "亩")
        add("公里 千米 km", .length, as: "米", factor: 1000)
        add("米 延米 延长米", .length, as: "米")
        add("立方米 m³ 吨 千瓦 千瓦时 度 公斤 床 张床位 个床位", .other)
        add("% 个百分比", .percent, as: "%", notBefore: "点")
        add("个百分点 百分点", .points, as: "个百分点")
        add("‰", .other)
        add("倍", .times)
        add("分", .score, notBefore: "别 之 成 为 析 配 布 散 类 级 解 批 项 钟 包 局 行 公 期 年 步")
        add("分钟 小时 秒 个小时", .duration)
        add("年 个月 个季度 周 个工作日 工作日 天 日 个自然日 周年", .duration, notBefore: "均 度 常 然")
        add("岁 周岁", .age)
        add("套（间） 套(间) 间（套） 套、间 套/间", .count, as: "套（间）")
        add("套（户） 户（套） 套/户 户/套", .count, as: "套（户）")
        add("套 套房 套住房", .count, as: "套")
        add("户 户家庭", .count, as: "户", notBefore: "籍")
        add("户次 人次 次 车次 场次 班次", .count, notBefore: "年 日 要 月 于")
        add("人 名 位", .count, as: "人", notBefore: "均 单 于 下 民币")
        add("间", .count, notBefore: "接 隔")
        add("栋 幢 座", .count, as: "栋")
        add("个", .count, notBefore: "别 人住 性")
        add("家 所", .count, as: "家", notBefore: "庭 属 在 述 谓")
        add("个小区 个老旧小区 个住宅小区", .count, as: "个")
        add("批 批次", .count, as: "批", notBefore: "准 复 示")
        add("部电梯 部 台 台电梯 台（部） 部（台）", .count, as: "部", notBefore: "分 门 署 委 级")
        add(
            "处 项 件 份 宗 起 笔 条 辆 棵 盏 根 期 类 种 场 片 块 轮 级 层 楼 门 单元 个单元 户型 台套 组 批件 只 眼 口 支 字 本 册 辖 标段 包 人·天 页", .count,
            notBefore: "理 置 间 型 目 式 地 于 以 列 织 次 持 出 付 材 似 计")
        add("车位 个车位 个停车位 泊位", .count, as: "个车位")
        var table: [Unicode.Scalar: [Entry]] = [:]
        for entry in entries { table[entry.word[0], default: []].append(entry) }
        return table.mapValues { $0.sorted { $0.word.count > $1.word.count } }
    }()

    static func match(_ text: [Unicode.Scalar], at index: Int) -> Entry? {
        guard index < text.count, let entries = all[text[index]] else { return nil }
        return entries.first { entry in
            text.has(entry.word, at: index) && !entry.notBefore.contains { text.has($0, at: index + entry.word.count) }
        }
    }
}
