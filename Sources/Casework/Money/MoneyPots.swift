public import Ledgers
public import Quantities
public import Store

/// 一份文件在一个专项的资金: what one central document brought one programme, re-assignments taken in, and how far it has been passed on.
public struct MoneyPot: Sendable {
    /// The document the money came with; of money re-assigned to a programme the document did not provide for, still that one.
    public let document: String
    public let programme: String
    /// The day it was received; where only a re-assignment brought it, that one's.
    public internal(set) var receivedOn: CivilDate
    /// In fen, by kind of money.
    public internal(set) var allotted: [String: Int64] = [:]
    /// In fen, by kind of money; under "" what was passed on without naming one.
    public internal(set) var allocated: [String: Int64] = [:]
    public internal(set) var allotments: [DeskEntry] = []
    public internal(set) var allocations: [DeskEntry] = []

    public var allottedAll: Int64 { allotted.values.total }
    public var allocatedAll: Int64 { allocated.values.total }
    /// What is not passed on yet; below zero where too much was.
    public var rest: Int64 { allottedAll - allocatedAll }

    /// What is left of one kind of money; of all kinds where `fund` is empty.
    public func rest(of fund: String) -> Int64 {
        fund.isEmpty ? rest : min(rest, (allotted[fund] ?? 0) - (allocated[fund] ?? 0))
    }

    /// The last day to pass it on.
    public var due: CivilDate { receivedOn.adding(days: MoneyTerms.passOnDays) }

    /// Days left; below zero once it is late.
    public func daysLeft(_ day: CivilDate) -> Int { due.days(since: day) }

    /// What was passed on after the last day.
    public var late: [DeskEntry] { allocations.filter { entry in entry.date("passed_on").map { $0 > due } ?? false } }
}

/// 资金来源: the money of the city, by document and programme.
public enum MoneyPots {
    /// - Parameter year: pots of this year and the three before.
    public static func list(_ connection: any Connection, _ access: Access, year: Int) throws -> [MoneyPot] {
        try list(MoneySource(connection, access, year: year))
    }

    static func list(_ source: MoneySource) throws -> [MoneyPot] {
        let allotments = try source.rows(.allotments)
        let roots = roots(allotments)
        var pots: [String: MoneyPot] = [:]
        var isOriginal: Set<String> = []
        for entry in allotments {
            let (document, programme) = (roots(entry.text("document")), entry.text("programme"))
            let name = "\(document)/\(programme)"
            guard let received = entry.date("received_on") else { continue }
            let original = entry.text("of_document").isEmpty
            var pot = pots[name] ?? MoneyPot(document: document, programme: programme, receivedOn: received)
            // The day of the money itself counts before that of a re-assignment.
            if original, isOriginal.insert(name).inserted {
                pot.receivedOn = received
            } else if original == isOriginal.contains(name) {
                pot.receivedOn = min(pot.receivedOn, received)
            }
            pot.allotted[entry.text("fund"), default: 0] += entry.fen
            pot.allotments.append(entry)
            pots[name] = pot
        }
        for entry in try source.rows(.allocations) {
            let name = "\(roots(entry.text("central_document")))/\(entry.text("programme"))"
            guard var pot = pots[name] else { continue }
            pot.allocated[entry.text("fund"), default: 0] += entry.fen
            pot.allocations.append(entry)
            pots[name] = pot
        }
        return pots.values.sorted { ($0.receivedOn, $0.document, $0.programme) < ($1.receivedOn, $1.document, $1.programme) }
    }

    /// The document whose money a document moves: itself, or what its re-assignment names.
    static func roots(_ allotments: [DeskEntry]) -> (String) -> String {
        var of: [String: String] = [:]
        for entry in allotments where !entry.text("of_document").isEmpty { of[entry.text("document")] = entry.text("of_document") }
        return { document in
            var (found, steps) = (document, 0)
            while let next = of[found], steps < 8 { (found, steps) = (next, steps + 1) }
            return found
        }
    }

    static func pot(_ source: MoneySource, document: String, programme: String) throws -> MoneyPot? {
        let root = roots(try source.rows(.allotments))(document)
        return try list(source).first { $0.document == root && $0.programme == programme }
    }
}
