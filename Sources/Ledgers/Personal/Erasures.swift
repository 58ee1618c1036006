public import Quantities
public import Store

/// 删除个人信息: one person asks for it with a reason, another decides. What the household's key sealed is then unreadable everywhere, and
/// whatever is filed of the household later is kept without names and numbers. Figures, digests, freezes and the journal stay as they were.
public struct Erasure: Sendable, Hashable {
    public let number: Int64
    public let household: String
    public let reason: String
    public let actor: String
    public let at: String
    /// `nil` while nobody has decided.
    public let decision: Decision?

    public struct Decision: Sendable, Hashable {
        public let isErased: Bool
        public let reason: String
        public let actor: String
        public let at: String
    }
}

public enum Erasures {
    /// Asks for a household's personal data to be erased.
    ///
    /// - Throws: `L004` without 家庭经办; `L008` where nothing is kept of such a household in scope; `L005` without a reason; `L009` where it was
    ///   asked for or done already.
    public static func ask(
        _ connection: any Connection, _ access: Access, household: String, reason: String, at now: Moment
    ) throws -> Int64 {
        try access.require(.handleHouseholds)
        let reason = reason.trimmed
        guard !reason.isEmpty, reason.unicodeScalars.count <= 200 else { throw LedgerError.purposeMissing }
        try requireScope(connection, access, household)
        let subject = Subject.household(city: access.city.digits, household)
        guard try SubjectKeys.erasedAt(connection, subject) == nil,
            try !list(connection, access).contains(where: { $0.household == household && $0.decision == nil })
        else { throw LedgerError.erasedAlready(household) }
        let table = PersonalTables.erasureRequests
        let number = try table.nextNumber(connection, access)
        try table.add(
            connection, access,
            [.integer(number), .text(household), .text(reason), .text(access.actor), .text(now.description)],
            act: "personal.erasure.ask", subject: subject.name, at: now.description)
        return number
    }

    /// Decides a request: somebody else than the one who asked.
    ///
    /// - Parameter isShared: whether anything outside the ledgers still needs an index value of this household.
    /// - Throws: `L004` without 家庭审核, or for one's own request; `L008`, `L009`.
    public static func decide(
        _ connection: any Connection, _ access: Access, request number: Int64, erase: Bool, reason: String, at now: Moment,
        isShared: ([UInt8]) throws -> Bool = { _ in false }
    ) throws {
        try access.require(.decideHouseholds)
        guard let request = try list(connection, access).first(where: { $0.number == number }) else {
            throw LedgerError.householdUnknown("#\(number)")
        }
        guard request.decision == nil else { throw LedgerError.erasedAlready(request.household) }
        guard request.actor != access.actor else { throw LedgerError.ownRequest }
        let reason = reason.trimmed
        guard erase || !reason.isEmpty, reason.unicodeScalars.count <= 200 else { throw LedgerError.purposeMissing }
        try requireScope(connection, access, request.household)
        let subject = Subject.household(city: access.city.digits, request.household)
        if erase {
            let tokens = try ownTokens(connection, access, request.household).filter { try !isShared($0) }
            _ = try SubjectKeys.erase(connection, subject, tokens: tokens, at: now.description)
        }
        try PersonalTables.erasureDecisions.add(
            connection, access,
            [.integer(number), .text(erase ? "erased" : "refused"), .text(reason), .text(access.actor), .text(now.description)],
            act: erase ? "personal.erase" : "personal.erasure.refuse", subject: subject.name, at: now.description)
    }

    /// The requests this person may know of, newest first: those about households that have entries in their districts.
    public static func list(_ connection: any Connection, _ access: Access) throws -> [Erasure] {
        guard access.may(.readHouseholds) else { return [] }
        let all = try connection.rows(
            """
            SELECT r.number, r.household, r.reason, r.actor, r.at, d.verdict, d.reason, d.actor, d.at FROM erasure_requests r
            LEFT JOIN erasure_decisions d ON d.city = r.city AND d.request = r.number WHERE r.city = ? ORDER BY r.number DESC
            """, [.text(access.city.digits)]
        ).map { row in
            Erasure(
                number: try row.int64(0), household: try row.text(1), reason: try row.text(2), actor: try row.text(3), at: try row.text(4),
                decision: try row.optionalText(5).map { verdict in
                    Erasure.Decision(
                        isErased: verdict == "erased", reason: try row.text(6), actor: try row.text(7), at: try row.text(8))
                })
        }
        return try all.filter { request in
            let places = try districts(connection, access, request.household)
            return !places.isEmpty && places.allSatisfy(access.allows)
        }
    }

    private static func requireScope(_ connection: any Connection, _ access: Access, _ household: String) throws {
        let places = try districts(connection, access, household)
        // Absent and out of scope cannot be told apart.
        guard !places.isEmpty, places.allSatisfy(access.allows) else { throw LedgerError.householdUnknown(household) }
    }

    private static var sheets: [Sheet] { Sheet.all.filter { $0.subject != nil } }

    /// Every district that filed anything of a household.
    private static func districts(_ connection: any Connection, _ access: Access, _ household: String) throws -> Set<RegionCode> {
        var places: Set<RegionCode> = []
        for sheet in sheets {
            for row in try connection.rows(
                """
                SELECT DISTINCT v.district FROM \(sheet.table) t JOIN page_versions v ON v.city = t.city AND v.page = t.page
                WHERE t.city = ? AND t."\(sheet.subject ?? "")" = ?
                """, [.text(access.city.digits), .text(household)])
            { if let code = RegionCode(try row.text(0)) { places.insert(code) } }
        }
        return places
    }

    /// The index values of a household's rows that no row of another household has, unless that was erased too.
    private static func ownTokens(_ connection: any Connection, _ access: Access, _ household: String) throws -> [[UInt8]] {
        let columns = sheets.flatMap { sheet in
            sheet.stored.filter { $0.kind == .index }.map { (table: sheet.table, index: $0.name, subject: sheet.subject ?? "") }
        }
        let city = SQLValue.text(access.city.digits)
        var tokens: Set<[UInt8]> = []
        for column in columns {
            for row in try connection.rows(
                "SELECT DISTINCT \(column.index) FROM \(column.table) WHERE city = ? AND \"\(column.subject)\" = ?",
                [city, .text(household)])
            { if case .blob(let token) = row.values[0] { tokens.insert(token) } }
        }
        return try tokens.filter { token in
            try columns.allSatisfy { column in
                try connection.row(
                    """
                    SELECT 1 FROM \(column.table) t JOIN subject_keys k ON k.city = t.city AND k.subject = 'household/' || t."\(column.subject)"
                    WHERE t.city = ? AND t.\(column.index) = ? AND t."\(column.subject)" <> ? AND k.erased_at = '' LIMIT 1
                    """, [city, .blob(token), .text(household)]) == nil
            }
        }
    }
}
