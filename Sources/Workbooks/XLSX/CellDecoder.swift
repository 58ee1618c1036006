/// Turns what `<c>` holds into the text and kind of a cell.
struct CellDecoder {
    /// The `t` of a cell (ISO/IEC 29500-1, 18.18.11).
    enum Stored {
        case number
        case shared
        case inline
        case formulaText
        case boolean
        case error
        case isoDate
        case unknown
    }

    let shared: SharedStrings
    let sheet: String
    let limits: WorkbookLimits
    private let shown: [NumberStyles.Shown]
    private var dates: DateText

    init(shared: SharedStrings, styles: NumberStyles, is1904: Bool, sheet: String, limits: WorkbookLimits) {
        self.shared = shared
        self.sheet = sheet
        self.limits = limits
        shown = styles.shown
        dates = DateText(is1904: is1904)
    }

    @inline(__always)
    static func stored(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Stored {
        if count == 1 {
            switch bytes[0] {
            case UInt8(ascii: "s"): return .shared
            case UInt8(ascii: "n"): return .number
            case UInt8(ascii: "b"): return .boolean
            case UInt8(ascii: "e"): return .error
            case UInt8(ascii: "d"): return .isoDate
            default: return .unknown
            }
        }
        let key = XMLScanner.key(bytes, count)
        if count == 3, key == 0x72_7473 { return .formulaText }
        if count == 9, key == 0x7453_656E_696C_6E69 { return .inline }
        return .unknown
    }

    /// Appends the text of a cell with the content of `<v>` to the row, and gives its kind.
    @inline(__always)
    mutating func append(
        _ value: UnsafePointer<UInt8>, _ length: Int, _ stored: Stored, style: Int, row: Int, column: Int, to arena: inout ByteArena
    ) throws(WorkbookError) -> CellKind {
        switch stored {
        case .number:
            let shown = style >= 0 && style < self.shown.count ? self.shown[style] : .number
            if shown != .number, dates.append(value, length, timeOnly: shown == .time, to: &arena) { return .date }
            guard NumberText.append(value, length, to: &arena) else { throw wrong("数值", "number", row, column) }
            return .number
        case .shared:
            guard let index = Self.index(value, length), try shared.append(index, to: &arena) else {
                throw WorkbookError(
                    "W402", "单元格引用的共享文字不存在，文件已损坏。", "the cell refers to a shared text that is not there: the file is damaged",
                    at: place(row, column))
            }
            return .text
        case .formulaText, .inline:
            let start = arena.count
            arena.append(value, length)
            EscapedText.decode(&arena, from: start)
            return .text
        case .boolean:
            guard length == 1, value[0] == 0x30 || value[0] == 0x31 else { throw wrong("逻辑值", "truth value", row, column) }
            arena.append(value[0] == 0x31 ? "TRUE" : "FALSE")
            return .boolean
        case .error:
            arena.append(value, length)
            return .error
        case .isoDate:
            guard DateText.appendISO(value, length, to: &arena) else { throw wrong("日期", "date", row, column) }
            return .date
        case .unknown: throw wrong("单元格类型", "cell type", row, column)
        }
    }

    @inline(__always)
    private static func index(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        guard count > 0, count <= 10 else { return nil }
        var value = 0
        for index in 0..<count {
            let digit = bytes[index] &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    func place(_ row: Int, _ column: Int) -> String { CellAddress(sheet: sheet, row: row, column: column).description }

    private func wrong(_ zh: String, _ en: String, _ row: Int, _ column: Int) -> WorkbookError {
        WorkbookError("W405", "单元格的\(zh)无法识别，文件已损坏。", "the cell's \(en) makes no sense: the file is damaged", at: place(row, column))
    }
}
