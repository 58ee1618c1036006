import Ledgers
import Quantities
import Store
import Testing

@testable import Casework

@Suite("政策文件") struct PolicyTests {
    static let first = [
        "policy": "ZC-1", "title": "物业管理的意见", "document": "京建发〔2021〕1号", "issued_on": "2021-01-05", "programme": "renewal",
        "topic": "renewal_management", "effective_on": "2021-02-01",
    ]

    @Test("a new version ends the old one the day it comes into force; a repeal has its day and reason")
    func versions() async throws {
        let bureau = try await Bureau()
        func act(
            _ name: String, _ key: String = "", on day: String = "2023-07-10", reason: String = "", documents: [String] = [],
            _ answers: [String: String] = [:]
        )
            async throws
        {
            try await bureau.act("policy", name, bureau.city, key, district: .city, on: day, reason: reason, documents: documents, answers)
        }
        try await act("register", "", Self.first)
        await expectRefusal("K010", "N-POL-02") { try await act("register", "", Self.first.merging(["policy": "ZC-9"]) { $1 }) }
        try await act("draft", "", ["policy": "ZC-2", "title": "进一步完善物业管理的意见", "programme": "renewal", "topic": "renewal_management"])
        let issue = ["document": "京建发〔2023〕7号", "supersedes": "ZC-1", "issued_on": "2023-07-06", "effective_on": "2023-08-01"]
        await expectRefusal("K008") { try await act("issue", "ZC-2", issue) }
        await expectRefusal("K010", "N-POL-01") {
            try await act("issue", "ZC-2", documents: ["text"], issue.merging(["supersedes": "ZC-7"]) { $1 })
        }
        try await act("issue", "ZC-2", documents: ["text"], issue)
        let old = try #require(try await bureau.entries(.policies).first { $0.key == "ZC-1" })
        #expect([old["state"], old["ended_on"]] == ["superseded", .integer(20_230_801)])
        await expectRefusal("K003") { try await act("repeal", "ZC-1", reason: "废止", ["ended_on": "2023-09-01"]) }
        await expectRefusal("K007") { try await act("repeal", "ZC-2", ["ended_on": "2023-09-01"]) }
        await expectRefusal("K010", "N-POL-03") {
            try await act("supersede", "ZC-2", ["successor": "ZC-2", "ended_on": "2023-09-01"])
        }
        try await act("repeal", "ZC-2", reason: "清理", ["ended_on": "2023-12-01"])
        #expect(try await bureau.view(.policy, "ZC-2", district: .city).line.state.code == "repealed")
        #expect(try await bureau.view(.policy, "ZC-2", district: .city).documents.map(\.document) == ["text"])
    }
}
