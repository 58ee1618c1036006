import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Households

@Suite("Waiting and drawing")
struct WaitingTests {
    func waiter(_ number: Int64, _ applied: String, _ facts: [Fact]) -> Waiter {
        Waiter(application: number, household: "H\(number)", appliedOn: day(applied), facts: HouseholdFacts(facts))
    }

    @Test("rank comes before the day of the application, the day before the number; each place says why in plain words")
    func order() throws {
        let ill = Fact(.illness, .flag(true), from: day("2023-01-01"), source: "诊断证明")
        let poor = Fact(.category, .category(.subsistence), from: day("2023-01-01"), source: "低保证")
        let places = try policy.waiting.order(
            [
                waiter(1, "2023-01-05", []), waiter(2, "2023-03-01", [ill]), waiter(3, "2023-05-01", [poor]),
                waiter(4, "2023-01-05", []), waiter(5, "2023-02-01", [ill, poor]), waiter(6, "2022-01-01", []),
            ], on: day("2023-07-01"))
        #expect(places.map(\.application) == [5, 3, 2, 6, 1, 4])
        #expect(places[5].reason.zh == "第6位。属于第6顺位（一般家庭），前面有3户更先的顺位；本顺位中有2户申请更早，申请日期2023年1月5日。")
        // The illness counts from the day it is known.
        let before = try policy.waiting.order([waiter(1, "2022-01-05", []), waiter(2, "2022-03-01", [ill])], on: day("2022-12-31"))
        #expect(before.map(\.application) == [1, 2])
    }

    @Test(
        "the draw: list and commitment first, another person draws, and Python replays it from the published files",
        .enabled(if: Python.isHere))
    func draw() async throws {
        let city = try await City()
        for number in 1...12 { _ = try await city.bring(number, to: .approved) }
        let (street, head) = (city.street, city.head)
        let announced = try await city.write {
            try HousingDraws.announce($0, street, district: .chaoyang, title: "第一批", homes: 5, witnessSource: "6月30日双色球", at: now)
        }
        #expect(announced.items.count == 12 && announced.secret == nil)
        #expect(try announced.order().isEmpty)
        // Who announced does not draw; nobody draws twice.
        let drawn = try await city.write {
            try HousingDraws.open($0, head, announced.number, revision: 0, witness: "07 12 19 23 28 30+09", at: now)
        }
        #expect(
            await code {
                _ = try await city.write { try HousingDraws.open($0, head, announced.number, revision: nil, witness: "8", at: now) }
            } == "G013")
        let order = try drawn.order()
        #expect(Set(order.map(\.id)) == Set(announced.items) && drawn.listHash == announced.listHash)

        let folder = city.path
        func file(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
            return folder + "/" + name
        }
        let list = try file("list.txt", announced.items.joined(separator: "\n") + "\n")
        let result = try file("result.csv", "次序,编号\r\n" + order.map { "\($0.rank),\($0.id)\r\n" }.joined())
        let secret = try #require(drawn.secret).text
        let arguments = [list, secret, announced.listHash.hex, announced.commitment.hex, result, drawn.witness]
        let replay = try Python.run("replay_draw.py", arguments)
        #expect(replay.status == 0)
        #expect(replay.output.split(separator: "\n").map(String.init) == order.map(\.id))
        // Negative controls: a changed list, another seed, another witness, a changed result.
        let other = try file("other.txt", announced.items.dropLast().joined(separator: "\n") + "\n")
        let swapped = try file("swapped.csv", "次序,编号\r\n" + order.reversed().map { "\($0.rank),\($0.id)\r\n" }.joined())
        for (place, value) in [(0, other), (1, String(repeating: "0", count: 64)), (4, swapped), (5, "another")] {
            var wrong = arguments
            wrong[place] = value
            #expect(try Python.run("replay_draw.py", wrong).status != 0)
        }
    }

    @Test("before it is published the secret stands nowhere in the clear")
    func secret() async throws {
        let city = try await City()
        _ = try await city.bring(1, to: .approved)
        let street = city.street
        let seed = try #require(Draw.Seed(String(repeating: "abcd", count: 16)))
        _ = try await city.write {
            try HousingDraws.announce($0, street, district: .chaoyang, title: "一", homes: 1, witnessSource: "骰子", seed: seed, at: now)
        }
        try await city.store.close()
        for name in try FileManager.default.subpathsOfDirectory(atPath: city.path) {
            let data = (try? Data(contentsOf: URL(fileURLWithPath: city.path + "/" + name))) ?? Data()
            #expect(data.range(of: Data(seed.text.utf8)) == nil, "\(name)")
        }
    }
}
