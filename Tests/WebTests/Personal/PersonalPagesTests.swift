import Foundation
import HTTPTypes
import Ledgers
import Testing

@testable import Web

@Suite("Personal data in the browser")
struct PersonalPagesTests {
    private let page = "/returns/subsidies/110105/2023-05"
    private let identity = "34052419800101001X"
    private let header = "行政区划,所属期,家庭编号,申请人,申请人身份证号,补贴档次,家庭人口（人）,租赁合同号,月租金（元）,补贴标准（元）,实发金额（元）,发放日期"

    private func filed() async throws -> WebOffice {
        let office = try await WebOffice(WebOffice.cast)
        let rows = ["BJ-1", "BJ-2"].map { "110105,2023-05,\($0),张某,\(identity),二档,2,HT-1,3200,2200,1500.00,2023-05-15" }
        let answer = try await office.upload("a.csv", ([header] + rows).joined(separator: "\n") + "\n", as: "chaoyang")
        #expect(answer.status == 303)
        return office
    }

    @Test("a page shows masks; a row is shown for a reason, and the look is listed for oneself and the auditor, not for colleagues")
    func reveal() async throws {
        let office = try await filed()
        let shown = try await office.get(page, as: "chaoyang-head")
        #expect(shown.text.contains("340524********001X") && !shown.text.contains(identity) && !shown.text.contains("张某"))
        let row = try await office.post(page + "/reveal", as: "chaoyang-head", [("row", "3"), ("purpose", "核对重复领取"), ("version", "1")])
        #expect(row.status == 200 && row.text.contains(identity) && row.text.contains("张某") && row.text.contains("BJ-2"))
        for login in ["chaoyang-head", "audit"] {
            let list = try await office.get("/reveals", as: login)
            #expect(list.text.contains("核对重复领取") && list.text.contains("subsidies/110105/2023-05"))
        }
        #expect(!(try await office.get("/reveals", as: "chaoyang").text.contains("核对重复领取")))
        let journal = try await office.get("/journal", as: "audit").text
        #expect(journal.contains("personal.reveal") && !journal.contains("核对重复领取") && !journal.contains(identity))
    }

    @Test("without a reason 422, without the right 403, for a row that is not there 404, past the limit 429 with the seconds to wait")
    func refused() async throws {
        let office = try await filed()
        func ask(_ login: String, row: String = "2", purpose: String = "核对") async throws -> Answer {
            try await office.post(page + "/reveal", as: login, [("row", row), ("purpose", purpose)])
        }
        #expect(try await ask("chaoyang-head", purpose: " ").status == 422)
        #expect(try await ask("finance").status == 403)
        #expect(try await ask("haidian").status == 404)
        #expect(try await ask("chaoyang-head", row: "77").status == 404)
        for _ in 0..<50 { #expect(try await ask("chaoyang-head").status == 200) }
        let late = try await ask("chaoyang-head")
        #expect(late.status == 429)
        let seconds = try #require(late.headers[.retryAfter].flatMap(Int.init))
        #expect((3_000...3_600).contains(seconds))
        #expect(!late.text.contains(identity))
        #expect(try await ask("chaoyang").status == 200)
    }

    @Test("the grid of such a page opens for a reason only; saved, it files what is typed")
    func grid() async throws {
        let office = try await filed()
        let door = try await office.get(page + "/edit", as: "chaoyang")
        #expect(door.status == 200 && door.text.contains("purpose") && !door.text.contains("340524"))
        #expect(try await office.post(page + "/open", as: "chaoyang").status == 422)
        let open = try await office.post(page + "/open", as: "chaoyang", [("purpose", "更正金额")])
        #expect(open.status == 200 && open.text.contains(identity) && open.text.contains("data-grid"))
        // A page without people opens as ever.
        #expect(try await office.get("/returns/progress/110105/2023-05/edit", as: "chaoyang").text.contains("data-grid"))
    }

    @Test("the template and the original come without personal data, or with it for a reason; the sender needs none for their own file")
    func files() async throws {
        let office = try await filed()
        #expect(try await office.get("/receipts/1/original", as: "chaoyang").text.contains(identity))
        #expect(try await office.get("/receipts/1/original", as: "chaoyang-head").status == 403)
        #expect(try await office.api(.get, "/receipts/1/original", as: "chaoyang-head").status == 403)
        #expect(try await office.post("/receipts/1/original", as: "chaoyang-head").status == 422)
        let original = try await office.post("/receipts/1/original", as: "chaoyang-head", [("purpose", "核对原件")])
        #expect(original.status == 200 && original.text.contains(identity))
        #expect(try await office.post("/receipts/1/original", as: "haidian", [("purpose", "核对原件")]).status == 404)
        let scan = CanaryScan([identity])
        #expect(scan.hits(in: try await office.get(page + "/template", as: "chaoyang").bytes).isEmpty)
        let filled = try await office.post(page + "/filled", as: "chaoyang", [("purpose", "更正")])
        #expect(!scan.hits(in: filled.bytes).isEmpty)
    }

    @Test("an erasure is asked for by one and decided by another; then the page says erased, and every figure stands")
    func erasure() async throws {
        let office = try await filed()
        #expect(try await office.post("/erasures", as: "chaoyang-head", [("household", "BJ-1"), ("reason", "本人申请")]).status == 403)
        #expect(try await office.post("/erasures", as: "chaoyang", [("household", "BJ-9"), ("reason", "本人申请")]).status == 404)
        #expect(
            try await office.post("/erasures", as: "chaoyang", [("household", "BJ-1"), ("reason", "本人申请")]).location
                == "/erasures?done=erasure")
        #expect(try await office.get("/erasures", as: "chaoyang-head").text.contains("BJ-1"))
        #expect(!(try await office.get("/erasures", as: "city").text.isEmpty))
        #expect(try await office.post("/erasures/1", as: "chaoyang", [("verdict", "erase")]).status == 403)
        #expect(try await office.post("/erasures/1", as: "chaoyang-head", [("verdict", "erase")]).location == "/erasures?done=erased")
        let shown = try await office.get(page, as: "chaoyang-head").text
        #expect(shown.contains("已删除") && shown.contains("340524********001X"))
        let row = try await office.post(page + "/reveal", as: "chaoyang-head", [("row", "2"), ("purpose", "核对")]).text
        #expect(row.contains("已删除") && !row.contains(identity))
        let entries = try await office.api(.get, "/pages/subsidies/110105/2023-05/entries", as: "chaoyang-head")
        #expect(entries.object["items", "0", "values", "identity"] == "已删除" && entries.object["items", "1", "values", "amount"] == "1500")
    }
}
