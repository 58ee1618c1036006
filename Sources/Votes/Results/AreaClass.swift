public import Quantities

/// 面积段: ballots of owners with areas in a range, added up. Neighbours know each other's areas, so a ballot listed with its own area would be
/// a signed one; in a class of at least ``smallest`` it is not.
public struct AreaClass: Sendable, Hashable, Codable {
    /// The least and the greatest area, 0.01 m², both included. The classes follow on each other and hold the whole roll.
    public var from: Int64
    public var to: Int64
    /// Who is on the roll in this class …
    public var roll: Weight
    /// … and whose ballots count.
    public var counted: Weight
    public var slips: [Slip]

    /// Equal answers of one class to one matter.
    public struct Slip: Sendable, Hashable, Codable {
        public var matter: Int
        /// `for`, `against`, `abstain`, `blank`; of an election `voted` (took part) or `blank`, and one slip for each candidate.
        public var choice: String?
        public var candidate: Int?
        public var votes: Weight
    }

    /// Owners whose ballots are shown together, at least.
    public static let smallest = 5

    /// A ballot as it is counted.
    struct Counted {
        let area: Int64
        let choices: Choices
    }

    /// - Parameter roll: the areas of all heads.
    static func classes(_ ballots: [Counted], roll: [Int64], definition: PollDefinition) -> [AreaClass] {
        let sorted = ballots.sorted { $0.area < $1.area }
        // Where each class begins, among the sorted ballots: never within equal areas, never for fewer than are left over at the end.
        var starts = [0]
        var index = 0
        while index < sorted.count {
            let end = sorted[index...].firstIndex { $0.area != sorted[index].area } ?? sorted.count
            if index - (starts.last ?? 0) >= smallest, sorted.count - index >= smallest { starts.append(index) }
            index = end
        }
        return starts.enumerated().map { place, start in
            let end = place + 1 < starts.count ? starts[place + 1] : sorted.count
            let isLast = place + 1 == starts.count
            let from = place == 0 ? 0 : sorted[start].area
            let to = isLast ? max(roll.max() ?? 0, sorted.last?.area ?? 0) : sorted[end].area - 1
            let own = roll.filter { (from...to).contains($0) }
            let members = sorted[start..<end]
            return AreaClass(
                from: from, to: to, roll: Weight(heads: Int64(own.count), area: own.reduce(0, +)),
                counted: Weight(heads: Int64(members.count), area: members.reduce(0) { $0 + $1.area }),
                slips: slips(members, definition))
        }
    }

    private static func slips(_ ballots: ArraySlice<Counted>, _ definition: PollDefinition) -> [Slip] {
        definition.matters.enumerated().flatMap { index, matter -> [Slip] in
            var sums = Tally.Sums()
            for ballot in ballots { sums.add(ballot.choices.list[index], Weight(heads: 1, area: ballot.area)) }
            let number = index + 1
            let blank = Slip(matter: number, choice: "blank", votes: sums.blank)
            guard let election = matter.election else {
                return ["for", "against", "abstain"].map { Slip(matter: number, choice: $0, votes: sums.choices[$0] ?? Weight()) } + [blank]
            }
            return [Slip(matter: number, choice: "voted", votes: sums.takingPart), blank]
                + election.candidates.indices.map {
                    Slip(matter: number, candidate: $0 + 1, votes: sums.candidates[$0 + 1] ?? Weight())
                }
        }
    }
}
