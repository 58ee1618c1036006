import Quantities

/// Reads formulas and conditions. Works on UTF-8 bytes; depth and length are bounded, since the text may come from anybody's file.
struct FormulaParser {
    /// What was expected, and at which byte, counted from 1.
    struct Fault: Error {
        let position: Int
        let expected: Text
    }

    static func formula(_ text: String) throws(Fault) -> Formula {
        var parser = try FormulaParser(text)
        let result = try parser.sum(depth: 0)
        try parser.expectEnd()
        return result
    }

    static func condition(_ text: String) throws(Fault) -> SchemeCondition {
        var parser = try FormulaParser(text)
        var clauses = [try parser.clause()]
        while parser.takeWord("and") { clauses.append(try parser.clause()) }
        try parser.expectEnd()
        return SchemeCondition(clauses: clauses)
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) throws(Fault) {
        bytes = Array(text.utf8)
        guard bytes.count <= 2000 else { throw Fault(position: 2000, expected: Text("不超过2000字节的公式", "a formula of at most 2000 bytes")) }
    }

    // MARK: - Grammar

    private mutating func clause() throws(Fault) -> SchemeCondition.Clause {
        let left = try sum(depth: 0)
        if takeWord("missing") { return .missing(left) }
        if takeWord("present") { return .present(left) }
        skipSpaces()
        for relation in SchemeCondition.Relation.allCases where take(Array(relation.rawValue.utf8)) {
            return .comparison(left, relation, try sum(depth: 0))
        }
        throw fault(Text("比较符号或 missing、present", "a comparison sign, `missing` or `present`"))
    }

    private mutating func sum(depth: Int) throws(Fault) -> Formula {
        var result = try product(depth: depth)
        while true {
            skipSpaces()
            if take([UInt8(ascii: "+")]) {
                result = .operation(.add, result, try product(depth: depth))
            } else if take([UInt8(ascii: "-")]) {
                result = .operation(.subtract, result, try product(depth: depth))
            } else {
                return result
            }
        }
    }

    private mutating func product(depth: Int) throws(Fault) -> Formula {
        var result = try term(depth: depth)
        while true {
            skipSpaces()
            if take([UInt8(ascii: "*")]) {
                result = .operation(.multiply, result, try term(depth: depth))
            } else if take([UInt8(ascii: "/")]) {
                result = .operation(.divide, result, try term(depth: depth))
            } else {
                return result
            }
        }
    }

    private mutating func term(depth: Int) throws(Fault) -> Formula {
        guard depth < 50 else { throw fault(Text("不超过50层的括号", "at most 50 levels of brackets")) }
        skipSpaces()
        guard let byte = peek else { throw fault(Text("数、数名或括号", "a number, a figure's name or a bracket")) }
        switch byte {
        case UInt8(ascii: "("):
            position += 1
            let inner = try sum(depth: depth + 1)
            try expect(")")
            return inner
        case UInt8(ascii: "-"):
            position += 1
            return .negative(try term(depth: depth + 1))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try literal()
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            let start = position
            let name = word()
            if peek == UInt8(ascii: "(") {
                position += 1
                let result = try call(name, depth: depth + 1, start: start)
                try expect(")")
                return result
            }
            guard let id = FigureID(name) else {
                throw fault(Text("数名，如rental.bonded.raised", "a figure's name such as rental.bonded.raised"), at: start)
            }
            return .figure(id)
        default: throw fault(Text("数、数名或括号", "a number, a figure's name or a bracket"))
        }
    }

    private mutating func call(_ name: String, depth: Int, start: Int) throws(Fault) -> Formula {
        let first = try sum(depth: depth)
        switch name {
        case "district_mean": return .districts(.mean, first)
        case "district_min": return .districts(.lowest, first)
        case "district_max": return .districts(.highest, first)
        case "districts_below":
            try expect(",")
            skipSpaces()
            guard case .constant(let limit, let written) = try literal() else { throw fault(Text("界限数值", "a limit")) }
            return .districts(.countBelow(limit, written: written), first)
        case "min", "max":
            try expect(",")
            let second = try sum(depth: depth)
            return name == "min" ? .lowest(first, second) : .highest(first, second)
        default:
            throw fault(
                Text(
                    "函数min、max、district_mean、district_min、district_max或districts_below",
                    "one of min, max, district_mean, district_min, district_max, districts_below"), at: start)
        }
    }

    /// `0.8`, or `80%`.
    private mutating func literal() throws(Fault) -> Formula {
        let start = position
        while let byte = peek, byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard let number = Rational(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw fault(Text("数值，如0.8", "a number such as 0.8"), at: start)
        }
        let isPercent = take([UInt8(ascii: "%")])
        return .constant(isPercent ? number / 100 : number, written: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    // MARK: - Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpaces() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ wanted: [UInt8]) -> Bool {
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func word() -> String {
        let start = position
        while let byte = peek,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func takeWord(_ wanted: String) -> Bool {
        skipSpaces()
        let start = position
        if word() == wanted { return true }
        position = start
        return false
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(Fault) {
        skipSpaces()
        guard take([UInt8(ascii: sign)]) else { throw fault(Text("“\(sign)”", "“\(sign)”")) }
    }

    private mutating func expectEnd() throws(Fault) {
        skipSpaces()
        guard position == bytes.count else { throw fault(Text("运算符或结尾", "an operator or the end")) }
    }

    private func fault(_ expected: Text, at start: Int? = nil) -> Fault { Fault(position: (start ?? position) + 1, expected: expected) }
}
