public import Quantities

/// Finds every doubt in a set of facts: groups by counting sort, then one pass over each group.
///
///     let doubts = DoubtSearch(facts, incomeTolerance: Rational(1, 5)).find()
public struct DoubtSearch: Sendable {
    let facts: DoubtFacts
    /// How far above a class's limit an income may be before it is far: ¼ for a quarter.
    let incomeTolerance: Rational

    public init(_ facts: DoubtFacts, incomeTolerance: Rational) {
        self.facts = facts
        self.incomeTolerance = incomeTolerance
    }

    /// All doubts, by kind, then subject.
    public func find() -> [Doubt] {
        var found = peopleInTwo() + overfull() + homesTwice() + incomes()
        let byHousehold = Grouping(facts.payments.household, count: facts.households.count)
        let tenancies = Grouping(facts.tenancies.map(\.household), count: facts.households.count)
        let endings = Grouping(facts.endings.map(\.household), count: facts.households.count)
        let changes = Grouping(facts.changes.map(\.household), count: facts.households.count)
        let applicants = Grouping(facts.applicants.map(\.household), count: facts.households.count)
        for household in 0..<Int32(facts.households.count) {
            let rows = byHousehold[household]
            if rows.isEmpty { continue }
            let paid = PaidHousehold(facts, household, rows)
            paid.twoDistricts(&found)
            paid.paidTwice(&found)
            paid.paidAbove(&found)
            paid.whileHoused(tenancies[household], &found)
            paid.afterEnd(endings[household], &found)
            paid.anotherPerson(applicants[household], changes[household], &found)
        }
        let order = Dictionary(uniqueKeysWithValues: DoubtKind.allCases.enumerated().map { ($1, $0) })
        return found.sorted { (order[$0.kind] ?? 0, $0.subject) < (order[$1.kind] ?? 0, $1.subject) }
    }

    func district(_ number: Int16) -> String { facts.districts.name(Int32(number)) }

    // MARK: - Kinds that look at no payments, or only at who was paid

    /// Members of the files, and whoever is paid: a person in two households.
    private func peopleInTwo() -> [Doubt] {
        let none = Int32(-1)
        var first = [Int32](repeating: none, count: facts.identities.count)
        var firstDistrict = [Int16](repeating: 0, count: facts.identities.count)
        var pairs: [Int64: (identity: Int32, one: Int16, other: Int16)] = [:]
        func meet(_ identity: Int32, _ household: Int32, _ district: Int16) {
            let known = first[Int(identity)]
            if known == none {
                first[Int(identity)] = household
                firstDistrict[Int(identity)] = district
            } else if known != household {
                let (low, high) = (min(known, household), max(known, household))
                let districts = low == known ? (firstDistrict[Int(identity)], district) : (district, firstDistrict[Int(identity)])
                pairs[Int64(low) << 32 | Int64(high)] = (identity, districts.0, districts.1)
            }
        }
        for member in facts.members { meet(member.identity, member.household, member.district) }
        let payments = facts.payments
        for row in 0..<payments.count { meet(payments.identity[row], payments.household[row], payments.district[row]) }
        return pairs.map { pair, seen in
            let names = [facts.households.name(Int32(pair >> 32)), facts.households.name(Int32(truncatingIfNeeded: pair))]
            let sorted = names[0] <= names[1]
            let (one, other) = sorted ? (names[0], names[1]) : (names[1], names[0])
            let (place, otherPlace) = sorted ? (seen.one, seen.other) : (seen.other, seen.one)
            let text = { (name: String) in Text("登记在家庭\(name)", "registered in household \(name)") }
            return Doubt(
                .twoHouseholds, "\(one)+\(other)", Doubt.Side(district(place), text(one)), Doubt.Side(district(otherPlace), text(other)))
        }
    }

    /// The most tenancies on one day, project by project, beside its homes.
    private func overfull() -> [Doubt] {
        let byProject = Grouping(facts.tenancies.map(\.project), count: facts.projects.count)
        return facts.projectHomes.compactMap { project in
            // +1 on the first day, −1 on the day after the last: a home let again the next day is one home.
            var steps: [(day: Int32, change: Int32)] = []
            for row in byProject[project.project] {
                let tenancy = facts.tenancies[Int(row)]
                steps.append((tenancy.from, 1))
                if tenancy.until != .max { steps.append((tenancy.until + 1, -1)) }
            }
            steps.sort { ($0.day, $0.change) < ($1.day, $1.change) }
            var (now, most, day) = (Int32(0), Int32(0), Int32(0))
            for step in steps {
                now += step.change
                if now > most { (most, day) = (now, step.day) }
            }
            guard most > project.homes else { return nil }
            let date = CivilDate(dayNumber: Int(day))?.description ?? ""
            let place = district(project.district)
            return Doubt(
                .projectOverfull, facts.projects.name(project.project),
                Doubt.Side(place, Text("项目登记\(project.homes)套", "the project has \(project.homes) homes")),
                Doubt.Side(place, Text("\(date)有效租赁合同\(most)份", "\(most) tenancies on \(date)")))
        }
    }

    private func homesTwice() -> [Doubt] {
        let byHome = Grouping(facts.countedHomes.map(\.home), count: facts.homes.count)
        return (0..<Int32(facts.homes.count)).compactMap { home in
            let rows = byHome[home]
            guard rows.count > 1 else { return nil }
            let counted = rows.map { facts.countedHomes[Int($0)] }.sorted {
                facts.projects.name($0.project) < facts.projects.name($1.project)
            }
            let sides = counted.prefix(2).map { home in
                Doubt.Side(
                    district(home.district),
                    Text("计入项目\(facts.projects.name(home.project))", "counted in project \(facts.projects.name(home.project))"))
            }
            return Doubt(.homeTwice, facts.homes.name(home), sides[0], sides[1])
        }
    }

    private func incomes() -> [Doubt] {
        let factor = incomeTolerance + 1
        return facts.incomes.compactMap { income in
            guard income.limit > 0, Rational(income.perHead) > Rational(income.limit) * factor else { return nil }
            let place = district(income.district)
            let (seen, limit) = (NumberFormat.yuan(Rational(income.perHead, 100)), NumberFormat.yuan(Rational(income.limit, 100)))
            return Doubt(
                .incomeFar, facts.households.name(income.household),
                Doubt.Side(place, Text("所在档次人均上限\(limit.zh)", "limit of its class: \(limit.en) a head")),
                Doubt.Side(place, Text("核对人均月收入\(seen.zh)", "income found: \(seen.en) a head")))
        }
    }
}

/// Rows by the number in one column: a counting sort, which keeps their order within a group.
struct Grouping {
    private var starts: [Int32]
    private var rows: [Int32]

    init(_ column: [Int32], count: Int) {
        starts = Array(repeating: 0, count: count + 1)
        rows = Array(repeating: 0, count: column.count)
        for value in column { starts[Int(value) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        for (row, value) in column.enumerated() {
            rows[Int(next[Int(value)])] = Int32(row)
            next[Int(value)] += 1
        }
    }

    subscript(_ value: Int32) -> ArraySlice<Int32> { rows[Int(starts[Int(value)])..<Int(starts[Int(value) + 1])] }
}
