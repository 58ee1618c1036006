import Quantities
import Workbooks

/// A chart as SVG: bars under their labels, so that it can be read on a phone as on paper.
enum ChartSVG {
    private static let width = 420
    private static let step = 40
    private static let barTop = 19
    private static let barHeight = 13
    /// What is left of the bar for the printed value.
    private static let barRoom = 310

    static func write(_ chart: ReportChart, _ xml: inout XMLWriter, _ language: Language) {
        let head = chart.reference == nil ? 4 : 26
        let height = head + chart.bars.count * step + 4
        let longest = ([chart.reference?.value].compactMap { $0 } + chart.bars.map(\.value)).max() ?? 0
        xml.start(
            "svg",
            [
                "class": "chart", "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": "\(chart.id)-t \(chart.id)-d",
                "xmlns": "http://www.w3.org/2000/svg",
            ])
        xml.element("title", ["id": "\(chart.id)-t"], text: chart.title)
        xml.element("desc", ["id": "\(chart.id)-d"], text: description(chart, language))
        for (index, bar) in chart.bars.enumerated() {
            let top = head + index * step
            let length = length(bar.value, longest)
            xml.element("text", ["x": "0", "y": String(top + 13), "class": "label"], text: bar.label)
            xml.empty(
                "rect",
                ["x": "0", "y": String(top + barTop), "width": String(barRoom), "height": String(barHeight), "rx": "2", "class": "track"])
            let missed = chart.reference.map { bar.value < $0.value } ?? false
            xml.empty(
                "rect",
                [
                    "x": "0", "y": String(top + barTop), "width": String(length), "height": String(barHeight), "rx": "2",
                    "class": missed ? "bar missed" : "bar",
                ])
            xml.element("text", ["x": String(barRoom + 8), "y": String(top + barTop + 11), "class": "value"], text: bar.printed)
        }
        if let reference = chart.reference {
            let x = length(reference.value, longest)
            xml.empty(
                "line", ["x1": String(x), "x2": String(x), "y1": "20", "y2": String(height - 4), "class": "reference"])
            let isRight = x > barRoom / 2
            xml.element(
                "text",
                ["x": String(isRight ? x - 4 : x + 4), "y": "14", "class": "value", "text-anchor": isRight ? "end" : "start"],
                text: reference.label + " " + reference.printed)
        }
        xml.end()
    }

    /// Pixels; the one place where a figure becomes a floating-point number, and none is printed from it.
    private static func length(_ value: Rational, _ longest: Rational) -> Int {
        guard longest > 0, value > 0, let share = value.divided(by: longest) else { return 0 }
        return max(1, Int((share.approximation * Double(barRoom)).rounded()))
    }

    /// What a screen reader says; the table beside the chart has every number.
    private static func description(_ chart: ReportChart, _ language: Language) -> String {
        let bars = chart.bars.map { "\($0.label) \($0.printed)" }.joined(separator: language == .chinese ? "，" : ", ")
        guard let reference = chart.reference else { return bars }
        return "\(reference.label) \(reference.printed)" + (language == .chinese ? "；" : "; ") + bars
    }
}
