public import Quantities

/// 层: the households of one project in one district.
public struct Stratum: Sendable, Hashable, Comparable, Codable {
    public let district: RegionCode
    /// The project's number in the ledgers.
    public let project: String

    public init(_ district: RegionCode, _ project: String) {
        self.district = district
        self.project = project
    }

    /// By district, then by the project's bytes.
    public static func < (a: Stratum, b: Stratum) -> Bool {
        a.district == b.district ? a.project.utf8.lexicographicallyPrecedes(b.project.utf8) : a.district < b.district
    }
}

/// 户: one household of the frame: a number that the project's operator can find the door by, and no name.
public struct FrameUnit: Sendable, Hashable {
    public let stratum: Stratum
    public let unit: String
    /// The project's name, for the letter.
    public let name: String

    public init(_ stratum: Stratum, _ unit: String, name: String) {
        self.stratum = stratum
        self.unit = unit
        self.name = name
    }

    /// What is drawn: `110105/P-0012/3-502`.
    public var id: String { "\(stratum.district)/\(stratum.project)/\(unit)" }
}
