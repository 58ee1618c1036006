import Foundation
import HTTPTypes
import Quantities
import Testing

@testable import Web

@Suite("Overviews of casework") struct OverviewTests {
    private func open(
        _ office: WebOffice, _ kind: String, _ act: String, as login: String = "chaoyang", district: String = "110105",
        documents: [String] = [], _ answers: [String: String]
    )
        async throws
    {
        let answer = try await office.form(
            "/cases/\(kind)/new/\(act)", as: login,
            [("year", "2023"), ("district", district)] + answers.sorted { $0.key < $1.key }.map { ("a-" + $0.key, $0.value) },
            documents: documents)
        #expect(answer.status == 303, "\(answer.text)")
    }

    /// A community with one building, started in May, carried over.
    private func withCommunity() async throws -> WebOffice {
        let office = try await WebOffice(WebOffice.cast)
        try await open(
            office, "community", "carryConstruction",
            [
                "community": "XQ-01", "name": "某小区", "street": "某街道", "built": "1985", "buildings": "0", "households": "0", "area": "0",
                "in_reserve": "是", "in_plan": "是", "started_on": "2023-05-10", "committee": "council", "supervised": "是",
            ])
        try await open(
            office, "building", "add",
            ["community": "XQ-01", "building": "1号楼", "built": "1985", "staircases": "3", "households": "36", "area": "2400"])
        return office
    }

    @Test("every overview is shown, empty and full, and the API gives the same cells")
    func shown() async throws {
        let empty = try await WebOffice(WebOffice.cast)
        let office = try await withCommunity()
        for overview in Overview.all {
            for place in [empty, office] {
                let page = try await place.get("\(overview.path)?year=2023", as: "city")
                #expect(page.status == 200, "\(overview.name)")
                #expect(page.text.contains(overview.title.zh))
            }
            #expect(try await office.api(.get, "/overviews/\(overview.name)?year=2023", as: "city").status == 200)
        }
        let page = try await office.get("/overviews/renewal?year=2023", as: "chaoyang")
        #expect(page.text.contains("施工"))
        let document = try await office.api(.get, "/overviews/renewal?year=2023", as: "chaoyang").text
        // Stage, communities, buildings, households, 万平方米 of 2,400 m².
        #expect(document.contains("[\"施工\",\"1\",\"1\",\"36\",\"0.24\"]"), "\(document)")
        #expect(try await office.get("/overviews/renewal?year=2023", as: "haidian").text.contains("XQ-01") == false)
        #expect(try await office.get("/overviews/nothing", as: "city").status == 404)
        let export = try await office.get("/overviews/renewal?year=2023&export=stages&format=csv", as: "city")
        #expect(export.text.contains("施工,1,1,36,0.24"))
    }

    @Test("the sentence “no problem found” is refused with its reasons until the inspections behind it are there")
    func quality() async throws {
        let office = try await withCommunity()
        let before = try await office.get("/overviews/quality?year=2023", as: "city").text
        #expect(before.contains("不能写“未发现工程质量问题”"))
        #expect(before.contains("没有市级抽查"))
        for (code, act, login) in [("JC-1", "plan", "chaoyang"), ("SJ-1", "planCity", "city")] {
            var fields = ["inspection": code, "programme": "renewal", "site": "XQ-01", "planned_on": "2023-06-01"]
            if act == "plan" { fields["level"] = "district" }
            let answer = try await office.form(
                "/cases/inspection/new/\(act)", as: login,
                [("year", "2023"), ("district", "110105"), ("reason", "专项检查")] + fields.map { ("a-" + $0.key, $0.value) })
            #expect(answer.status == 303, "\(answer.text)")
            let path = "/cases/inspection/at/110105/\(code)"
            let mark = try await office.mark(path + "?year=2023", as: login)
            let made = try await office.form(
                path + "/make?year=2023", as: login, [("mark", mark), ("a-inspected_on", "2023-06-02"), ("a-inspector", "质监站")])
            #expect(made.status == 303, "\(made.text)")
        }
        let after = try await office.get("/overviews/quality?year=2023", as: "city").text
        #expect(after.contains("检查未发现工程质量问题"))
        #expect(!after.contains("不能写“未发现工程质量问题”"))
    }

    @Test("a sample shows hash and commitment and not the seed; the list and the script can be taken")
    func sample() async throws {
        let office = try await withCommunity()
        try await open(
            office, "sample", "freeze", as: "city", district: "110000",
            ["sample": "CY-05", "programme": "renewal", "month": "5", "wanted": "1"])
        let page = try await office.get("/samples/CY-05?year=2023", as: "chaoyang")
        #expect(page.status == 200)
        #expect(page.text.contains("早于公布名单的次日不能抽取"))
        #expect(try await office.get("/samples/CY-05/list?year=2023", as: "chaoyang").text == "XQ-01\n")
        #expect(try await office.get("/samples/CY-05/script?year=2023", as: "chaoyang").text.contains("hashlib"))
        #expect(try await office.get("/samples/CY-09?year=2023", as: "chaoyang").status == 404)
        #expect(try await office.get("/overviews/samples?year=2023", as: "city").text.contains("CY-05"))
    }
}
