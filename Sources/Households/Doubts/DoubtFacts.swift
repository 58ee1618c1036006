import Quantities

/// 疑点核查的底数: what the ledgers and files of all districts say, as columns of whole numbers, read once.
///
/// Names (households, identities, homes, projects) are numbers of a ``NameTable``; identities are the tokens of blind indices and stay so:
/// nothing here can tell a person. Months are ``month(_:_:)``; days are day numbers of ``CivilDate``; money is fen.
public struct DoubtFacts: Sendable {
    public var households = NameTable()
    public var identities = NameTable()
    public var projects = NameTable()
    public var homes = NameTable()
    public var districts = NameTable()

    public var payments = Payments()
    public var members: [Member] = []
    public var applicants: [Member] = []
    public var changes: [Event] = []
    public var endings: [Event] = []
    public var tenancies: [Tenancy] = []
    public var projectHomes: [ProjectHomes] = []
    public var countedHomes: [CountedHome] = []
    public var incomes: [Income] = []

    public init() {}

    /// Payments of subsidies, one a household, month and payer.
    public struct Payments: Sendable {
        public var household: [Int32] = []
        public var identity: [Int32] = []
        public var district: [Int16] = []
        public var month: [Int16] = []
        public var amount: [Int32] = []
        public var rent: [Int32] = []
        public var standard: [Int32] = []

        public var count: Int { household.count }

        public mutating func reserve(_ count: Int) {
            household.reserveCapacity(count)
            identity.reserveCapacity(count)
            district.reserveCapacity(count)
            month.reserveCapacity(count)
            amount.reserveCapacity(count)
            rent.reserveCapacity(count)
            standard.reserveCapacity(count)
        }

        public mutating func append(
            household: Int32, identity: Int32, district: Int16, month: Int16, amount: Int64, rent: Int64, standard: Int64
        ) {
            self.household.append(household)
            self.identity.append(identity)
            self.district.append(district)
            self.month.append(month)
            // 21 million yuan a month is past any rent; what is above stays above.
            self.amount.append(Int32(clamping: amount))
            self.rent.append(Int32(clamping: rent))
            self.standard.append(Int32(clamping: standard))
        }
    }

    /// A person of a household.
    public struct Member: Sendable, Hashable {
        public var household: Int32
        public var identity: Int32
        public var district: Int16

        public init(household: Int32, identity: Int32, district: Int16) {
            self.household = household
            self.identity = identity
            self.district = district
        }
    }

    /// Something registered of a household on a day: that it left, that its applicant died, that another member applies in their place.
    public struct Event: Sendable, Hashable {
        public var household: Int32
        public var day: Int32
        public var isDeath: Bool

        public init(household: Int32, day: Int32, isDeath: Bool = false) {
            self.household = household
            self.day = day
            self.isDeath = isDeath
        }
    }

    /// A household in a home from one day to another (both included; `until` is `Int32.max` while it lasts).
    public struct Tenancy: Sendable, Hashable {
        public var home: Int32
        public var project: Int32
        public var household: Int32
        public var district: Int16
        public var from: Int32
        public var until: Int32

        public init(home: Int32, project: Int32, household: Int32, district: Int16, from: Int32, until: Int32 = .max) {
            self.home = home
            self.project = project
            self.household = household
            self.district = district
            self.from = from
            self.until = until
        }
    }

    public struct ProjectHomes: Sendable, Hashable {
        public var project: Int32
        public var district: Int16
        public var homes: Int32

        public init(project: Int32, district: Int16, homes: Int32) {
            self.project = project
            self.district = district
            self.homes = homes
        }
    }

    /// A home that a project counts, by what tells it from every other: its unit number in the property register, or its address.
    public struct CountedHome: Sendable, Hashable {
        public var home: Int32
        public var project: Int32
        public var district: Int16

        public init(home: Int32, project: Int32, district: Int16) {
            self.home = home
            self.project = project
            self.district = district
        }
    }

    /// Income per head a month as another register has it, beside the limit of the class the household is paid by; in fen.
    public struct Income: Sendable, Hashable {
        public var household: Int32
        public var district: Int16
        public var perHead: Int64
        public var limit: Int64

        public init(household: Int32, district: Int16, perHead: Int64, limit: Int64) {
            self.household = household
            self.district = district
            self.perHead = perHead
            self.limit = limit
        }
    }

    /// Months counted from January 1900.
    public static func month(_ year: Int, _ month: Int) -> Int16 { Int16((year - 1900) * 12 + month - 1) }

    static func monthText(_ month: Int16) -> String {
        let (year, number) = (1900 + Int(month) / 12, Int(month) % 12 + 1)
        return "\(year)-\(number < 10 ? "0" : "")\(number)"
    }

    static func firstDay(_ month: Int16) -> Int32 {
        Int32(CivilDate(year: 1900 + Int(month) / 12, month: Int(month) % 12 + 1, day: 1)?.dayNumber ?? 0)
    }
}
