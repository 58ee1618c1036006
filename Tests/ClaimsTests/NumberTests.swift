import Quantities
import Testing

@testable import Claims

@Suite("numbers as they are written")
struct NumberTests {
    private func numbers(_ text: String) -> [ReportNumber] { ClaimReader().read(ReportText(text)).numbers }

    @Test(
        "values and units",
        arguments: [
            ("下达资金3.83亿元。", "383000000", "元"), ("发放2.7万户。", "27000", "户"), ("面积853.09万平方米。", "8530900", "平方米"), ("筹集80000套。", "80000", "套"),
            ("投资10\u{2009}631.77亿元。", "1063177000000", "元"), ("支出1,234.5元。", "2469/2", "元"), ("占比百分之九十。", "9/10", "%"),
            ("印发三批计划。", "3", "批"),
            ("分配率95.28%。", "2382/2500", "%"), ("提高0.71个百分点。", "71/10000", "个百分点"), ("是上年的1.2倍。", "6/5", "倍"),
            ("共４０万套（间）。", "400000", "套（间）"),
            ("完成三分之二。", "2/3", "%"), ("发放3千万元。", "30000000", "元"), ("惠及1.2万余人。", "12000", "人"), ("改造12公顷。", "120000", "平方米"),
            ("涨幅-5.2％。", "-13/250", "%"),
            ("貴州開工 2.53 萬戶。", "25300", "户"), ("满意率达九成以上。", "9/10", "%"), ("约两百户家庭。", "200", "户"),
        ])
    func values(text: String, value: String, unit: String) throws {
        let number = try #require(numbers(text).first { $0.role == .claim })
        #expect(number.value == Rational(value))
        #expect(number.unit == unit)
    }

    @Test(
        "what is no claim",
        arguments: [
            ("京建发〔2022〕84号", [NumberRole.document, .document]), ("渌财通[2020]23号", [.document, .document]),
            ("云建保﹝2017﹞305号", [.document, .document]), ("财综【2012】6号", [.document, .document]),
            ("京建发〔2022〕\n\n155 号", [.document, .document]), ("京建发〔\n2022〕155号", [.document, .document]), ("财综〔201719号", [.document]),
            ("2023年8月15日", [.year, .date, .date]), ("1-7月份", [.date, .date]), ("2020-2022年", [.year, .year]), ("2021-11-15", [.date]),
            ("十四五期间", [.era]), ("第十条", [.article]), ("第3批", [.ordinal]),
            ("电话：010-59958811", [.phone, .phone]), ("17号楼", [.name]), ("5、6号楼", [.name, .name]), ("年满60周岁", [.age]),
            ("http://a.cn/2021/1115/1.html", [.code]), ("1.保障性租赁住房", [.heading]), ("（3）加强管理", [.heading]),
            ("3.1资金使用情况", [.heading]), ("第二季度", [.ordinal]), ("12345热线", [.name]), ("项目编码Z135080000028", [.code]),
        ])
    func roles(text: String, expected: [NumberRole]) {
        #expect(numbers(text).map(\.role) == expected)
    }

    @Test("printed digits bound what a number may stand for")
    func intervals() throws {
        let rounded = try #require(numbers("4.53万套").first)
        #expect(rounded.interval == Interval(low: 45_250, high: 45_350))
        let counted = try #require(numbers("81549套").first)
        #expect(counted.interval.isExact)
    }

    @Test(
        "words around a number bound it",
        arguments: [
            ("约300户", Bound.about), ("300户左右", .about), ("近300户", .nearly), ("300户以上", .atLeast), ("不低于300户", .atLeast),
            ("300余户", .atLeast), ("不超过300户", .atMost), ("300户以下", .atMost), ("已签约300户", .exact),
            ("低于300户", .atMost), ("不足300户", .atMost), ("超过300户", .atLeast), ("不高于300户", .atMost), ("至少300户", .atLeast),
        ])
    func bounds(text: String, bound: Bound) throws {
        let passage = Passage(text)
        let read = try #require(passage.mentions.first).numeral.bound
        #expect(read == bound)
    }
}
