import Example
import Foundation
import Quantities
import Testing

/// Expected values are those of the published report, typed in by hand.
@Suite("The example city")
struct ExampleCityTests {
    private static let bonded = ("住房类型", ["保障性租赁住房", "bonded"])
    private static let publicHomes = ("住房类型", ["公租房", "public"])
    private static let resettlement = ("住房类型", ["棚改安置房", "resettlement"])

    @Test("homes by milestone add up to the published totals")
    func homes() throws {
        let city = try SharedExample.corrected.get()
        #expect(city.sum("progress", "当月套数", Self.bonded, ("节点", ["建设筹集", "raised"])) == 81_549)
        #expect(city.sum("progress", "当月套数", Self.bonded, ("节点", ["竣工", "completed"])) == 33_871)
        #expect(city.sum("progress", "当月套数", Self.publicHomes, ("节点", ["建设筹集", "raised"])) == 2_685)
        #expect(city.sum("progress", "当月套数", Self.publicHomes, ("节点", ["基本建成", "basically_complete"])) == 5_073)
        #expect(city.sum("progress", "当月套数", Self.resettlement, ("节点", ["新开工", "started"])) == 17_019)
        #expect(city.sum("progress", "当月套数", Self.resettlement, ("节点", ["基本建成", "basically_complete"])) == 13_175)
    }

    @Test(
        "each programme's money is allotted, allocated, disbursed and spent to the same fen",
        arguments: [("租赁住房保障", "rental", 38_300), ("老旧小区改造", "renewal", 13_500), ("城市棚户区改造", "redevelopment", 4_400)])
    func money(_ title: String, _ code: String, _ wanYuan: Int) throws {
        let city = try SharedExample.corrected.get()
        let programme = ("专项", [title, code])
        #expect(city.sum("allotments", "金额", programme) == Rational(wanYuan))
        #expect(city.sum("allocations", "金额", programme) == Rational(wanYuan))
        #expect(city.sum("disbursements", "拨付金额", programme) == Rational(wanYuan))
        #expect(city.sum("expenditures", "支出金额", programme) == Rational(wanYuan))
    }

    @Test("households, communities and allocations round to what the report prints")
    func rounded() throws {
        let city = try SharedExample.corrected.get()
        let paid = Set(city.rows("subsidies").map { $0.row["家庭编号"] ?? "" }).count
        #expect((29_050..<29_150).contains(paid))
        #expect((Rational(paid * 100, 27_000)).rounded(decimals: 0, rounding: .halfUp) == 108)
        let started = city.rows("communities").filter { !($0.row["实际开工日期"] ?? "").isEmpty }.map(\.row)
        func sum(_ column: String) -> Rational { started.reduce(0) { $0 + (Rational($1[column] ?? "") ?? 0) } }
        #expect(started.count == 303)
        #expect(sum("楼栋数") == 1_571)
        #expect((sum("户数") / 10_000).decimalText(decimals: 2) == "10.70")
        #expect((sum("建筑面积") / 10_000).decimalText(decimals: 2) == "853.09")
        let ready = city.sum("resettlement_homes", "达到交付使用条件套数")
        let allocated = city.sum("resettlement_homes", "已分配套数")
        #expect((ready / 10_000).decimalText(decimals: 2) == "4.75")
        #expect((allocated / 10_000).decimalText(decimals: 2) == "4.53")
        #expect((allocated * 100 / ready).decimalText(decimals: 2) == "95.28")
    }

    @Test("the mean of the districts' signing rates is 96.83 %, and each is above 80 %")
    func signing() throws {
        let city = try SharedExample.corrected.get()
        var sums: [String: (signed: Int, all: Int)] = [:]
        for (district, row) in city.rows("clearances") {
            sums[district, default: (0, 0)].signed += Int(row["已签约户数"] ?? "") ?? 0
            sums[district, default: (0, 0)].all += Int(row["应签约户数"] ?? "") ?? 0
        }
        let rates = sums.values.map { Rational($0.signed, $0.all) }
        #expect((rates.reduce(0, +) * 100 / Rational(rates.count)).decimalText(decimals: 2) == "96.83")
        #expect(rates.allSatisfy { $0 > Rational(4, 5) })
    }

    @Test("267 public rental projects are in use, 241 of them run by companies and other bodies")
    func operators() throws {
        let city = try SharedExample.corrected.get()
        #expect(city.rows("operation", Self.publicHomes).count == 267)
        #expect(city.rows("operation", Self.publicHomes, ("运营单位性质", ["企业", "其他机构", "enterprise", "institution"])).count == 241)
    }

    @Test("the sums are wrong until the corrections are read")
    func corrections() throws {
        let files = try SharedExample.files.get()
        #expect(files.filter(\.isCorrection).count == 3)
        // A correction is sent after what it corrects, and sorts after it too.
        #expect(files.map(\.path) == files.filter { !$0.isCorrection }.map(\.path) + files.filter(\.isCorrection).map(\.path))
        let first = try SharedExample.asFirstSent.get()
        #expect(first.sum("progress", "当月套数", Self.bonded, ("节点", ["建设筹集", "raised"])) != 81_549)
        #expect(first.sum("expenditures", "支出金额") < 56_200)
        let corrected = try SharedExample.corrected.get()
        func households(_ folder: ReturnFolder) -> Int { Set(folder.rows("subsidies").map { $0.row["家庭编号"] ?? "" }).count }
        #expect(households(corrected) - households(first) == 23)
    }

    @Test("district targets add up to the city's")
    func targets() throws {
        let city = try SharedExample.corrected.get()
        // The city writes names, one district writes codes; the area is the only target in the millions.
        for (_, target) in city.rows("targets") {
            let shares = city.pages.filter { $0.key.ledger == "district_targets" }.values
            let index = try #require(Self.indicators.firstIndex { $0.name == target["目标指标"] })
            let names = [Self.indicators[index].name, Self.indicators[index].code]
            let sum = shares.joined().filter { names.contains($0["目标指标"] ?? "") }.reduce(Rational(0)) {
                $0 + (Rational($1["目标值"] ?? "") ?? 0)
            }
            #expect(sum == Rational(target["目标值"] ?? ""), "\(names[0])")
            #expect(sum == Self.indicators[index].value, "\(names[0])")
        }
    }

    private static let indicators: [(name: String, code: String, value: Rational)] = [
        ("保障性租赁住房建设筹集", "bonded_raised", 80_000), ("保障性租赁住房基本建成", "bonded_basically_complete", 16_000),
        ("公租房建设筹集", "public_raised", 2_000), ("公租房基本建成", "public_basically_complete", 4_000),
        ("租赁补贴发放户数", "subsidised_households", 27_000), ("“十四五”保障性租赁住房建设筹集", "bonded_five_year", 400_000),
        ("保障性租赁住房建设筹集年度安排", "bonded_year", 80_000), ("老旧小区改造开工小区数", "renewal_communities", 300),
        ("老旧小区改造开工户数", "renewal_households", 102_700), ("老旧小区改造开工面积", "renewal_area", 7_782_000),
        ("老旧小区改造开工楼栋数", "renewal_buildings", 1_415), ("棚改安置房新开工", "resettlement_started", 9_800),
        ("棚改安置房基本建成", "resettlement_basically_complete", 9_600),
    ]

    @Test("every identity number has the right check character, and none can belong to anybody")
    func identities() throws {
        let city = try SharedExample.corrected.get()
        var households: [String: String] = [:]
        for ledger in ["subsidies", "households"] {
            for (_, row) in city.rows(ledger) {
                let number = row["申请人身份证号"] ?? row["户主身份证号"] ?? ""
                #expect(Self.leavesOne(number) && number.hasPrefix("99"), "\(number)")
                let household = households.updateValue(row["家庭编号"] ?? "", forKey: number)
                #expect(household == nil || household == row["家庭编号"], "\(number)")
            }
        }
        #expect(households.count > 29_000)
    }

    /// GB 11643 as ISO 7064 MOD 11-2 states it: digits weighted by powers of two from the right leave 1.
    private static func leavesOne(_ number: String) -> Bool {
        var remainder = 0
        for byte in number.utf8 { remainder = (remainder * 2 + (byte == 88 ? 10 : Int(byte) - 48)) % 11 }
        return number.utf8.count == 18 && remainder == 1
    }
}
