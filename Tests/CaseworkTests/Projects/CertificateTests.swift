import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("项目认定书") struct CertificateTests {
    static let answers = [
        "application": "SQ-001", "project": "P-1", "name": "某集体土地租赁住房项目", "source": "collective_land", "address": "朝阳区某乡某村",
        "applicant": "某公司", "operator": "某租赁公司", "area": "32000.00", "homes": "620",
    ]

    private func planned() async throws -> Bureau {
        let bureau = try await Bureau(open: [2023, 2026])
        try await bureau.file(
            bureau.city, "行政区划,所属期,计划批次,项目编号,计划类别,计划套数（套）,印发日期,经联审或联席会议审议\r\n110105,2023,2023-1,P-1,新建计划,620,2023-02-10,是\r\n",
            ledger: "plans"
        )
        return bureau
    }

    @Test("from application to number: the district's opinion, the city's decision, each by the one who may")
    func way() async throws {
        let bureau = try await planned()
        await expectRefusal("K008") { try await bureau.act("certificate", "apply", bureau.builder, documents: [], Self.answers) }
        try await bureau.act("certificate", "apply", bureau.reporter, documents: ["application"], Self.answers)
        await expectRefusal("L004") { try await bureau.act("certificate", "agree", bureau.reporter, "SQ-001", ["opinion": "同意"]) }
        try await bureau.act("certificate", "agree", bureau.head, "SQ-001", on: "2023-03-02", ["opinion": "符合规定，同意"])
        await expectRefusal("K010") { try await bureau.act("certificate", "issue", bureau.city, "SQ-001") }
        try await bureau.act("certificate", "return", bureau.head, "SQ-001", reason: "请补充土地权属文件")
        try await bureau.act("certificate", "complete", bureau.reporter, "SQ-001", documents: ["approval", "land"])
        try await bureau.act("certificate", "agree", bureau.head, "SQ-001", ["opinion": "已补正，同意"])
        try await bureau.act("certificate", "issue", bureau.city, "SQ-001", on: "2023-03-06")
        let entry = try #require(try await bureau.entries(.certificates).first)
        #expect(entry["certificate"] == "BZ2023-110105-0001")
        #expect(entry["issued_on"] == .integer(20_230_306))
        // Three years.
        #expect(entry["expires_on"] == .integer(20_260_306))
        #expect(entry["check_code"].plain.utf8.count == 10)
        #expect(try await bureau.view(.certificate, "SQ-001").missingDocuments.isEmpty)
    }

    @Test("a project outside every plan cannot apply, nor one that has a certificate")
    func conditions() async throws {
        let bureau = try await planned()
        var other = Self.answers
        other["project"] = "P-9"
        await expectRefusal("K010") { [other] in
            try await bureau.act("certificate", "apply", bureau.reporter, documents: ["application"], other)
        }
        try await bureau.act("certificate", "apply", bureau.reporter, documents: ["application"], Self.answers)
        other = Self.answers
        other["application"] = "SQ-002"
        await expectRefusal("K010") { [other] in
            try await bureau.act("certificate", "apply", bureau.reporter, documents: ["application"], other)
        }
    }

    @Test("is renewed in the last six months, moves into the later year, and is revoked with a reason")
    func renewal() async throws {
        let bureau = try await planned()
        try await bureau.act("certificate", "apply", bureau.reporter, documents: ["application", "approval", "land"], Self.answers)
        try await bureau.act("certificate", "agree", bureau.head, "SQ-001", ["opinion": "同意"])
        try await bureau.act("certificate", "issue", bureau.city, "SQ-001", on: "2023-03-06")
        await expectRefusal("K010") {
            try await bureau.act("certificate", "askRenewal", bureau.reporter, "SQ-001", year: 2026, on: "2025-09-05")
        }
        try await bureau.act("certificate", "askRenewal", bureau.reporter, "SQ-001", year: 2026, on: "2025-09-06")
        try await bureau.act("certificate", "renew", bureau.city, "SQ-001", year: 2026, on: "2025-09-10")
        let entry = try #require(try await bureau.entries(.certificates, year: 2026).first)
        #expect(entry["expires_on"] == .integer(20_290_306))
        await expectRefusal("K007") { try await bureau.act("certificate", "revoke", bureau.city, "SQ-001", year: 2026, on: "2026-04-01") }
        try await bureau.act("certificate", "revoke", bureau.city, "SQ-001", year: 2026, on: "2026-04-01", reason: "满一年未开工")
        #expect(try await bureau.view(.certificate, "SQ-001", year: 2026).line.state.code == "revoked")
    }
}

@Suite("核验") struct CertificateCheckTests {
    @Test("tells whoever has number and code whether it is valid, and nobody else anything")
    func checks() async throws {
        let bureau = try await Bureau()
        try await bureau.file(
            bureau.city, "行政区划,所属期,计划批次,项目编号,计划类别,计划套数（套）,印发日期,经联审或联席会议审议\r\n110105,2023,2023-1,P-1,新建计划,620,2023-02-10,是\r\n",
            ledger: "plans")
        try await bureau.act(
            "certificate", "apply", bureau.reporter, documents: ["application", "approval", "land"], CertificateTests.answers)
        try await bureau.act("certificate", "agree", bureau.head, "SQ-001", ["opinion": "同意"])
        try await bureau.act("certificate", "issue", bureau.city, "SQ-001", on: "2023-03-06")
        let code = try #require(try await bureau.entries(.certificates).first)["check_code"].plain
        func find(_ number: String, _ code: String, _ day: String = "2024-05-01") async throws -> CertificateCheck? {
            let on = try #require(CivilDate(day))
            return try await bureau.store.read {
                try CertificateCheck.find($0, city: .city, number: number, code: code, on: on)
            }
        }
        let found = try #require(try await find("bz2023-110105-0001 ", code.lowercased()))
        #expect(found.standing == .valid)
        #expect(found.operating == "某租赁公司")
        #expect(try await find("BZ2023-110105-0001", code, "2026-03-06")?.standing == .valid)
        #expect(try await find("BZ2023-110105-0001", code, "2026-03-07")?.standing == .expired)
        #expect(try await find("BZ2023-110105-0001", "AAAAAAAAAA") == nil)
        #expect(try await find("BZ2023-110105-0002", code) == nil)
        #expect(try await find("%", code) == nil)
        // With a new operator the old paper no longer checks.
        try await bureau.act("certificate", "changeOperator", bureau.city, "SQ-001", reason: "委托变更", ["operator": "另一租赁公司"])
        #expect(try await find("BZ2023-110105-0001", code) == nil)
    }
}
