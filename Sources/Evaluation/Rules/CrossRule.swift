public import Ledgers
public import Quantities
internal import Store

/// 跨台账校核规则: a check that looks at more than one row — across ledgers, against stated totals, against the month before.
///
/// Field and row rules run when a file is read; these run over a snapshot, as often as asked.
public struct CrossRule: Sendable {
    /// Stable for ever: `X-SUM-01`.
    public let code: String
    public let tier: Tier
    public let title: Text
    /// Where the rule comes from.
    public let source: String
    /// The ledgers it needs; where one has no page in the year, the rule is not run.
    public let ledgers: [String]
    let check: @Sendable (borrowing RuleBooks) throws -> [CrossFinding]

    init(
        _ code: String, _ tier: Tier, _ title: Text, source: String = "", ledgers: [String],
        check: @escaping @Sendable (borrowing RuleBooks) throws -> [CrossFinding]
    ) {
        self.code = code
        self.tier = tier
        self.title = title
        self.source = source
        self.ledgers = ledgers
        self.check = check
    }

    /// Every rule, in the order of their codes' subjects.
    public static let all: [CrossRule] = money + totals + projects + counts + households
}

/// What a rule found: both sides and the difference between them.
public struct CrossFinding: Sendable, Hashable, Codable {
    /// One side: what it is, its number, and where to look (a figure's tag or a page's address).
    public struct Side: Sendable, Hashable, Codable {
        public let label: Text
        public let value: Rational?
        public let place: String

        public init(_ label: Text, _ value: Rational?, _ place: String) {
            self.label = label
            self.value = value
            self.place = place
        }
    }

    public internal(set) var code = ""
    public internal(set) var tier = Tier.information
    /// `nil` for the city.
    public let district: RegionCode?
    public let text: Text
    public let left: Side
    public let right: Side
    public var difference: Rational? { left.value.flatMap { a in right.value.map { a - $0 } } }
    /// The cause given in the ledger of explanations under the rule's code, if any.
    public internal(set) var explanation: String?

    init(_ district: RegionCode?, _ text: Text, _ left: Side, _ right: Side) {
        self.district = district
        self.text = text
        self.left = left
        self.right = right
    }

    enum CodingKeys: CodingKey { case code, tier, district, text, left, right, difference, explanation }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encode(tier, forKey: .tier)
        try container.encode(district, forKey: .district)
        try container.encode(text, forKey: .text)
        try container.encode(left, forKey: .left)
        try container.encode(right, forKey: .right)
        try container.encode(difference, forKey: .difference)
        try container.encode(explanation, forKey: .explanation)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        code = try container.decode(String.self, forKey: .code)
        tier = try container.decode(Tier.self, forKey: .tier)
        district = try container.decodeIfPresent(RegionCode.self, forKey: .district)
        text = try container.decode(Text.self, forKey: .text)
        left = try container.decode(Side.self, forKey: .left)
        right = try container.decode(Side.self, forKey: .right)
        explanation = try container.decodeIfPresent(String.self, forKey: .explanation)
    }
}

/// What came of every rule.
public struct RuleReport: Sendable, Codable {
    public struct Status: Sendable, Codable {
        public let code: String
        /// The rule's own tier; ``Tier/notRun`` where it could not be run, never shown as passed.
        public let tier: Tier
        public let title: Text
        public let findings: Int
        /// Why it was not run.
        public let reason: Text?
    }

    public var rules: [Status] = []
    public var findings: [CrossFinding] = []
    public var errors: Int { findings.count { $0.tier == .error } }
}

extension Evaluator {
    /// Runs every rule over a snapshot.
    public func rules(_ snapshot: Snapshot) async throws -> RuleReport {
        let result = try await evaluate(snapshot)
        let access = access
        return try await database.read { connection in
            let books = RuleBooks(connection: connection, access: access, result: result)
            let causes = try books.explanations()
            var report = RuleReport()
            for rule in CrossRule.all {
                let absent = rule.ledgers.filter { snapshot.pages(of: $0).isEmpty }
                guard absent.isEmpty else {
                    let reason = Self.reason(absent.compactMap(Sheet.named), access)
                    report.rules.append(.init(code: rule.code, tier: .notRun, title: rule.title, findings: 0, reason: reason))
                    continue
                }
                let findings = try rule.check(books).map { finding in
                    var finding = finding
                    finding.code = rule.code
                    finding.tier = rule.tier
                    finding.explanation = causes[rule.code] ?? finding.district.flatMap { causes["\(rule.code)/\($0)"] }
                    return finding
                }
                report.rules.append(.init(code: rule.code, tier: rule.tier, title: rule.title, findings: findings.count, reason: nil))
                report.findings += findings
            }
            return report
        }
    }
    /// Why a rule was not run: what it needs is not there, or is not for this person to see.
    private static func reason(_ absent: [Sheet], _ access: Access) -> Text {
        let hidden = absent.filter { !access.allows(ledger: $0.ledger) || $0.filedBy == .city && !access.allows(access.city) }
        let titles = (hidden.isEmpty ? absent : hidden).map(\.title)
        let (zh, en) = (titles.map(\.zh).joined(separator: "、"), titles.map(\.en).joined(separator: ", "))
        return hidden.isEmpty
            ? Text("本年度没有" + zh, "nothing filed this year: " + en) : Text("当前权限不含" + zh, "not in your scope: " + en)
    }
}
