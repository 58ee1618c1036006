import Foundation
import HTTPTypes
import Ledgers
import Quantities
import Store
import Testing

@testable import Web

@Suite("the assessor's workspace")
struct AssessorTests {
    private static func photograph() -> [UInt8] {
        func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] { [0xFF, marker, 0, UInt8(content.count + 2)] + content }
        return [0xFF, 0xD8] + segment(0xE1, Array("Exif\0\0GPS116.4".utf8)) + segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0x34, 0xFF, 0xD9]
    }

    @Test("a site record needs an entry that is there; its photograph comes back without Exif")
    func visits() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let heads = Sheet.communities.columns.map { $0.header(.chinese) }.joined(separator: ",")
        let row = "X-01,甲小区,甲街道,1985,3,120,9000,是,是,2023-03-01,,物业管理委员会,,,,是"
        let filed = try await office.upload(
            "c.csv", "行政区划,所属期,\(heads)\n110105,2023,\(row)\n", as: "chaoyang", [("ledger", "communities")])
        #expect(filed.status < 400, "\(filed.text)")
        func keep(_ entry: String, _ photo: [UInt8]) async throws -> Answer {
            let boundary = "----anju-test"
            var body: [UInt8] = []
            for (name, value) in [
                ("form-token", try office.formToken("assessor")), ("year", "2023"), ("district", "110105"), ("ledger", "communities"),
                ("entry", entry), ("day", "2023-11-01"), ("text", "三号楼已完工"),
            ] {
                body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
            }
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n".utf8) + photo
            body += Array("\r\n--\(boundary)--\r\n".utf8)
            return try await office.send(
                .post, "/assessor/visits", as: "assessor", headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
        }
        #expect(try await keep("X-99", Self.photograph()).status == 404)
        #expect(try await keep("X-01", Array("<svg onload=x>".utf8)).status == 422)
        #expect(try await keep("X-01", Self.photograph()).status == 303)
        let page = try await office.get("/assessor/visits?year=2023", as: "assessor").text
        let path = page.components(separatedBy: "/assessor/photographs/").dropFirst().first?.components(separatedBy: "\"").first ?? ""
        let picture = try await office.get("/assessor/photographs/" + path, as: "assessor")
        #expect(picture.headers[.contentType] == "image/jpeg")
        #expect(picture.bytes.count > 10 && !picture.text.contains("GPS"))
        #expect(try await office.get("/assessor/photographs/" + path, as: "city").status == 403)

        // A counter-figure beside the reported one, explained by the city, kept by both.
        let noted = try await office.post(
            "/assessor/figures", as: "assessor",
            [("year", "2023"), ("tag", "renewal.started.communities"), ("found", "2"), ("basis", "现场核查")])
        #expect(noted.status == 303, "\(noted.text)")
        let seen = try await office.get("/assessor?year=2023", as: "city").text
        #expect(seen.contains("1个小区") && seen.contains("2个小区") && seen.contains("+100.00%"))
        #expect(try await office.post("/assessor/figures/1/explain", as: "city", [("text", "核查时新增一处")]).status == 303)
        #expect(try await office.get("/assessor?year=2023", as: "assessor").text.contains("核查时新增一处"))
        // The sample: one of one.
        let drawn = try await office.post(
            "/assessor/samples", as: "assessor", [("year", "2023"), ("ledger", "communities"), ("count", "1")])
        #expect(try await office.get(drawn.location ?? "", as: "assessor").text.contains("X-01"))
        let many = try await office.post(
            "/assessor/samples", as: "assessor", [("year", "2023"), ("ledger", "communities"), ("count", "2")])
        #expect(many.status == 422)
    }
}
