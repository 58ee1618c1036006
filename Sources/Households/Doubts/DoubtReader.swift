import Ledgers
import Quantities
import Store

/// Reads a year's facts for ``DoubtSearch`` from the ledgers and files of the whole city, each table once.
struct DoubtReader {
    let connection: any Connection
    let access: Access
    let year: Int
    var facts = DoubtFacts()
    private var city: [SQLValue] { [.text(access.city.digits)] }

    init(_ connection: any Connection, _ access: Access, year: Int) {
        self.connection = connection
        self.access = access
        self.year = year
    }

    mutating func read(_ policy: PolicyBook) throws -> DoubtFacts {
        try readPayments()
        try readMembers()
        try readTenancies()
        try readHomes()
        try readEndings()
        try readIncomes(policy)
        return facts
    }

    private mutating func district(_ code: String) -> Int16 { Int16(facts.districts.number(code)) }

    private mutating func readPayments() throws {
        let pages = try Pages.current(connection, access, year: year, ledger: Sheet.subsidies.ledger)
        facts.payments.reserve(pages.reduce(0) { $0 + Int($1.entries) })
        for page in pages {
            guard let number = page.period.month else { continue }
            let month = DoubtFacts.month(page.period.year, number)
            let place = district(page.district.digits)
            // Taken out while it grows, so that nothing is copied.
            var (payments, households, identities) = (DoubtFacts.Payments(), facts.households, facts.identities)
            swap(&payments, &facts.payments)
            facts.households = NameTable()
            facts.identities = NameTable()
            defer { (facts.payments, facts.households, facts.identities) = (payments, households, identities) }
            try Entries.forEach(
                connection, access, page, columns: ["household", "identity_index", "amount", "rent", "standard"]
            ) { row in
                payments.append(
                    household: try row.withText(1) { households.number($0) }, identity: try row.withBlob(2) { identities.number($0) },
                    district: place, month: month, amount: try row.int64(3), rent: try row.int64(4), standard: try row.int64(5))
            }
        }
    }

    private mutating func readMembers() throws {
        var (households, identities) = (facts.households, facts.identities)
        for row in try connection.rows(
            """
            SELECT p.household, p.identity_index, f.district, m.relation FROM household_people p
            JOIN household_files f ON f.city = p.city AND f.household = p.household
            JOIN household_members m ON m.city = p.city AND m.household = p.household AND m.member = p.member AND m.act = 'join'
            WHERE p.city = ?
            """, city)
        {
            let token = try row.blob(1)
            let member = DoubtFacts.Member(
                household: households.number(try row.text(0)), identity: token.withUnsafeBufferPointer { identities.number($0) },
                district: district(try row.text(2)))
            facts.members.append(member)
            if try row.text(3) == HouseholdMember.Relation.applicant.rawValue { facts.applicants.append(member) }
        }
        for row in try connection.rows(
            "SELECT m.household, m.from_day FROM household_members m WHERE m.city = ? AND m.act = 'leave' AND m.relation = 'applicant'",
            city)
        {
            guard let day = CivilDate(try row.text(1)) else { continue }
            facts.changes.append(.init(household: households.number(try row.text(0)), day: Int32(day.dayNumber)))
        }
        (facts.households, facts.identities) = (households, identities)
    }

    private mutating func readTenancies() throws {
        for tenancy in try Tenancies.list(connection, access) {
            guard
                let home = try connection.row(
                    "SELECT h.project FROM homes h WHERE h.city = ? AND h.home = ?", city + [.text(tenancy.home)])
            else { continue }
            facts.tenancies.append(
                .init(
                    home: facts.homes.number(tenancy.home), project: facts.projects.number(try home.text(0)),
                    household: facts.households.number(tenancy.household), district: district(tenancy.district.digits),
                    from: Int32(tenancy.from.dayNumber), until: tenancy.state == .ended ? Int32(tenancy.until.dayNumber) : .max))
        }
    }

    private mutating func readHomes() throws {
        for project in try Homes.projects(connection, access) {
            facts.projectHomes.append(
                .init(
                    project: facts.projects.number(project.project), district: district(project.district.digits),
                    homes: Int32(clamping: project.homes)))
        }
        for home in try Homes.list(connection, access) {
            facts.countedHomes.append(
                .init(
                    home: facts.homes.number("不动产单元" + Self.normal(home.unit)), project: facts.projects.number(home.project),
                    district: district(home.district.digits)))
        }
    }

    /// A unit's number however it was typed: full width as half, no blanks and dashes, capital letters.
    static func normal(_ unit: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unit.unicodeScalars {
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            if (0x61...0x7A).contains(value) { value -= 0x20 }
            if [0x20, 0x3000, 0x2D, 0x2013, 0x2014, 0x09].contains(value) { continue }
            if let plain = Unicode.Scalar(value) { result.append(plain) }
        }
        return String(result)
    }

    private mutating func readEndings() throws {
        for (household, ending) in try HouseholdEndings.all(connection, access) {
            facts.endings.append(
                .init(
                    household: facts.households.number(household), day: Int32(ending.on.dayNumber), isDeath: ending.kind == .died))
        }
    }

    /// What the checks found of the incomes of households that are paid, beside the limit of the class they are paid by.
    private mutating func readIncomes(_ policy: PolicyBook) throws {
        guard let date = CivilDate(year: year, month: 12, day: 31), let table = policy.subsidies.tables.inForce(on: date)?.value,
            let firstLimit = table.classes.lazy.compactMap(\.incomePerHead).first
        else { return }
        for grant in try SubsidyGrants.list(connection, access) where grant.state != .ended {
            let known = try HouseholdFiles.facts(connection, access, grant.household)
            guard let income = known.money(.monthlyIncome, on: date), let people = known.people(on: date) else { continue }
            let paid = try? policy.subsidies.compute(SubsidyCase(known, district: grant.district, on: date), on: date)
            // A household of a category is held against the first limit of income, which is above its own.
            let limit = paid?.paidClass.flatMap { table.classes[$0 - 1].incomePerHead } ?? firstLimit
            facts.incomes.append(
                .init(
                    household: facts.households.number(grant.household), district: district(grant.district.digits),
                    perHead: income.fen / Int64(people), limit: limit.fen))
        }
    }
}
