import Quantities

/// Bytes of lines, put together without strings: three hundred thousand of them take a moment.
struct BenchLine {
    var bytes: [UInt8] = []

    mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func comma() { bytes.append(44) }
    mutating func end() { bytes.append(10) }

    mutating func twoDigits(_ number: Int) {
        bytes.append(UInt8(48 + number / 10 % 10))
        bytes.append(UInt8(48 + number % 10))
    }

    mutating func number(_ number: Int, fullWidth: Bool = false) {
        for byte in String(number).utf8 {
            if fullWidth {
                // U+FF10 … U+FF19.
                bytes.append(contentsOf: [0xEF, 0xBC, 0x90 + (byte - 48)])
            } else {
                bytes.append(byte)
            }
        }
    }
}

/// One household of the bench, with the parts of its lines that are the same every month.
struct BenchHousehold {
    private let page: [UInt8]
    private let person: [UInt8]
    private let level: Int
    private let people: Int
    private let contract: [UInt8]
    private let rent: Int
    private let standard: Int

    init(_ seed: UInt64, _ unit: Int, _ district: RegionCode, _ number: Int) {
        var random = SplitMix64(seed, "bench household", unit, number)
        let code = Decimals.text(number + 1, width: 5)
        let name = MadeUp.name(number &* 37 &+ unit)
        page = Array("\(district),\(ExampleCity.year)-".utf8)
        person = Array(",H\(district)-\(code),\(name),\(MadeUp.identity(district: district, person: number, block: 0))".utf8)
        level = random.int(1...6)
        people = random.int(1...5)
        contract = Array("ZL\(district)-\(code)".utf8)
        rent = random.int(26...96) * 50
        standard = [3500, 3000, 2500, 2000, 1500, 1000][level - 1] + (people >= 3 ? 500 : 0)
    }

    func write(to line: inout BenchLine, month: Int, day: Int, _ fault: SubsidyBench.Fault?) {
        line.bytes.append(contentsOf: page)
        line.twoDigits(month)
        line.bytes.append(contentsOf: person)
        if fault == .wrongCheckCharacter, let last = line.bytes.popLast() { line.bytes.append(last == 48 ? 49 : 48) }
        line.comma()
        line.text(fault == .unknownChoice ? "七档" : Self.classes[level - 1])
        line.comma()
        line.number(people)
        line.comma()
        if fault != .missingValue { line.bytes.append(contentsOf: contract) }
        line.comma()
        // An amount above the rent stays within the standard, so that only one thing is wrong.
        let rent = fault == .amountAboveRent ? standard - 50 : rent
        line.number(rent)
        line.comma()
        line.number(standard)
        line.comma()
        line.number(fault == .amountAboveRent ? standard : min(rent, standard), fullWidth: fault == .fullWidthDigits)
        line.comma()
        line.number(ExampleCity.year)
        line.bytes.append(45)
        line.twoDigits(month)
        line.bytes.append(45)
        line.twoDigits(fault == .badDate ? 32 : day)
        line.end()
    }

    private static let classes = ["一档", "二档", "三档", "四档", "五档", "六档"]
}
