import Evaluation
import Foundation
import HTTPTypes
import Ledgers
import Logging
import Quantities
import Returns
import Store
import StoreSQLite
import Synchronization
import Testing
import Workbooks

@testable import Web

/// Personal data planted in every input must be found nowhere but sealed (trust.md Z6, A7).
@Suite("Planted people")
struct CanaryTests {
    private static let header = "行政区划,所属期,家庭编号,申请人,申请人身份证号,补贴档次,家庭人口（人）,租赁合同号,月租金（元）,补贴标准（元）,实发金额（元）,发放日期,联系电话"
    private let people = (0..<40).map(Canary.init)

    private func row(_ index: Int, month: String = "05", contract: String = "HT-1", amount: String = "1500.00", identity: String? = nil)
        -> String
    {
        let person = people[index]
        return
            "110105,2023-\(month),BJ-\(index),\(person.name),\(identity ?? person.identity),二档,2,\(contract),3200,2200,\(amount),2023-\(month)-15,139\(person.identity.prefix(8))"
    }

    private func csv(_ rows: [String]) -> String { ([Self.header] + rows).joined(separator: "\r\n") + "\r\n" }

    @Test("the scan finds a text in each form it knows, also in a packed workbook, and nothing else")
    func scanner() throws {
        let text = people[0].identity
        let scan = CanaryScan([text, people[0].name])
        let hash = Hasher256.hash(Array(text.utf8))
        let path = NSTemporaryDirectory() + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try XLSXWriter(path: path)
        try writer.write(text, try writer.addSheet("a"), row: 1, column: 0)
        try writer.finish()
        let forms: [[UInt8]] = [
            Array("x\(text)y".utf8), Array((text.data(using: .utf16LittleEndian) ?? Data())),
            Array((text.data(using: .utf16BigEndian) ?? Data())),
            Array(text.utf8.map { String(format: "%02X", $0) }.joined().utf8), Array(Data("\(text)zz".utf8).base64EncodedString().utf8),
            Array(Data("a\(text)zz".utf8).base64EncodedString().utf8), Array(Data("ab\(text)zz".utf8).base64EncodedString().utf8),
            hash.bytes,
            Array(hash.hex.utf8), Array(people[0].name.utf8), Array(try Data(contentsOf: URL(fileURLWithPath: path))),
        ]
        for (index, form) in forms.enumerated() { #expect(!scan.hits(in: form).isEmpty, "form \(index)") }
        #expect(scan.hits(in: Array("990101197001011 \(people[1].identity) \(people[1].name)".utf8)).isEmpty)
    }

    @Test(
        "are found in no table, log, vault file, temporary file, backup, journal, export, report or answer of those who did not ask to see them"
    )
    func planted() async throws {
        let lines = Lines()
        let office = try await WebOffice(WebOffice.cast) { _ in lines }
        // In: a CSV with good rows, a row refused for its amount and one for its number; a workbook; the API; the grid; a file refused whole.
        let broken = people[3].identity + "9"
        let upload = try await office.upload(
            "五月.csv", csv([row(0), row(1), row(2, amount: "9999.00"), row(3, identity: broken)]), as: "chaoyang")
        #expect(upload.status == 303)
        let receipt = try #require(upload.location)
        let book = office.folder + "/../\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: book) }
        try workbook(at: book)
        let packed = try await office.send(
            .post, "/api/v1/returns?name=h.xlsx", headers: [.contentType: "application/octet-stream"],
            body: Array(try Data(contentsOf: URL(fileURLWithPath: book))), bearer: office.person("chaoyang").token)
        #expect(packed.status == 200, "\(packed.text)")
        #expect(
            try await office.api(.post, "/returns?name=c.csv", as: "chaoyang", file: csv([row(6, month: "07"), row(7, month: "07")])).status
                == 200)
        #expect(
            try await office.api(.post, "/returns?name=d.csv", as: "chaoyang", file: csv([row(8, month: "08", amount: "9999")])).status
                == 422)
        #expect(try await office.post("/returns/subsidies/110105/2023-06/edit", as: "chaoyang", grid()).status == 303)

        // Out: everything a person may fetch without asking to see personal data, by colleagues of the one who filed.
        var outputs: [String: [UInt8]] = [:]
        let page = "/returns/subsidies/110105/2023-05"
        for (login, paths) in [
            "chaoyang-head": [
                page, page + "?export=entries&format=csv", page + "?export=entries&format=xlsx", page + "/template", receipt,
                receipt + "/errors", receipt + "/original", receipt + "/sheet?row=2", "/returns/households/110105/2023", "/erasures",
                "/rules",
                "/returns/subsidies/110105/2023-06", "/returns/subsidies/110105/2023-07/edit", "/search?q=BJ-1", "/reveals",
            ],
            "chaoyang": [page, page + "/edit"],
            "city": [page, "/returns", "/evaluation", "/rules", "/search?q=%E7%BD%95"],
            "audit": ["/journal", "/journal?export=journal&format=csv", "/journal/checkpoint", "/reveals"],
        ] {
            for path in paths { outputs["\(login) \(path)"] = try await office.get(path, as: login).bytes }
        }
        for path in [
            "/pages/subsidies/110105/2023-05/entries", "/pages/subsidies/110105/2023-05/findings", receipt + "/findings",
            receipt + "/original", receipt + "/errors",
        ] { outputs["api \(path)"] = try await office.api(.get, path, as: "chaoyang-head").bytes }
        #expect(try await office.post("/freezes", as: "city", [("year", "2023"), ("note", "初次")]).status == 303)
        for file in ["report.docx", "report.html", "form.xlsx", "scores.json", "bundle.html"] {
            let answer = try await office.get("/freezes/2023-1/files/\(file)", as: "city")
            #expect(answer.status == 200, "\(file)")
            outputs["freeze \(file)"] = answer.bytes
        }
        // Without the filer's right to their own file there would be nothing to find: they find it, and so the planting worked.
        let scan = CanaryScan(people.flatMap { [$0.identity, $0.name] })
        let own = try await office.get(receipt + "/original", as: "chaoyang")
        #expect(scan.hits(in: own.bytes).count >= 6)
        let shown = try await office.post(page + "/reveal", as: "chaoyang-head", [("row", "2"), ("purpose", "核对"), ("version", "1")])
        #expect(shown.text.contains(people[0].identity) && shown.text.contains(people[0].name))

        for (name, bytes) in outputs.sorted(by: { $0.key < $1.key }) {
            let hits = scan.hits(in: bytes)
            #expect(hits.isEmpty, "\(name): \(hits.sorted())")
        }
        #expect(outputs.values.allSatisfy { !$0.isEmpty })
        let logged = lines.all
        #expect(scan.hits(in: Array(logged.utf8)).isEmpty)
        #expect(!logged.contains("?"), "a query in the log")

        // On disk: the database with its log as they lie there, the vault, tmp; then a backup, and all of it again after closing.
        #expect(try scan.hits(below: office.folder).sorted() == [])
        #expect(FileManager.default.fileExists(atPath: office.folder + "/anju.db-wal"))
        try FileManager.default.copyItem(atPath: office.folder, toPath: office.folder + "-backup")
        defer { try? FileManager.default.removeItem(atPath: office.folder + "-backup") }
        #expect(try scan.hits(below: office.folder + "-backup").sorted() == [])
        try await office.store.close()
        #expect(try scan.hits(below: office.folder).sorted() == [])
        // The control: what was planted in a column that is not personal is there, in the database and nowhere else.
        let control = CanaryScan(["HT-\(people[0].identity)"])
        #expect(try control.hits(below: office.folder).isEmpty)
        let open = try await WebOffice(WebOffice.cast)
        _ = try await open.upload("a.csv", csv([row(0, contract: "HT-\(people[0].identity)")]), as: "chaoyang")
        let found = try control.hits(below: open.folder)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("anju.db") })
        #expect(!(try scan.hits(below: open.folder)).isEmpty)
    }

    /// The list of households to be guaranteed, as a workbook.
    private func workbook(at path: String) throws {
        let writer = try XLSXWriter(path: path)
        let sheet = try writer.addSheet("名单")
        let head = ["行政区划", "所属期", "家庭编号", "户主", "户主身份证号", "家庭类别", "申请日期", "保障结果", "保障日期", "放弃原因"]
        for (column, text) in head.enumerated() { try writer.write(text, sheet, row: 1, column: column) }
        // Declined without a reason: a finding that asks for an explanation and so keeps a fingerprint of the row.
        for (line, index) in [4, 5].enumerated() {
            let cells = ["110105", "2023", "BJ-\(index)", people[index].name, people[index].identity, "低保", "2023-03-01", "放弃", "", ""]
            for (column, text) in cells.enumerated() where !text.isEmpty { try writer.write(text, sheet, row: line + 2, column: column) }
        }
        try writer.finish()
    }

    private func grid() -> [(String, String)] {
        let cells = [
            ("household", "BJ-9"), ("applicant", people[9].name), ("identity", people[9].identity), ("class", "二档"), ("people", "2"),
            ("contract", "HT-1"), ("rent", "3200"), ("standard", "2200"), ("amount", "1500"), ("paid_on", "2023-06-15"),
        ]
        return [("revision", "0")] + cells.map { ("c-" + $0.0, $0.1) }
    }
}

/// Keeps every line that is logged.
private final class Lines: LogHandler {
    private let kept = Mutex<[String]>([])
    var all: String { kept.withLock { $0.joined(separator: "\n") } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    func log(
        level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
    ) {
        kept.withLock { $0.append("\(level) \(message) \(metadata ?? [:])") }
    }
}
