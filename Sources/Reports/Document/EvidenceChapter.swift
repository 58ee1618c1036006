import Evaluation
import Ledgers
import Quantities

extension Composer {
    /// 佐证情况: what rests on the books, and what is merely said.
    mutating func evidence(level: Int) {
        heading(level, word("佐证情况", "Evidence"))
        let meter = result.evidence
        paragraph([
            .text(word("本报告有不带数字的表述", "The report makes ")),
            count("assertions", meter.assertions, Text("不带数字的表述", "Assertions without a number")),
            .text(word("条，其中", " assertions without a number, of which ")),
            count("assertions_with_evidence", meter.assertionsWithEvidence, Text("有佐证的表述", "Assertions with evidence")),
            .text(word("条在台账中有相应佐证；引用的数", " have evidence in the ledgers; it names ")),
            count("figures", meter.figures, Text("报告引用的数", "Figures named")), .text(word("个，其中", " figures, of which ")),
            count("figures_whole", meter.figuresWithWholeChain, Text("可完整追溯的数", "Figures with a whole chain")),
            .text(word("个可以由完整的账页逐级追溯到条目。", " can be followed through complete pages down to the entries.")),
        ])
        heading(level + 1, word("没有佐证的表述", "Assertions without evidence"))
        assertions()
        heading(level + 1, word("缺少的佐证材料", "Missing evidence"))
        missingEvidence()
        heading(level + 1, word("不完整的账页", "Incomplete pages"))
        incompletePages()
    }

    private mutating func assertions() {
        let bare = result.programmes.flatMap { programme in
            programme.sections.flatMap { section in section.statements + section.indicators.flatMap(\.statements) }
        }.filter(\.isAssertionWithoutEvidence)
        guard !bare.isEmpty else {
            paragraph([.text(word("没有。", "None."))])
            return
        }
        for (index, statement) in bare.enumerated() {
            paragraph([.text(Outline.number(4, index + 1, language) + word("“", "“"))] + spans(statement) + [.text("”")])
        }
    }

    private mutating func missingEvidence() {
        var table = ReportTable(
            caption: word("缺少的佐证材料", "Missing evidence"),
            columns: [
                .init(word("专项", "Programme"), share: 4), .init(word("指标", "Indicator"), share: 7),
                .init(word("应有", "Asked"), share: 2, .right),
                .init(word("现有", "Found"), share: 2, .right), .init(word("缺少", "Missing"), share: 9),
            ])
        for programme in result.programmes {
            for indicator in programme.indicators {
                let missing = indicator.evidence.filter { !$0.isPresent }
                guard !missing.isEmpty else { continue }
                let id = indicator.indicator.id
                let title = indicator.indicator.title
                table.rows.append(
                    .init([
                        [.text(word(programme.scheme.title))], [.text(word(title))],
                        [
                            number(
                                id + "/evidence_asked", String(indicator.evidence.count),
                                Text(title.zh + "应有佐证", title.en + ": evidence asked"))
                        ],
                        [
                            number(
                                id + "/evidence", String(indicator.evidence.count - missing.count),
                                Text(title.zh + "现有佐证", title.en + ": evidence found"))
                        ],
                        [.text(missing.map { word($0.item.title) }.joined(separator: word("、", ", ")))],
                    ]))
            }
        }
        if table.rows.isEmpty {
            paragraph([.text(word("各指标要求的佐证材料均已入账。", "All evidence that the indicators ask for is in the ledgers."))])
        } else {
            add(.table(table))
        }
    }

    private mutating func incompletePages() {
        guard !result.incompletePages.isEmpty else {
            paragraph([.text(word("所用账页没有被退回的行。", "No rows of the pages used were refused."))])
            return
        }
        paragraph(
            [
                .text(word("有", "")), count("incomplete_pages", result.incompletePages.count, Text("不完整的账页数", "Incomplete pages")),
                .text(word("个账页有行未通过校核，未计入本报告的数。", " pages have rows that failed their checks and are not counted.")),
            ].filter { $0 != .text("") })
        var table = ReportTable(
            caption: word("不完整的账页", "Incomplete pages"),
            columns: [
                .init(word("账页", "Page"), share: 9), .init(word("版本", "Version"), share: 2, .right),
                .init(word("计入条数", "Counted"), share: 3, .right), .init(word("退回行数", "Refused"), share: 3, .right),
            ])
        for page in result.incompletePages {
            let name = title(page)
            table.rows.append(
                .init([
                    [.text(word(name))], [number("page/\(page.address)/version", String(page.version), name)],
                    [number("page/\(page.address)/entries", String(page.entries), name)],
                    [number("page/\(page.address)/rejected", String(page.rejected), name)],
                ]))
        }
        add(.table(table))
    }

    func title(_ page: PageVersion) -> Text { PageTitle.of(page, result.model.regions) }

    /// 数据说明: the freeze, its pages, and the rules they were evaluated by.
    mutating func data(level: Int) {
        heading(level, word("数据说明", "About the data"))
        let snapshot = result.snapshot
        let entries = snapshot.pages.reduce(Int64(0)) { $0 + $1.entries }
        paragraph([
            .text(word("本报告的数由", "The numbers are computed from ")), count("pages", snapshot.pages.count, Text("账页数", "Pages")),
            .text(word("个账页、", " pages with ")), number("report/entries", String(entries), Text("条目数", "Entries")),
            .text(
                word(
                    "条记录按年度指标和评价方案计算，中间不作四舍五入，只在印出时按规定位数取舍。每个数都可以追溯到账页、条目和原始文件的单元格。",
                    " entries by the year's figures and schemes; nothing is rounded before it is printed. Each can be followed to its pages, entries and the cells of the files they came from."
                )),
        ])
        if let freeze = options.freeze {
            paragraph([
                .text(
                    word(
                        "数据以封账“\(freeze.name)”为准；封账之后的更正另行封账，并列出变动的数。",
                        "They are those of the freeze “\(freeze.name)”; later corrections make a new freeze that lists what changed."))
            ])
            note([.text(word("封账根值：", "Freeze root: ") + freeze.root)])
        } else {
            paragraph([
                .text(word("本报告依据当前账页生成，尚未封账，数据可能变动。", "This is a draft from the current pages; they are not frozen and may change."))
            ])
        }
        for scheme in result.programmes.map(\.scheme) {
            note([
                .text(
                    word(
                        "\(scheme.title.zh)评价方案：依据\(scheme.document)；\(scheme.source.zh)。",
                        "Scheme of \(scheme.title.en): \(scheme.document); \(scheme.source.en).")
                )
            ])
        }
    }
}

/// A page as people name it: 项目进度台账，朝阳区，2023年5月.
enum PageTitle {
    static func of(_ page: PageVersion, _ regions: Regions) -> Text {
        let sheet = Sheet.named(page.ledger)?.title ?? Text(page.ledger, page.ledger)
        let region = regions[page.district]?.name ?? Text(page.district.digits, page.district.digits)
        return Text("\(sheet.zh)·\(region.zh)·\(page.period.title.zh)", "\(sheet.en) · \(region.en) · \(page.period.title.en)")
    }
}
