public import Quantities

/// A table: columns with their share of the width, rows of spans.
public struct ReportTable: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        public enum Alignment: Hashable, Sendable { case left, center, right }
        public var title: String
        /// Its share of the width, beside the other columns' shares.
        public var share: Int
        public var alignment: Alignment

        public init(_ title: String, share: Int = 1, _ alignment: Alignment = .left) {
            self.title = title
            self.share = share
            self.alignment = alignment
        }
    }

    public struct Row: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case body
            /// One cell across all columns.
            case section
            case total
        }
        public var kind: Kind
        public var cells: [[ReportSpan]]

        public init(_ cells: [[ReportSpan]], kind: Kind = .body) {
            self.cells = cells
            self.kind = kind
        }
    }

    public var caption: String
    public var columns: [Column]
    public var rows: [Row]

    public init(caption: String, columns: [Column], rows: [Row] = []) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }
}

/// Horizontal bars, with the numbers they are drawn from in a table beside them.
public struct ReportChart: Hashable, Sendable {
    public struct Bar: Hashable, Sendable {
        public var label: String
        /// Drawn length, in the chart's own measure.
        public var value: Rational
        /// As printed at the bar's end.
        public var printed: String

        public init(label: String, value: Rational, printed: String) {
            self.label = label
            self.value = value
            self.printed = printed
        }
    }

    public var id: String
    public var title: String
    public var bars: [Bar]
    /// A value all bars are measured against: the target.
    public var reference: Bar?
    /// The same numbers, bound.
    public var table: ReportTable

    public init(id: String, title: String, bars: [Bar], reference: Bar? = nil, table: ReportTable) {
        self.id = id
        self.title = title
        self.bars = bars
        self.reference = reference
        self.table = table
    }
}
