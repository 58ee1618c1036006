internal import Quantities

/// Finds the numbers of a plain text, with their units and their roles. One pass; no number of any length slows it.
struct NumberScanner {
    let text: [Unicode.Scalar]
    /// Where paragraphs and cells begin.
    let starts: Set<Int>
    private(set) var found: [Numeral] = []
    private var index = 0

    /// Longer numbers are codes, not amounts.
    static let longest = 18

    static func numerals(of plain: PlainText) -> [Numeral] {
        var starts: Set<Int> = []
        for case .paragraph(let range) in plain.blocks { starts.insert(range.lowerBound) }
        var scanner = NumberScanner(text: plain.scalars, starts: starts)
        scanner.scan()
        return scanner.found
    }

    init(text: [Unicode.Scalar], starts: Set<Int>) {
        self.text = text
        self.starts = starts
    }

    func at(_ position: Int) -> Unicode.Scalar? { position >= 0 && position < text.count ? text[position] : nil }

    mutating func scan() {
        while index < text.count {
            let scalar = text[index]
            if scalar.isDigit {
                arabic()
            } else if scalar.isLatin {
                latin()
            } else if scalar == "翻", let doubling = Doubling.read(text, at: index) {
                found.append(doubling)
                index = doubling.range.upperBound
            } else if ChineseNumerals.isPart(scalar) || scalar == "半" {
                chinese()
            } else {
                index += 1
            }
        }
    }

    // MARK: - Arabic digits

    private mutating func arabic() {
        let start = index
        var end = start
        while end < text.count, text[end].isDigit { end += 1 }
        var decimals = 0
        if at(end) == ".", at(end + 1)?.isDigit == true {
            var after = end + 1
            while after < text.count, text[after].isDigit { after += 1 }
            // 1.2.3 and 2023.12.5 are no decimals.
            if at(after) == ".", at(after + 1)?.isDigit == true {
                var last = after
                while last < text.count, text[last].isDigit || (text[last] == "." && at(last + 1)?.isDigit == true) { last += 1 }
                let isDate = end - start == 4
                add(plainNumeral(start..<last), role: isDate ? .date : .heading)
                index = last
                return
            }
            decimals = after - end - 1
            end = after
        }
        index = end
        guard end - start <= Self.longest, decimals <= 9 else {
            add(plainNumeral(start..<end), role: .code)
            return
        }
        var numeral = plainNumeral(start..<end)
        numeral.value = Rational(String(scalars: text[start..<end])) ?? 0
        numeral.decimals = decimals
        numeral.step = .powerOfTen(-decimals)
        if let role = RoleReader(text: text, starts: starts, numeral: numeral, previous: found.last).roleBeforeUnit() {
            add(numeral, role: role.role)
            index = max(end, role.end)
            return
        }
        readUnit(&numeral, from: end)
        readSign(&numeral)
        numeral.bound = BoundReader.bound(text, numeral.range)
        numeral.role = RoleReader(text: text, starts: starts, numeral: numeral, previous: found.last).roleWithUnit()
        found.append(numeral)
        markRange()
        index = max(index, numeral.range.upperBound)
    }

    private func plainNumeral(_ range: Range<Int>) -> Numeral {
        Numeral(range: range, digits: range, value: 0, decimals: 0, step: 1, measure: .none)
    }

    private mutating func add(_ numeral: Numeral, role: NumberRole) {
        var numeral = numeral
        numeral.role = role
        found.append(numeral)
    }

    private static let scales: [Unicode.Scalar: Rational] = ["十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000]

    /// 余, 百千万亿, 余, and the unit.
    private func readUnit(_ numeral: inout Numeral, from start: Int) {
        var position = start
        var factor: Rational = 1
        if at(position) == " " { position += 1 }
        func skipMore() {
            if let scalar = at(position), "余多来几".unicodeScalars.contains(scalar),
                at(position + 1).map({ "百千万亿".unicodeScalars.contains($0) }) == true || UnitWords.match(text, at: position + 1) != nil
            {
                position += 1
            }
        }
        skipMore()
        var count = 0
        while let scalar = at(position), let scale = Self.scales[scalar], count < 3 {
            if scalar == "百", at(position + 1) == "分" { break }
            factor = factor * scale
            position += 1
            count += 1
        }
        skipMore()
        numeral.hasScale = count > 0
        if let entry = UnitWords.match(text, at: position) {
            numeral.measure = entry.measure
            position += entry.word.count
            factor = factor * entry.factor
            if entry.factor != 1 { numeral.hasScale = true }
            readBrackets(&numeral, &position)
            readPer(&numeral, &position)
            if numeral.measure.word == "个" { numeral.measure.noun = noun(after: position) }
        } else if count == 0 {
            position = start
        }
        if numeral.measure.dimension == .percent || numeral.measure.dimension == .points { factor = factor / 100 }
        numeral.value = numeral.value * factor
        numeral.step = numeral.step * factor
        numeral.range = numeral.range.lowerBound..<position
    }

    /// 套（间）, 户（套）.
    private func readBrackets(_ numeral: inout Numeral, _ position: inout Int) {
        guard at(position) == "（", at(position + 2) == "）", let inner = at(position + 1) else { return }
        switch (numeral.measure.word, inner) {
        case ("套", "间"), ("间", "套"): numeral.measure.word = "套（间）"
        case ("套", "户"), ("户", "套"): numeral.measure.word = "套（户）"
        case ("栋", "幢"), ("个", "处"), ("家", "个"), ("部", "台"), ("户", "人"): break
        default: return
        }
        position += 3
    }

    /// 元/平方米·月 is no amount of money.
    private func readPer(_ numeral: inout Numeral, _ position: inout Int) {
        var isPer = false
        while at(position) == "/" || (isPer && (at(position) == "·" || at(position) == "˙" || at(position) == ".")) {
            guard
                let entry = UnitWords.match(text, at: position + 1)
                    ?? (at(position + 1) == "月" || at(position + 1) == "季" ? UnitWords.all["年"]?.first : nil)
            else { break }
            isPer = true
            position += 1 + entry.word.count
        }
        if isPer { numeral.measure = Measure(dimension: .other, word: text.string(numeral.digits.upperBound..<position)) }
    }

    /// The two Han characters after 个, past 老旧.
    private func noun(after position: Int) -> String {
        var position = position
        for skip in ["城镇", "老旧", "住宅", "已", "试点", "在建"].map(word) where text.has(skip, at: position) { position += skip.count }
        var end = position
        while end < text.count, end - position < 2, text[end].isHan { end += 1 }
        let noun = text.string(position..<end)
        return Self.nouns.contains(noun) ? noun : ""
    }

    private static let nouns: Set<String> = [
        "小区", "项目", "单位", "市县", "县区", "区县", "社区", "街道", "乡镇", "部门", "城市", "县（", "地区", "问题", "车位", "停车", "方面", "企业",
        "楼栋", "单元", "镇街", "省份", "省区", "片区", "房间", "家庭", "指标", "岗位", "环节", "县市", "市州", "地块", "工程", "充电", "品牌", "行政", "村庄", "物业", "支部", "城区",
        "工地",
    ]

    /// 增长-5.2%: a minus after a Han character or a bracket.
    private func readSign(_ numeral: inout Numeral) {
        let start = numeral.range.lowerBound
        guard at(start - 1) == "-", let before = at(start - 2), before.isHan || "（：\t，".unicodeScalars.contains(before),
            !"年月日号第".unicodeScalars.contains(before)
        else {
            if at(start - 1) == "-", start == 1 || at(start - 2) == "\n" { numeral.value = -numeral.value }
            return
        }
        numeral.value = -numeral.value
        numeral.range = (start - 1)..<numeral.range.upperBound
    }

    /// 15%—20%, 300至500户: both ends are ends of a range, unless 由 or 从 says it is a change.
    private mutating func markRange() {
        guard found.count >= 2 else { return }
        let (a, b) = (found[found.count - 2], found[found.count - 1])
        guard a.role == .claim, b.role == .claim || b.role == .name, b.range.lowerBound - a.range.upperBound == 1,
            a.range.upperBound < text.count,
            "-~至到".unicodeScalars.contains(text[a.range.upperBound])
        else { return }
        if let before = at(a.range.lowerBound - 1), "由从自".unicodeScalars.contains(before) { return }
        found[found.count - 2].isRange = true
        found[found.count - 1].isRange = true
        if a.measure.dimension == .none, !a.hasScale {
            found[found.count - 2].measure = b.measure
            if let factor = b.value.isZero ? nil : (b.value.divided(by: Rational(String(scalars: text[b.digits])) ?? 1)) {
                found[found.count - 2].value = a.value * factor
                found[found.count - 2].step = a.step * factor
            }
        }
    }

    // MARK: - Letters and Chinese numerals

    /// A word of letters takes the digits it touches with it: A4, GB/T, Z135080000028, http://….
    private mutating func latin() {
        var end = index
        let isAddress = text.has(word("http"), at: index) || text.has(word("www."), at: index)
        while end < text.count,
            text[end].isLatin || text[end].isDigit
                || (isAddress && text[end].isASCII && text[end] != "\n" && text[end] != "\t" && text[end] != " ")
                || ("-/_.@:".unicodeScalars.contains(text[end]) && (at(end + 1)?.isLatin == true || at(end + 1)?.isDigit == true))
        { end += 1 }
        if let digit = text[index..<end].firstIndex(where: \.isDigit) { add(plainNumeral(digit..<end), role: .code) }
        index = max(end, index + 1)
    }

    private mutating func chinese() {
        let start = index
        if let fraction = ChineseFractions.read(text, at: start) {
            var numeral = fraction
            numeral.bound = BoundReader.bound(text, numeral.range)
            found.append(numeral)
            index = numeral.range.upperBound
            return
        }
        guard let (value, end) = ChineseNumerals.read(text, at: start) else {
            while index < text.count, ChineseNumerals.isPart(text[index]) || text[index] == "半" { index += 1 }
            return
        }
        index = end
        var numeral = plainNumeral(start..<end)
        numeral.value = Rational(value)
        numeral.isChinese = true
        guard let role = ChineseRoles.role(text, start..<end, value: value, starts: starts) else { return }
        if role == .claim {
            var end = end
            // 三点五个百分点.
            if at(end) == "点" {
                var places = 0
                while places < 4, let digit = at(end + 1 + places).flatMap({ ChineseNumerals.digits[$0] }) {
                    places += 1
                    numeral.value += Rational(digit) * .powerOfTen(-places)
                }
                if places > 0 {
                    numeral.decimals = places
                    numeral.step = .powerOfTen(-places)
                    end += 1 + places
                }
            }
            readUnit(&numeral, from: end)
            guard numeral.measure.dimension != .none, numeral.measure.dimension != .score else { return }
            numeral.bound = BoundReader.bound(text, numeral.range)
            index = max(index, numeral.range.upperBound)
        }
        add(numeral, role: role)
    }
}
