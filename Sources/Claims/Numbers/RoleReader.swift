internal import Quantities

/// Tells numbers that claim something from dates, document numbers, headings, names and codes, by what touches them.
struct RoleReader {
    let text: [Unicode.Scalar]
    let starts: Set<Int>
    let numeral: Numeral
    let previous: Numeral?

    private func at(_ position: Int) -> Unicode.Scalar? { position >= 0 && position < text.count ? text[position] : nil }
    private func has(_ string: String, _ position: Int) -> Bool {
        var position = position
        for scalar in string.unicodeScalars {
            guard at(position) == scalar else { return false }
            position += 1
        }
        return true
    }
    private func isIn(_ set: String, _ scalar: Unicode.Scalar?) -> Bool { scalar.map { set.unicodeScalars.contains($0) } ?? false }

    private var start: Int { numeral.digits.lowerBound }
    private var end: Int { numeral.digits.upperBound }
    private var count: Int { numeral.digits.count }
    private var isWhole: Bool { numeral.decimals == 0 }
    private var small: Int? { isWhole && count <= 4 ? numeral.value.int64.map { Int($0) } : nil }
    private var isYearLike: Bool { count == 4 && isWhole && (small.map { $0 >= 1949 && $0 <= 2100 } ?? false) }

    /// Roles that leave no unit to read, and where their text ends.
    func roleBeforeUnit() -> (role: NumberRole, end: Int)? {
        if let role = documentRole() { return (role, end) }
        if let end = dateEnd() { return (.date, end) }
        if let role = yearRole() { return (role, end) }
        if let role = monthRole() { return (role, end) }
        if at(start - 1) == "第" || (at(start - 1) == " " && at(start - 2) == "第") {
            return (isIn("条款章节", at(end)) ? .article : isIn("号", at(end)) ? .document : isIn("页", at(end)) ? .page : .ordinal, end)
        }
        if isHeading() { return (.heading, end) }
        if isName() { return (.name, end) }
        if let role = codeRole() { return (role, end) }
        return nil
    }

    func roleWithUnit() -> NumberRole {
        if numeral.measure.dimension == .age { return .age }
        if isYearLike, numeral.measure.dimension == .none, !numeral.hasScale, !isIn("\t", at(end)) || at(start - 1) != "\t" { return .year }
        return .claim
    }

    // MARK: - Document numbers

    private static let opening = "〔﹝[［【（({〈「"
    private static let closing = "〕﹞]］】）)}〉」"

    private func documentRole() -> NumberRole? {
        guard isWhole else { return nil }
        let opens = isIn(Self.opening, at(start - 1))
        if isYearLike, opens || isIn(Self.closing, at(end)) {
            var next = end
            if isIn(Self.closing, at(next)) { next += 1 }
            while at(next) == " " || at(next) == "第" { next += 1 }
            let digits = next
            while at(next)?.isDigit == true, next - digits < 6 { next += 1 }
            if next > digits, at(next) == "号" || (at(next) == " " && at(next + 1) == "号") { return .document }
        }
        // 〔201855号: a lost bracket.
        if opens, count > 4, count < 10, at(end) == "号" { return .document }
        if at(end) == "号", let previous, previous.role == .document, start - previous.range.upperBound <= 3 { return .document }
        if at(end) == "号", at(start - 1)?.isHan == true, at(start - 1) == "字" || at(start - 1) == "发" || at(start - 1) == "函" {
            return .document
        }
        return nil
    }

    // MARK: - Dates

    /// 2023-12-31, 2023/12/31, 10:30.
    private func dateEnd() -> Int? {
        func number(_ from: Int, atMost limit: Int) -> Int? {
            var position = from
            while at(position)?.isDigit == true, position - from < limit + 1 { position += 1 }
            return position > from && position - from <= limit ? position : nil
        }
        if isYearLike, let mark = at(end), mark == "-" || mark == "/", let second = number(end + 1, atMost: 2), at(second) == mark,
            let third = number(second + 1, atMost: 2)
        {
            return third
        }
        if at(end) == ":", count <= 2, let second = number(end + 1, atMost: 2) {
            return at(second) == ":" ? number(second + 1, atMost: 2) ?? second : second
        }
        return nil
    }

    private func yearRole() -> NumberRole? {
        guard isYearLike else {
            // 2021.08 without a unit.
            if numeral.decimals == 2, count == 7, let whole = Int(text.string(start..<(start + 4))), (1990...2050).contains(whole),
                let month = Int(text.string((start + 5)..<end)),
                (1...12).contains(month), UnitWords.match(text, at: end) == nil, !isIn("万亿", at(end)), at(end) != "\t"
            {
                return .date
            }
            // 20年 in “18、19、20年” stays a duration; '23年 is rare.
            return nil
        }
        if at(end) == "年" || (at(end) == " " && at(end + 1) == "年") { return .year }
        if isIn("-~至到、/和及", at(end)) {
            var position = end + 1
            while at(position)?.isDigit == true { position += 1 }
            let digits = position - end - 1
            if digits == 4 || digits == 2,
                at(position) == "年" || isIn("-~、和及", at(position)) || (digits == 4 && UnitWords.match(text, at: position) == nil)
            {
                return .year
            }
        }
        if isIn("-~、至", at(start - 1)), previous?.role == .year, at(end) != "万", UnitWords.match(text, at: end) == nil { return .year }
        return nil
    }

    private func monthRole() -> NumberRole? {
        guard let small, count <= 2 else { return nil }
        if at(end) == "月", (1...12).contains(small), at(end + 1) != "租" { return .date }
        if isIn("日号时", at(end)), at(start - 1) == "月" || (previous?.role == .date && start - (previous?.range.upperBound ?? 0) <= 2) {
            return .date
        }
        // 1-7月, 1至9月, 7、8月.
        if isIn("-~至到、", at(end)), (1...12).contains(small) {
            var position = end + 1
            while at(position)?.isDigit == true, position - end < 4 { position += 1 }
            if position > end + 1, at(position) == "月" || (at(position) == "日" && at(start - 1) == "月") { return .date }
        }
        return nil
    }

    // MARK: - Headings, names, codes

    private func isHeading() -> Bool {
        guard count <= 5 else { return false }
        let before = at(start - 1)
        let atStart = starts.contains(start) || before == nil || before == "\n"
        if isWhole, count <= 2 {
            if before == "（", at(end) == "）" { return UnitWords.match(text, at: end + 1) == nil }
            if at(end) == "）", atStart || isIn("。；：", before) { return true }
            let next = at(end + 1)
            if isIn(".、．", at(end)), atStart || isIn("。；：", before), next.map({ !$0.isDigit }) ?? true { return true }
            return false
        }
        // 3.1项目管理 at the start of a paragraph, and no unit after it.
        return atStart && numeral.decimals >= 1 && numeral.decimals <= 2 && UnitWords.match(text, at: end) == nil
            && !isIn("万亿千百余多", at(end)) && (at(end)?.isHan ?? false)
    }

    /// 5号楼, 5、6号楼, 3#楼, 12345热线.
    private func isName() -> Bool {
        if isIn("号#", at(end)) { return !has("号召", end) }
        if numeral.decimals == 0, count >= 3, ["热线", "平台", "工程计划", "指数"].contains(where: { has($0, end) }) { return true }
        if at(end) == "路" || has("中学", end) || has("小学", end) { return true }
        guard count <= 4, isWhole, isIn("、-~和及", at(end)) else { return false }
        var position = end
        for _ in 0..<8 where isIn("、-~和及", at(position)) && at(position + 1)?.isDigit == true {
            position += 1
            while at(position)?.isDigit == true { position += 1 }
        }
        return position > end && isIn("号#", at(position))
    }

    private static let phoneWords = ["电话", "热线", "手机", "传真", "邮编", "邮政编码"].map(word)
    private static let codeWords = ["编号", "代码", "编码", "账号", "证号"].map(word)

    /// 电话：…, 热线号码为…; 电话访问1120户 is no telephone number.
    private func isAfterPhoneWord(_ lead: Range<Int>) -> Bool {
        let ends = Self.phoneWords.compactMap { word in text.last(word, in: lead).map { $0 + word.count } }
        guard let from = ends.max() else { return false }
        return text[from..<start].allSatisfy { !$0.isHan || "号码为是及或拨打".unicodeScalars.contains($0) }
    }

    private func codeRole() -> NumberRole? {
        if let next = at(end), next.isLatin, !isIn("mMk", next) { return .code }
        if at(end) == "+" || at(start - 1) == "+" || at(start - 1) == "×" && at(start - 2)?.isDigit == true { return .code }
        let lead = max(0, start - 8)..<start
        if isWhole, count >= 3, isAfterPhoneWord(lead) { return .phone }
        if isWhole, at(start) == "0", count >= 3, count <= 4, at(end) == "-", at(end + 1)?.isDigit == true { return .phone }
        if previous?.role == .phone, at(start - 1) == "-", (previous?.range.upperBound ?? 0) == start - 1 { return .phone }
        if isWhole, count == 11, at(start) == "1", UnitWords.match(text, at: end) == nil { return .phone }
        if count >= 12, UnitWords.match(text, at: end) == nil, numeral.decimals == 0 { return .code }
        if text.containsAny(Self.codeWords, in: lead), isWhole, count >= 4 { return .code }
        return nil
    }
}
