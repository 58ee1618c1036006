public import Quantities

/// Who asks, and what of the city they may see. No entry can be read or written without one.
public struct Access: Sendable, Hashable {
    public let city: RegionCode
    public let districts: Scope
    /// The person or program, as the journal names it.
    public let actor: String

    public enum Scope: Sendable, Hashable {
        case all
        case only(Set<RegionCode>)
    }

    public init(city: RegionCode, districts: Scope, actor: String) {
        self.city = city
        self.districts = districts
        self.actor = actor
    }

    public func allows(_ district: RegionCode) -> Bool {
        switch districts {
        case .all: true
        case .only(let set): set.contains(district)
        }
    }

    /// A condition on a district column, with its arguments: part of every query over pages.
    func condition(_ column: String) -> (sql: String, arguments: [String]) {
        switch districts {
        case .all: ("1 = 1", [])
        case .only(let set):
            set.isEmpty
                ? ("1 = 0", [])
                : ("\(column) IN (\(set.map { _ in "?" }.joined(separator: ", ")))", set.map(\.digits).sorted())
        }
    }
}
