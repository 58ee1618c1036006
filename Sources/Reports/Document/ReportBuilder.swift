public import Evaluation
import Ledgers
import Quantities

/// Makes the report from an evaluation.
///
///     let document = ReportBuilder.document(from: result)
///     try WordReport.write(document, to: "绩效评价报告-2023.docx")
///
/// After the chapters of the chosen outline come those that published reports leave out: scores and how they came about, targets missed
/// or far exceeded and whether a cause was given, assertions without evidence, pages of which rows were refused, and the freeze.
public enum ReportBuilder {
    public static func document(from result: EvaluationResult, options: ReportOptions = ReportOptions()) -> ReportDocument {
        var composer = Composer(result: result, options: options)
        composer.opening()
        switch options.template {
        case .programmes:
            for programme in result.programmes { composer.chapter(programme) }
            composer.scores(level: 1)
            composer.deviations(level: 1)
            composer.evidence(level: 1)
            composer.data(level: 1)
        case .supervision: composer.supervisionOutline()
        }
        composer.assessment(level: 1)
        composer.closing()
        composer.districts()
        let title = composer.title
        return ReportDocument(
            language: options.language,
            properties: ReportProperties(
                title: title.joined(separator: options.language == .chinese ? "" : " "),
                subject: Text("中央财政城镇保障性安居工程补助资金绩效自评", "Self-evaluation of the central subsidy for affordable housing")[options.language],
                year: result.year, date: options.date, freeze: options.freeze, template: options.template),
            blocks: [.title(title.joined(separator: "\n"))] + composer.blocks)
    }
}

/// Collects the blocks of a report, numbers its headings and binds its numbers.
struct Composer {
    let result: EvaluationResult
    let options: ReportOptions
    private(set) var blocks: [ReportBlock] = []
    private var counters = [0, 0, 0, 0]

    init(result: EvaluationResult, options: ReportOptions) {
        self.result = result
        self.options = options
    }

    var language: Language { options.language }

    /// The title, by lines.
    var title: [String] {
        language == .chinese
            ? ["\(result.year)年度保障性安居工程转移支付", "绩效评价报告"]
            : ["Performance Evaluation Report, \(result.year)", "Central Transfer for Affordable Housing"]
    }

    func word(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    func word(_ text: Text) -> String { text[language] }

    // MARK: - Blocks

    mutating func heading(_ level: Int, _ text: String) {
        counters[level - 1] += 1
        for deeper in level..<4 { counters[deeper] = 0 }
        let anchor = "s" + counters[..<level].map { "-\($0)" }.joined()
        blocks.append(
            .heading(
                ReportHeading(level: level, number: Outline.number(level, counters[level - 1], language), text: text, anchor: anchor)))
    }

    /// What follows the signature, on a page of its own.
    mutating func annex(_ text: String) {
        counters = [counters[0] + 1, 0, 0, 0]
        blocks.append(
            .heading(ReportHeading(level: 1, number: word("附件　", "Annex. "), text: text, anchor: "annex", startsPage: true)))
    }

    mutating func paragraph(_ spans: [ReportSpan]) {
        guard !spans.isEmpty else { return }
        blocks.append(.paragraph(spans))
    }
    mutating func note(_ spans: [ReportSpan]) { blocks.append(.note(spans)) }
    mutating func note(_ zh: String, _ en: String) { note([.text(word(zh, en))]) }
    mutating func add(_ block: ReportBlock) { blocks.append(block) }

    // MARK: - Numbers

    /// A figure as prose prints it.
    func span(_ figure: Figure, format: NumberFormat? = nil) -> ReportSpan {
        .figure(BoundFigure(tag: figure.reference.tag, printed: figure.text(language, format: format), title: title(figure)))
    }

    /// A number that is not a figure of the year's catalogue: a score, a weight, a count of the report itself.
    ///
    /// Its tag holds a `/`, which no figure's does: `rental.funds.execution/score`, `report/pages`.
    func number(_ tag: String, _ printed: String, _ title: Text) -> ReportSpan {
        .figure(BoundFigure(tag: tag, printed: printed, title: word(title)))
    }

    func count(_ tag: String, _ value: Int, _ title: Text) -> ReportSpan { number("report/" + tag, String(value), title) }

    func title(_ figure: Figure) -> String {
        guard let region = figure.reference.region, let name = result.model.regions[region]?.name else { return word(figure.title) }
        return word(figure.title) + word("（\(name.zh)）", " (\(name.en))")
    }

    /// A sentence of the scheme.
    func spans(_ statement: Statement) -> [ReportSpan] {
        statement.spans(language).map { span in
            switch span {
            case .text(let text): .text(text)
            case .figure(let reference, let printed, _):
                .figure(
                    BoundFigure(tag: reference.tag, printed: printed, title: result.figures[reference].map(title) ?? reference.tag))
            }
        }
    }

    /// Sentences one after another.
    func spans(_ statements: [Statement]) -> [ReportSpan] {
        var joined: [ReportSpan] = []
        for statement in statements {
            if !joined.isEmpty, language == .english { joined.append(.text(" ")) }
            joined += spans(statement)
        }
        return joined
    }
}

extension Composer {
    /// Who evaluated what, and the year's money in one sentence.
    mutating func opening() {
        let city = word(result.city.name)
        var spans: [ReportSpan] = [
            .text(
                word(
                    "按照中央对地方转移支付绩效管理的要求，\(city)住房城乡建设部门会同财政部门，依据各区填报并经审核的台账，对\(result.year)年度中央财政城镇保障性安居工程补助资金的使用和绩效目标完成情况开展了自评。",
                    "As the management of central transfers requires, the housing and finance authorities of \(city) have evaluated, from the ledgers their districts filed, how the central subsidy for affordable housing of \(result.year) was used and whether its targets were reached. "
                ))
        ]
        if let allotted = result.figure("funds.allotted"), let spent = result.figure("funds.spent"),
            let rate = result.figure("funds.execution")
        {
            spans += [
                .text(word("全年共收到中央补助资金", "The city received ")), span(allotted), .text(word("，支出", " and spent ")), span(spent),
                .text(word("，预算执行率", ", a budget execution of ")), span(rate), .text(word("。", ". ")),
            ]
        }
        spans.append(.text(word("具体情况如下：", "In detail:")))
        paragraph(spans)
    }

    /// Bodies and date, to the right.
    mutating func closing() {
        var lines = options.bodies.map { word($0) }
        if let date = options.date {
            lines.append(word("\(date.year)年\(date.month)月\(date.day)日", date.description))
        }
        if !lines.isEmpty { add(.closing(lines)) }
    }
}
