public import Ledgers
public import Quantities
public import Store

/// 摇号状态.
public enum DrawState: String, Titled, Codable {
    case announced
    case drawn
    case cancelled

    public var title: Text {
        switch self {
        case .announced: Text("已公布名单", "announced")
        case .drawn: Text("已摇号", "drawn")
        case .cancelled: Text("已取消", "cancelled")
        }
    }
}

public enum DrawAct: String, Titled, Codable {
    case open
    case cancel

    public var title: Text { self == .open ? Text("摇号", "draw") : Text("取消", "cancel") }
}

/// One draw, with what is published of it.
public struct HousingDraw: Sendable, Hashable {
    public let number: Int64
    public let district: RegionCode
    public let title: String
    /// Applications, by name: `S12`.
    public let items: [String]
    public let listHash: Digest256
    public let commitment: Digest256
    /// Where the value to be mixed in comes from, said before anybody knows it.
    public let witnessSource: String
    public let homes: Int
    public let state: DrawState
    public let revision: Int64
    public let announcedAt: String
    /// Published with the order: the secret, and the value of the witness.
    public let secret: Draw.Seed?
    public let witness: String

    /// The order; empty until it is drawn.
    public func order() throws -> [Draw.Place] {
        guard let secret else { return [] }
        return try Draw.order(items, seed: secret.mixed(with: witness))
    }
}

/// 公开摇号: list and commitment first, then the seed; an outsider replays it with `Tests/Households/replay_draw.py`.
public enum HousingDraws {
    public static let machine = Machine<DrawState, DrawAct>(
        "draw", Text("摇号", "draw"), initial: .announced,
        [
            Machine.step([.announced], .open, .drawn, [.decideHouseholds], [.byAnother]),
            Machine.step([.announced], .cancel, .cancelled, [.decideHouseholds], [.reason]),
        ])
    static let register = Register(machine: machine)

    /// Freezes the list of those who wait, makes the secret and publishes both hashes.
    ///
    /// - Throws: `L004`, `G010` out of scope or nobody waits, `G019`.
    @discardableResult
    public static func announce(
        _ connection: any Connection, _ access: Access, district: RegionCode, title: String, homes: Int, witnessSource: String,
        seed: Draw.Seed = .random(), at instant: String
    ) throws -> HousingDraw {
        try access.require(.handleHouseholds)
        guard access.allows(district) else { throw HouseholdError.notFound(Text("区", "district"), district.digits) }
        guard !title.isBlank, !witnessSource.isBlank, (1...100_000).contains(homes) else {
            throw HouseholdError.unreadable(
                Text("摇号公告", "announcement"), Text("有名称、见证数来源和房源套数", "a title, the source of the witness value, and a number of homes"))
        }
        let items = try Applications.list(connection, access, states: [.approved], district: district).map(\.name)
        guard !items.isEmpty else { throw HouseholdError.notFound(Text("轮候家庭", "household that waits"), district.digits) }
        let table = HouseholdTables.draws
        let number = try table.nextNumber(connection, access)
        let listHash = try Draw.listHash(items)
        let secret = try connection.personal(city: access.city.digits)
            .seal(seed.text, of: Subject(city: access.city.digits, "draw", String(number)), column: "household_draws.secret")
        try table.add(
            connection, access,
            [
                .integer(number), .text(district.digits), .text(title), .text(listHash.hex), .text(Draw.commit(seed).hex), secret,
                .text(witnessSource), .integer(homes), .text(access.actor), .text(instant),
            ], act: "draw.announce", subject: "\(number) \(district)", at: instant)
        for item in items { try HouseholdTables.drawItems.add(connection, access, [.integer(number), .text(item)]) }
        try register.open(
            connection, access, number: number, district: district, subject: "\(district)/\(number)", household: nil,
            detail: ["list": listHash.hex, "commitment": Draw.commit(seed).hex], at: instant)
        return try draw(connection, access, number)
    }

    /// Draws: publishes the secret and the witness's value; the order follows from them.
    ///
    /// - Throws: `G012`–`G015`; `G019` without a value.
    @discardableResult
    public static func open(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64?, witness: String, at instant: String
    ) throws -> HousingDraw {
        guard let standing = try register.standing(connection, access, number) else {
            throw HouseholdError.notFound(machine.title, String(number))
        }
        var order = Order<DrawAct>(.open, number, revision: revision)
        let step = try register.allowed(connection, access, order, standing)
        guard !witness.isBlank, witness.utf8.count <= 100, witness.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw HouseholdError.unreadable(
                Text("见证数", "witness value"), Text("1至100字节、无控制字符", "1 to 100 bytes without control characters"))
        }
        guard
            let row = try connection.row(
                "SELECT d.secret FROM household_draws d WHERE d.city = ? AND d.number = ?", [.text(access.city.digits), .integer(number)])
        else { throw HouseholdError.damaged("household_draws", number) }
        let opened = try connection.personal(city: access.city.digits)
            .open(try row[0], of: Subject(city: access.city.digits, "draw", String(number)), column: "household_draws.secret")
        guard case .text(let secret) = opened else { throw HouseholdError.damaged("household_draws", number) }
        order.detail = ["secret": secret, "witness": witness]
        try register.write(connection, access, order, step, standing, household: nil, at: instant)
        return try draw(connection, access, number)
    }

    public static func cancel(_ connection: any Connection, _ access: Access, _ number: Int64, reason: String, at instant: String) throws {
        guard let standing = try register.standing(connection, access, number) else {
            throw HouseholdError.notFound(machine.title, String(number))
        }
        let order = Order<DrawAct>(.cancel, number, note: reason)
        let step = try register.allowed(connection, access, order, standing)
        try register.write(connection, access, order, step, standing, household: nil, at: instant)
    }

    /// One draw of the districts in scope.
    public static func draw(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> HousingDraw {
        guard let draw = try list(connection, access).first(where: { $0.number == number }) else {
            throw HouseholdError.notFound(machine.title, String(number))
        }
        return draw
    }

    public static func list(_ connection: any Connection, _ access: Access) throws -> [HousingDraw] {
        try access.require(.readHouseholds)
        return try register.standings(connection, access, "1 = 1", []).map { standing in
            guard
                let row = try connection.row(
                    """
                    SELECT d.title, d.list_hash, d.commitment, d.witness_source, d.homes, d.done_at FROM household_draws d
                    WHERE d.city = ? AND d.number = ?
                    """, [.text(access.city.digits), .integer(standing.number)]), let listHash = Digest256(hex: try row.text(1)),
                let commitment = Digest256(hex: try row.text(2))
            else { throw HouseholdError.damaged("household_draws", standing.number) }
            let items = try connection.rows(
                "SELECT i.item FROM household_draw_items i WHERE i.city = ? AND i.draw = ? ORDER BY i.item",
                [.text(access.city.digits), .integer(standing.number)]
            ).map { try $0.text(0) }
            let drawn = try register.history(connection, access, standing.number).first {
                $0.act == DrawAct.open.rawValue && $0.to == "drawn"
            }
            return HousingDraw(
                number: standing.number, district: standing.district, title: try row.text(0), items: items, listHash: listHash,
                commitment: commitment, witnessSource: try row.text(3), homes: Int(try row.int64(4)), state: standing.state,
                revision: standing.revision, announcedAt: try row.text(5), secret: drawn?.detail["secret"].flatMap(Draw.Seed.init),
                witness: drawn?.detail["witness"] ?? "")
        }
    }
}
