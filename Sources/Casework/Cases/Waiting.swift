public import Ledgers
public import Quantities
public import Store

/// A case that waits for somebody: an act with a term is open to them.
public struct WaitingCase: Sendable {
    public let line: CaseLine
    public let act: CaseAct
    /// The last working day for it.
    public let due: CivilDate
    public let isLate: Bool
}

extension Cases {
    /// The cases on which an act with a term of working days is open to this person, the most urgent first.
    ///
    /// - Parameter today: the day in China.
    public static func waiting(_ connection: any Connection, _ access: Access, year: Int, today: CivilDate) throws -> [WaitingCase] {
        try CaseCatalogue.all.filter { access.allows(ledger: $0.ledger.ledger) }.flatMap { kind -> [WaitingCase] in
            let acts = kind.acts.filter { $0.workingDays != nil && access.may($0.may) }
            let states = Set(acts.flatMap(\.from))
            guard !states.isEmpty else { return [] }
            return try list(connection, access, kind, year: year, states: states).compactMap { line in
                let open = acts.first { $0.from.contains(line.state.code) }
                let events = try CaseRecords.events(connection, access, kind: kind.name, district: line.district, key: line.key)
                guard let act = open, let days = act.workingDays, let since = events.last(where: { $0.before != $0.after })?.day else {
                    return nil
                }
                let due = WorkingDays.china.day(days, after: since)
                return WaitingCase(line: line, act: act, due: due, isLate: today > due)
            }
        }.sorted { ($0.due, $0.line.key) < ($1.due, $1.line.key) }
    }
}
