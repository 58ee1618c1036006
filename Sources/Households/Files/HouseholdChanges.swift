public import Ledgers
public import Quantities
public import Store

/// 变更申请: after a decision, what is known of a household changes only by a request with evidence, decided by another person.
public enum ChangeState: String, Titled {
    case asked
    case granted
    case refused

    public var title: Text {
        switch self {
        case .asked: Text("待核定", "asked")
        case .granted: Text("已核定", "granted")
        case .refused: Text("未核定", "refused")
        }
    }
}

public enum ChangeAct: String, Titled {
    case grant
    case refuse

    public var title: Text { self == .grant ? Text("核定变更", "grant") : Text("不予变更", "refuse") }
}

public struct ChangeRequest: Sendable, Hashable {
    public let number: Int64
    public let household: String
    public let fact: Fact
    public let state: ChangeState
    public let revision: Int64
    public let actor: String
    public let askedAt: String
}

public enum HouseholdChanges {
    public static let machine = Machine<ChangeState, ChangeAct>(
        "change", Text("变更申请", "change request"), initial: .asked,
        [
            Machine.step([.asked], .grant, .granted, [.decideHouseholds], [.byAnother]),
            Machine.step([.asked], .refuse, .refused, [.decideHouseholds], [.reason, .byAnother]),
        ])
    static let register = Register(machine: machine)

    /// Asks that a fact be changed from a day on; the fact's source names the evidence, which is among the household's documents.
    ///
    /// - Throws: `G010`, `L004`, `G022` without a document of that hash.
    @discardableResult
    public static func ask(
        _ connection: any Connection, _ access: Access, _ household: String, _ fact: Fact, evidence: Digest256, reason: String,
        at instant: String
    ) throws -> Int64 {
        let file = try HouseholdFiles.writable(connection, access, household)
        guard try HouseholdDocuments.list(connection, access, household).contains(where: { $0.hash == evidence }) else {
            throw HouseholdError.noEvidence(household)
        }
        let table = HouseholdTables.changes
        let number = try table.nextNumber(connection, access)
        try table.add(
            connection, access,
            [
                .integer(number), .text(household), .text(fact.kind.rawValue),
                try HouseholdFiles.seal(
                    connection, access, fact.value.plain, household: household, column: "household_change_requests.value"),
                .text(fact.from.description), .text(evidence.hex), .text(access.actor), .text(instant),
            ], act: "change.ask", subject: "\(number) \(household)", at: instant)
        try register.open(
            connection, access, number: number, district: file.district, subject: "\(household)/\(fact.kind.rawValue)",
            household: household, note: reason, detail: ["source": fact.source], at: instant)
        return number
    }

    /// Grants or refuses. What is granted becomes a fact of the household.
    public static func perform(_ connection: any Connection, _ access: Access, _ order: Order<ChangeAct>, at instant: String) throws {
        guard let standing = try register.standing(connection, access, order.number),
            let request = try list(connection, access, household: nil).first(where: { $0.number == order.number })
        else { throw HouseholdError.notFound(machine.title, String(order.number)) }
        let step = try register.allowed(connection, access, order, standing)
        try register.write(connection, access, order, step, standing, household: request.household, at: instant)
        if step.to == .granted {
            let file = try HouseholdFiles.file(connection, access, request.household)
            try HouseholdFiles.add(connection, access, file, request.fact, request: order.number, at: instant)
        }
    }

    /// The requests in scope, or one household's; none of a household that was erased.
    public static func list(_ connection: any Connection, _ access: Access, household: String?) throws -> [ChangeRequest] {
        if let household { _ = try HouseholdFiles.file(connection, access, household) } else { try access.require(.readHouseholds) }
        let standings = try register.standings(
            connection, access, "(? = '' OR s.subject >= ? AND s.subject < ?)",
            [.text(household ?? ""), .text((household ?? "") + "/"), .text((household ?? "") + "0")], unscoped: household != nil)
        return try standings.compactMap { standing in
            guard
                let row = try connection.row(
                    """
                    SELECT c.household, c.fact, c.value, c.from_day, c.actor, c.done_at FROM household_change_requests c
                    WHERE c.city = ? AND c.number = ?
                    """, [.text(access.city.digits), .integer(standing.number)]), let kind = FactKind(rawValue: try row.text(1)),
                let from = CivilDate(try row.text(3))
            else { throw HouseholdError.damaged("household_change_requests", standing.number) }
            let household = try row.text(0)
            let opened = try connection.personal(city: access.city.digits)
                .open(try row[2], of: .household(city: access.city.digits, household), column: "household_change_requests.value")
            // Of an erased household nothing is left to ask for.
            guard case .text(let text) = opened else { return nil }
            let source = try register.history(connection, access, standing.number).first?.detail["source"] ?? ""
            return ChangeRequest(
                number: standing.number, household: household,
                fact: Fact(kind, try FactValue(text, for: kind), from: from, source: source), state: standing.state,
                revision: standing.revision, actor: try row.text(4), askedAt: try row.text(5))
        }
    }
}

/// 材料: documents of a household, kept in the vault under their hash.
public struct HouseholdDocument: Sendable, Hashable {
    public let number: Int64
    public let application: Int64
    public let title: String
    public let hash: Digest256
    public let size: Int64
    public let actor: String
    public let addedAt: String
}

public enum HouseholdDocuments {
    /// Notes a document that the caller has put into the vault.
    public static func add(
        _ connection: any Connection, _ access: Access, _ household: String, application: Int64, title: String, hash: Digest256,
        size: Int64, at instant: String
    ) throws {
        _ = try HouseholdFiles.writable(connection, access, household)
        guard !title.isBlank, title.unicodeScalars.count <= 60 else {
            throw HouseholdError.unreadable(Text("材料名称", "title of the document"), Text("1至60字", "1 to 60 characters"))
        }
        let table = HouseholdTables.documents
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(household), .integer(application), .text(title),
                .text(hash.hex), .integer(size), .text(access.actor), .text(instant),
            ], act: "household.document", subject: "\(household) \(hash.hex.prefix(12))", at: instant)
    }

    /// The files of all documents, whoever asks: what the vault should hold.
    public static func hashes(_ connection: any Connection, _ access: Access) throws -> Set<Digest256> {
        Set(
            try connection.rows("SELECT d.hash FROM household_documents d WHERE d.city = ?", [.text(access.city.digits)])
                .compactMap { Digest256(hex: try $0.text(0)) })
    }

    public static func list(_ connection: any Connection, _ access: Access, _ household: String) throws -> [HouseholdDocument] {
        _ = try HouseholdFiles.file(connection, access, household)
        return try connection.rows(
            """
            SELECT d.number, d.application, d.title, d.hash, d.size, d.actor, d.done_at FROM household_documents d
            WHERE d.city = ? AND d.household = ? ORDER BY d.number
            """, [.text(access.city.digits), .text(household)]
        ).map { row in
            guard let hash = Digest256(hex: try row.text(3)) else { throw HouseholdError.damaged("household_documents", try row.int64(0)) }
            return HouseholdDocument(
                number: try row.int64(0), application: try row.int64(1), title: try row.text(2), hash: hash, size: try row.int64(4),
                actor: try row.text(5), addedAt: try row.text(6))
        }
    }
}

extension HouseholdError {
    static func noEvidence(_ household: String) -> HouseholdError {
        HouseholdError(
            "G022", "家庭\(household)没有这份材料，请先上传佐证材料", "household \(household) has no such document; upload the evidence first", kind: .faulty
        )
    }
}
