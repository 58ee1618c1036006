import Quantities

/// Reads one programme's scheme.
struct SchemeLoader {
    let year: Int
    let catalogue: FigureCatalogue
    let regions: Regions

    func read(_ root: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Scheme? {
        let members = root.members(
            required: ["programme", "year", "title", "source", "document", "weights_confirmed", "total", "bands", "sections"],
            optional: ["over_completion"], &problems)
        if let node = members["year"], let value = node.number(&problems)?.value, value != Rational(year) {
            problems.append(node.problem("应为\(year)年", "the year \(year) is expected"))
        }
        let total = members["total"]?.number(&problems)?.value ?? 0
        let scheme = Scheme(
            programme: members["programme"]?.string(&problems) ?? "", year: year, title: text(members["title"], &problems),
            source: text(members["source"], &problems), document: members["document"]?.string(&problems) ?? "",
            weightsConfirmed: members["weights_confirmed"]?.flag(&problems) ?? false, total: total,
            bands: members["bands"].map { bands($0, &problems) } ?? [],
            overCompletion: members["over_completion"]?.number(&problems)?.value,
            sections: (members["sections"]?.elements(&problems) ?? []).map { section($0, &problems) })
        let sum = scheme.sections.reduce(Rational.zero) { $0 + $1.weight }
        if let node = members["total"], sum != total {
            problems.append(node.problem("各指标权重之和为\(sum)，应为\(total)", "the weights add up to \(sum), not \(total)"))
        }
        return scheme
    }

    // MARK: - Parts

    private func bands(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> [Scheme.Band] {
        let bands = node.elements(&problems).map { element in
            let members = element.members(required: ["name", "at_least"], &problems)
            return Scheme.Band(name: text(members["name"], &problems), atLeast: members["at_least"]?.number(&problems)?.value ?? 0)
        }
        let isFalling = zip(bands, bands.dropFirst()).allSatisfy { $0.atLeast > $1.atLeast }
        if !isFalling || bands.last?.atLeast != 0 {
            problems.append(node.problem("等次应从高到低排列，最低等次从0起", "bands go from high to low, and the last begins at 0"))
        }
        return bands
    }

    private func section(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Scheme.Section {
        let members = node.members(required: ["id", "title", "indicators"], optional: ["statements"], &problems)
        return Scheme.Section(
            id: members["id"]?.string(&problems) ?? "", title: text(members["title"], &problems),
            indicators: (members["indicators"]?.elements(&problems) ?? []).compactMap { indicator($0, &problems) },
            statements: (members["statements"]?.elements(&problems) ?? []).map { statement($0, &problems) })
    }

    private func indicator(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Scheme.Indicator? {
        let members = node.members(
            required: ["id", "title", "weight", "kind", "shape"],
            optional: ["item", "actual", "target", "rate", "veto", "not_applicable", "evidence", "statements"], &problems)
        let id = members["id"]?.figureID(&problems)
        let weight = members["weight"]?.number(&problems)?.value ?? 0
        if let place = members["weight"], weight.isNegative { problems.append(place.problem("权重不得小于0", "a weight is not below 0")) }
        let kindName = members["kind"]?.string(&problems)
        let kind = kindName.flatMap(Scheme.Kind.init(rawValue:))
        if let kindName, kind == nil, let place = members["kind"] {
            let known = Scheme.Kind.allCases.map(\.rawValue).joined(separator: "、")
            problems.append(place.problem("没有类别“\(kindName)”，可用：\(known)", "no kind “\(kindName)”; known are: \(known)"))
        }
        let actual = figure(members["actual"], &problems)
        let target = target(members["target"], &problems)
        let rate = figure(members["rate"], &problems)
        let shape = members["shape"].flatMap { ShapeLoader(figure: figure).read($0, weight: weight, &problems) }
        if let shape, shape.needsCompletion, rate == nil, actual == nil || target == nil {
            problems.append(node.problem("该评分方法需要rate，或actual和target", "this shape needs `rate`, or `actual` and `target`"))
        }
        if case .deduction? = shape, rate == nil, actual == nil {
            problems.append(node.problem("该评分方法需要rate或actual", "this shape needs `rate` or `actual`"))
        }
        let evidence = (members["evidence"]?.elements(&problems) ?? []).compactMap { evidenceItem($0, &problems) }
        if case .evidence? = shape, evidence.isEmpty {
            problems.append(node.problem("按佐证评分的指标需要列出佐证", "an indicator scored by evidence needs its items"))
        }
        let veto = condition(members["veto"], &problems)
        let notApplicable = condition(members["not_applicable"], &problems)
        let statements = (members["statements"]?.elements(&problems) ?? []).map { statement($0, &problems) }
        guard let id, let kind, let shape else { return nil }
        return Scheme.Indicator(
            id: id.text, item: members["item"]?.text(&problems), title: text(members["title"], &problems), weight: weight, kind: kind,
            actual: actual, target: target, rate: rate,
            shape: shape, veto: veto, notApplicable: notApplicable, evidence: evidence, statements: statements)
    }

    private func evidenceItem(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> Scheme.EvidenceItem? {
        let members = node.members(required: ["title"], optional: ["figure", "at_least", "policy"], &problems)
        let title = text(members["title"], &problems)
        switch (members["figure"], members["policy"]) {
        case (let place?, nil):
            let bound = members["at_least"]?.number(&problems)?.value ?? 1
            return figure(place, &problems).map { Scheme.EvidenceItem(title: title, source: .figure($0, atLeast: bound)) }
        case (nil, let place?):
            if let bound = members["at_least"] { problems.append(bound.problem("只用于数", "goes with a figure only")) }
            return place.string(&problems).map { Scheme.EvidenceItem(title: title, source: .policy(topic: $0)) }
        default:
            problems.append(node.problem("应有figure或policy之一", "one of `figure` and `policy` is expected"))
            return nil
        }
    }

    private func statement(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> StatementTemplate {
        let members = node.members(required: ["zh", "en"], optional: ["when"], &problems)
        return StatementTemplate(
            when: condition(members["when"], &problems), zh: pieces(members["zh"], &problems), en: pieces(members["en"], &problems))
    }

    private func pieces(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> [StatementTemplate.Piece] {
        guard let node, let text = node.string(&problems) else { return [] }
        do {
            let pieces = try StatementParser.pieces(text)
            for case .figure(let reference, _, _) in pieces {
                check(reference.id, node, &problems)
                if let region = reference.region, regions[region] == nil || region == regions.city.code {
                    problems.append(node.problem("没有行政区划\(region)", "there is no district \(region)"))
                }
            }
            return pieces
        } catch {
            problems.append(node.problem(error.text.zh, error.text.en))
            return []
        }
    }

    // MARK: - References

    private func text(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Text { node?.text(&problems) ?? Text("", "") }

    private func check(_ id: FigureID, _ node: NodeReader, _ problems: inout [EvaluationError.Problem]) {
        if catalogue[id] == nil { problems.append(node.problem("没有名为“\(id)”的数", "there is no figure “\(id)”")) }
    }

    private func figure(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> FigureID? {
        guard let node, let id = node.figureID(&problems) else { return nil }
        check(id, node, &problems)
        return id
    }

    private func condition(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> SchemeCondition? {
        guard let node, let condition = node.condition(&problems) else { return nil }
        for id in condition.inputs { check(id, node, &problems) }
        return condition
    }

    /// A figure's name or a number: a name never begins with a digit.
    private func target(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Scheme.Target? {
        guard let node, let text = node.string(&problems) else { return nil }
        if FigureID(text) != nil { return figure(node, &problems).map(Scheme.Target.figure) }
        return node.number(&problems).map { Scheme.Target.constant($0.value, isPercent: $0.isPercent) }
    }
}

/// Reads the scoring shape of an indicator.
struct ShapeLoader {
    let figure: (NodeReader?, inout [EvaluationError.Problem]) -> FigureID?

    func read(_ node: NodeReader, weight: Rational, _ problems: inout [EvaluationError.Problem]) -> ScoringShape? {
        let names = ["proportional", "banded", "deduction", "findings", "evidence", "bonus"]
        let members = node.members(required: [], optional: names, &problems)
        guard members.count == 1, let (name, value) = members.first else {
            problems.append(
                node.problem("应恰有一种评分方法：\(names.joined(separator: "、"))", "exactly one of \(names.joined(separator: ", ")) is expected"))
            return nil
        }
        switch name {
        case "banded": return banded(value, &problems)
        case "deduction":
            let parts = value.members(required: ["per_point"], optional: ["floor"], &problems)
            let floor = number(parts["floor"], &problems) ?? 0
            guard let perPoint = number(parts["per_point"], &problems) else { return nil }
            if floor > weight || floor.isNegative {
                problems.append(value.problem("下限应在0和权重之间", "the floor lies between 0 and the weight"))
            }
            return .deduction(perPoint: perPoint, floor: floor)
        case "findings":
            let parts = value.members(required: ["figure", "each"], &problems)
            guard let id = figure(parts["figure"], &problems), let each = number(parts["each"], &problems) else { return nil }
            return .findings(id, each: each)
        case "bonus":
            let parts = value.members(required: ["each", "per", "cap"], &problems)
            guard let each = number(parts["each"], &problems), let per = number(parts["per"], &problems),
                let cap = number(parts["cap"], &problems)
            else { return nil }
            if per <= 0 { problems.append(value.problem("per应大于0", "`per` is above 0")) }
            return per > 0 ? .bonus(each: each, per: per, cap: cap) : nil
        case "evidence":
            _ = value.members(required: [], &problems)
            return .evidence
        default:
            _ = value.members(required: [], &problems)
            return .proportional
        }
    }

    private func banded(_ node: NodeReader, _ problems: inout [EvaluationError.Problem]) -> ScoringShape? {
        let steps = node.elements(&problems).map { element in
            let parts = element.members(required: ["at_least", "share"], &problems)
            return ScoringShape.Step(atLeast: number(parts["at_least"], &problems) ?? 0, share: number(parts["share"], &problems) ?? 0)
        }
        let isFalling = zip(steps, steps.dropFirst()).allSatisfy { $0.atLeast > $1.atLeast }
        if steps.isEmpty || !isFalling { problems.append(node.problem("各档应从高到低排列", "steps go from high to low")) }
        if steps.contains(where: { $0.share.isNegative || $0.share > 1 }) {
            problems.append(node.problem("各档的share应在0和1之间", "shares lie between 0 and 1"))
        }
        return .banded(steps)
    }

    private func number(_ node: NodeReader?, _ problems: inout [EvaluationError.Problem]) -> Rational? {
        guard let node, let value = node.number(&problems)?.value else { return nil }
        if value.isNegative { problems.append(node.problem("不得小于0", "not below 0")) }
        return value
    }
}

extension ScoringShape {
    var needsCompletion: Bool {
        switch self {
        case .proportional, .banded, .bonus: true
        case .deduction, .findings, .evidence: false
        }
    }
}
