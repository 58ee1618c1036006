public import Quantities

/// 专有部分: a flat, shop or garage with a certificate of its own.
public struct RollUnit: Sendable, Hashable {
    /// From 1, in the order of the roll.
    public let number: Int64
    public let building: String
    public let stairway: String
    public let room: String
    public let area: Area
    /// The owner it belongs to.
    public let head: Int64

    /// `3号楼 2单元 501`.
    public var name: String { [building, stairway, room].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// 一人: who counts as one owner (法释〔2009〕7号 art. 9): all units of one buyer together, co-owners together, the developer with all that is unsold.
public struct RollHead: Sendable, Hashable {
    public let number: Int64
    public let units: Int64
    public let area: Area
    /// Masked.
    public let names: String
    public let isDeveloper: Bool
}

/// What a roll adds up to.
public struct RollSummary: Sendable, Hashable {
    /// Each import of a poll makes the next one, from 1.
    public let roll: Int64
    public let units: Int64
    public let heads: Int64
    public let area: Area
    /// SHA-256 over the lines `building⇥stairway⇥room⇥area⇥head⏎` of its units in order, area in 0.01 m²: anyone with the list can make it.
    public let hash: String
    public let importedAt: String
}

/// One line of a roll as it is filed: a unit with all its owners, or with one of them (co-owners may stand on lines of their own).
public struct RollEntry: Sendable, Hashable, Codable {
    public var building: String
    public var stairway: String
    public var room: String
    /// In square metres: `87.35`.
    public var area: String
    public var owners: [Owner]
    public var certificate: String
    /// 未售: the developer's.
    public var isUnsold: Bool
    /// Where it stands in its file; 0 where it was typed.
    public var row: Int

    public struct Owner: Sendable, Hashable, Codable {
        public var name: String
        public var document: String

        public init(name: String, document: String) {
            self.name = name
            self.document = document
        }
    }

    public init(
        building: String, stairway: String, room: String, area: String, owners: [Owner], certificate: String, isUnsold: Bool = false,
        row: Int = 0
    ) {
        self.building = building
        self.stairway = stairway
        self.room = room
        self.area = area
        self.owners = owners
        self.certificate = certificate
        self.isUnsold = isUnsold
        self.row = row
    }
}

/// What is wrong with a line of a roll. Personal numbers are masked in it.
public struct RollFinding: Sendable, Hashable {
    public let row: Int
    public let column: Text
    public let value: String
    public let text: Text
}
