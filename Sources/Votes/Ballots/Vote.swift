public import Quantities

/// What an owner says to one matter.
public enum Vote: Sendable, Hashable {
    case `for`
    case against
    /// 弃权: takes part and says neither.
    case abstain
    /// 未表示意见或无效, on paper only: not counted as taking part in this matter.
    case blank
    /// Those marked of an election's candidates, counted from 1. None marked is an abstention.
    case candidates(Set<Int>)

    public var title: Text {
        switch self {
        case .for: Text("同意", "for")
        case .against: Text("不同意", "against")
        case .abstain: Text("弃权", "abstain")
        case .blank: Text("未表示意见或无效", "blank or invalid")
        case .candidates(let marked): Text("选\(marked.count)人", "\(marked.count) marked")
        }
    }

    /// `for`, `against`, `abstain`, `blank`; `nil` for marks.
    public init?(named name: String) {
        switch name {
        case "for": self = .for
        case "against": self = .against
        case "abstain": self = .abstain
        case "blank": self = .blank
        default: return nil
        }
    }

    public var name: String {
        switch self {
        case .for: "for"
        case .against: "against"
        case .abstain: "abstain"
        case .blank: "blank"
        case .candidates: "candidates"
        }
    }
}

/// A whole ballot: one choice for each matter, in their order.
public struct Choices: Sendable, Hashable {
    public let list: [Vote]

    /// - Throws: `T014` where a choice is missing or does not belong to its matter.
    public init(_ list: [Vote], of definition: PollDefinition, allowsBlank: Bool) throws(VoteError) {
        guard list.count == definition.matters.count else {
            throw .choices(
                "应对\(definition.matters.count)项逐项表决，只有\(list.count)项",
                "there are \(definition.matters.count) matters and \(list.count) choices")
        }
        var plain: [Vote] = []
        for (index, (choice, matter)) in zip(list, definition.matters).enumerated() {
            let number = index + 1
            switch (choice, matter.election) {
            case (.blank, _):
                guard allowsBlank else { throw .choices("第\(number)项没有选择", "matter \(number) has no choice") }
                plain.append(.blank)
            case (.abstain, .some): plain.append(.candidates([]))
            case (.candidates(let marked), .some(let election)):
                guard marked.allSatisfy({ (1...election.candidates.count).contains($0) }) else {
                    throw .choices("第\(number)项没有这位候选人", "matter \(number) has no such candidate")
                }
                guard marked.count <= election.seats else {
                    throw .choices(
                        "第\(number)项最多选\(election.seats)人，选了\(marked.count)人",
                        "matter \(number) takes \(election.seats) marks at most, not \(marked.count)")
                }
                plain.append(choice)
            case (.for, nil), (.against, nil), (.abstain, nil): plain.append(choice)
            default: throw .choices("第\(number)项的选择与表决方式不符", "the choice does not belong to matter \(number)")
            }
        }
        self.list = plain
    }

    /// One sign a question, one a candidate: as long for every ballot of a poll, so that a sealed one tells nothing by its length.
    func text(of definition: PollDefinition) -> String {
        zip(list, definition.matters).map { choice, matter in
            switch (choice, matter.election) {
            case (.for, _): "f"
            case (.against, _): "a"
            case (.abstain, _): "x"
            case (.blank, let election): String(repeating: "b", count: election?.candidates.count ?? 1)
            case (.candidates(let marked), let election):
                (1...(election?.candidates.count ?? 1)).map { marked.contains($0) ? "1" : "0" }.joined()
            }
        }.joined()
    }

    /// - Throws: `T017`.
    init(text: String, of definition: PollDefinition) throws {
        var signs = Array(text.utf8)[...]
        var list: [Vote] = []
        for matter in definition.matters {
            let count = matter.election?.candidates.count ?? 1
            let own = Array(signs.prefix(count))
            signs = signs.dropFirst(count)
            switch own.first {
            case UInt8(ascii: "b"): list.append(.blank)
            case UInt8(ascii: "f"): list.append(.for)
            case UInt8(ascii: "a"): list.append(.against)
            case UInt8(ascii: "x"): list.append(.abstain)
            case UInt8(ascii: "0"), UInt8(ascii: "1"):
                list.append(.candidates(Set(own.enumerated().filter { $1 == UInt8(ascii: "1") }.map { $0.offset + 1 })))
            default: throw VoteError.damaged("选票")
            }
        }
        guard signs.isEmpty, let read = try? Choices(list, of: definition, allowsBlank: true) else { throw VoteError.damaged("选票") }
        self = read
    }

    /// The matters, from 1, on which two readings of one ballot differ.
    func differing(from other: Choices) -> [Int] { zip(list, other.list).enumerated().filter { $1.0 != $1.1 }.map { $0.offset + 1 } }
}
