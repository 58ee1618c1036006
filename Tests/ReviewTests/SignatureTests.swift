import Ledgers
import Quantities
import Store
import Testing

@testable import Review

@Suite struct SignatureTests {
    let root = String(repeating: "ab", count: 32)

    @Test("a freeze is published once housing and finance have both signed it, and then nothing is withdrawn")
    func both() async throws {
        let city = try await City(open: [])
        try await sign(city, city.housing, .housing)
        #expect(try await published(city) == [])
        #expect(await code { try await sign(city, city.otherHousing, .housing) } == "W014", "one signature each")
        try await withdraw(city, city.otherHousing, .housing)
        #expect(await code { try await withdraw(city, city.housing, .housing) } == "W014")
        try await sign(city, city.otherHousing, .housing)
        #expect(await code { try await sign(city, city.finance, .finance, root: String(repeating: "cd", count: 32)) } == "W014")
        try await sign(city, city.finance, .finance)
        #expect(try await published(city) == ["2023-1"])
        #expect(await code { try await withdraw(city, city.finance, .finance) } == "W014")
        let status = try await city.read { try Signatures.status($0, city.reporter, freeze: "2023-1") }
        #expect(status.housing?.actor == "住建乙" && status.finance?.actor == "财政" && status.publishedAt == now && status.root == root)
        #expect(
            try await city.journal() == [
                "freeze.sign 2023-1 housing", "freeze.withdraw 2023-1 housing", "freeze.sign 2023-1 housing", "freeze.sign 2023-1 finance",
            ])
    }

    @Test("the two signatures are two persons', each of the right body and for the whole city")
    func persons() async throws {
        let city = try await City(open: [])
        let both = Access.program(city: .city, districts: .all, actor: "一人")
        try await sign(city, both, .finance)
        #expect(await code { try await sign(city, both, .housing) } == "W003")
        #expect(await code { try await sign(city, city.finance, .housing) } == "L004")
        #expect(await code { try await sign(city, city.reporter, .housing) } == "L004")
        let narrow = Role.cityHousing.access(city: .city, districts: [.chaoyang], actor: "住建丙")
        #expect(await code { try await sign(city, narrow, .housing) } == "W015")
        #expect(await code { try await sign(city, city.housing, .housing, root: "ab") } == "W014")
    }

    private func sign(_ city: City, _ access: Access, _ body: SigningBody, root: String? = nil) async throws {
        let root = root ?? self.root
        _ = try await city.write { try Signatures.sign($0, access, freeze: "2023-1", root: root, as: body, at: now) }
    }

    private func withdraw(_ city: City, _ access: Access, _ body: SigningBody) async throws {
        _ = try await city.write { try Signatures.withdraw($0, access, freeze: "2023-1", as: body, at: now) }
    }

    /// As a resident sees it.
    private func published(_ city: City) async throws -> [String] {
        let resident = city.access("居民", .resident)
        return try await city.read { try Signatures.published($0, resident).map(\.freeze) }
    }
}
