import Quantities

/// 第三方核查数: what an assessor found beside a figure of the report, with the city's explanation. The report prints both.
public struct AssessedFigure: Sendable, Hashable {
    /// Names the row; its numbers are bound under it.
    public var number: Int64
    public var title: String
    public var reported: String
    public var found: String
    public var difference: String
    /// How it was found.
    public var basis: String
    /// The city's; empty where it has given none.
    public var explanation: String

    public init(
        number: Int64, title: String, reported: String, found: String, difference: String, basis: String, explanation: String
    ) {
        self.number = number
        self.title = title
        self.reported = reported
        self.found = found
        self.difference = difference
        self.basis = basis
        self.explanation = explanation
    }
}

extension Composer {
    /// 第三方核查: left out where no assessor has noted anything.
    mutating func assessment(level: Int) {
        guard !options.assessed.isEmpty else { return }
        heading(level, word("第三方核查", "Third-party assessment"))
        paragraph([
            .text(
                word(
                    "第三方评估机构对部分指标进行了核查。核查数与上报数并列如下，评分以上报数为准。",
                    "An assessor has looked into some figures. What was found stands beside what was reported; scores follow what was reported."
                ))
        ])
        var table = ReportTable(
            caption: word("上报数与核查数", "Reported and found"),
            columns: [
                .init(word("指标", "Figure"), share: 6), .init(word("上报数", "Reported"), share: 4, .right),
                .init(word("核查数", "Found"), share: 4, .right), .init(word("差异", "Difference"), share: 3, .right),
                .init(word("核查方法", "How"), share: 5), .init(word("说明", "Explanation"), share: 5),
            ])
        for figure in options.assessed {
            func bound(_ part: String, _ printed: String, _ title: Text) -> [ReportSpan] {
                [number("assessed.\(figure.number)/\(part)", printed, Text(figure.title + title.zh, figure.title + title.en))]
            }
            table.rows.append(
                .init([
                    [.text(figure.title)], bound("reported", figure.reported, Text("上报数", ": reported")),
                    bound("found", figure.found, Text("核查数", ": found")),
                    bound("difference", figure.difference, Text("差异", ": difference")), [.text(figure.basis)],
                    [.text(figure.explanation.isEmpty ? word("未说明", "none given") : figure.explanation)],
                ]))
        }
        add(.table(table))
    }
}
