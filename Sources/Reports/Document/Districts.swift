import Evaluation
import Quantities

extension Composer {
    /// The annex by programme: actual against target, and districts. Paper has one table a programme, a screen a chart an indicator.
    mutating func districts() {
        let programmes = result.programmes.map { ($0, quantities($0)) }.filter { !$0.1.isEmpty }
        guard !programmes.isEmpty else { return }
        switch options.medium {
        case .paper:
            annex(word("分区完成情况", "By district"))
            for (programme, indicators) in programmes { districtTable(programme, indicators) }
        case .screen:
            annex(word("完成情况图表", "Charts"))
            for (programme, indicators) in programmes {
                heading(2, word(programme.scheme.title))
                attainmentChart(programme, indicators)
                for indicator in indicators { districtChart(indicator) }
            }
        }
    }

    /// Indicators of quantity that have a target and a number.
    private func quantities(_ programme: ProgrammeEvaluation) -> [IndicatorEvaluation] {
        programme.indicators.filter { $0.indicator.kind == .outputQuantity && $0.actual != nil && $0.attainment != nil }
    }

    private func districtFigures(_ indicator: IndicatorEvaluation) -> [(region: Region, figure: Figure)] {
        guard let actual = indicator.actual else { return [] }
        return result.model.regions.districts.compactMap { region in
            result.figures[FigureReference(actual.reference.id, region.code)].flatMap { $0.value == nil ? nil : (region, $0) }
        }
    }

    /// A district's share is too small for 万 with two digits, unless it is money or area.
    private func format(_ figure: Figure) -> NumberFormat {
        figure.unit == .yuan || figure.unit == .squareMetres ? NumberFormat(scale: .wan, decimals: 2) : .whole
    }

    private mutating func districtTable(_ programme: ProgrammeEvaluation, _ indicators: [IndicatorEvaluation]) {
        let columns = indicators.filter { !districtFigures($0).isEmpty }
        guard !columns.isEmpty else { return }
        let title = programme.scheme.title
        var table = ReportTable(
            caption: word("\(title.zh)分区完成情况", "\(title.en) by district"),
            columns: [.init(word("区", "District"), share: 4)]
                + columns.map { ReportTable.Column(word($0.actual?.title ?? $0.indicator.title), share: 4, .right) })
        for region in result.model.regions.districts {
            let cells = columns.map { indicator -> [ReportSpan] in
                guard let actual = indicator.actual, let figure = result.figures[FigureReference(actual.reference.id, region.code)],
                    figure.value != nil
                else { return [.text("—")] }
                return [span(figure, format: format(figure))]
            }
            table.rows.append(.init([[.text(word(region.name))]] + cells))
        }
        table.rows.append(
            .init(
                [[.text(word("全市", "City"))]] + columns.map { $0.actual.map { [span($0, format: format($0))] } ?? [] }, kind: .total))
        add(.table(table))
    }

    private mutating func attainmentChart(_ programme: ProgrammeEvaluation, _ indicators: [IndicatorEvaluation]) {
        let title = programme.scheme.title
        let percent = NumberFormat(decimals: 2)
        var table = ReportTable(
            caption: word("\(title.zh)：实际完成与目标", "\(title.en): actual against target"),
            columns: [
                .init(word("指标", "Indicator"), share: 6), .init(word("目标值", "Target"), share: 3, .right),
                .init(word("实际完成值", "Actual"), share: 3, .right), .init(word("完成率", "Of target"), share: 3, .right),
            ])
        var bars: [ReportChart.Bar] = []
        for indicator in indicators {
            guard let attainment = indicator.attainment else { continue }
            let printed = percent.text(attainment, unit: .percent, language: language)
            let name = indicator.indicator.title
            bars.append(.init(label: word(name), value: attainment, printed: printed))
            table.rows.append(
                .init([
                    [.text(word(name))], target(indicator), actual(indicator),
                    [number(indicator.indicator.id + "/attainment", printed, Text(name.zh + "与目标之比", name.en + ": share of target"))],
                ]))
        }
        add(
            .chart(
                ReportChart(
                    id: "chart-" + programme.scheme.programme, title: table.caption, bars: bars,
                    reference: .init(label: word("目标", "target"), value: 1, printed: "100%"), table: table)))
    }

    private mutating func districtChart(_ indicator: IndicatorEvaluation) {
        let figures = districtFigures(indicator)
        guard let actual = indicator.actual, figures.count > 1 else { return }
        let caption = word("\(actual.title.zh)：分区", "\(actual.title.en) by district")
        var table = ReportTable(
            caption: caption, columns: [.init(word("区", "District"), share: 3), .init(word("实际完成值", "Actual"), share: 2, .right)])
        for (region, figure) in figures {
            table.rows.append(.init([[.text(word(region.name))], [span(figure, format: format(figure))]]))
        }
        table.rows.append(.init([[.text(word("全市", "City"))], [span(actual, format: format(actual))]], kind: .total))
        add(
            .chart(
                ReportChart(
                    id: "chart-" + actual.reference.id.text, title: caption,
                    bars: figures.map { region, figure in
                        .init(
                            label: word(region.name), value: figure.value ?? 0, printed: figure.text(language, format: format(figure)))
                    }, table: table)))
    }
}
