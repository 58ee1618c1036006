public import Ledgers
public import Quantities
public import Store

/// 签署主体: the two bodies that sign an evaluation.
public enum SigningBody: String, Sendable, Codable, CaseIterable {
    case housing
    case finance

    public var title: Text {
        switch self {
        case .housing: Text("住房部门", "housing")
        case .finance: Text("财政部门", "finance")
        }
    }

    public var permission: Permission { self == .housing ? .signForHousing : .signForFinance }
}

/// One signature that stands.
public struct Signature: Sendable, Hashable {
    public let body: SigningBody
    public let actor: String
    public let signedAt: String
}

/// A freeze and who has signed it. It is published once both have; nothing is withdrawn after that.
public struct SignedFreeze: Sendable, Hashable {
    /// The freeze's name: `2023-1`.
    public let freeze: String
    /// Its root in hex, as the first to sign saw it.
    public let root: String
    public let housing: Signature?
    public let finance: Signature?

    public var isPublished: Bool { housing != nil && finance != nil }
    /// When the second signed.
    public var publishedAt: String? { isPublished ? [housing, finance].compactMap { $0?.signedAt }.max() : nil }

    func signature(_ body: SigningBody) -> Signature? { body == .housing ? housing : finance }
}

/// 双签: housing and finance both sign an evaluation's freeze.
public enum Signatures {
    /// Signs a freeze for a body. The caller has looked the freeze up and names its root, so that both sign the same.
    ///
    /// - Throws: `L004`, `W003` the same person for both, `W014` signed already or another root, `W015` not the whole city in scope.
    @discardableResult
    public static func sign(
        _ connection: any Connection, _ access: Access, freeze: String, root: String, as body: SigningBody, at instant: String
    ) throws -> SignedFreeze {
        try require(access, body)
        _ = try Instant.day(instant)
        let freeze = try Name.require(freeze, limit: 20)
        guard root.utf8.count == 64, let digest = Digest256(hex: root) else {
            throw ReviewError.signing("“\(root)”不是封账的根", "“\(root)” is not the root of a freeze")
        }
        if let signed = try all(connection, access)[freeze] {
            if signed.signature(body) != nil {
                throw ReviewError.signing("封账\(freeze)已由\(body.title.zh)签署", "freeze \(freeze) has been signed for \(body.title.en)")
            }
            let other = signed.signature(body == .housing ? .finance : .housing)
            if other != nil, signed.root != digest.hex {
                throw ReviewError.signing("封账\(freeze)的根与另一方签署的不同", "the other body signed another root of freeze \(freeze)")
            }
            guard other?.actor != access.actor else { throw ReviewError.fourEyes(Text("双方签署", "the second signature")) }
        }
        return try add(connection, access, freeze, digest.hex, body, "sign", at: instant)
    }

    /// Withdraws a body's signature, as long as the other has not signed.
    ///
    /// - Throws: `L004`, `W014` not signed, or signed by both, `W015`.
    @discardableResult
    public static func withdraw(
        _ connection: any Connection, _ access: Access, freeze: String, as body: SigningBody, at instant: String
    ) throws -> SignedFreeze {
        try require(access, body)
        _ = try Instant.day(instant)
        guard let signed = try all(connection, access)[freeze], signed.signature(body) != nil else {
            throw ReviewError.signing("封账\(freeze)尚未由\(body.title.zh)签署", "freeze \(freeze) has not been signed for \(body.title.en)")
        }
        guard !signed.isPublished else {
            throw ReviewError.signing("封账\(freeze)双方均已签署，不能撤回", "freeze \(freeze) has been signed by both; nothing is withdrawn")
        }
        return try add(connection, access, freeze, signed.root, body, "withdraw", at: instant)
    }

    /// Who has signed a freeze.
    public static func status(_ connection: any Connection, _ access: Access, freeze: String) throws -> SignedFreeze {
        try access.require(.readEvaluation)
        return try all(connection, access)[freeze] ?? SignedFreeze(freeze: freeze, root: "", housing: nil, finance: nil)
    }

    /// The freezes both bodies have signed, for everyone in the city: by name.
    public static func published(_ connection: any Connection, _ access: Access) throws -> [SignedFreeze] {
        try all(connection, access).values.filter(\.isPublished).sorted { $0.publishedAt ?? "" < $1.publishedAt ?? "" }
    }

    public static func isPublished(_ connection: any Connection, _ access: Access, freeze: String) throws -> Bool {
        try all(connection, access)[freeze]?.isPublished ?? false
    }

    private static func require(_ access: Access, _ body: SigningBody) throws {
        try access.require(body.permission)
        guard access.districts == .all, access.ledgers == .all else { throw ReviewError.notWholeCity }
    }

    private static func add(
        _ connection: any Connection, _ access: Access, _ freeze: String, _ root: String, _ body: SigningBody, _ act: String,
        at instant: String
    ) throws -> SignedFreeze {
        let table = ReviewTables.signatures
        let turn = try connection.row(
            "SELECT count(*) + 1 FROM signatures s WHERE s.city = ? AND s.freeze_name = ? AND s.body = ?",
            [.text(access.city.digits), .text(freeze), .text(body.rawValue)])
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(freeze), .text(root), .text(body.rawValue),
                .integer(try turn?.int64(0) ?? 1), .text(act), .text(access.actor), .text(instant),
            ], act: "freeze.\(act)", subject: "\(freeze) \(body.rawValue)", at: instant)
        return try all(connection, access)[freeze] ?? SignedFreeze(freeze: freeze, root: root, housing: nil, finance: nil)
    }

    private static func all(_ connection: any Connection, _ access: Access) throws -> [String: SignedFreeze] {
        var freezes: [String: SignedFreeze] = [:]
        for row in try connection.rows(
            "SELECT \(ReviewTables.signatures.list("s")) FROM signatures s WHERE s.city = ? ORDER BY s.number", [.text(access.city.digits)])
        {
            guard let body = SigningBody(rawValue: try row.text(3)) else { throw ReviewError.damaged("signatures", try row.int64(0)) }
            let freeze = try row.text(1)
            let signature = try row.text(5) == "sign" ? Signature(body: body, actor: try row.text(6), signedAt: try row.text(7)) : nil
            let known = freezes[freeze]
            freezes[freeze] = SignedFreeze(
                freeze: freeze, root: try row.text(2), housing: body == .housing ? signature : known?.housing,
                finance: body == .finance ? signature : known?.finance)
        }
        return freezes
    }
}
