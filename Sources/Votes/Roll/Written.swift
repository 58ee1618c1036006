import Quantities

/// Numbers as people write them, brought to one form before they are compared: full-width signs, blanks, brackets and lower case go.
enum Written {
    static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(upper(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar))
            case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x200B, 0xFEFF: continue
            default: result.append(upper(scalar))
            }
        }
        return String(result)
    }

    private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0x61...0x7A).contains(scalar.value) ? Unicode.Scalar(scalar.value - 32) ?? scalar : scalar
    }

    /// The digits of a certificate's number: a voter may type the whole of it or the digits alone.
    static func certificate(_ text: String) -> String {
        String(decoding: plain(text).utf8.filter { (48...57).contains($0) }, as: UTF8.self)
    }

    /// The parts of a cell with several owners.
    static func parts(_ text: String) -> [String] {
        let signs: Set<Unicode.Scalar> = ["、", ",", ";", "/", "，", "；", "\n"]
        return text.unicodeScalars.split { signs.contains($0) }.map { plain(String(String.UnicodeScalarView($0))) }.filter { !$0.isEmpty }
    }

    /// Why a document's number is refused; `nil` where it may stand. Numbers of passports and permits of other places have no check digit.
    static func fault(inDocument text: String) -> Text? {
        let bytes = Array(text.utf8)
        guard (6...24).contains(bytes.count), bytes.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) else {
            return Text("证件号码应为6至24位数字或大写字母", "a document's number has 6 to 24 digits and capital letters")
        }
        if bytes.count == 18, (try? CreditCode(text)) != nil { return nil }
        let digits = bytes.filter { (48...57).contains($0) }.count
        if digits >= 15 {
            guard (try? IdentityNumber(text)) != nil else { return Text("公民身份号码有误（位数或校验码）", "not a valid identity number") }
        }
        return nil
    }

    /// `王*`; names of legal persons stand as they are.
    static func masked(_ name: String, document: String) -> String {
        if document.utf8.count == 18, (try? IdentityNumber(document)) == nil, (try? CreditCode(document)) != nil { return name }
        guard let first = name.unicodeScalars.first else { return "*" }
        return String(first) + "*"
    }

    /// Area in 0.01 m², as certificates write it: at most two decimals, more than nothing.
    static func area(_ text: String) -> Int64? {
        var scalars = Array(plain(text).unicodeScalars)
        for unit in ["㎡", "M2", "M²", "平方米"] where scalars.suffix(unit.unicodeScalars.count).elementsEqual(unit.unicodeScalars) {
            scalars.removeLast(unit.unicodeScalars.count)
        }
        guard let value = Rational(String(String.UnicodeScalarView(scalars))), let raw = (value * 100).int64,
            (1...1_000_000_000).contains(raw)
        else { return nil }
        return raw
    }
}
