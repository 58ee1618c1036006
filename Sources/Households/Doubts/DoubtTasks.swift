public import Ledgers
public import Quantities
public import Store

/// 疑点办理状态.
public enum DoubtState: String, Titled, Codable {
    case open
    case assigned
    case explained
    case confirmed
    case settled

    public var title: Text {
        switch self {
        case .open: Text("待核查", "open")
        case .assigned: Text("核查中", "assigned")
        case .explained: Text("已说明", "explained")
        case .confirmed: Text("属实待处理", "confirmed")
        case .settled: Text("已处理", "settled")
        }
    }
}

public enum DoubtAct: String, Titled, Codable {
    case assign
    case explain
    case confirm
    case settle
    case reopen

    public var title: Text {
        switch self {
        case .assign: Text("指定核查人", "assign")
        case .explain: Text("说明情况正常", "explain")
        case .confirm: Text("认定属实", "confirm")
        case .settle: Text("登记处理结果", "settle")
        case .reopen: Text("情况有变，重新核查", "reopen")
        }
    }
}

/// A doubt with its task.
public struct DoubtTask: Sendable, Hashable {
    public let number: Int64
    public let doubt: Doubt
    public let state: DoubtState
    /// Who looks into it; empty where nobody was named.
    public let owner: String
    public let revision: Int64
    public let changedAt: String
}

/// 疑点核查: found over the whole city, worked on by the districts concerned.
public enum Doubts {
    public static let machine = Machine<DoubtState, DoubtAct>(
        "doubt", Text("疑点", "doubt"), initial: .open,
        [
            Machine.step([.open, .assigned], .assign, .assigned, [.handleHouseholds, .decideHouseholds, .decideCases]),
            Machine.step([.open, .assigned], .explain, .explained, [.handleHouseholds, .decideHouseholds], [.reason]),
            Machine.step([.open, .assigned], .confirm, .confirmed, [.decideHouseholds, .decideCases], [.reason]),
            Machine.step([.confirmed], .settle, .settled, [.handleHouseholds, .decideHouseholds], [.reason]),
            Machine.step([.explained, .settled], .reopen, .open, [.decideCases, .decideHouseholds]),
        ])
    static let register = Register(machine: machine)

    /// What came of a run.
    public struct Run: Sendable, Hashable {
        public let number: Int64
        public let payments: Int
        public let doubts: Int
        /// Explained or settled before, and open again because their facts changed.
        public let reopened: Int
    }

    /// Finds every doubt of a year, in all districts, and opens a task for each new one. What was explained stays so until its facts change.
    ///
    /// - Throws: `L004`, `G023` not the whole city.
    @discardableResult
    public static func run(_ connection: any Connection, _ access: Access, year: Int, policy: PolicyBook, at instant: String) throws -> Run
    {
        try access.require(.readHouseholds)
        try access.require(.decideCases)
        guard access.districts == .all else { throw HouseholdError.notWholeCity }
        let today = try HouseholdInstant.day(instant)
        var reader = DoubtReader(connection, access, year: year)
        let facts = try reader.read(policy)
        guard let tolerance = policy.supervision.incomeTolerance.inForce(on: today)?.value else {
            throw HouseholdError.noRule(Text("疑点核查参数", "parameters of doubts"), today)
        }
        let doubts = DoubtSearch(facts, incomeTolerance: tolerance).find()
        let table = HouseholdTables.doubtRuns
        let number = try table.nextNumber(connection, access)
        var digest = CanonicalBytes()
        for doubt in doubts { digest.append(digest: doubt.fingerprint) }
        try table.add(
            connection, access,
            [
                .integer(number), .text(digest.digest().hex), .integer(facts.payments.count), .integer(doubts.count), .text(access.actor),
                .text(instant),
            ], act: "doubts.run", subject: "\(year) \(number)", at: instant)
        try connection.execute("DELETE FROM doubts_now WHERE city = ?", [.text(access.city.digits)])
        let known = Dictionary(
            try register.standings(connection, access, "1 = 1", [], unscoped: true).map { ($0.subject, $0) }, uniquingKeysWith: { $1 })
        var next = (known.values.map(\.number).max() ?? 0) + 1
        var reopened = 0
        for doubt in doubts {
            try keep(connection, access, doubt, run: number)
            let print = ["fingerprint": doubt.fingerprint.hex]
            if let standing = known[doubt.key] {
                guard standing.state == .explained || standing.state == .settled,
                    try register.history(connection, access, standing.number).last?.detail["fingerprint"] != doubt.fingerprint.hex
                else { continue }
                let order = Order<DoubtAct>(.reopen, standing.number, detail: print)
                try register.write(
                    connection, access, order, try register.allowed(connection, access, order, standing), standing, household: nil,
                    at: instant)
                reopened += 1
            } else if let district = RegionCode(doubt.one.district) {
                try register.open(
                    connection, access, number: next, district: district, subject: doubt.key, household: nil, detail: print, at: instant)
                next += 1
            }
        }
        return Run(number: number, payments: facts.payments.count, doubts: doubts.count, reopened: reopened)
    }

    private static func keep(_ connection: any Connection, _ access: Access, _ doubt: Doubt, run: Int64) throws {
        try connection.execute(
            """
            INSERT INTO doubts_now (city, doubt, kind, subject, one_district, one_zh, one_en, other_district, other_zh, other_en, fingerprint, run)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(access.city.digits), .text(doubt.key), .text(doubt.kind.rawValue), .text(doubt.subject), .text(doubt.one.district),
                .text(doubt.one.text.zh), .text(doubt.one.text.en), .text(doubt.other.district), .text(doubt.other.text.zh),
                .text(doubt.other.text.en), .text(doubt.fingerprint.hex), .integer(run),
            ])
    }

    /// Assigns, explains, confirms or settles. An explanation names the facts it was given for.
    ///
    /// - Throws: `G010`, `L004`, `G012`–`G014`.
    public static func perform(_ connection: any Connection, _ access: Access, _ order: Order<DoubtAct>, at instant: String) throws {
        let task = try task(connection, access, order.number)
        guard let standing = try register.standings(connection, access, "s.number = ?", [.integer(order.number)], unscoped: true).first
        else { throw HouseholdError.notFound(machine.title, String(order.number)) }
        var order = order
        order.detail["fingerprint"] = task.doubt.fingerprint.hex
        if order.act == .assign, order.detail["owner"]?.isEmpty ?? true { order.detail["owner"] = access.actor }
        let step = try register.allowed(connection, access, order, standing)
        try register.write(connection, access, order, step, standing, household: nil, at: instant)
    }

    /// One task. Throws `G010` where neither side is in scope.
    public static func task(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> DoubtTask {
        guard let task = try list(connection, access).first(where: { $0.number == number }) else {
            throw HouseholdError.notFound(machine.title, String(number))
        }
        return task
    }

    /// The doubts of the last run of which a side is in scope.
    public static func list(_ connection: any Connection, _ access: Access) throws -> [DoubtTask] {
        try access.require(.readHouseholds)
        var owners: [Int64: String] = [:]
        for row in try connection.rows(
            "SELECT a.number, a.detail FROM household_acts a WHERE a.city = ? AND a.kind = 'doubt' AND a.act = 'assign' ORDER BY a.number, a.revision",
            [.text(access.city.digits)])
        {
            for line in try row.text(1).split(separator: "\n") where line.utf8.starts(with: "owner=".utf8) {
                owners[try row.int64(0)] = String(line.dropFirst(6))
            }
        }
        let (one, other) = (access.districtCondition("d.one_district"), access.districtCondition("d.other_district"))
        return try connection.rows(
            """
            SELECT d.kind, d.subject, d.one_district, d.one_zh, d.one_en, d.other_district, d.other_zh, d.other_en, d.fingerprint,
                s.number, s.state, s.revision, s.done_at
            FROM doubts_now d JOIN household_states s ON s.city = d.city AND s.kind = 'doubt' AND s.subject = d.doubt AND s.is_open = 1
            WHERE d.city = ? AND (\(one.sql) OR \(other.sql)) ORDER BY s.number
            """, [.text(access.city.digits)] + (one.arguments + other.arguments).map { .text($0) }
        ).map { row in
            guard let kind = DoubtKind(rawValue: try row.text(0)), let print = Digest256(hex: try row.text(8)),
                let state = DoubtState(rawValue: try row.text(10))
            else { throw HouseholdError.damaged("doubts_now", 0) }
            let doubt = Doubt(
                kind, try row.text(1), Doubt.Side(try row.text(2), Text(try row.text(3), try row.text(4))),
                Doubt.Side(try row.text(5), Text(try row.text(6), try row.text(7))), fingerprint: print)
            return DoubtTask(
                number: try row.int64(9), doubt: doubt, state: state, owner: owners[try row.int64(9)] ?? "", revision: try row.int64(11),
                changedAt: try row.text(12))
        }
    }

    public static func history(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [DoneAct] {
        _ = try task(connection, access, number)
        return try register.history(connection, access, number)
    }
}
