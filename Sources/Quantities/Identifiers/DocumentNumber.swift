/// 发文字号: the issuing body's word, the year in hexagonal brackets, a number, 号 — `京建发〔2022〕84号`.
///
/// Reads the broken forms seen in the wild (`﹝2017﹞`, `[2020]`, `【2012】`, `(2019)`, spaces, a lost bracket) and prints the standard one.
public struct DocumentNumber: Hashable, Sendable, CustomStringConvertible {
    public let body: String
    public let year: Int
    public let number: Int
    /// `false` where the text read was not in the standard form.
    public let wasStandard: Bool

    public init?(_ text: String) {
        let scalars = Array(text.unicodeScalars).filter { !$0.properties.isWhitespace }
        guard scalars.count <= 40, scalars.last == "号" else { return nil }
        var index = 0
        var body = String.UnicodeScalarView()
        while index < scalars.count, ("\u{4E00}"..."\u{9FA5}").contains(scalars[index]) {
            body.append(scalars[index])
            index += 1
        }
        guard (2...12).contains(body.count) else { return nil }
        if index < scalars.count, "〔﹝[［【(（".unicodeScalars.contains(scalars[index]) { index += 1 }
        guard let year = Self.digits(scalars, &index, atMost: 4), (1949...2100).contains(year) else { return nil }
        if index < scalars.count, "〕﹞]］】)）".unicodeScalars.contains(scalars[index]) { index += 1 }
        if index < scalars.count, scalars[index] == "第" { index += 1 }
        guard let number = Self.digits(scalars, &index, atMost: 5), number > 0, index == scalars.count - 1 else { return nil }
        self.body = String(body)
        self.year = year
        self.number = number
        wasStandard = text == "\(String(body))〔\(year)〕\(number)号"
    }

    public var description: String { "\(body)〔\(year)〕\(number)号" }

    private static func digits(_ scalars: [Unicode.Scalar], _ index: inout Int, atMost limit: Int) -> Int? {
        let start = index
        var value = 0
        while index < scalars.count, index - start < limit, ("0"..."9").contains(scalars[index]) {
            value = value * 10 + Int(scalars[index].value - 48)
            index += 1
        }
        return index == start ? nil : value
    }
}
