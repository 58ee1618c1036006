import Foundation
import HTTPTypes
import Hummingbird
import Ledgers
import Logging
import NIOCore
import Quantities
import Store
import StoreSQLite
import Surveys
import Synchronization
import Testing

@testable import Web

@Suite("a survey from the office to the street and back")
struct SurveyFlowTests {
    private static func frame() -> String {
        "区,项目编号,项目名称,户编号\n" + (1...30).map { "朝阳区,C1,甲小区,\($0)\n" }.joined() + (1...20).map { "东城区,D1,乙小区,\($0)\n" }.joined()
    }

    private static func codes(_ page: String) -> [String] {
        page.components(separatedBy: "<p class=\"stat mono\">").dropFirst().compactMap { $0.components(separatedBy: "<").first }
    }

    /// Makes a survey and brings it to its opening.
    static func opened(_ office: WebOffice, as login: String = "city", year: Int = 2023) async throws -> [String] {
        #expect(
            try await office.post(
                "/surveys", as: login,
                [
                    ("title", "住户满意度"), ("programme", "renewal"), ("year", "\(year)"), ("method", "随机抽样"), ("confidence", "95"),
                    ("smallest", "5"),
                ]
            ).location == "/surveys/1?done=saved")
        #expect(try await office.upload("f.csv", frame(), as: login, to: "/surveys/1/frame").status == 303)
        func act(_ name: String, _ revision: Int, _ more: [(String, String)] = []) async throws {
            let answer = try await office.post("/surveys/1/acts", as: login, [("act", name), ("revision", "\(revision)")] + more)
            #expect(answer.status == 303, "\(name): \(answer.text.suffix(600))")
        }
        try await act("freeze", 0)
        try await act("commit", 1, [("method", "proportional"), ("total", "25"), ("least", "0"), ("each", "0"), ("wanted", "100")])
        try await act("draw", 2)
        var codes: [String] = []
        for district in ["110105", "110101"] {
            let letters = try await office.post("/surveys/1/letters", as: login, [("district", district)])
            #expect(letters.status == 200)
            codes += Self.codes(letters.text)
        }
        #expect(codes.count == 25)
        try await act("open", 3)
        return codes
    }

    @Test("25 letters, 21 answers by phone and paper, published, filed in the ledger, found in the evaluation's books")
    func whole() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let codes = try await Self.opened(office)
        #expect(try await office.get("/survey").text.contains("邀请码"))
        let questions = try await office.post("/survey", as: nil, [("code", codes[0].lowercased())])
        #expect(questions.status == 200 && questions.text.contains("总体满意度"))
        for (index, code) in codes.prefix(20).enumerated() {
            let answer = try await office.post(
                "/survey/answer", as: nil, [("code", code), ("version", "1"), ("m-overall", index < 18 ? "5" : "2"), ("remark", "意见")])
            #expect(answer.location == "/survey/thanks")
        }
        let paper = try await office.post("/surveys/1/paper", as: "city", [("code", codes[20]), ("version", "1"), ("m-overall", "4")])
        #expect(paper.location == "/surveys/1/paper?done=saved")
        // Sealed until closing; public only after publication.
        #expect(try await office.get("/surveys/1/results", as: "city").status == 409)
        let progress = try await office.get("/surveys/1", as: "city").text
        #expect(progress.contains("<span class=\"stat\">21</span> / 25"))
        #expect(try await office.post("/surveys/1/acts", as: "city", [("act", "close"), ("revision", "4")]).status == 303)
        #expect(try await office.get("/surveys/1/results", as: "city").text.contains("90.48%"))
        #expect(try await office.get("/portal/surveys/S2023-1").status == 404)
        let published = try await office.post("/surveys/1/acts", as: "city", [("act", "publish"), ("revision", "5")])
        #expect(published.location == "/returns/surveys/110000/2023?done=saved")
        // 19 of 21.
        let page = try await office.get("/portal/surveys/S2023-1").text
        #expect(page.contains("90.48%") && page.contains("19/21"))
        let access = try office.access("city")
        let entries = try await office.store.read { connection in
            try Pages.current(connection, access, year: 2023, ledger: "surveys").flatMap { try Entries.read(connection, access, $0) }
        }
        #expect(entries.map(\.key) == ["S2023-1/overall"])
        #expect([entries[0]["invited"], entries[0]["valid"], entries[0]["satisfied"]] == [25, 21, 19])
        // Filed again: nothing changes, nothing fails.
        #expect(try await office.post("/surveys/1/ledger", as: "city").status == 303)
    }

    @Test("last year's row of the ledger gives the change in percentage points and its test")
    func yearOnYear() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let heads = Sheet.surveys.columns.map { $0.header(.chinese) }.joined(separator: ",")
        let row = "S2023-9,老旧小区改造,2023,overall,总体满意度,3000,2500,2000,抽样"
        let filed = try await office.upload(
            "s.csv", "行政区划,所属期,\(heads)\n110000,2023,\(row)\n", as: "city", [("ledger", "surveys")])
        #expect(filed.status < 400)
        let codes = try await Self.opened(office, year: 2024)
        for (index, code) in codes.prefix(20).enumerated() {
            _ = try await office.post(
                "/survey/answer", as: nil, [("code", code), ("version", "1"), ("m-overall", index < 19 ? "5" : "1")])
        }
        _ = try await office.post("/surveys/1/acts", as: "city", [("act", "close"), ("revision", "4")])
        let page = try await office.get("/surveys/1/results", as: "city").text
        // 95 % of 20 after 80 % of 2,500: +15 points; χ² = 2.80 (by hand: 0.0225 ÷ (0.8012 × 0.1988 × (1/20 + 1/2500))), p = 0.094.
        #expect(page.contains("+15.00") && page.contains("p = 0.094") && page.contains("差异不显著"))
    }

    @Test("a used, a wrong and a late code are told apart from each other, in words, and never by a 500")
    func refusals() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let codes = try await Self.opened(office, as: "assessor")
        let fields = [("version", "1"), ("m-overall", "5")]
        #expect(try await office.post("/survey/answer", as: nil, [("code", codes[0])] + fields).status == 303)
        let again = try await office.post("/survey/answer", as: nil, [("code", codes[0])] + fields)
        #expect(again.status == 409 && again.text.contains("已经用过"))
        let wrong = try await office.post("/survey", as: nil, [("code", "0000-0000-0000")])
        #expect(wrong.status == 404 && wrong.text.contains("没有这个邀请码"))
        // What was chosen stays chosen.
        let missing = try await office.post("/survey/answer", as: nil, [("code", codes[1]), ("version", "1"), ("m-conduct", "3")])
        #expect(missing.status == 422 && missing.text.contains("name=\"m-conduct\" value=\"3\" checked"))
        for strange in [
            [("code", "\u{0}")], [("code", codes[1]), ("version", "x")], [("code", codes[1]), ("m-overall", "99999999999999999999")],
        ] {
            #expect((400..<500).contains(try await office.post("/survey/answer", as: nil, strange).status))
        }
        #expect(try await office.post("/surveys/1/acts", as: "assessor", [("act", "close"), ("revision", "4")]).status == 303)
        let late = try await office.post("/survey", as: nil, [("code", codes[1])])
        #expect(late.status == 409 && late.text.contains("不接受填答"))
    }

    @Test("neither codes nor answers nor what people write reach the log")
    func log() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let codes = try await Self.opened(office)
        let lines = Mutex<[String]>([])
        let logger = Logger(label: "test") { _ in LineLog { line in lines.withLock { $0.append(line) } } }
        let responder = WebServer(office: office.office, logger: logger).responder()
        for (path, fields) in [
            ("/survey", "code=\(codes[0])"), ("/survey/answer", "code=\(codes[0])&version=1&m-overall=5&remark=leaking-roof"),
            ("/survey/answer", "code=\(codes[0])&version=1&m-overall=5"), ("/survey", "code=\(codes[0])x&m=\u{0}"),
            ("/portal/complaints", "kind=complaint&district=110105&body=leaking-roof&contact=13800138000"),
            ("/portal/complaints/answer", "receipt=TS2023-000001&code=\(codes[0])"),
        ] {
            let request = Request(
                head: HTTPRequest(
                    method: .post, scheme: "http", authority: "localhost", path: path,
                    headerFields: [.contentType: "application/x-www-form-urlencoded"]),
                body: RequestBody(buffer: ByteBuffer(string: fields)))
            _ = try await responder.respond(to: request, context: WebContext(logger: logger))
        }
        let all = lines.withLock { $0 }
        // The control: every request has its line.
        #expect(all.filter { $0.contains("POST /") }.count == 6)
        for secret in [codes[0], codes[0].replacingOccurrences(of: "-", with: ""), "leaking", "13800138000"] {
            #expect(!all.contains { $0.contains(secret) })
        }
    }

    @Test("64 phones at once with 25 codes, 1,600 attempts: each code is counted once, never a 500")
    func crowd() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let codes = try await Self.opened(office)
        let statuses = await withTaskGroup(of: [Int].self) { group in
            for phone in 0..<64 {
                group.addTask {
                    var seen: [Int] = []
                    for turn in codes.indices {
                        let code = codes[(turn * 7 + phone) % codes.count]
                        let answer = try? await office.post(
                            "/survey/answer", as: nil, [("code", code), ("version", "1"), ("m-overall", "4")])
                        seen.append(answer?.status ?? 0)
                    }
                    return seen
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let counts = Dictionary(grouping: statuses) { $0 }.mapValues(\.count)
        #expect(counts[303] == 25)
        // The rest are refused: used already, or (rate) too many at once.
        #expect((counts[409] ?? 0) + (counts[429] ?? 0) == 1575, "\(counts)")
        let access = try office.access("city")
        #expect(try await office.store.read { try SurveyTally.read($0, access, 1).received } == 25)
    }

    @Test("large type and English stay chosen, and lead nowhere else")
    func type() async throws {
        let office = try await WebOffice([])
        let answer = try await office.post("/portal/type", as: nil, [("type", "large"), ("next", "//elsewhere.example")])
        #expect(answer.location == "/")
        #expect(answer.headers[.setCookie]?.contains("anju-type=large") == true)
        let page = try await office.send(.get, "/portal", cookie: "anju-type=large; anju-lang=en")
        #expect(page.text.contains("<html lang=\"en\" class=\"large\">"))
        #expect(page.bytes.count < 6000)
    }
}

/// Hands every line to whoever asks, with its metadata.
private struct LineLog: LogHandler {
    let take: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(_ take: @escaping @Sendable (String) -> Void) { self.take = take }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(
        level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
    ) {
        take("\(message) \(metadata ?? [:])")
    }
}
