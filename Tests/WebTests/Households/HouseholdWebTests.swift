import Foundation
import HTTPTypes
import Households
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Web

@Suite("Households in the browser")
struct HouseholdWebTests {
    static let identity = "11010519491231002X"

    /// A household entered page by page by the street office, as far as a checked application.
    func entered(_ office: WebOffice, by login: String = "chaoyang-street") async throws -> (household: String, application: String) {
        let opened = try await office.post("/households", as: login, [("district", "110105")])
        #expect(opened.status == 303)
        let household = try #require(opened.location?.split(separator: "?").first.map { String($0.dropFirst("/households/".count)) })
        let path = "/households/\(household)"
        func post(_ what: String, _ fields: [(String, String)]) async throws {
            let answer = try await office.post(path + "/" + what, as: login, fields)
            #expect(answer.status == 303, "\(what) \(fields.first?.1 ?? "") \(answer.status)")
        }
        try await post("members", [("relation", "applicant"), ("name", "王小明"), ("identity", Self.identity), ("from", "2023-01-01")])
        for (fact, value) in [
            ("resident_since", "2010-03-01"), ("people", "2"), ("monthly_income", "5000.00"), ("assets", "100000"), ("area", "20"),
            ("other_support", "no"), ("category", "other"), ("rent", "3000"),
        ] {
            try await post("facts", [("fact", fact), ("value", value), ("from", "2023-01-01"), ("source", "材料")])
        }
        let uploaded = try await upload(office, path + "/documents", "户口簿.pdf", "document of \(household)", as: login, [("title", "户口簿")])
        #expect(uploaded.status == 303)
        let application = try await office.post("/applications", as: login, [("household", household)])
        return (household, try #require(application.location?.split(separator: "?").first.map(String.init)))
    }

    func upload(
        _ office: WebOffice, _ path: String, _ name: String, _ content: String, as login: String, _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let boundary = "----anju-test"
        var body = ""
        for (field, value) in fields + [("form-token", try office.formToken(login))] {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
        }
        body +=
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
        return try await office.send(
            .post, path, as: login, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: Array(body.utf8))
    }

    func act(_ office: WebOffice, _ path: String, _ act: String, as login: String, _ fields: [(String, String)] = []) async throws -> Int {
        try await office.post(path, as: login, [("act", act)] + fields).status
    }

    /// Moves an approved application into place: the notice ran out long ago.
    func approve(_ office: WebOffice, _ application: String) async throws {
        let street = try office.access("chaoyang-street")
        let head = try office.access("chaoyang-head")
        let number = try #require(Int64(application.split(separator: "/").last ?? ""))
        let policy = try PolicyBook.load()
        try await office.store.write { connection in
            for (act, access, at) in [
                (ApplicationAct.submit, street, "2023-06-01T09:00:00+08:00"), (.check, street, "2023-06-01T09:00:00+08:00"),
                (.publish, street, "2023-06-01T09:00:00+08:00"), (.approve, head, "2023-06-20T09:00:00+08:00"),
            ] {
                let detail = act == .publish ? ["from": "2023-06-02", "until": "2023-06-08"] : [:]
                try Applications.perform(connection, access, Order(act, number, detail: detail), policy: policy, at: at)
            }
        }
    }

    @Test("from the first page to the public notice: masked everywhere, revealed with a purpose, decided condition by condition")
    func application() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (household, application) = try await entered(office)
        let street = "chaoyang-street"
        let page = try await office.get("/households/\(household)", as: street)
        #expect(page.status == 200 && page.text.contains("王**") && page.text.contains("1101**********002X"))
        #expect(!page.text.contains("王小明") && !page.text.contains(Self.identity))
        #expect(try await office.post("/households/\(household)/reveal", as: street, [("purpose", "")]).status == 422)
        let revealed = try await office.post("/households/\(household)/reveal", as: street, [("purpose", "核对身份证原件")])
        #expect(revealed.status == 200 && revealed.text.contains("王小明") && revealed.text.contains(Self.identity))

        #expect(try await act(office, application, "submit", as: street) == 303)
        let decision = try await office.get(application, as: "chaoyang-head")
        #expect(decision.text.contains("5000元÷2人=2500元") && decision.text.contains("未核实") && decision.text.contains("1900.00"))
        #expect(try await act(office, application, "check", as: street) == 303)
        let today = Moment.now.date.description
        let later = CivilDate(dayNumber: Moment.now.date.dayNumber + 7)?.description ?? ""
        #expect(try await act(office, application, "publish", as: street, [("from", later), ("until", today)]) == 409)
        #expect(try await act(office, application, "publish", as: street, [("from", today), ("until", later)]) == 303)
        let notice = try await office.get("/notices", as: street)
        #expect(notice.text.contains("王**") && !notice.text.contains("王小明"))
        #expect(try await act(office, application, "approve", as: "chaoyang-head") == 409)
        // Another district's people find nothing; what there is and what there is not look the same.
        for path in [application, "/households/\(household)"] {
            #expect(try await office.get(path, as: "haidian").status == 404)
            #expect(try await office.get(path, as: "resident").status == 404)
        }
        let export = try await office.get("/applications?export=applications&format=csv", as: "city")
        #expect(export.status == 200 && !export.text.contains("王小明") && export.text.contains(household))
    }

    @Test("a resident applies for themselves and sees their file, and nothing else opens")
    func resident() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (household, application) = try await entered(office, by: "resident")
        #expect(try await act(office, application, "submit", as: "resident") == 303)
        let mine = try await office.get("/my-application", as: "resident")
        #expect(mine.status == 200 && mine.text.contains(household))
        #expect(try await office.get("/households", as: "resident").status == 403)
        #expect(try await act(office, application, "check", as: "resident") == 403)
        #expect(try await office.get(application, as: "chaoyang-street").text.contains("网上"))
    }

    @Test("what if: computed from the body of the form, never from the address, and kept nowhere")
    func whatIf() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let before = try await office.store.read { try $0.row("SELECT count(*) FROM journal")?.int64(0) }
        let answer = try await office.post(
            "/what-if", as: "chaoyang-street",
            [
                ("date", "2023-07-01"), ("district", "110105"), ("f-people", "3"), ("f-monthly_income", "8100.03"), ("f-rent", "1999.99"),
                ("f-illness", "yes"),
            ])
        // 2700.01 a head is class 4, one class up for the illness: 2500; the rent is less.
        #expect(answer.status == 200 && answer.text.contains("1999.99") && answer.text.contains("提高一档"))
        #expect(try await office.post("/what-if", as: "chaoyang-street", [("date", "2023-07-01"), ("f-people", "三")]).status == 422)
        #expect(try await office.store.read { try $0.row("SELECT count(*) FROM journal")?.int64(0) } == before)
    }

    @Test("a month's subsidies by four eyes: bank file out, results in, and the paid rows become the ledger's page")
    func subsidies() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (household, application) = try await entered(office)
        try await approve(office, application)
        let granted = try await office.post(
            "/subsidies/grants", as: "chaoyang-head",
            [("household", household), ("month", "2023-07"), ("contract", "L-1"), ("account", "6222000000000001")])
        #expect(granted.status == 303)
        let opened = try await office.post("/subsidies", as: "chaoyang", [("district", "110105"), ("month", "2023-07")])
        let batch = try #require(opened.location?.split(separator: "?").first.map(String.init))
        #expect(try await office.get(batch, as: "chaoyang-head").text.contains("1900.00"))
        #expect(try await office.get(batch + "/bank", as: "chaoyang").status == 409)
        #expect(try await act(office, batch, "review", as: "chaoyang") == 403)
        #expect(try await act(office, batch, "review", as: "chaoyang-head") == 303)
        let bank = try await office.get(batch + "/bank", as: "chaoyang")
        // 王小明 in GBK: CDF5 D0A1 C3F7.
        #expect(bank.status == 200 && Data(bank.bytes).range(of: Data([0xCD, 0xF5, 0xD0, 0xA1, 0xC3, 0xF7])) != nil)
        #expect(try await act(office, batch, "send", as: "chaoyang") == 303)
        let results = "家庭编号,结果,发放日期,原因\n\(household),成功,2023-07-20,\n"
        #expect(try await upload(office, batch + "/result", "r.csv", results, as: "chaoyang").status == 303)
        let filed = try await office.post(batch + "/ledger", as: "chaoyang")
        #expect(filed.status == 303 && filed.location?.hasPrefix("/receipts/") == true)
        let access = try office.access("city")
        let page = try await office.store.read {
            try Pages.current($0, access, ledger: "subsidies", district: RegionCode("110105")!, period: Period(year: 2023, month: 7))
        }
        #expect(page?.entries == 1 && page?.rejected == 0)
        // The identity number of the ledger and that of the file have one token: otherwise the applicant would be another person.
        #expect(try await office.post("/doubts", as: "city", [("year", "2023")]).status == 303)
        #expect(try await office.get("/doubts", as: "city").text.contains("没有疑点"))
    }

    @Test("a draw is announced, drawn by another, and its files are open to everyone without an account")
    func draw() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (_, application) = try await entered(office)
        try await approve(office, application)
        let announced = try await office.post(
            "/draws", as: "chaoyang-street", [("district", "110105"), ("title", "首批"), ("homes", "3"), ("witness", "骰子三枚")])
        let draw = try #require(announced.location?.split(separator: "?").first.map(String.init))
        #expect(try await office.get("/portal" + draw + "/list").text.hasPrefix("S"))
        #expect(try await office.get("/portal" + draw + "/result").status == 404)
        #expect(try await act(office, draw, "open", as: "chaoyang-head", [("witness", "1 2 6")]) == 303)
        let shown = try await office.get("/portal" + draw)
        #expect(shown.status == 200 && shown.text.contains("1 2 6"))
        #expect(try await office.get("/portal" + draw + "/result").text.hasPrefix("次序,申请号"))
        let waiting = try await office.get("/waiting?district=110105", as: "chaoyang-street")
        #expect(waiting.text.contains("第1位。属于第6顺位"))
        #expect(try await office.get("/waiting?district=110108", as: "chaoyang-street").status == 404)
    }

    @Test("homes, a tenancy with signs of a sale, and doubts across districts with their task")
    func homesAndDoubts() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (household, _) = try await entered(office)
        func project(_ code: String, _ district: String, _ login: String) async throws {
            let answer = try await office.post(
                "/homes", as: login,
                [
                    ("project", code), ("name", "项目\(code)"), ("district", district), ("housing", "public"), ("homes", "2"),
                    ("operator", "甲"),
                    ("kind", "enterprise"),
                ])
            #expect(answer.status == 303)
            #expect(
                try await office.post(
                    "/homes/\(code)", as: login,
                    [("home", code + "-1"), ("unit", code == "A" ? "U 1" : "u-1"), ("area", "55.5"), ("rent", "2000")]
                ).status == 303)
        }
        try await project("A", "110105", "chaoyang-street")
        try await project("B", "110108", "haidian")
        let begun = try await office.post(
            "/tenancies", as: "chaoyang-street",
            [
                ("home", "A-1"), ("household", household), ("from", "2023-07-01"), ("until", "2053-06-30"), ("rent", "2000"),
                ("prepaid", "360"),
                ("lease", "360"), ("fee", "0"),
            ])
        let tenancy = try #require(begun.location?.split(separator: "?").first.map(String.init))
        #expect(try await office.get(tenancy, as: "city").text.contains("变相销售迹象"))
        #expect(try await office.post("/doubts", as: "chaoyang-head", [("year", "2023")]).status == 403)
        #expect(try await office.post("/doubts", as: "city", [("year", "2023")]).status == 303)
        let list = try await office.get("/doubts", as: "haidian")
        #expect(list.text.contains("同一房源重复计数") && list.text.contains("计入项目A"))
        #expect(try await act(office, "/doubts/1", "explain", as: "haidian") == 422)
        #expect(try await act(office, "/doubts/1", "explain", as: "haidian", [("note", "登记有误，已更正")]) == 303)
        #expect(try await office.get("/doubts/1", as: "chaoyang-street").text.contains("登记有误"))
    }

    @Test("the city freezes its list from a file and sees coverage by district; the file's faults are told by row")
    func coverage() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let file = "家庭编号,行政区划,类别\nJT1,110105,低保\nJT2,110108,大病\n"
        #expect(try await upload(office, "/coverage?year=2023", "list.csv", file, as: "city", [("date", "2023-01-31")]).status == 303)
        #expect(
            try await upload(office, "/coverage?year=2023", "list.csv", "JT1,110105,富裕\nJT2,1,大病\n", as: "city", [("date", "2023-01-31")])
                .status == 422)
        let shown = try await office.get("/coverage?year=2023", as: "chaoyang-head")
        #expect(shown.text.contains("JT1") && !shown.text.contains("JT2") && shown.text.contains("台账未登记"))
    }

    @Test("the API says the same as the pages, masked, and acts on the revision that was seen")
    func api() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let (household, application) = try await entered(office)
        let token = try office.person("chaoyang-street").token
        func ask(_ path: String) async throws -> Answer { try await office.send(.get, "/api/v1" + path, bearer: token) }
        let one = try await ask("/households/\(household)")
        #expect(one.status == 200 && one.text.contains("王**") && !one.text.contains(Self.identity))
        func order(_ path: String, _ body: String) async throws -> Answer {
            try await office.send(
                .post, "/api/v1" + path, headers: [.contentType: "application/json"], body: Array(body.utf8), bearer: token)
        }
        #expect(try await order("\(application)/acts", #"{"act": "submit", "revision": 7}"#).status == 409)
        let submitted = try await order("\(application)/acts", #"{"act": "submit", "revision": 0}"#)
        #expect(submitted.status == 200 && submitted.text.contains(#""state":"submitted""#))
        let supposed = try await order(
            "/eligibility",
            #"{"district": "110116", "on": "2023-07-01", "facts": [{"fact": "category", "value": "subsistence", "from": "2023-01-01", "source": "x"}, {"fact": "people", "value": "3", "from": "2023-01-01", "source": "x"}, {"fact": "rent", "value": "5000", "from": "2023-01-01", "source": "x"}]}"#
        )
        #expect(supposed.text.contains(#""amountFen":210000"#))
        for path in ["/applications", "/waiting?district=110105", "/subsidy-batches", "/doubts"] {
            #expect(try await ask(path).status == 200, "\(path)")
        }
        #expect(try await ask("/waiting?district=110108").status == 404)
    }
}
