public import Quantities

/// 政策依据: where a value was found, and whether anybody has held it against the document itself.
public struct PolicySource: Sendable, Hashable {
    public let id: String
    public let title: Text
    /// An address, or empty.
    public let place: String
    /// `false`: seen in a secondary source or known by hearsay. Screens say so wherever the value is used.
    public let isConfirmed: Bool

    /// The title, with the warning where it is needed.
    public var shown: Text {
        isConfirmed ? title : Text(title.zh + "（未核实）", title.en + " (not verified)")
    }
}

/// A value that holds from a day until the end of another, with its source.
public struct Dated<Value: Sendable & Hashable>: Sendable, Hashable {
    public let from: CivilDate
    /// The last day; `nil` while it holds.
    public let until: CivilDate?
    public let value: Value
    public let source: PolicySource

    public func holds(on date: CivilDate) -> Bool { from <= date && date <= (until ?? date) }
}

extension Sequence {
    /// The value in force on a day.
    func inForce<Value>(on date: CivilDate) -> Dated<Value>? where Element == Dated<Value> { first { $0.holds(on: date) } }
}

extension DataNode {
    /// `sources:` of a file, by id.
    func sources() -> [String: PolicySource] {
        var result: [String: PolicySource] = [:]
        for (id, node) in entries() {
            let members = node.members(["zh", "en", "confirmed"], optional: ["at"])
            result[id] = PolicySource(
                id: id, title: Text(members["zh"]?.string() ?? "", members["en"]?.string() ?? ""), place: members["at"]?.string() ?? "",
                isConfirmed: members["confirmed"]?.flag() ?? false)
        }
        return result
    }

    /// A source named by its id.
    func source(_ sources: [String: PolicySource]) -> PolicySource? {
        guard let id = string() else { return nil }
        guard let source = sources[id] else {
            problem("没有名为“\(id)”的依据", "there is no source “\(id)”")
            return nil
        }
        return source
    }

    /// `values:` of one thing: each with `from`, perhaps `until`, a `source` and what `read` takes; no two in force on one day.
    func dated<Value>(
        _ sources: [String: PolicySource], _ required: [String], optional: [String] = [],
        _ read: (DataNode, [String: DataNode]) -> Value?
    ) -> [Dated<Value>] {
        var result: [Dated<Value>] = []
        for node in elements() {
            let members = node.members(["from", "source"] + required, optional: ["until"] + optional)
            guard let from = members["from"]?.date(), let source = members["source"]?.source(sources), let value = read(node, members)
            else {
                continue
            }
            let until = members["until"]?.date()
            if let until, until < from { node.problem("until早于from", "until is before from") }
            let overlaps = result.contains { known in
                (until.map { known.from <= $0 } ?? true) && (known.until.map { from <= $0 } ?? true)
            }
            if overlaps {
                node.problem("有效期与前面的重叠", "it overlaps an earlier one in time")
            }
            result.append(Dated(from: from, until: until, value: value, source: source))
        }
        return result
    }
}
