import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Votes

@Suite("the roll of owners")
struct RollTests {
    @Test("co-owners are one head, several units of one owner are one, all unsold units are the developer's one")
    func heads() async throws {
        let city = try await City()
        let poll = try #require(
            try await city.take(
                city.draft([Matter(.rebuild, "加装电梯")]),
                [
                    entry("101", "80.00", [1]),
                    // Two on one line …
                    entry("102", "60.5", [2, 3]),
                    // … and the same two on two lines, in the other order.
                    entry("201", "60.5", [3]), entry("201", "60.50", [2]),
                    entry("202", "80", [1]),
                    // One of the two alone is another buyer.
                    entry("301", "50", [2]),
                    entry("302", "70", [9], unsold: true), entry("401", "70", [9], unsold: true),
                ]
            ).poll)
        let roll = try #require(poll.roll)
        // By hand: units 101 102 201 202 301 302 401; heads {1}, {2,3}, {2}, developer.
        #expect(roll.units == 7)
        #expect(roll.heads == 4)
        #expect(roll.area == Area(raw: 8000 + 6050 + 6050 + 8000 + 5000 + 7000 + 7000))
        let clerk = city.clerk
        let heads = try await city.read { try Rolls.heads($0, clerk, poll) }
        #expect(heads.map(\.units) == [2, 2, 1, 2])
        #expect(heads.map(\.area.raw) == [16000, 12100, 5000, 14000])
        #expect(heads.map(\.isDeveloper) == [false, false, false, true])
    }

    @Test("neither a document's number, nor a certificate's, nor a whole name is kept")
    func nothingPersonal() async throws {
        let city = try await City()
        _ = try await city.take(city.draft([Matter(.other, "事项")]), [entry("101", "80", [7]), entry("102", "81", [8])])
        try await city.store.close()
        var found = 0
        for file in try FileManager.default.subpathsOfDirectory(atPath: city.path) {
            guard let data = FileManager.default.contents(atPath: city.path + "/" + file) else { continue }
            for secret in [identity(7), identity(8), "20191101", "不动产权第1101号", "王7"] where data.range(of: Data(secret.utf8)) != nil {
                found += 1
            }
            // What is kept can be found: the search itself works.
            if file.hasSuffix("anju.db") { #expect(data.range(of: Data("王*".utf8)) != nil) }
        }
        #expect(found == 0)
    }

    @Test("a faulty line is named with its row, and nothing of the roll is taken")
    func faults() async throws {
        let city = try await City()
        let draft = try await city.draft([Matter(.other, "事项")])
        var wrong = entry("103", "80", [3])
        wrong.owners[0].document = String(identity(3).dropLast()) + (identity(3).utf8.last == 48 ? "1" : "0")
        wrong.row = 4
        var area = entry("104", "80.123", [4])
        area.row = 5
        var other = entry("101", "81", [1])
        other.row = 6
        let outcome = try await city.take(draft, [entry("101", "80", [1]), entry("102", "80", [2]), wrong, area, other])
        #expect(outcome.poll == nil)
        #expect(outcome.findings.map(\.row) == [4, 5, 6])
        #expect(outcome.findings.allSatisfy { !$0.value.contains(String(identity(3).prefix(10))) })
        let clerk = city.clerk
        #expect(try await city.read { try Polls.poll($0, clerk, draft.number).roll } == nil)
    }

    @Test("a roll of another stairway does not belong to a stairway's poll")
    func scope() async throws {
        let city = try await City()
        let draft = try await city.draft([Matter(.rebuild, "加装电梯")], scope: .stairway(building: "1号楼", stairway: "１单元"))
        let outcome = try await city.take(draft, [entry("101", "80", [1]), entry("102", "80", [2], stairway: "2单元")])
        #expect(outcome.findings.count == 1)
        #expect(try await city.take(draft, [entry("101", "80", [1])]).poll?.roll?.units == 1)
    }

    @Test("a CSV file is read: titles above the head, several owners in a cell, full-width digits")
    func file() throws {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = """
            和平里小区业主名册,,,,,,
            楼号,单元,房号,专有部分面积（平方米）,权利人,身份证号,不动产权证号
            1号楼,1单元,１０１,87.35,王一、李二,\(identity(1))、\(identity(2)),京（2019）朝不动产权第0012345号
            ,,,,,,
            1号楼,1单元,102,60,赵三,\(identity(3)),京（2019）朝不动产权第0012346号

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let entries = try RollFile.entries(path: path)
        #expect(entries.map(\.row) == [3, 5])
        #expect(entries[0].owners.map(\.name) == ["王一", "李二"])
        #expect(Written.plain(entries[0].room) == "101")
        #expect(Written.certificate(entries[0].certificate) == "20190012345")
    }

    @Test("the roll's hash is SHA-256 of its list, and the roll stands still once frozen")
    func frozen() async throws {
        let city = try await City()
        let clerk = city.clerk
        let poll = try #require(
            try await city.take(city.draft([Matter(.other, "事项")]), [entry("101", "80", [1]), entry("102", "60.5", [2])]).poll)
        // sha256sum of the two lines, by coreutils.
        #expect(poll.roll?.hash == "40b6250422b19f87e278c37e29c063192de879bd4345630529cb4c411ba597cf")
        let frozen = try await city.write { try PollActs.freeze($0, clerk, poll.number, seen: poll.revision, at: opened) }
        #expect(await city.code { _ = try await city.take(frozen, [entry("101", "80", [1])]) } == "T002")
        let thawed = try await city.write {
            try PollActs.thaw($0, clerk, poll.number, reason: "101面积有误", seen: frozen.revision, at: opened)
        }
        #expect(try await city.take(thawed, [entry("101", "81", [1])]).poll?.roll?.roll == 2)
        let number = poll.number
        for table in ["poll_units", "poll_heads", "poll_voters", "poll_rolls", "poll_definitions"] {
            // Not even the program's own connection can change them.
            let refusal = await city.code {
                try await city.write { try $0.execute("DELETE FROM \(table) WHERE poll = ?", [.integer(number)]) }
            }
            #expect(refusal == "S002", "\(table)")
        }
    }
}
