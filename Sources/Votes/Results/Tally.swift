public import Quantities

/// Heads and area together, as every count of owners goes.
public struct Weight: Sendable, Hashable, Codable {
    public var heads: Int64
    /// 0.01 m².
    public var area: Int64

    public init(heads: Int64 = 0, area: Int64 = 0) {
        self.heads = heads
        self.area = area
    }

    static func += (a: inout Weight, b: Weight) {
        a.heads += b.heads
        a.area += b.area
    }
}

/// 计票结果 of one matter.
public struct MatterResult: Sendable, Hashable, Codable {
    /// From 1.
    public var matter: Int
    public var kind: MatterKind
    public var takingPart: Weight
    /// Whether enough took part; left out where the rule does not ask.
    public var quorum: Bool?
    public var threshold: VotingRule.Threshold
    /// Of a question.
    public var `for`: Weight?
    public var against: Weight?
    public var abstain: Weight?
    public var blank: Weight
    /// A question: decided in favour. An election: every seat is filled.
    public var passed: Bool
    /// Of an election.
    public var seats: Int?
    public var candidates: [Candidate]?

    public struct Candidate: Sendable, Hashable, Codable {
        public var number: Int
        public var name: String
        public var votes: Weight
        public var hasMajority: Bool
        public var elected: Bool
        /// Equal with others at the last seat: none of them has it, and another round decides.
        public var tied: Bool
    }
}

/// 计票: exact, from opened ballots or from sums of them.
enum Tally {
    /// What was said to one matter, added up.
    struct Sums {
        var blank = Weight()
        var takingPart = Weight()
        var choices: [String: Weight] = [:]
        var candidates: [Int: Weight] = [:]

        mutating func add(_ choice: Vote, _ weight: Weight) {
            if case .blank = choice {
                blank += weight
                return
            }
            takingPart += weight
            if case .candidates(let marked) = choice {
                for candidate in marked { candidates[candidate, default: Weight()] += weight }
            } else {
                choices[choice.name, default: Weight()] += weight
            }
        }
    }

    static func result(_ matter: Matter, number: Int, _ sums: Sums, roll: Weight, rule: VotingRule) -> MatterResult {
        let threshold = rule.threshold(matter.kind)
        let quorum = rule.participation.map {
            $0.isMet(sums.takingPart.heads, of: roll.heads) && $0.isMet(sums.takingPart.area, of: roll.area)
        }
        let base = rule.base == .participants ? sums.takingPart : roll
        func isMajority(_ votes: Weight) -> Bool {
            quorum != false && threshold.isMet(votes.heads, of: base.heads) && threshold.isMet(votes.area, of: base.area)
        }
        guard let election = matter.election else {
            let inFavour = sums.choices["for"] ?? Weight()
            return MatterResult(
                matter: number, kind: matter.kind, takingPart: sums.takingPart, quorum: quorum, threshold: threshold, for: inFavour,
                against: sums.choices["against"] ?? Weight(), abstain: sums.choices["abstain"] ?? Weight(), blank: sums.blank,
                passed: isMajority(inFavour))
        }
        var candidates = election.candidates.enumerated().map { index, name in
            let votes = sums.candidates[index + 1] ?? Weight()
            return MatterResult.Candidate(
                number: index + 1, name: name, votes: votes, hasMajority: isMajority(votes), elected: false, tied: false)
        }
        seat(&candidates, election)
        return MatterResult(
            matter: number, kind: matter.kind, takingPart: sums.takingPart, quorum: quorum, threshold: threshold, blank: sums.blank,
            passed: candidates.filter(\.elected).count == election.seats, seats: election.seats, candidates: candidates)
    }

    /// Gives the seats to those with a majority, the most votes first. Equals at the last seat get none of it.
    private static func seat(_ candidates: inout [MatterResult.Candidate], _ election: Matter.Election) {
        func key(_ votes: Weight) -> (Int64, Int64) { election.order == .heads ? (votes.heads, votes.area) : (votes.area, votes.heads) }
        var free = election.seats
        var rest = candidates.indices.filter { candidates[$0].hasMajority }
        while free > 0, let best = rest.map({ key(candidates[$0].votes) }).max(by: { $0 < $1 }) {
            let equals = rest.filter { key(candidates[$0].votes) == best }
            for index in equals {
                if equals.count <= free { candidates[index].elected = true } else { candidates[index].tied = true }
            }
            if equals.count > free { return }
            free -= equals.count
            rest.removeAll { equals.contains($0) }
        }
    }
}
