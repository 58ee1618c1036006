/// Which of a workbook's cell styles show a number as a date (`xl/styles.xml`).
struct NumberStyles {
    enum Shown: UInt8 {
        case number
        case date
        case time
    }

    /// By the `s` of a cell.
    private(set) var shown: [Shown] = []

    init() {}

    init(_ bytes: [UInt8], part: String, limits: WorkbookLimits) throws(WorkbookError) {
        let reader = try XMLReader(bytes, part: part, limits: limits)
        var custom: [Int: Shown] = [:]
        var isInCells = false
        while let event = try reader.next() {
            switch event {
            case .start("numFmt", _, let attributes):
                if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
                    custom[id] = Self.shown(code)
                }
            case .start("cellXfs", _, _): isInCells = true
            case .end("cellXfs", _): isInCells = false
            case .start("xf", _, let attributes) where isInCells:
                let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
                shown.append(custom[id] ?? Self.shown(builtIn: id))
            default: break
            }
        }
    }

    /// The formats every program knows by number (ISO/IEC 29500-1, 18.8.30), 27–36 and 50–58 being those of East Asia;
    /// 55 and 56 are dates in some languages and times in others, and as dates they lose nothing.
    static func shown(builtIn id: Int) -> Shown {
        switch id {
        case 18...21, 32...35, 45...47: .time
        case 14...17, 22, 27...31, 36, 50...58: .date
        default: .number
        }
    }

    /// What a format code shows: a year, month, day or weekday makes a date; hours, minutes or seconds alone a time.
    static func shown(_ code: String) -> Shown {
        let scalars = Array(code.unicodeScalars.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 })
        var index = 0
        var (hasDay, hasMonth, hasTime) = (false, false, false)
        while index < scalars.count {
            switch scalars[index] {
            case "\\", "_", "*": index += 1
            case "\"":
                index += 1
                while index < scalars.count, scalars[index] != "\"" { index += 1 }
            case "[":
                let inside = scalars[(index + 1)...].prefix { $0 != "]" }
                // [h], [mm], [ss] count elapsed time; [Red], [$-804], [>100] show nothing.
                if !inside.isEmpty, inside.allSatisfy({ $0 == inside.first }), ["h", "m", "s"].contains(inside.first) { hasTime = true }
                index += inside.count + 1
            case "g" where scalars[index...].starts(with: "general".unicodeScalars): index += 6
            case "y", "d",
                "a" where scalars[index...].starts(with: "aaa".unicodeScalars):
                hasDay = true
            case "a" where scalars[index...].starts(with: "am/pm".unicodeScalars): index += 4
            case "a" where scalars[index...].starts(with: "a/p".unicodeScalars): index += 2
            case "e" where index + 1 < scalars.count && (scalars[index + 1] == "+" || scalars[index + 1] == "-"): index += 1
            case "e": hasDay = true
            case "m": hasMonth = true
            case "h", "s": hasTime = true
            default: break
            }
            index += 1
        }
        return hasDay || hasMonth && !hasTime ? .date : hasTime ? .time : .number
    }
}

extension [XMLReader.Attribute] {
    /// The value of an attribute without namespace, or of any other with that local name.
    subscript(name: String) -> String? {
        first { $0.name == name && $0.namespace.isEmpty }?.value ?? first { $0.name == name }?.value
    }
}
