import Quantities

/// Bars under their labels. Labels are text of the page, so that they wrap and stay readable on a phone; only the bar is drawn.
struct BarList: Sendable {
    struct Bar: Sendable {
        let label: HTML
        /// What a screen reader says of the bar.
        let name: String
        let value: Rational?
        let printed: String
        var target: Rational?
        var isShort = false
    }

    var bars: [Bar] = []
    /// The value of a whole bar; longer ones are cut there.
    var most: Rational?

    private static let width = 400

    /// Drawn against the longest bar or mark, unless ``most`` says otherwise.
    func html() -> HTML {
        let longest = (bars.compactMap(\.value) + bars.compactMap(\.target)).max() ?? 0
        let whole = most.map { min($0, max(longest, 1)) } ?? longest
        let rows = HTML(bars) { bar in
            let mark: HTML? = bar.target.map { target in
                let x = Self.length(target, whole)
                return "<line class=\"target\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"16\"/>"
            }
            return """
                <li><span class="what">\(bar.label)</span><span class="much">\(bar.printed)</span><svg class="bars" viewBox="0 0 \(Self.width) 16" preserveAspectRatio="none" role="img"><title>\(bar.name) \(bar.printed)</title><rect class="track" x="0" y="3" width="\(Self.width)" height="10"/><rect class="\(bar.isShort ? "missed" : "bar")" x="0" y="3" width="\(Self.length(bar.value ?? 0, whole))" height="10"/>\(mark)</svg></li>
                """
        }
        return "<ul class=\"barlist\">\(rows)</ul>"
    }

    /// For drawing alone; no number is printed from it.
    private static func length(_ value: Rational, _ whole: Rational) -> Int {
        guard value > 0, let share = value.divided(by: whole) else { return 0 }
        return min(width - 1, max(1, Int((share.approximation * Double(width)).rounded())))
    }
}
