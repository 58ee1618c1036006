import Quantities
import Yams

/// One node of a YAML file, with the way to it; what is wrong is collected, never thrown, so that all faults are told at once.
struct NodeReader {
    let node: Node
    let file: String
    let path: String

    /// Parses a file. Anchors are refused: nothing here needs them, and a few bytes of them can stand for millions of nodes.
    static func root(_ material: YearModel.Material, _ problems: inout [EvaluationError.Problem]) -> NodeReader? {
        func fail(_ line: Int, _ text: Text) -> NodeReader? {
            problems.append(EvaluationError.Problem(file: material.name, line: line, path: "", text: text))
            return nil
        }
        guard material.bytes.count <= 4 << 20, let text = String(validatingUTF8Bytes: material.bytes) else {
            return fail(0, Text("应为不超过4 MiB的UTF-8文件", "a UTF-8 file of at most 4 MiB is expected"))
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { return fail(0, Text("文件是空的", "the file is empty")) }
            let root = NodeReader(node: node, file: material.name, path: "")
            if let anchored = root.firstAnchor { return fail(anchored, Text("不允许使用锚点", "anchors are not used here")) }
            return root
        } catch let error as YamlError {
            return fail(error.line, Text("不是有效的YAML：\(error)", "not valid YAML: \(error)"))
        } catch {
            return fail(0, Text("不是有效的YAML", "not valid YAML"))
        }
    }

    var line: Int { node.mark?.line ?? 0 }

    func problem(_ zh: String, _ en: String) -> EvaluationError.Problem {
        EvaluationError.Problem(file: file, line: line, path: path, text: Text(zh, en))
    }

    private var firstAnchor: Int? {
        if node.anchor != nil { return line }
        switch node {
        case .mapping(let mapping):
            return mapping.lazy.flatMap { [$0.key, $0.value] }.compactMap { NodeReader(node: $0, file: file, path: "").firstAnchor }.first
        case .sequence(let sequence): return sequence.lazy.compactMap { NodeReader(node: $0, file: file, path: "").firstAnchor }.first
        default: return nil
        }
    }

    // MARK: - Mappings

    /// The members of a mapping. Keys not in `required` or `optional` are refused, missing ones told.
    func members(required: [String], optional: [String] = [], _ problems: inout [EvaluationError.Problem]) -> [String: NodeReader] {
        guard case .mapping(let mapping) = node else {
            problems.append(problem("应为一组键值", "keys with values are expected"))
            return [:]
        }
        var result: [String: NodeReader] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? "?"
            let member = child(value, name)
            guard required.contains(name) || optional.contains(name) else {
                let known = (required + optional).joined(separator: "、")
                problems.append(member.problem("不认识的键“\(name)”，可用的键：\(known)", "unknown key “\(name)”; known are: \(known)"))
                continue
            }
            result[name] = member
        }
        for name in required where result[name] == nil {
            problems.append(problem("缺少“\(name)”", "“\(name)” is missing"))
        }
        return result
    }

    /// The members of a mapping whose keys are not known beforehand, in their order.
    func entries(_ problems: inout [EvaluationError.Problem]) -> [(key: String, value: NodeReader)] {
        guard case .mapping(let mapping) = node else {
            problems.append(problem("应为一组键值", "keys with values are expected"))
            return []
        }
        return mapping.map { key, value in
            let name = key.scalar?.string ?? "?"
            return (name, child(value, name))
        }
    }

    private func child(_ value: Node, _ name: String) -> NodeReader {
        NodeReader(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
    }

    func elements(_ problems: inout [EvaluationError.Problem]) -> [NodeReader] {
        guard case .sequence(let sequence) = node else {
            problems.append(problem("应为列表", "a list is expected"))
            return []
        }
        return sequence.enumerated().map { NodeReader(node: $1, file: file, path: "\(path)[\($0)]") }
    }

    var isMapping: Bool { if case .mapping = node { true } else { false } }
    var isSequence: Bool { if case .sequence = node { true } else { false } }

    // MARK: - Scalars

    func string(_ problems: inout [EvaluationError.Problem]) -> String? {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            problems.append(problem("应为文字", "a text is expected"))
            return nil
        }
        return scalar.string
    }

    /// A number as written, exact; `isPercent` where it ends in `%`.
    func number(_ problems: inout [EvaluationError.Problem]) -> (value: Rational, isPercent: Bool)? {
        guard let text = string(&problems) else { return nil }
        let isPercent = text.utf8.last == UInt8(ascii: "%")
        guard let value = Rational(isPercent ? String(text.dropLast()) : text) else {
            problems.append(problem("“\(text)”不是数，应如0.8", "“\(text)” is not a number such as 0.8"))
            return nil
        }
        return (isPercent ? value / 100 : value, isPercent)
    }

    func flag(_ problems: inout [EvaluationError.Problem]) -> Bool? {
        switch string(&problems) {
        case "true", "yes": return true
        case "false", "no": return false
        case nil: return nil
        case let other?:
            problems.append(problem("“\(other)”应为yes或no", "“\(other)” should be yes or no"))
            return nil
        }
    }

    /// `{zh: …, en: …}`.
    func text(_ problems: inout [EvaluationError.Problem]) -> Text {
        let members = members(required: ["zh", "en"], &problems)
        return Text(members["zh"]?.string(&problems) ?? "", members["en"]?.string(&problems) ?? "")
    }

    func figureID(_ problems: inout [EvaluationError.Problem]) -> FigureID? {
        guard let text = string(&problems) else { return nil }
        guard let id = FigureID(text) else {
            problems.append(problem("“\(text)”不是数名，应如rental.bonded.raised", "“\(text)” is not a name such as rental.bonded.raised"))
            return nil
        }
        return id
    }

    func formula(_ problems: inout [EvaluationError.Problem]) -> Formula? {
        guard let text = string(&problems) else { return nil }
        do {
            return try FormulaParser.formula(text)
        } catch {
            problems.append(faulty(error))
            return nil
        }
    }

    func condition(_ problems: inout [EvaluationError.Problem]) -> SchemeCondition? {
        guard let text = string(&problems) else { return nil }
        do {
            return try FormulaParser.condition(text)
        } catch {
            problems.append(faulty(error))
            return nil
        }
    }

    private func faulty(_ fault: FormulaParser.Fault) -> EvaluationError.Problem {
        problem(
            "公式第\(fault.position)字节处应为\(fault.expected.zh)", "\(fault.expected.en) is expected at byte \(fault.position) of the formula")
    }
}

extension String {
    /// The text of these bytes, or `nil` where they are not UTF-8.
    init?(validatingUTF8Bytes bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self = text
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
