import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("Money in the browser and by the API") struct MoneyFlowTests {
    static let central = "测财〔2022〕9号"
    static let passed = "测京财〔2023〕5号"

    /// A community in the plan, and factors that share three to one.
    private func office() async throws -> WebOffice {
        let office = try await WebOffice(WebOffice.cast)
        let files = [
            (
                "communities",
                "行政区划,所属期,小区编号,小区名称,街道（乡镇）,建成年份,楼栋数（栋）,户数（户）,建筑面积（平方米）,已入储备库,列入年度计划,业主组织,纳入工程质量监管\r\n110105,2023,C-1,甲小区,某街道,1990,3,30,300,是,是,无,是\r\n"
            ),
            (
                "allocation_factors",
                "行政区划,所属期,专项,分配因素,区划代码,因素值,取值依据\r\n"
                    + ["area", "households", "buildings", "communities"].map {
                        "110000,2023,renewal,\($0),110105,3,任务\r\n110000,2023,renewal,\($0),110108,1,任务\r\n"
                    }.joined() + "110000,2023,renewal,performance,110105,1,评价\r\n110000,2023,renewal,performance,110108,1,评价\r\n"
            ), ("difficulty", "行政区划,所属期,区划代码,困难系数,系数依据\r\n110000,2023,110105,1,办法\r\n110000,2023,110108,1,办法\r\n"),
        ]
        for (ledger, text) in files {
            let answer = try await office.upload("\(ledger).csv", text, as: "city", [("ledger", ledger)])
            #expect(answer.status == 303, "\(ledger) \(answer.text)")
        }
        return office
    }

    /// Does an act as the browser does: looks, then sends the form with the mark it saw.
    private func act(_ office: WebOffice, _ path: String, _ act: String, as login: String, _ fields: [(String, String)] = []) async throws {
        let mark = try await office.mark("\(path)?year=2023", as: login)
        let answer = try await office.form("\(path)/\(act)?year=2023", as: login, [("mark", mark)] + fields)
        #expect(answer.status == 303, "\(path) \(act): \(answer.status) \(answer.text.prefix(9000).suffix(4000))")
    }

    private func open(
        _ office: WebOffice, _ kind: String, _ act: String, as login: String, _ district: String, _ answers: [(String, String)]
    )
        async throws -> String
    {
        let fields = [("year", "2023"), ("district", district)] + answers.map { ("a-" + $0.0, $0.1) }
        let answer = try await office.form("/cases/\(kind)/new/\(act)", as: login, fields)
        #expect(answer.status == 303, "\(kind) \(act): \(answer.status) \(answer.text.prefix(9000).suffix(4000))")
        return String((answer.location ?? "").prefix { $0 != "?" })
    }

    /// From the allotment to the voucher.
    private func played() async throws -> WebOffice {
        let office = try await office()
        let allotment = try await open(
            office, "allotment", "receive", as: "finance", "110000",
            [
                ("document", Self.central), ("programme", "renewal"), ("fund", "task"), ("kind", "advance"), ("amount", "1000"),
                ("received_on", "2022-11-20"),
            ])
        // A key with slashes of its own.
        #expect(try await office.get(allotment + "?year=2023", as: "finance").status == 200)
        let plan = try await open(
            office, "allocation", "draft", as: "finance", "110000",
            [
                ("plan", "F-1"), ("central_document", Self.central), ("programme", "renewal"), ("amount", "800"), ("rule", "2019-renewal"),
            ])
        try await act(office, plan, "agree", as: "city")
        try await act(office, plan, "issue", as: "finance", [("a-document", Self.passed), ("a-issued_on", "2022-12-15")])
        let request = try await open(
            office, "disbursement", "request", as: "chaoyang", "110105",
            [
                ("request", "S-1"), ("programme", "renewal"), ("document", Self.passed), ("project", "C-1"), ("payee", "某建设公司"),
                ("amount", "200"),
                ("ground", "进度"),
            ])
        try await act(office, request, "approve", as: "chaoyang-head")
        try await act(office, request, "pay", as: "chaoyang-finance", [("a-voucher", "BF-1"), ("a-paid_on", "2023-04-10")])
        _ = try await open(
            office, "expenditure", "register", as: "chaoyang-finance", "110105",
            [
                ("voucher", "ZF-1"), ("programme", "renewal"), ("project", "C-1"), ("payee", "某建设公司"), ("amount", "150"),
                ("paid_on", "2023-05-20"), ("document", Self.passed),
            ])
        return office
    }

    @Test("goes from the allotment to the voucher, each step by the one who may; overview, trail and evaluation show it")
    func way() async throws {
        let office = try await played()
        let overview = try await office.get("/money?year=2023", as: "city").text
        for shown in ["1000.00万元", "800.00万元", "200.00万元", "150.00万元", "15.00%"] { #expect(overview.contains(shown), "\(shown)") }
        #expect(try await office.get("/evaluation?year=2023", as: "city").status == 200)
        let document = try await office.get("/money/documents?year=2023&number=\(HTML.encoded(Self.central))", as: "city").text
        for shown in ["甲小区", "C-1", Self.passed, "800.00万元"] { #expect(document.contains(shown), "\(shown)") }
        let project = try await office.get("/money/projects/110105?year=2023&project=C-1", as: "chaoyang").text
        for shown in ["甲小区", "BF-1", "ZF-1", Self.passed, "S-1"] { #expect(project.contains(shown), "\(shown)") }
        let file = try await office.get("/money/projects/110105?year=2023&project=C-1&export=payments&format=csv", as: "chaoyang").text
        #expect(file.contains("BF-1") && file.contains("200"))
    }

    @Test("a district sees its own money only; nobody without the right sees the what-if page")
    func scope() async throws {
        let office = try await played()
        let own = try await office.get("/money?year=2023", as: "chaoyang").text
        #expect(own.contains("600.00万元") && !own.contains("1000.00万元") && !own.contains(Self.central))
        let other = try await office.get("/money?year=2023", as: "haidian").text
        #expect(!other.contains("600.00万元"))
        #expect(try await office.get("/money/projects/110105?year=2023&project=C-1", as: "haidian").status == 404)
        #expect(try await office.get("/money/projects/110108?year=2023&project=C-1", as: "haidian").status == 404)
        #expect(try await office.get("/money/documents?year=2023&number=\(HTML.encoded(Self.central))", as: "haidian").status == 404)
        #expect(try await office.get("/money/allocation?year=2023", as: "chaoyang").status == 403)
        #expect(try await office.get("/money?year=2023", as: "system").status == 403)
        #expect(try await office.api(.get, "/money/projects/110105?year=2023&project=C-1", as: "haidian").status == 404)
    }

    @Test("the lists say what is late, with both sides, as of a day")
    func lists() async throws {
        let office = try await played()
        let before = try await office.get("/money/lists?year=2023&day=2022-12-20&list=notPassedOn", as: "city").text
        #expect(!before.contains("应于2022年"))
        let after = try await office.get("/money/lists?year=2023&day=2023-01-01&list=notPassedOn", as: "city").text
        #expect(after.contains("逾期12日") && after.contains("中央下达 1000.00万元") && after.contains("已分配到区 800.00万元"))
        let items = try await office.api(.get, "/money/lists?year=2023&day=2023-01-01&list=notPassedOn", as: "city")
        #expect(items.text.contains("\"amount\":200000000") && items.text.contains("\"days\":12"), "\(items.text)")
    }

    @Test("two settings are compared side by side without a script; weights of another rule in the address count for nothing")
    func whatIf() async throws {
        let office = try await played()
        let page = try await office.get(
            "/money/allocation?year=2023&programme=renewal&amount=100&a.rule=2019-renewal&b.rule=2020-renewal", as: "finance"
        ).text
        // 3/4 of 100; with a tenth by performance, 0.9 · 75 + 0.1 · 50.
        for shown in ["75", "72.5", "-2.5"] { #expect(page.contains(">\(shown)<"), "\(shown)") }
        let changed = try await office.get(
            "/money/allocation?year=2023&programme=renewal&amount=100&a.rule=2020-renewal&a.of=2020-renewal&a.performance=90&a.area=0&a.households=10&a.buildings=0&a.communities=0&b.rule=2019-renewal",
            as: "finance"
        ).text
        // 0.9 · 50 + 0.1 · 75.
        #expect(changed.contains(">52.5<"))
        #expect(changed.contains("a-weights=area-0%2Fhouseholds-10%2Fbuildings-0%2Fcommunities-0%2Fperformance-90"))
        let other = try await office.get(
            "/money/allocation?year=2023&programme=renewal&amount=100&a.rule=2019-renewal&a.of=2020-renewal&a.area=0&b.rule=2019-renewal",
            as: "finance"
        ).text
        #expect(other.contains(">75<"))
        let bad = try await office.get(
            "/money/allocation?year=2023&programme=renewal&amount=100&a.rule=2019-renewal&a.of=2019-renewal&a.area=x", as: "finance")
        #expect(bad.status == 200)
        #expect(bad.text.contains("class=\"problem\""))
        let missing = try await office.get("/money/allocation?year=2023&programme=rental&amount=100", as: "finance").text
        #expect(missing.contains("没有登记本专项的分配因素"))
        let shares = try await office.api(.get, "/money/allocation?year=2023&rule=2019-renewal&amount=101", as: "finance").object
        #expect(shares["shares", "0", "amount"] == "76")
        #expect(shares["shares", "1", "amount"] == "25")
        #expect(
            try await office.api(.get, "/money/allocation?year=2023&rule=2019-renewal&amount=101&weights=area-x", as: "finance").status
                == 400)
    }

    @Test("the API follows a document and a project, and gives the year's execution rate exactly")
    func api() async throws {
        let office = try await played()
        let overview = try await office.api(.get, "/money?year=2023", as: "city").object
        #expect(overview["programmes", "1", "programme"] == "renewal")
        #expect(overview["programmes", "1", "execution"] == "3/20")
        let trail = try await office.api(.get, "/money/documents?year=2023&number=\(HTML.encoded(Self.passed))", as: "city").object
        #expect(trail["disbursed"] == "200000000")
        #expect(trail["households"] == "30")
        #expect(trail["projects", "0", "project"] == "C-1")
        let project = try await office.api(.get, "/money/projects/110105?year=2023&project=C-1", as: "chaoyang").object
        #expect(project["sources", "0", "document"] == Self.passed)
    }
}
