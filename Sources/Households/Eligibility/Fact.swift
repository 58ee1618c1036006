public import Quantities

/// 事实: one thing known of a household from a day on, with where it was seen.
public struct Fact: Sendable, Hashable {
    public let kind: FactKind
    public let value: FactValue
    /// From this day it counts; until a later one of its kind.
    public let from: CivilDate
    /// Where it was seen: a document, a register. Shown beside the value.
    public let source: String

    public init(_ kind: FactKind, _ value: FactValue, from: CivilDate, source: String) {
        self.kind = kind
        self.value = value
        self.from = from
        self.source = source
    }
}

/// What can be known of a household.
public enum FactKind: String, Sendable, Codable, CaseIterable {
    /// 申请人取得本市城镇户籍的日期.
    case residentSince = "resident_since"
    /// 家庭人口.
    case people
    /// 家庭月收入, all members together.
    case monthlyIncome = "monthly_income"
    /// 家庭总资产净值.
    case assets
    /// 家庭住房建筑面积, all homes of all members together.
    case area
    /// 申请人出生日期.
    case applicantBirth = "applicant_birth"
    /// 已享受公共租赁住房等实物保障.
    case otherSupport = "other_support"
    /// 家庭类别.
    case category
    /// 重残.
    case disabled
    /// 大病.
    case illness
    /// 家庭成员均年满60周岁且无子女.
    case elderly
    /// 月租金.
    case rent

    public var title: Text {
        switch self {
        case .residentSince: Text("取得本市城镇户籍日期", "Registered in the city since")
        case .people: Text("家庭人口", "People")
        case .monthlyIncome: Text("家庭月收入", "Household income a month")
        case .assets: Text("家庭总资产净值", "Net assets")
        case .area: Text("家庭住房建筑面积", "Floor area owned")
        case .applicantBirth: Text("申请人出生日期", "Applicant's date of birth")
        case .otherSupport: Text("已享受实物住房保障", "Lives in a guaranteed home already")
        case .category: Text("家庭类别", "Category")
        case .disabled: Text("重度残疾", "Severe disability")
        case .illness: Text("大病", "Serious illness")
        case .elderly: Text("成员均满60周岁且无子女", "All members 60 or older, without children")
        case .rent: Text("月租金", "Rent a month")
        }
    }

    public enum Form: Sendable, Hashable {
        case date
        case money
        case area
        case count
        case flag
        case category
    }

    public var form: Form {
        switch self {
        case .residentSince, .applicantBirth: .date
        case .people: .count
        case .monthlyIncome, .assets, .rent: .money
        case .area: .area
        case .otherSupport, .disabled, .illness, .elderly: .flag
        case .category: .category
        }
    }
}

/// 家庭类别, as far as income goes: 低保 and 低收入 are found by the civil affairs department.
public enum HouseholdCategory: String, Sendable, Codable, CaseIterable {
    /// 低保、分散供养特困.
    case subsistence
    /// 民政低收入.
    case lowIncome = "low_income"
    /// 其他家庭.
    case other

    public var title: Text {
        switch self {
        case .subsistence: Text("低保（含分散供养特困）", "On subsistence allowance")
        case .lowIncome: Text("低收入", "Low income")
        case .other: Text("其他", "Other")
        }
    }
}

public enum FactValue: Sendable, Hashable {
    case date(CivilDate)
    case money(Money)
    case area(Area)
    case count(Int)
    case flag(Bool)
    case category(HouseholdCategory)

    /// As it is stored and as a form takes it: `2020-05-01`, `2700.00`, `38.50`, `3`, `yes`, `low_income`.
    public var plain: String {
        switch self {
        case .date(let date): date.description
        case .money(let money): money.value.decimalText(decimals: 2)
        case .area(let area): area.value.decimalText(decimals: 2)
        case .count(let count): String(count)
        case .flag(let flag): flag ? "yes" : "no"
        case .category(let category): category.rawValue
        }
    }

    /// As it is shown.
    public var shown: Text {
        switch self {
        case .date(let date): Text(date.chinese, date.description)
        case .money(let money): NumberFormat.yuan(money.value)
        case .area(let area): NumberFormat.squareMetres(area.value)
        case .count(let count): Text("\(count)人", "\(count)")
        case .flag(let flag): flag ? Text("是", "yes") : Text("否", "no")
        case .category(let category): category.title
        }
    }

    /// Reads the stored form of a kind.
    ///
    /// - Throws: `G004` naming the kind and what it should look like.
    public init(_ text: String, for kind: FactKind) throws(HouseholdError) {
        let value: FactValue? =
            switch kind.form {
            case .date: CivilDate(text).map(FactValue.date)
            case .money: Self.hundredths(text).map { .money(Money(fen: $0)) }
            case .area: Self.hundredths(text).map { .area(Area(raw: $0)) }
            case .count: Int(text).flatMap { (1...15).contains($0) ? .count($0) : nil }
            case .flag: text == "yes" ? .flag(true) : text == "no" ? .flag(false) : nil
            case .category: HouseholdCategory(rawValue: text).map(FactValue.category)
            }
        guard let value else { throw .unreadableFact(kind) }
        self = value
    }

    private static func hundredths(_ text: String) -> Int64? {
        // 10^11 yuan is past any household, and far from 64 bits.
        guard let value = Rational(text), let whole = (value * 100).int64, (0...10_000_000_000_000).contains(whole) else { return nil }
        return whole
    }
}

extension NumberFormat {
    static func yuan(_ value: Rational) -> Text {
        let format = NumberFormat(decimals: value.isInteger ? 0 : 2)
        return Text(format.text(value, unit: .yuan), format.text(value, unit: .yuan, language: .english))
    }

    static func squareMetres(_ value: Rational) -> Text {
        let format = NumberFormat(decimals: value.isInteger ? 0 : 2)
        return Text(format.text(value, unit: .squareMetres), format.text(value, unit: .squareMetres, language: .english))
    }
}

extension HouseholdError {
    static func unreadableFact(_ kind: FactKind) -> HouseholdError {
        let form =
            switch kind.form {
            case .date: Text("日期，如2020-05-01", "a date such as 2020-05-01")
            case .money: Text("元，最多两位小数，如2700.50", "yuan with at most two decimals, such as 2700.50")
            case .area: Text("平方米，最多两位小数，如38.5", "square metres with at most two decimals, such as 38.5")
            case .count: Text("1至15的整数", "a whole number from 1 to 15")
            case .flag: Text("yes或no", "yes or no")
            case .category: Text("subsistence、low_income或other", "subsistence, low_income or other")
            }
        // The value itself may be personal and is not repeated.
        return HouseholdError("G004", "“\(kind.title.zh)”应为\(form.zh)", "“\(kind.title.en)” should be \(form.en)", kind: .faulty)
    }
}

/// 家庭情况: the facts of a household over time. Asked for a day, it gives what was known to hold then.
public struct HouseholdFacts: Sendable, Hashable {
    public private(set) var all: [Fact]

    public init(_ facts: [Fact] = []) { all = facts }

    public mutating func add(_ fact: Fact) { all.append(fact) }

    /// The fact of a kind that counts on a day: the one with the latest start, of two with one start the later added.
    public func fact(_ kind: FactKind, on date: CivilDate) -> Fact? {
        var best: Fact?
        for fact in all where fact.kind == kind && fact.from <= date {
            if let known = best, known.from > fact.from { continue }
            best = fact
        }
        return best
    }

    public func money(_ kind: FactKind, on date: CivilDate) -> Money? {
        if case .money(let money)? = fact(kind, on: date)?.value { money } else { nil }
    }

    public func flag(_ kind: FactKind, on date: CivilDate) -> Bool? {
        if case .flag(let flag)? = fact(kind, on: date)?.value { flag } else { nil }
    }

    public func people(on date: CivilDate) -> Int? {
        if case .count(let count)? = fact(.people, on: date)?.value { count } else { nil }
    }

    public func category(on date: CivilDate) -> HouseholdCategory? {
        if case .category(let category)? = fact(.category, on: date)?.value { category } else { nil }
    }

    public func date(_ kind: FactKind, on date: CivilDate) -> CivilDate? {
        if case .date(let value)? = fact(kind, on: date)?.value { value } else { nil }
    }
}
