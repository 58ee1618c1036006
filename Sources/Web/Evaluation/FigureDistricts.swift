import Evaluation
import Ledgers
import Quantities

/// A city's figure district by district: a table, and bars beside it.
struct FigureDistricts: Sendable {
    private let figures: [(region: Region, figure: Figure)]
    let table: DataTable

    init(_ visit: Visit, _ basis: Basis, _ figure: Figure) {
        let districts = basis.result.model.regions.districts
        figures =
            figure.reference.region == nil
            ? districts.compactMap { region in
                basis.result.figures[FigureReference(figure.reference.id, region.code)].map { (region, $0) }
            }.filter { $0.figure.value != nil } : []
        // Shares are shown where the districts add up to the city.
        let sum = figures.reduce(Rational.zero) { $0 + ($1.figure.value ?? 0) }
        let isSum = sum == figure.value && sum > 0 && figure.unit != .percent
        var table = DataTable(
            "districts", title: visit.t("分区", "By district"),
            columns: [.init("district", visit.t("区", "District")), .init("value", visit.t("数值", "Value"), number: true)]
                + (isSum ? [.init("share", visit.t("占全市", "Share"), number: true)] : []))
        table.rows = figures.map { region, own in
            let share = isSum ? own.value?.divided(by: sum) : nil
            return [.link(visit.t(region.name), basis.path(own.reference)), basis.cell(own, visit.language)]
                + (share.map { [DataTable.Cell($0.percent, value: $0)] } ?? [])
        }
        self.table = table
    }

    func html(_ visit: Visit) -> HTML {
        if figures.isEmpty { return HTML.nothing }
        let bars = figures.compactMap { item in
            item.figure.value.map { BarChart.Bar(label: visit.t(item.region.name), value: $0, printed: item.figure.text(visit.language)) }
        }
        let chart = BarChart(id: "bars", title: visit.t("分区", "By district"), bars: bars)
        return """
            <h2>\(visit.t("分区", "By district"))</h2><div class="chartgrid"><div class="card">\(chart.html)</div><div>\(table.html(visit))</div></div>
            """
    }
}
