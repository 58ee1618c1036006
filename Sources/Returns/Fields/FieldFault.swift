internal import Ledgers
internal import Quantities

/// Why a cell's text is not a value of its column.
enum FieldFault: Error, Equatable {
    case missing
    case number
    case precision
    case negative
    case tooLarge
    case fullWidthDigits
    case thousandsSeparator
    case exponent
    case date
    case dateWithTime
    case choice
    case tooLong
    case code
    case control
    case masked
    case identityLength
    case identityCharacter
    case identityBirth
    case identityCheck(expected: UInt8)
    case creditLength
    case creditCheck(expected: UInt8)
    case documentNumber
    case flag
    case errorValue
    case neverComputed

    /// Stable for ever.
    var ruleCode: String {
        switch self {
        case .missing: "F-01"
        case .number: "F-02"
        case .fullWidthDigits: "F-03"
        case .thousandsSeparator: "F-04"
        case .precision: "F-05"
        case .negative: "F-06"
        case .tooLarge: "F-07"
        case .exponent: "F-08"
        case .date: "F-10"
        case .dateWithTime: "F-11"
        case .choice: "F-12"
        case .flag: "F-13"
        case .tooLong: "F-14"
        case .code: "F-15"
        case .control: "F-16"
        case .masked: "F-17"
        case .identityLength: "F-20"
        case .identityCharacter: "F-21"
        case .identityBirth: "F-22"
        case .identityCheck: "F-23"
        case .creditLength: "F-24"
        case .creditCheck: "F-25"
        case .documentNumber: "F-26"
        case .errorValue: "F-30"
        case .neverComputed: "F-31"
        }
    }

    /// A credit code issued early may fail its check and still be right; everything else must be put right.
    var tier: Tier {
        if case .creditCheck = self { return .confirm }
        return .error
    }

    /// What should stand in the cell.
    func expected(_ column: Column) -> Text {
        let kind = column.type.expectation
        func more(_ zh: String, _ en: String) -> Text { Text(kind.zh + "；" + zh, kind.en + "; " + en) }
        switch self {
        case .missing: return Text("必填：" + kind.zh, "required: " + kind.en)
        case .fullWidthDigits: return more("数字应为半角", "digits must be half-width")
        case .thousandsSeparator: return more("去掉千分位逗号", "remove the thousands separators")
        case .precision: return more("小数位过多", "too many decimals")
        case .negative: return more("不得为负数", "must not be negative")
        case .tooLarge: return more("数值过大", "the number is too large")
        case .exponent: return more("不得使用科学计数法", "no scientific notation")
        case .dateWithTime: return more("只填日期，不填时间", "a day without a time")
        case .control: return more("含有不可见的控制字符", "contains invisible control characters")
        case .masked:
            return more("应填写真实内容，不能用遮盖后的内容（带*号）报送", "what it really says; a masked value (with asterisks) cannot be filed")
        case .identityBirth: return more("出生日期不存在", "the day of birth does not exist")
        case .identityCheck(let expected):
            let mark = String(decoding: [expected], as: UTF8.self)
            return Text("校验位应为\(mark)，请核对原件", "the check character should be \(mark); compare with the original")
        case .creditCheck(let expected):
            let mark = String(decoding: [expected], as: UTF8.self)
            return Text(
                "校验位应为\(mark)；确属早期代码的请书面说明", "the check character should be \(mark); explain in writing if the code was issued early")
        case .errorValue: return more("单元格是公式错误值", "the cell is a formula's error value")
        case .neverComputed:
            return more("公式没有计算结果，请在表格软件中重新保存", "the formula has no computed value; save the file again in the spreadsheet program")
        default: return kind
        }
    }
}
