public import Quantities

/// What is put to the owners: the words on the ballot and who is asked. Nothing of it changes once the poll has opened.
public struct PollDefinition: Sendable, Hashable, Codable {
    public var title: String
    /// 说明: what owners should know before they decide.
    public var explanation: String
    public var district: RegionCode
    /// The community as the ledger names it; empty where it is not in the ledger.
    public var community: String
    public var communityName: String
    public var scope: PollScope
    public var matters: [Matter]
    /// Who runs it, as the notice names them.
    public var organiser: String

    public init(
        title: String, explanation: String = "", district: RegionCode, community: String = "", communityName: String,
        scope: PollScope = .community, matters: [Matter], organiser: String = ""
    ) {
        self.title = title
        self.explanation = explanation
        self.district = district
        self.community = community
        self.communityName = communityName
        self.scope = scope
        self.matters = matters
        self.organiser = organiser
    }

    /// `和平里小区3号楼2单元`.
    public var place: String { communityName + scope.place }

    /// - Throws: `T005` with what is missing or too much.
    func check() throws(VoteError) {
        try Self.words(title, 1...100, "标题", "title")
        try Self.words(explanation, 0...5000, "说明", "explanation")
        try Self.words(communityName, 1...100, "小区名称", "community")
        try Self.words(community, 0...40, "小区编号", "community code")
        try Self.words(organiser, 0...100, "组织单位", "organiser")
        switch scope {
        case .community: break
        case .building(let building): try Self.words(building, 1...20, "楼号", "building")
        case .stairway(let building, let stairway):
            try Self.words(building, 1...20, "楼号", "building")
            try Self.words(stairway, 1...20, "单元", "stairway")
        }
        guard (1...20).contains(matters.count) else {
            throw .definition("表决事项应为1至20项，现有\(matters.count)项", "a poll has 1 to 20 matters, this one \(matters.count)")
        }
        for (index, matter) in matters.enumerated() { try matter.check(index + 1) }
    }

    static func words(_ text: String, _ length: ClosedRange<Int>, _ zh: String, _ en: String) throws(VoteError) {
        guard length.contains(text.unicodeScalars.count) else {
            throw .definition(
                "“\(zh)”应为\(length.lowerBound)至\(length.upperBound)个字",
                "“\(en)” has \(length.lowerBound) to \(length.upperBound) characters")
        }
    }
}

/// Whose vote it is: everybody's in the community, a building's, or a stairway's (a lift is theirs alone).
public enum PollScope: Sendable, Hashable, Codable {
    case community
    case building(String)
    case stairway(building: String, stairway: String)

    private enum Key: String, CodingKey {
        case kind, building, stairway
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        switch try fields.decode(String.self, forKey: .kind) {
        case "community": self = .community
        case "building": self = .building(try fields.decode(String.self, forKey: .building))
        case "stairway":
            self = .stairway(
                building: try fields.decode(String.self, forKey: .building), stairway: try fields.decode(String.self, forKey: .stairway))
        default: throw DecodingError.dataCorruptedError(forKey: .kind, in: fields, debugDescription: "community, building or stairway")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(kind, forKey: .kind)
        if case .building(let building) = self { try fields.encode(building, forKey: .building) }
        if case .stairway(let building, let stairway) = self {
            try fields.encode(building, forKey: .building)
            try fields.encode(stairway, forKey: .stairway)
        }
    }

    /// `community`, `building` or `stairway`.
    public var kind: String {
        switch self {
        case .community: "community"
        case .building: "building"
        case .stairway: "stairway"
        }
    }

    public var title: Text {
        switch self {
        case .community: Text("全小区", "whole community")
        case .building: Text("一栋楼", "one building")
        case .stairway: Text("一个单元", "one stairway")
        }
    }

    public var place: String {
        switch self {
        case .community: ""
        case .building(let building): building
        case .stairway(let building, let stairway): building + stairway
        }
    }

    public func holds(building: String, stairway: String) -> Bool {
        switch self {
        case .community: true
        case .building(let own): own == building
        case .stairway(let own, let ownStairway): own == building && ownStairway == stairway
        }
    }
}

/// 表决事项: one question, or an election.
public struct Matter: Sendable, Hashable, Codable {
    public var kind: MatterKind
    public var text: String
    /// SHA-256 of the plan or draft that is voted on, 64 hexadecimal digits; empty without one.
    public var document: String
    /// `nil` for a question that is answered with for, against or abstain.
    public var election: Election?

    public init(_ kind: MatterKind, _ text: String, document: String = "", election: Election? = nil) {
        self.kind = kind
        self.text = text
        self.document = document
        self.election = election
    }

    /// Seats of the owners' committee and who stands for them. An owner marks at most as many candidates as there are seats.
    public struct Election: Sendable, Hashable, Codable {
        public var candidates: [String]
        public var seats: Int
        /// By what those with a majority are put in order; the other breaks ties. Rules of the assembly differ in this.
        public var order: Order

        public enum Order: String, Sendable, Hashable, Codable, CaseIterable {
            case heads
            case area

            public var title: Text {
                switch self {
                case .heads: Text("先比人数，再比面积", "by heads, then by area")
                case .area: Text("先比面积，再比人数", "by area, then by heads")
                }
            }
        }

        public init(candidates: [String], seats: Int, order: Order = .heads) {
            self.candidates = candidates
            self.seats = seats
            self.order = order
        }
    }

    func check(_ number: Int) throws(VoteError) {
        try PollDefinition.words(text, 1...500, "第\(number)项的内容", "matter \(number)")
        guard
            document.isEmpty || document.utf8.count == 64 && document.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else {
            throw .definition("第\(number)项的文件应为64位SHA-256（小写十六进制）", "the document of matter \(number) is a SHA-256 of 64 lower-case digits")
        }
        guard let election else { return }
        guard (1...30).contains(election.candidates.count), (1...15).contains(election.seats) else {
            throw .definition("第\(number)项选举应有1至30名候选人、1至15个名额", "election \(number) has 1 to 30 candidates and 1 to 15 seats")
        }
        for candidate in election.candidates { try PollDefinition.words(candidate, 1...40, "候选人", "candidate") }
        guard Set(election.candidates).count == election.candidates.count else {
            throw .definition("第\(number)项有重复的候选人", "election \(number) names a candidate twice")
        }
    }
}
