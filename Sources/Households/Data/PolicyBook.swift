import Foundation
public import Store

/// 政策: all dated data this floor goes by, of one city, and the bytes it was read from.
///
///     let policy = try PolicyBook.load()
///     policy.eligibility.decide(facts, on: CivilDate("2023-07-01")!)
public struct PolicyBook: Sendable {
    public let eligibility: EligibilityRules
    public let subsidies: SubsidyStandards
    public let waiting: WaitingRules
    public let supervision: SupervisionRules
    /// The files read, by name, with their hashes: a decision names them.
    public let materials: [Material]

    public struct Material: Sendable, Hashable {
        public let name: String
        public let bytes: [UInt8]
        public let digest: Digest256

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
            digest = Hasher256.hash(bytes)
        }
    }

    /// Reads the city's files: those of the program, and in their place those of `overrides`, a folder that holds `policies/beijing/*.yaml`.
    ///
    /// - Throws: `G001` with every fault of every file; `G002` where one is missing.
    public static func load(city: String = "beijing", overrides: String? = nil) throws(HouseholdError) -> PolicyBook {
        let bundled = Bundle.module.url(forResource: "Years", withExtension: nil)?.appendingPathComponent(city)
        let own = overrides.map { URL(fileURLWithPath: $0).appendingPathComponent("policies").appendingPathComponent(city) }
        var materials: [Material] = []
        for name in files {
            let data = [own, bundled].lazy.compactMap { $0 }.compactMap { try? Data(contentsOf: $0.appendingPathComponent(name)) }.first
            guard let data else { throw .missingData("\(city)/\(name)") }
            materials.append(Material(name: "\(city)/\(name)", bytes: Array(data)))
        }
        return try PolicyBook(materials)
    }

    static let files = ["eligibility.yaml", "subsidies.yaml", "waiting.yaml", "supervision.yaml"]

    /// Reads from bytes at hand.
    public init(_ materials: [Material]) throws(HouseholdError) {
        let problems = DataProblems()
        func root(_ name: String) throws(HouseholdError) -> DataNode? {
            guard let material = materials.first(where: { $0.name.utf8.suffix(name.utf8.count).elementsEqual(name.utf8) }) else {
                throw .missingData(name)
            }
            return DataNode.root(material.bytes, file: material.name, problems)
        }
        let eligibility = try root("eligibility.yaml").map(EligibilityRules.init)
        let subsidies = try root("subsidies.yaml").map(SubsidyStandards.init)
        let waiting = try root("waiting.yaml").map(WaitingRules.init)
        let supervision = try root("supervision.yaml").map(SupervisionRules.init)
        guard problems.list.isEmpty, let eligibility, let subsidies, let waiting, let supervision else { throw .faultyData(problems.list) }
        self.eligibility = eligibility
        self.subsidies = subsidies
        self.waiting = waiting
        self.supervision = supervision
        self.materials = materials
    }
}
