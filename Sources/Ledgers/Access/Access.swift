public import Quantities

/// Who asks, what of the city they may see, and what they may do. No entry can be read or written without one.
///
/// It carries the whole answer, so that a query needs nothing beside it: the districts and ledgers whose pages exist for this person,
/// and the acts open to them. Whatever it does not name is closed.
public struct Access: Sendable, Hashable {
    public let city: RegionCode
    public let districts: Scope
    public let ledgers: Ledgers
    public let permissions: Set<Permission>
    /// The person or program, as the journal names it.
    public let actor: String

    public enum Scope: Sendable, Hashable {
        case all
        case only(Set<RegionCode>)
    }

    public enum Ledgers: Sendable, Hashable {
        case all
        case only(Set<String>)
    }

    public init(city: RegionCode, districts: Scope, ledgers: Ledgers, permissions: Set<Permission>, actor: String) {
        self.city = city
        self.districts = districts
        self.ledgers = ledgers
        self.permissions = permissions
        self.actor = actor
    }

    /// The command line's: who can read the data directory may do everything with the ledgers of these districts.
    public static func program(city: RegionCode, districts: Scope, actor: String) -> Access {
        Access(city: city, districts: districts, ledgers: .all, permissions: Set(Permission.allCases), actor: actor)
    }

    public func allows(_ district: RegionCode) -> Bool {
        switch districts {
        case .all: true
        case .only(let set): set.contains(district)
        }
    }

    public func allows(ledger: String) -> Bool {
        switch ledgers {
        case .all: true
        case .only(let set): set.contains(ledger)
        }
    }

    public func allows(_ page: PageVersion) -> Bool { allows(page.district) && allows(ledger: page.ledger) }

    public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// - Throws: `L004` where the act is not open to this person.
    public func require(_ permission: Permission) throws(LedgerError) {
        guard may(permission) else { throw LedgerError.notPermitted(permission) }
    }

    /// A condition on the district and ledger columns, with its arguments: part of every query over pages.
    ///
    ///     let scope = access.condition(district: "v.district", ledger: "v.ledger")
    ///     "SELECT … WHERE v.city = ? AND \(scope.sql)", [city] + scope.arguments.map { .text($0) }
    public func condition(district: String, ledger: String) -> (sql: String, arguments: [String]) {
        let one = Self.condition(district, districts.set.map { $0.map(\.digits) })
        let two = Self.condition(ledger, ledgers.set.map(Array.init))
        return ("\(one.sql) AND \(two.sql)", one.arguments + two.arguments)
    }

    private static func condition(_ column: String, _ values: [String]?) -> (sql: String, arguments: [String]) {
        guard let values else { return ("1 = 1", []) }
        if values.isEmpty { return ("1 = 0", []) }
        return ("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))", values.sorted())
    }
}

extension Access.Scope {
    fileprivate var set: Set<RegionCode>? { if case .only(let set) = self { set } else { nil } }
}

extension Access.Ledgers {
    fileprivate var set: Set<String>? { if case .only(let set) = self { set } else { nil } }
}
