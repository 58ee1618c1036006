import Quantities
import Yams

/// Where faults gather while files are read, so that all of them are told at once.
final class DataProblems {
    private(set) var list: [DataProblem] = []
    func add(_ problem: DataProblem) { list.append(problem) }
}

/// One node of a YAML file of policy data, with the way to it. What is wrong is collected, never thrown.
struct DataNode {
    let node: Node
    let file: String
    let path: String
    let problems: DataProblems

    /// Parses a file. Anchors are refused: nothing here needs them, and a few bytes of them can stand for millions of nodes.
    static func root(_ bytes: [UInt8], file: String, _ problems: DataProblems) -> DataNode? {
        func fail(_ line: Int, _ zh: String, _ en: String) -> DataNode? {
            problems.add(DataProblem(file: file, line: line, path: "", text: Text(zh, en)))
            return nil
        }
        guard bytes.count <= 1 << 20, let text = String(validating: bytes, as: UTF8.self) else {
            return fail(0, "应为不超过1 MiB的UTF-8文件", "a UTF-8 file of at most 1 MiB is expected")
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { return fail(0, "文件是空的", "the file is empty") }
            let root = DataNode(node: node, file: file, path: "", problems: problems)
            if let anchored = root.firstAnchor { return fail(anchored, "不允许使用锚点", "anchors are not used here") }
            return root
        } catch let error as YamlError {
            return fail(error.line, "不是有效的YAML：\(error)", "not valid YAML: \(error)")
        } catch {
            return fail(0, "不是有效的YAML", "not valid YAML")
        }
    }

    var line: Int { node.mark?.line ?? 0 }

    func problem(_ zh: String, _ en: String) {
        problems.add(DataProblem(file: file, line: line, path: path, text: Text(zh, en)))
    }

    private var firstAnchor: Int? {
        if node.anchor != nil { return line }
        switch node {
        case .mapping(let mapping): return mapping.lazy.flatMap { [$0.key, $0.value] }.compactMap { child($0, "").firstAnchor }.first
        case .sequence(let sequence): return sequence.lazy.compactMap { child($0, "").firstAnchor }.first
        default: return nil
        }
    }

    private func child(_ value: Node, _ name: String) -> DataNode {
        DataNode(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)", problems: problems)
    }

    // MARK: - Mappings and lists

    /// The members of a mapping. Keys not in `required` or `optional` are refused, missing ones told.
    func members(_ required: [String], optional: [String] = []) -> [String: DataNode] {
        var result: [String: DataNode] = [:]
        for (name, member) in entries() {
            guard required.contains(name) || optional.contains(name) else {
                let known = (required + optional).joined(separator: "、")
                member.problem("不认识的键“\(name)”，可用的键：\(known)", "unknown key “\(name)”; known are: \(known)")
                continue
            }
            result[name] = member
        }
        for name in required where result[name] == nil { problem("缺少“\(name)”", "“\(name)” is missing") }
        return result
    }

    /// The members of a mapping whose keys are not known beforehand, in their order.
    func entries() -> [(key: String, value: DataNode)] {
        guard case .mapping(let mapping) = node else {
            problem("应为一组键值", "keys with values are expected")
            return []
        }
        return mapping.map { key, value in (key.scalar?.string ?? "?", child(value, key.scalar?.string ?? "?")) }
    }

    func elements() -> [DataNode] {
        guard case .sequence(let sequence) = node else {
            problem("应为列表", "a list is expected")
            return []
        }
        return sequence.enumerated().map { DataNode(node: $1, file: file, path: "\(path)[\($0)]", problems: problems) }
    }

    var isMapping: Bool { if case .mapping = node { true } else { false } }

    // MARK: - Scalars

    func string() -> String? {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            problem("应为文字", "a text is expected")
            return nil
        }
        return scalar.string
    }

    /// A number as written, exact.
    func number() -> Rational? {
        guard let text = string() else { return nil }
        guard let value = Rational(text) else {
            problem("“\(text)”不是数，应如2500或7.5", "“\(text)” is not a number such as 2500 or 7.5")
            return nil
        }
        return value
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text = string() else { return nil }
        guard let value = Int(text), range.contains(value) else {
            problem(
                "“\(text)”应为\(range.lowerBound)至\(range.upperBound)的整数",
                "“\(text)” should be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    /// An amount in 元 with at most two decimals, as fen.
    func money() -> Money? {
        guard let value = number() else { return nil }
        guard let fen = (value * 100).int64, fen >= 0 else {
            problem("金额应为不小于0、最多两位小数的元", "an amount is in yuan, not below 0, with at most two decimals")
            return nil
        }
        return Money(fen: fen)
    }

    func date() -> CivilDate? {
        guard let text = string() else { return nil }
        guard let date = CivilDate(text) else {
            problem("“\(text)”不是日期，应如2023-07-01", "“\(text)” is not a date such as 2023-07-01")
            return nil
        }
        return date
    }

    func flag() -> Bool? {
        switch string() {
        case "true", "yes": return true
        case "false", "no": return false
        case nil: return nil
        case let other?:
            problem("“\(other)”应为yes或no", "“\(other)” should be yes or no")
            return nil
        }
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
        guard let text = string() else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: "、")
            problem("“\(text)”不在可用的值之中：\(known)", "“\(text)” is not one of: \(known)")
            return nil
        }
        return value
    }

    /// `{zh: …, en: …}`.
    func text() -> Text {
        let members = members(["zh", "en"])
        return Text(members["zh"]?.string() ?? "", members["en"]?.string() ?? "")
    }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 0
        }
    }
}
