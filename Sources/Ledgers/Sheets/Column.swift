public import Quantities

/// One column of a sheet.
public struct Column: Sendable {
    /// The name in SQL, schemes and JSON: lower-case ASCII.
    public let name: String
    /// What stands in the header, without the unit.
    public let title: Text
    public let type: ColumnType
    public let isRequired: Bool
    /// Personal data: sealed in the store, masked on screen, never in the journal.
    public let isPersonal: Bool
    /// Whether an amount may be below zero: money taken back (红字), which stands as an entry of its own beside what it takes back.
    public let isSigned: Bool
    public let help: Text

    public init(
        _ name: String, _ title: Text, _ type: ColumnType, required: Bool = true, personal: Bool = false, signed: Bool = false,
        help: Text = Text("", "")
    ) {
        self.name = name
        self.title = title
        self.type = type
        isRequired = required
        isPersonal = personal
        isSigned = signed
        self.help = help
    }

    /// The kind of value by which equal ones are found without being opened; `nil` where nothing asks for that.
    public var indexKind: String? { isPersonal && type == .identity ? "identity" : nil }

    /// The header cell: the title, with the unit in brackets where there is one — `金额（万元）`.
    public func header(_ language: Language) -> String {
        guard let unit = type.inputUnit else { return title[language] }
        return language == .chinese ? "\(title.zh)（\(unit.zh)）" : "\(title.en) (\(unit.en))"
    }
}

/// What a column holds, how it is read from a cell, and how it is stored.
public enum ColumnType: Sendable, Hashable {
    /// Free text of at most so many characters; stored as it stands, without the spaces around it.
    case text(max: Int = 200)
    /// An identifier: ASCII letters, digits and `-_./`, or Chinese characters where `chinese` is true; no spaces.
    case code(max: Int = 40, chinese: Bool = false)
    /// One of a few; the cell may hold its code or its name in either language. Stored as the code.
    case choice([Choice])
    /// A whole number, zero or more.
    case count(Unit)
    /// Money in 元 or 万元, to the fen. Stored as fen.
    case money(MoneyUnit)
    /// Floor area in 平方米 or 万平方米, to 0.01 平方米. Stored in hundredths.
    case area(AreaUnit)
    /// A number of at most two decimals whose unit another column gives. Stored in hundredths.
    case decimal
    /// A day. Stored as the number 20230705.
    case date
    /// A year, 1900 … 2100.
    case year
    /// 是/否. Stored as 1/0.
    case flag
    /// 公民身份号码.
    case identity
    /// 统一社会信用代码.
    case creditCode
    /// 发文字号; stored in the standard form.
    case documentNumber

    public enum MoneyUnit: Sendable, Hashable {
        case yuan
        case wanYuan
    }

    public enum AreaUnit: Sendable, Hashable {
        case squareMetres
        case wanSquareMetres
    }

    /// How many stored units make one of the figure's natural unit: 100 for fen → 元.
    public var storedScale: Int64 {
        switch self {
        case .money, .area, .decimal: 100
        default: 1
        }
    }

    /// What the stored number counts; `nil` for what is not a number.
    public var unit: Unit? {
        switch self {
        case .count(let unit): unit
        case .money: .yuan
        case .area: .squareMetres
        case .decimal: Unit.none
        default: nil
        }
    }

    /// The unit a person writes in, for the header.
    public var inputUnit: Text? {
        switch self {
        case .count(let unit): unit == .none ? nil : unit.word
        case .money(.yuan): Text("元", "yuan")
        case .money(.wanYuan): Text("万元", "10,000 yuan")
        case .area(.squareMetres): Text("平方米", "m²")
        case .area(.wanSquareMetres): Text("万平方米", "10,000 m²")
        default: nil
        }
    }

    /// Decimal digits between the number as written and the number as stored: 万元 → fen is 6.
    public var inputExponent: Int {
        switch self {
        case .money(.yuan), .area(.squareMetres), .decimal: 2
        case .money(.wanYuan), .area(.wanSquareMetres): 6
        default: 0
        }
    }

    public var isNumber: Bool { unit != nil || self == .year || self == .flag || self == .date }

    /// The store's word for the SQL type.
    public var sqlType: String { isNumber ? "{int}" : "{text}" }

    /// What a reader is told to write, for error messages and template help.
    public var expectation: Text {
        switch self {
        case .text(let max): Text("不超过\(max)个字的文字", "text of at most \(max) characters")
        case .code(let max, _): Text("不超过\(max)位的编号，不含空格", "a code of at most \(max) characters without spaces")
        case .choice(let choices):
            Text(
                "下列之一：" + choices.map(\.name.zh).joined(separator: "、"),
                "one of: " + choices.map { "\($0.name.en) (\($0.code))" }.joined(separator: ", "))
        case .count: Text("不小于0的整数，不带千分位", "a whole number, zero or more, without separators")
        case .money(.yuan): Text("以元为单位的金额，至多两位小数，不带千分位", "an amount in yuan, at most two decimals, without separators")
        case .money(.wanYuan): Text("以万元为单位的金额，至多六位小数，不带千分位", "an amount in 10,000 yuan, at most six decimals, without separators")
        case .area(.squareMetres): Text("以平方米为单位的面积，至多两位小数", "an area in m², at most two decimals")
        case .area(.wanSquareMetres): Text("以万平方米为单位的面积，至多六位小数", "an area in 10,000 m², at most six decimals")
        case .decimal: Text("至多两位小数的数", "a number of at most two decimals")
        case .date: Text("日期，如2023-07-05", "a date such as 2023-07-05")
        case .year: Text("四位年份，如1998", "a year of four digits such as 1998")
        case .flag: Text("是或否", "是 (yes) or 否 (no)")
        case .identity: Text("18位公民身份号码，末位校验正确", "an 18-character identity number with the right check character")
        case .creditCode: Text("18位统一社会信用代码", "an 18-character unified social credit code")
        case .documentNumber: Text("发文字号，如京建发〔2022〕84号", "a document number such as 京建发〔2022〕84号")
        }
    }
}

/// One value of a choice column.
public struct Choice: Sendable, Hashable {
    public let code: String
    public let name: Text

    public init(_ code: String, _ zh: String, _ en: String) {
        self.code = code
        name = Text(zh, en)
    }
}
