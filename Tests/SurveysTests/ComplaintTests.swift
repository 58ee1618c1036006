import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Surveys

@Suite("complaints")
struct ComplaintTests {
    private static let letter = Complaints.Letter(
        kind: .complaint, programme: "renewal", district: .chaoyang, body: "3号楼屋面漏水未修", contact: "13800138000")

    private func send(_ city: City) async throws -> Complaints.Receipt {
        let anybody = city.anybody
        return try await city.write { try Complaints.send($0, anybody, Self.letter, regions: .beijing, at: now) }
    }

    private func head(_ district: RegionCode = .chaoyang) -> Access {
        Role.districtHead.access(city: .city, districts: [district], actor: "负责人")
    }
    private func clerk(_ district: RegionCode = .chaoyang) -> Access {
        Role.districtReporter.access(city: .city, districts: [district], actor: "经办人")
    }

    @Test("received, taken up, answered, read with the code, closed")
    func life() async throws {
        let city = try await City()
        let receipt = try await send(city)
        #expect(receipt.receipt == "TS2023-000001")
        let anybody = city.anybody
        let fresh = try await city.read { try Complaints.look($0, anybody, receipt: "ts2023-000001", code: receipt.code.lowercased()) }
        #expect(fresh.state == .received && fresh.body == Self.letter.body && fresh.contact == nil)
        let (clerk, head) = (clerk(), head())
        try await city.write { connection in
            try Complaints.perform(connection, clerk, .assign, 1, revision: 0, addressee: "u-7", regions: .beijing, at: now)
            try Complaints.perform(connection, clerk, .answer, 1, revision: 1, words: "已安排维修", regions: .beijing, at: now)
        }
        let answered = try await city.read { try Complaints.look($0, anybody, receipt: receipt.receipt, code: receipt.code) }
        #expect(answered.state == .answered && answered.answer?.text == "已安排维修")
        await refused("L004") {
            try await city.write { _ = try Complaints.perform($0, clerk, .close, 1, revision: 2, regions: .beijing, at: now) }
        }
        await refused("Q018") {
            try await city.write { _ = try Complaints.perform($0, head, .sendBack, 1, revision: 2, regions: .beijing, at: now) }
        }
        await refused("Q033") {
            try await city.write { _ = try Complaints.perform($0, head, .close, 1, revision: 1, regions: .beijing, at: now) }
        }
        let closed = try await city.write { try Complaints.perform($0, head, .close, 1, revision: 2, regions: .beijing, at: now) }
        #expect(closed.state == .closed)
        let (all, open) = try await city.read {
            (try Complaints.list($0, head), try Complaints.list($0, head, states: [.received, .assigned, .answered]))
        }
        #expect(all.count == 1 && open.isEmpty)
        #expect(try await city.read { try SurveysSchema.verify($0, clerk) }.isEmpty)
    }

    @Test("a wrong number and a wrong code are refused alike; another district sees nothing and the city passes on")
    func scope() async throws {
        let city = try await City()
        let receipt = try await send(city)
        for (number, code) in [("TS2023-000002", receipt.code), (receipt.receipt, "0000-0000-0000"), ("", "")] {
            await refused("Q030") { _ = try await city.read { try Complaints.look($0, city.anybody, receipt: number, code: code) } }
        }
        let (neighbour, mine, housing) = (head(.dongcheng), head(), city.access(.cityHousing))
        await refused("Q031") { _ = try await city.read { try Complaints.complaint($0, neighbour, 1) } }
        await refused("L004") { _ = try await city.read { try Complaints.list($0, city.assessor) } }
        await refused("Q004") {
            try await city.write {
                _ = try Complaints.perform($0, mine, .assign, 1, revision: 0, district: .dongcheng, regions: .beijing, at: now)
            }
        }
        try await city.write {
            _ = try Complaints.perform($0, housing, .assign, 1, revision: 0, district: .dongcheng, regions: .beijing, at: now)
        }
        #expect(try await city.read { try Complaints.list($0, neighbour) }.map(\.receipt) == [receipt.receipt])
        #expect(try await city.read { try Complaints.list($0, mine) }.isEmpty)
    }

    @Test("neither words nor contact lie readable on the disk; seeing the contact is journalled; erasing takes both away")
    func sealed() async throws {
        let city = try await City()
        let receipt = try await send(city)
        let housing = city.access(.cityHousing)
        let before = try await city.read { try Journal.checkpoint($0, city: "110000", origin: "t").size }
        let seen = try await city.write { try Complaints.complaint($0, housing, 1, contactAt: now) }
        #expect(seen.contact == "13800138000")
        #expect(try await city.read { try Journal.checkpoint($0, city: "110000", origin: "t").size } == before + 1)
        var found = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: city.path) {
            guard let data = FileManager.default.contents(atPath: city.path + "/" + name) else { continue }
            #expect(data.range(of: Data("13800138000".utf8)) == nil && data.range(of: Data("屋面漏水".utf8)) == nil, "\(name)")
            if data.range(of: Data(receipt.receipt.utf8)) != nil { found += 1 }
        }
        // The control: what is not sealed is found by the same search.
        #expect(found > 0)
        try await city.write { try Complaints.erase($0, housing, 1, at: now) }
        let erased = try await city.write { try Complaints.complaint($0, housing, 1, contactAt: now) }
        #expect(erased.body == nil && erased.contact == nil)
    }
}
