import Quantities

/// People and bodies that do not exist: names, identity numbers and credit codes made to be seen as made up.
enum MadeUp {
    private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜").map(String.init)
    private static let stems = Array("甲乙丙丁戊己庚辛壬癸").map(String.init)

    /// `张某某甲`.
    static func name(_ number: Int) -> String {
        surnames[number % surnames.count] + "某某" + stems[number / surnames.count % stems.count]
    }

    /// An identity number that passes GB 11643 and belongs to nobody: codes beginning with 99 are never assigned.
    ///
    /// Two numbers of one district differ where `person` differs; with `block` 0 and 1 two sets of people never meet.
    static func identity(district: RegionCode, person: Int, block: Int) -> String {
        // 7919 has no factor in common with the days, so a day comes again only after all others have.
        let day = (person &* 7919 &+ block &* 131) % days
        let first = day &* 2_654_435 % 380
        let sequence = 1 + block * 499 + first + person / days
        guard let birth = CivilDate(dayNumber: firstDay + day) else { return "" }
        var digits = Array("99".utf8) + Array(district.digits.utf8.suffix(4)) + Array(birth.description.utf8).filter { $0 != 45 }
        digits += [UInt8(48 + sequence / 100 % 10), UInt8(48 + sequence / 10 % 10), UInt8(48 + sequence % 10)]
        var sum = 0
        for (digit, weight) in zip(digits, weights) { sum += Int(digit - 48) * weight }
        digits.append(checks[sum % 11])
        return String(decoding: digits, as: UTF8.self)
    }

    /// People of one district before a sequence number would come twice.
    static let mostPeople = days * 100

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)
    /// 1940-01-01 to 2000-12-31.
    private static let firstDay = -10_957
    private static let days = 22_281

    /// A credit code that passes GB 32100, of a registration authority that does not exist (999999).
    static func creditCode(_ number: Int) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
        var text = Array("91999999MA".utf8)
        var rest = number
        for _ in 0..<7 {
            text.append(alphabet[rest % 31])
            rest /= 31
        }
        var sum = 0
        var weight = 1
        for byte in text {
            sum += (alphabet.firstIndex(of: byte) ?? 0) * weight
            weight = weight * 3 % 31
        }
        text.append(alphabet[(31 - sum % 31) % 31])
        return String(decoding: text, as: UTF8.self)
    }
}
