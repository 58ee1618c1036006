import Quantities
import Store

/// Makes a roll of lines: units, the heads their owners are counted by, and who may vote for each.
struct RollMaker {
    struct Made {
        var units: [RollUnit]
        var heads: [RollHead]
        /// Blind index → head.
        var voters: [(voter: String, head: Int64)]
        var area: Int64
        var hash: String
    }

    private struct Unit {
        let building: String
        let stairway: String
        let room: String
        let area: Int64
        var owners: [String: String] = [:]
        /// In the order of the roll, for the masked names.
        var order: [String] = []
        var voters: [String] = []
        var isUnsold: Bool
        let row: Int
    }

    let keys: VoteKeys
    let city: String
    let poll: Int64
    let scope: PollScope
    private(set) var findings: [RollFinding] = []
    private var units: [Unit] = []
    private var places: [String: Int] = [:]

    static let limit = 200_000

    init(keys: VoteKeys, city: String, poll: Int64, scope: PollScope) {
        self.keys = keys
        self.city = city
        self.poll = poll
        self.scope = scope
    }

    private mutating func fault(_ row: Int, _ column: Text, _ value: String, _ zh: String, _ en: String) {
        findings.append(RollFinding(row: row, column: column, value: value, text: Text(zh, en)))
    }

    mutating func add(_ entry: RollEntry) {
        let before = findings.count
        let building = Written.plain(entry.building)
        let stairway = Written.plain(entry.stairway)
        let room = Written.plain(entry.room)
        if room.isEmpty { fault(entry.row, RollColumn.room.title, "", "缺少房号", "no room") }
        if !scope.holds(building: building, stairway: stairway) {
            fault(
                entry.row, RollColumn.building.title, building + stairway, "不在本次表决范围“\(scope.place)”内",
                "outside the poll's scope “\(scope.place)”")
        }
        let area = Written.area(entry.area)
        if area == nil {
            fault(entry.row, RollColumn.area.title, entry.area, "面积应为正数，最多两位小数", "an area is positive, with at most two decimals")
        }
        let certificate = Written.certificate(entry.certificate)
        if certificate.utf8.count < 4 {
            fault(
                entry.row, RollColumn.certificate.title, entry.certificate, "产权证号至少应有4位数字", "a certificate's number has at least 4 digits")
        }
        if entry.owners.isEmpty { fault(entry.row, RollColumn.document.title, "", "缺少业主及证件号码", "no owner") }
        var owners: [(name: String, document: String)] = []
        for owner in entry.owners {
            let document = Written.plain(owner.document)
            if let text = Written.fault(inDocument: document) {
                findings.append(RollFinding(row: entry.row, column: RollColumn.document.title, value: Self.masked(document), text: text))
            }
            if Written.plain(owner.name).isEmpty { fault(entry.row, RollColumn.owner.title, "", "缺少业主姓名", "an owner without a name") }
            owners.append((Written.plain(owner.name), document))
        }
        guard findings.count == before, let area else { return }
        take(entry, building, stairway, room, area, certificate, owners)
    }

    private mutating func take(
        _ entry: RollEntry, _ building: String, _ stairway: String, _ room: String, _ area: Int64, _ certificate: String,
        _ owners: [(name: String, document: String)]
    ) {
        let place = "\(building)\t\(stairway)\t\(room)"
        let index: Int
        if let known = places[place] {
            index = known
            guard units[index].area == area else {
                return fault(
                    entry.row, RollColumn.area.title, entry.area, "与第\(units[index].row)行同一房号的面积不同",
                    "another area than in row \(units[index].row)")
            }
            guard units[index].isUnsold == entry.isUnsold else {
                return fault(
                    entry.row, RollColumn.kind.title, "", "与第\(units[index].row)行同一房号的类型不同", "another type than in row \(units[index].row)")
            }
        } else {
            index = units.count
            places[place] = index
            units.append(
                Unit(building: building, stairway: stairway, room: room, area: area, isUnsold: entry.isUnsold, row: entry.row))
        }
        for owner in owners {
            let id = keys.owner(city: city, poll: poll, document: owner.document)
            guard units[index].owners[id] == nil else {
                fault(
                    entry.row, RollColumn.document.title, Self.masked(owner.document), "同一房号中业主重复", "the owner stands twice for this unit")
                continue
            }
            units[index].owners[id] = Written.masked(owner.name, document: owner.document)
            units[index].order.append(id)
            units[index].voters.append(keys.voter(city: city, poll: poll, document: owner.document, certificate: certificate))
        }
    }

    /// - Throws: `T018` where anything was found; ``findings`` says what.
    mutating func finish() throws -> Made {
        if findings.isEmpty && units.isEmpty { fault(0, RollColumn.room.title, "", "名册是空的", "the roll is empty") }
        var numbers: [String: Int64] = [:]
        var heads: [(units: Int64, area: Int64, names: String, isDeveloper: Bool)] = []
        var voters: [String: Int64] = [:]
        var order: [String] = []
        var made: [RollUnit] = []
        var total: Int64 = 0
        var hasher = Hasher256()
        for (index, unit) in units.enumerated() {
            // One buyer of several units is one head; the same co-owners are one buyer.
            let buyer = unit.order.sorted().joined()
            let head: Int64
            if let known = numbers[buyer] {
                head = known
            } else {
                head = Int64(heads.count + 1)
                numbers[buyer] = head
                heads.append((0, 0, unit.order.compactMap { unit.owners[$0] }.joined(separator: "、"), false))
            }
            heads[Int(head - 1)].units += 1
            heads[Int(head - 1)].area += unit.area
            if unit.isUnsold { heads[Int(head - 1)].isDeveloper = true }
            total += unit.area
            for voter in unit.voters {
                if let other = voters[voter], other != head {
                    fault(
                        unit.row, RollColumn.certificate.title, "", "同一业主同一产权证号出现在业主不同的两处房屋",
                        "one owner with one certificate stands for two units with different owners")
                }
                if voters[voter] == nil { order.append(voter) }
                voters[voter] = head
            }
            made.append(
                RollUnit(
                    number: Int64(index + 1), building: unit.building, stairway: unit.stairway, room: unit.room, area: Area(raw: unit.area),
                    head: head))
            hasher.update(Array("\(unit.building)\t\(unit.stairway)\t\(unit.room)\t\(unit.area)\t\(head)\n".utf8))
        }
        let developers = heads.filter(\.isDeveloper).count
        if developers > 1 {
            fault(
                0, RollColumn.kind.title, "", "未售部分应属同一建设单位，现有\(developers)个；建设单位按一人计算",
                "unsold units belong to one developer, who counts as one; here are \(developers)")
        }
        guard findings.isEmpty else { throw VoteError.roll(findings.count) }
        return Made(
            units: made,
            heads: heads.enumerated().map {
                RollHead(
                    number: Int64($0 + 1), units: $1.units, area: Area(raw: $1.area), names: $1.names, isDeveloper: $1.isDeveloper)
            },
            voters: order.map { ($0, voters[$0] ?? 0) }, area: total, hash: hasher.finalize().hex)
    }

    /// `1101****0014`, as a finding may show it.
    static func masked(_ document: String) -> String {
        document.utf8.count > 10 ? document.prefix(4) + "****" + document.suffix(4) : "****"
    }
}
