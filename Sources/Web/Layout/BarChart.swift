import Quantities

/// Bars under their labels, as SVG without styles of its own, so that it reads on a phone as on paper. The numbers stand beside it in a table.
struct BarChart: Sendable {
    struct Bar: Sendable {
        let label: String
        let value: Rational
        let printed: String
    }

    let id: String
    let title: String
    let bars: [Bar]

    private static let width = 420
    private static let step = 38
    private static let room = 300

    var html: HTML {
        let longest = bars.map(\.value).max() ?? 0
        let text = bars.map { "\($0.label) \($0.printed)" }.joined(separator: "；")
        let rows = HTML(bars.enumerated()) { index, bar in
            let top = index * Self.step
            return """
                <text x="0" y="\(top + 13)">\(bar.label)</text><rect class="track" x="0" y="\(top + 18)" width="\(Self.room)" height="12" rx="2"/><rect class="bar" x="0" y="\(top + 18)" width="\(Self.length(bar.value, longest))" height="12" rx="2"/><text x="\(Self.room + 8)" y="\(top + 28)">\(bar.printed)</text>
                """
        }
        return """
            <svg class="barchart" viewBox="0 0 \(Self.width) \(bars.count * Self.step)" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(text)</desc>\(rows)</svg>
            """
    }

    /// Drawing is the one place where a figure becomes a floating-point number, and none is printed from it.
    private static func length(_ value: Rational, _ longest: Rational) -> Int {
        guard longest > 0, value > 0, let share = value.divided(by: longest) else { return 0 }
        return max(1, Int((share.approximation * Double(room)).rounded()))
    }
}
