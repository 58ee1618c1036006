internal import Ledgers
internal import Quantities

/// Which page a row belongs to, from its two page columns or from what the file says of itself.
final class PageFinder {
    /// The pages met so far, in the order they were met.
    private(set) var known: [(district: RegionCode, period: Period)] = []

    private let layout: SheetLayout
    private let sheet: Sheet
    private let regions: Regions
    private let access: Access
    private var places: [Place: Int] = [:]
    /// The cells of the last row and where they led: most rows stand in the page of the row above.
    private var lastDistrict: [UInt8] = []
    private var lastPeriod: [UInt8] = []
    private var lastAnswer: Int?

    private struct Place: Hashable {
        let district: RegionCode
        let period: Period
    }

    struct Fault {
        let code: String
        let column: PageColumn
        let expected: Text
    }

    enum Answer {
        case page(Int)
        case fault(Fault)
    }

    init(_ layout: SheetLayout, sheet: Sheet, regions: Regions, access: Access) {
        self.layout = layout
        self.sheet = sheet
        self.regions = regions
        self.access = access
    }

    func find(_ district: UnsafeBufferPointer<UInt8>?, _ period: UnsafeBufferPointer<UInt8>?, isDate: Bool) -> Answer {
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        let district = district ?? empty
        let period = period ?? empty
        if let lastAnswer, same(district, lastDistrict), same(period, lastPeriod) { return .page(lastAnswer) }
        let answer = lookUp(
            String(decoding: ByteText.trimmed(district), as: UTF8.self), String(decoding: ByteText.trimmed(period), as: UTF8.self),
            isDate: isDate)
        if case .page(let index) = answer {
            lastDistrict = Array(district)
            lastPeriod = Array(period)
            lastAnswer = index
        }
        return answer
    }

    private func lookUp(_ districtText: String, _ periodText: String, isDate: Bool) -> Answer {
        let district: RegionCode
        if districtText.isEmpty {
            guard let given = layout.district else {
                return .fault(Fault(code: "P-30", column: .district, expected: Text("必填：区划代码或名称", "required: a district's code or name")))
            }
            district = given
        } else {
            guard let region = RegionCode(districtText).flatMap({ regions[$0] }) ?? regions.named(districtText) else {
                return .fault(
                    Fault(
                        code: "P-31", column: .district,
                        expected: Text("本市的区划代码或名称，如110105或朝阳区", "a code or name of this city's, such as 110105")))
            }
            district = region.code
        }
        if let given = layout.district, given != district {
            let name = regions[given]?.name ?? Text(given.digits, given.digits)
            return .fault(Fault(code: "P-32", column: .district, expected: Text("与文件标明的\(name.zh)一致", "the file says \(name.en)")))
        }
        guard access.allows(district) else {
            return .fault(Fault(code: "P-33", column: .district, expected: Text("您有权填报的行政区划", "a district you may file for")))
        }
        if sheet.filedBy == .city, district != regions.city.code {
            return .fault(
                Fault(
                    code: "P-34", column: .district,
                    expected: Text("该台账由市级填报，应为\(regions.city.code)", "the city files this ledger: \(regions.city.code)")))
        }
        let period: Period
        if periodText.isEmpty {
            guard let given = layout.period else {
                return .fault(Fault(code: "P-35", column: .period, expected: Text("必填：所属期", "required: the period")))
            }
            period = given
        } else {
            // A spreadsheet program turns 2023-05 into the day 2023-05-01.
            let text =
                isDate && periodText.utf8.count == 10 && periodText.utf8.suffix(3).elementsEqual("-01".utf8)
                ? String(periodText.prefix(7)) : periodText
            guard let found = Period(text) ?? Self.chinese(text), found.months == nil || found.isMonth else {
                return .fault(cycleFault("P-36"))
            }
            period = found
        }
        if let given = layout.period, !given.contains(period) {
            return .fault(
                Fault(code: "P-37", column: .period, expected: Text("与文件标明的\(given.title.zh)一致", "the file says \(given.description)")))
        }
        guard period.isMonth == (sheet.cycle == .monthly) else { return .fault(cycleFault("P-38")) }
        let place = Place(district: district, period: period)
        if let index = places[place] { return .page(index) }
        places[place] = known.count
        known.append((district, period))
        return .page(known.count - 1)
    }

    private func cycleFault(_ code: String) -> Fault {
        Fault(
            code: code, column: .period,
            expected: sheet.cycle == .monthly ? Text("按月填报，如2023-05", "a month such as 2023-05") : Text("按年填报，如2023", "a year such as 2023")
        )
    }

    /// `2023年5月`, `2023年`.
    private static func chinese(_ text: String) -> Period? {
        let parts = text.split(separator: "年", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4 else { return nil }
        if parts[1].isEmpty { return Period(String(parts[0])) }
        guard parts[1].unicodeScalars.last == "月" else { return nil }
        let month = parts[1].dropLast()
        return Period("\(parts[0])-" + (month.utf8.count == 1 ? "0" : "") + month)
    }

    private func same(_ bytes: UnsafeBufferPointer<UInt8>, _ kept: [UInt8]) -> Bool {
        guard bytes.count == kept.count else { return false }
        for index in 0..<bytes.count where bytes[index] != kept[index] { return false }
        return true
    }
}
