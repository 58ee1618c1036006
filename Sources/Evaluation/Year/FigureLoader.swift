import Ledgers
import Quantities
import Store

/// Reads `figures.yaml`.
struct FigureLoader {
    let year: Int
    private var measures: [Measure] = []
    private var formulas: [FigureCatalogue.FormulaFigure] = []
    private var places: [FigureID: NodeReader] = [:]

    init(year: Int) { self.year = year }

    mutating func read(_ root: NodeReader, _ problems: inout [EvaluationError.Problem]) {
        let members = root.members(required: ["year", "measures"], optional: ["figures"], &problems)
        if let node = members["year"], let value = node.number(&problems)?.value, value != Rational(year) {
            problems.append(node.problem("应为\(year)年", "the year \(year) is expected"))
        }
        for node in members["measures"]?.elements(&problems) ?? [] {
            if let measure = measure(node, &problems), claim(measure.id, node, &problems) { measures.append(measure) }
        }
        for node in members["figures"]?.elements(&problems) ?? [] {
            if let figure = formula(node, &problems), claim(figure.id, node, &problems) { formulas.append(figure) }
        }
    }

    private mutating func claim(_ id: FigureID, _ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Bool {
        if let first = places[id] {
            problems.append(node.problem("“\(id)”已在第\(first.line)行使用", "“\(id)” is already used in line \(first.line)"))
            return false
        }
        places[id] = node
        return true
    }

    /// Checks what formulas name, refuses cycles and puts them in an order in which they can be computed.
    func catalogue(_ problems: inout [EvaluationError.Problem]) -> FigureCatalogue {
        let byID = Dictionary(formulas.map { ($0.id, $0) }) { first, _ in first }
        var sorted: [FigureCatalogue.FormulaFigure] = []
        var done: Set<FigureID> = []
        var path: [FigureID] = []
        func visit(_ figure: FigureCatalogue.FormulaFigure) {
            guard !done.contains(figure.id), let place = places[figure.id] else { return }
            if let start = path.firstIndex(of: figure.id) {
                let cycle = (path[start...] + [figure.id]).map(\.text).joined(separator: " → ")
                problems.append(place.problem("公式循环引用：\(cycle)", "formulas go in a circle: \(cycle)"))
                return
            }
            path.append(figure.id)
            for input in figure.formula.inputs {
                if let next = byID[input] {
                    visit(next)
                } else if places[input] == nil {
                    problems.append(place.problem("公式中的“\(input)”不存在", "the formula names “\(input)”, which does not exist"))
                }
            }
            path.removeLast()
            if done.insert(figure.id).inserted { sorted.append(figure) }
        }
        formulas.forEach(visit)
        return FigureCatalogue(measures: measures, formulas: formulas, sorted: sorted)
    }

    // MARK: - One definition

    private func formula(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> FigureCatalogue.FormulaFigure? {
        let members = node.members(required: ["id", "title", "formula", "unit", "print"], &problems)
        let id = members["id"]?.figureID(&problems)
        let title = members["title"]?.text(&problems)
        let formula = members["formula"]?.formula(&problems)
        let unit = unit(members["unit"], &problems)
        let format = format(members["print"], &problems)
        guard let id, let title, let formula, let unit, let format else { return nil }
        return FigureCatalogue.FormulaFigure(id: id, title: title, formula: formula, unit: unit, format: format)
    }

    private func measure(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Measure? {
        let members = node.members(
            required: ["id", "title", "ledger", "aggregate", "unit", "print"], optional: ["of", "where"], &problems)
        let id = members["id"]?.figureID(&problems)
        let title = members["title"]?.text(&problems)
        let unit = unit(members["unit"], &problems)
        let format = format(members["print"], &problems)
        guard let sheet = sheet(members["ledger"], &problems), let aggregate = aggregate(members["aggregate"], &problems) else {
            return nil
        }
        let column = column(node, members["of"], aggregate, sheet, &problems)
        if let unit, let place = members["unit"] { check(unit, aggregate, column?.flatMap { sheet.column($0) }, place, &problems) }
        var conditions: [Measure.Condition] = []
        for (name, value) in members["where"]?.entries(&problems) ?? [] {
            guard let column = sheet.column(name) else {
                problems.append(value.problem("台账\(sheet.ledger)没有列“\(name)”", "ledger \(sheet.ledger) has no column “\(name)”"))
                continue
            }
            if column.isPersonal {
                problems.append(value.problem("列“\(name)”是个人信息，不能作条件", "column “\(name)” is personal; it cannot be a condition"))
            }
            conditions += MeasureConditions.read(value, column, &problems)
        }
        guard let id, let title, let unit, let format, let column else { return nil }
        return Measure(
            id: id, title: title, sheet: sheet, aggregate: aggregate, column: column, conditions: conditions, unit: unit, format: format)
    }

    private func sheet(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Sheet? {
        guard let node, let name = node.string(&problems) else { return nil }
        guard let sheet = Sheet.all.first(where: { $0.ledger == name }) else {
            problems.append(node.problem("没有名为“\(name)”的台账", "there is no ledger “\(name)”"))
            return nil
        }
        return sheet
    }

    private func aggregate(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Measure.Aggregate? {
        guard let node, let name = node.string(&problems) else { return nil }
        guard let aggregate = Measure.Aggregate(rawValue: name) else {
            problems.append(node.problem("应为sum、count或distinct", "sum, count or distinct is expected"))
            return nil
        }
        return aggregate
    }

    /// `nil`: a fault; `.some(nil)`: none is needed.
    private func column(
        _ measure: NodeReader, _ node: NodeReader?, _ aggregate: Measure.Aggregate, _ sheet: Sheet,
        _ problems: inout [EvaluationError.Problem]
    ) -> String?? {
        guard let node else {
            if aggregate == .count { return .some(nil) }
            problems.append(measure.problem("\(aggregate.rawValue)需要“of”指明列", "\(aggregate.rawValue) needs a column in “of”"))
            return nil
        }
        guard let name = node.string(&problems) else { return nil }
        if aggregate == .count {
            problems.append(node.problem("count按条目计数，不需要“of”", "count counts entries; it takes no “of”"))
            return nil
        }
        guard let column = sheet.column(name) else {
            problems.append(node.problem("台账\(sheet.ledger)没有列“\(name)”", "ledger \(sheet.ledger) has no column “\(name)”"))
            return nil
        }
        if column.isPersonal && column.indexKind == nil {
            problems.append(
                node.problem("列“\(name)”是个人信息，没有索引，不能计数", "column “\(name)” is personal and has no index; it cannot be counted"))
        }
        if aggregate == .sum && column.type.unit == nil {
            problems.append(node.problem("列“\(name)”不是数量，不能求和", "column “\(name)” is no amount; it cannot be summed"))
            return nil
        }
        return .some(name)
    }

    /// Money is yuan and area is square metres; a count may go by any word that counts things.
    private func check(
        _ unit: Unit, _ aggregate: Measure.Aggregate, _ column: Column?, _ node: NodeReader, _ problems: inout [EvaluationError.Problem]
    ) {
        let fixed: Unit? =
            switch aggregate == .sum ? column?.type : nil {
            case .money: .yuan
            case .area: .squareMetres
            default: nil
            }
        if let fixed, unit != fixed {
            problems.append(node.problem("该列的单位是\(fixed.rawValue)", "the column's unit is \(fixed.rawValue)"))
        }
        let isDecimal = aggregate == .sum && column?.type == .decimal
        if fixed == nil, !isDecimal, [.yuan, .squareMetres, .percent, .percentagePoints].contains(unit) {
            problems.append(node.problem("计数的单位不能是\(unit.rawValue)", "a count cannot be in \(unit.rawValue)"))
        }
    }

    private func unit(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Unit? {
        guard let node, let name = node.string(&problems) else { return nil }
        guard let unit = Unit(rawValue: name) else {
            let known = Unit.allCases.map(\.rawValue).joined(separator: "、")
            problems.append(node.problem("没有单位“\(name)”，可用：\(known)", "no unit “\(name)”; known are: \(known)"))
            return nil
        }
        return unit
    }

    private func format(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> NumberFormat? {
        guard let node, let code = node.string(&problems) else { return nil }
        guard let format = NumberFormat(code) else {
            problems.append(node.problem("“\(code)”不是数的格式，应如0、.2、万.2、亿.2", "“\(code)” is no format; write 0, .2, 万.2 or 亿.2"))
            return nil
        }
        return format
    }
}
