import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

/// A small city with money to hand out: two districts, a document of 1,000 万元 for renewal and 300 万元 for rental housing.
///
/// | by hand | 朝阳 | 东城 |
/// |---|---|---|
/// | tasks × difficulty (one factor, redevelopment-like weights through `2019-renewal`) | area 300, 30 户, 3 栋, 1 个 × 1.00 | area 100, 10 户, 1 栋, 1 个 × 1.00 |
/// | shares of 800 万元: 0.9 × 3/4 + 0.1 × 1/2 = 0.725 | 580 万元 | 220 万元 |
enum Purse {
    static let central = "测财〔2022〕9号"
    static let passed = "测京财〔2023〕5号"

    /// The factors, and the communities and project that can be paid.
    static func city() async throws -> Bureau {
        let bureau = try await Bureau(open: [2022, 2023, 2024])
        try await bureau.file(
            bureau.city,
            "行政区划,所属期,专项,分配因素,区划代码,因素值,取值依据\r\n"
                + [("area", 300, 100), ("households", 30, 10), ("buildings", 3, 1), ("communities", 1, 1)].map {
                    "110000,2023,renewal,\($0.0),110105,\($0.1),任务\r\n110000,2023,renewal,\($0.0),110101,\($0.2),任务\r\n"
                }.joined(), ledger: "allocation_factors")
        try await bureau.file(
            bureau.city, "行政区划,所属期,区划代码,困难系数,系数依据\r\n110000,2023,110105,1,办法\r\n110000,2023,110101,1,办法\r\n", ledger: "difficulty")
        let header = "行政区划,所属期,小区编号,小区名称,街道（乡镇）,建成年份,楼栋数（栋）,户数（户）,建筑面积（平方米）,已入储备库,列入年度计划,业主组织,纳入工程质量监管\r\n"
        try await bureau.file(
            bureau.city,
            header + "110105,2023,C-1,甲小区,某街道,1990,3,30,300,是,是,无,是\r\n110105,2023,C-2,乙小区,某街道,1990,2,20,200,是,否,无,是\r\n",
            ledger: "communities")
        try await bureau.file(
            bureau.city, "行政区划,所属期,项目编号,项目名称,住房类型,来源,批准套数（套）,建设单位,已入储备库,项目档案齐全\r\n110105,2023,P-1,某项目,保障性租赁住房,其他,500,某公司,是,是\r\n",
            ledger: "projects")
        return bureau
    }

    /// With the document of 20 November 2022 registered and its renewal money drafted, agreed and issued: 580 万元 to 朝阳, 220 to 东城.
    static func issued() async throws -> Bureau {
        let bureau = try await city()
        try await receive(bureau, "renewal", "1000")
        try await receive(bureau, "rental", "300")
        try await draft(bureau, "F-1", "800")
        try await bureau.act("allocation", "agree", bureau.city, "F-1", district: .city, on: "2023-03-02")
        try await bureau.act(
            "allocation", "issue", bureau.finance, "F-1", district: .city, on: "2023-03-03",
            ["document": passed, "issued_on": "2022-12-15"])
        return bureau
    }

    static func receive(_ bureau: Bureau, _ programme: String, _ amount: String, fund: String = "task") async throws {
        try await bureau.act(
            "allotment", "receive", bureau.finance, district: .city,
            ["document": central, "programme": programme, "fund": fund, "kind": "advance", "amount": amount, "received_on": "2022-11-20"])
    }

    static func draft(_ bureau: Bureau, _ plan: String, _ amount: String, _ changes: [String: String] = [:]) async throws {
        let answers = ["plan": plan, "central_document": central, "programme": "renewal", "amount": amount, "rule": "2019-renewal"]
        try await bureau.act("allocation", "draft", bureau.finance, district: .city, answers.merging(changes) { $1 })
    }

    static let request = [
        "request": "S-1", "programme": "renewal", "document": passed, "project": "C-1", "payee": "某建设公司", "amount": "200",
        "ground": "完成主体工程的40%",
    ]

    static func contract(_ bureau: Bureau, _ amount: String = "250") async throws {
        try await bureau.act(
            "contract", "sign", bureau.reporter, "",
            [
                "contract": "HT-1", "project": "C-1", "programme": "renewal", "subject": "节能改造施工", "payee": "某建设公司", "amount": amount,
                "signed_on": "2023-01-10",
            ])
    }

    /// A request of 200 万元 for community C-1, agreed and paid on 10 April.
    static func paid() async throws -> Bureau {
        let bureau = try await issued()
        try await contract(bureau)
        try await bureau.act("disbursement", "request", bureau.reporter, on: "2023-04-03", request.merging(["contract": "HT-1"]) { $1 })
        try await bureau.act("disbursement", "approve", bureau.head, "S-1", on: "2023-04-04")
        try await bureau.act(
            "disbursement", "pay", bureau.districtFinance, "S-1", on: "2023-04-10", ["voucher": "BF-1", "paid_on": "2023-04-10"])
        return bureau
    }

    static func spend(_ bureau: Bureau, _ voucher: String, _ amount: String, _ changes: [String: String] = [:]) async throws {
        let answers = [
            "voucher": voucher, "programme": "renewal", "project": "C-1", "payee": "某建设公司", "amount": amount, "paid_on": "2023-05-20",
            "document": passed,
        ]
        try await bureau.act("expenditure", "register", bureau.districtFinance, on: "2023-05-22", answers.merging(changes) { $1 })
    }

    static func findings(_ bureau: Bureau, on day: String, as access: Access? = nil) async throws -> [MoneyFinding] {
        let access = access ?? bureau.city
        let day = try #require(CivilDate(day))
        return try await bureau.store.read { try MoneyFindings.all($0, access, year: day.year, on: day) }
    }
}

extension MoneyFinding {
    /// What a test compares: code, district, amount in 万元, days.
    var short: String {
        "\(list.code) \(district?.digits ?? "-") \(Rational(amount, 1_000_000).exactDecimal ?? "") \(days.map(String.init) ?? "-")"
    }
}
