import Ledgers
import Quantities
import Store

/// Reads one column's condition of a measure: a value, a list of values, `{not: x}`, `{present: yes}`, `{at_least: n}`, `{at_most: n}`.
enum MeasureConditions {
    static func read(_ node: NodeReader, _ column: Column, _ problems: inout [EvaluationError.Problem]) -> [Measure.Condition] {
        guard node.isMapping else {
            return values(node, column, &problems).map { [Measure.Condition(column: column.name, test: .isOneOf($0))] } ?? []
        }
        let members = node.members(required: [], optional: ["not", "present", "at_least", "at_most"], &problems)
        if members.isEmpty { problems.append(node.problem("缺少条件", "a condition is missing")) }
        var tests: [Measure.Test] = []
        if let not = members["not"], let values = values(not, column, &problems) { tests.append(.isNoneOf(values)) }
        if let flag = members["present"]?.flag(&problems) { tests.append(flag ? .isPresent : .isAbsent) }
        if let bound = members["at_least"].flatMap({ bound($0, column, &problems) }) { tests.append(.isAtLeast(bound)) }
        if let bound = members["at_most"].flatMap({ bound($0, column, &problems) }) { tests.append(.isAtMost(bound)) }
        return tests.map { Measure.Condition(column: column.name, test: $0) }
    }

    private static func values(_ node: NodeReader, _ column: Column, _ problems: inout [EvaluationError.Problem]) -> [SQLValue]? {
        let nodes = node.isSequence ? node.elements(&problems) : [node]
        let values = nodes.compactMap { value($0, column, &problems) }
        if nodes.isEmpty { problems.append(node.problem("列表是空的", "the list is empty")) }
        return values.count == nodes.count && !nodes.isEmpty ? values : nil
    }

    private static func bound(_ node: NodeReader, _ column: Column, _ problems: inout [EvaluationError.Problem]) -> Int64? {
        guard column.type.isNumber, case .integer(let number)? = value(node, column, &problems) else {
            if !column.type.isNumber {
                problems.append(node.problem("列“\(column.name)”不是数，不能比较大小", "column “\(column.name)” holds no number to compare"))
            }
            return nil
        }
        return number
    }

    /// A written value as the column stores it.
    private static func value(_ node: NodeReader, _ column: Column, _ problems: inout [EvaluationError.Problem]) -> SQLValue? {
        guard let text = node.string(&problems) else { return nil }
        let value = stored(text, column.type)
        if value == nil {
            problems.append(
                node.problem(
                    "“\(text)”不是列“\(column.name)”的值，应为\(column.type.expected.zh)",
                    "“\(text)” is no value of column “\(column.name)”; expected is \(column.type.expected.en)"))
        }
        return value
    }

    private static func stored(_ text: String, _ type: ColumnType) -> SQLValue? {
        switch type {
        case .choice(let choices): return choices.contains { $0.code == text } ? .text(text) : nil
        case .flag:
            switch text {
            case "yes", "true", "是": return .integer(1 as Int64)
            case "no", "false", "否": return .integer(0 as Int64)
            default: return nil
            }
        case .date:
            guard let date = CivilDate(text) else { return nil }
            return .integer(Int64(date.year * 10_000 + date.month * 100 + date.day))
        case .count, .money, .area, .decimal, .year:
            guard let number = Rational(text), let stored = (number * Rational(type.storedScale)).int64 else { return nil }
            return .integer(stored)
        case .text, .code, .identity, .creditCode, .documentNumber: return .text(text)
        }
    }
}

extension ColumnType {
    /// What a condition may name, told by codes and natural units.
    fileprivate var expected: Text {
        switch self {
        case .choice(let choices):
            let codes = choices.map(\.code).joined(separator: "、")
            return Text("\(codes)之一", "one of \(codes)")
        case .flag: return Text("yes或no", "yes or no")
        case .money: return Text("以元为单位的金额", "an amount in yuan")
        case .area: return Text("以平方米为单位的面积", "an area in square metres")
        default: return expectation
        }
    }
}
