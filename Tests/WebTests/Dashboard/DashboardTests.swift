import Ledgers
import Quantities
import Testing

@testable import Web

@Suite("Dashboards")
struct DashboardTests {
    /// Three months of payments to projects: `amount` 万元 each.
    private func file(_ district: String, _ prefix: String, _ amount: Int) -> String {
        "行政区划,所属期,拨付凭证号,专项,资金文号,项目编号,拨付金额（万元）,拨付日期\n"
            + (1...3).map { "\(district),2023-0\($0),\(prefix)-\($0),rental,财综〔2022〕1号,,\(amount),2023-0\($0)-15\n" }.joined()
    }

    private func office() async throws -> WebOffice {
        let office = try await WebOffice([
            ("city", .cityHousing, nil), ("chaoyang", .districtReporter, "110105"), ("haidian", .districtReporter, "110108"),
        ])
        let first = try await office.upload("a.csv", file("朝阳区", "CY", 100), as: "chaoyang", [("ledger", "disbursements")])
        #expect(first.status == 303, "\(first.text)")
        let second = try await office.upload("b.csv", file("海淀区", "HD", 777), as: "haidian", [("ledger", "disbursements")])
        #expect(second.status == 303, "\(second.text)")
        return office
    }

    @Test("a district sees its own sums and none of another's, by page, by address, by export")
    func scope() async throws {
        let office = try await office()
        let own = try await office.get("/dashboard", as: "chaoyang")
        #expect(own.status == 200)
        #expect(own.text.contains("300.00万元"))
        // 2331 = 3 × 777; 2631 the two together.
        for other in ["2331", "2631", "海淀", "110108"] { #expect(!own.text.contains(other), "\(other)") }
        for path in [
            "/dashboard?district=110108", "/dashboard/rental.funds.disbursement?district=110108", "/dashboard?district=110000",
            "/dashboard?district=110108&export=money&format=csv",
        ] {
            #expect(try await office.get(path, as: "chaoyang").status == 404, "\(path)")
        }
        for table in ["money", "map", "rental-districts", "rental-indicators", "months-rental.funds.disbursement"] {
            let export = try await office.get("/dashboard?format=csv&export=\(table)", as: "chaoyang")
            for other in ["2331", "2631", "海淀"] { #expect(!export.text.contains(other), "\(table)") }
        }
        #expect(try await office.get("/dashboard?district=110108", as: "city").text.contains("2331.00万元"))
        // What was filed by two districts of 777 and 100: 0.26亿元.
        #expect(try await office.get("/dashboard", as: "city").text.contains("0.26亿元"))
    }

    @Test("one indicator shows its months: 100, 200, 300 万元, and goes on at 100 a month to 1200")
    func months() async throws {
        let page = try await office().get("/dashboard/rental.funds.disbursement?district=110105", as: "city")
        #expect(page.status == 200)
        for number in ["100.00万元", "200.00万元", "300.00万元", "1200.00万元"] { #expect(page.text.contains(number), "\(number)") }
        #expect(!page.text.contains("style="))
    }

    @Test("nothing filed, and a year without indicators, each say what to do next")
    func nothing() async throws {
        let office = try await WebOffice([("city", .cityHousing, nil), ("finance", .cityFinance, nil)])
        #expect(try await office.get("/dashboard", as: "city").text.contains("href=\"/upload\""))
        #expect(try await office.get("/dashboard", as: "finance").text.contains("href=\"/returns?year=2023\""))
        #expect(try await office.get("/dashboard?year=2016", as: "city").text.contains("href=\"/dashboard?year=2023\""))
        #expect(try await office.get("/dashboard/no.such.indicator", as: "city").status == 404)
    }

    @Test("each of the seventeen units has a tile of its own, and no tile covers another")
    func tiles() {
        #expect(Set(TileMap.places.keys) == Set(Regions.beijing.districts.map(\.code.digits)))
        let places = Array(TileMap.places.values)
        for (index, a) in places.enumerated() {
            for b in places[..<index] { #expect(a.row != b.row || abs(a.column - b.column) >= 2) }
        }
    }
}
