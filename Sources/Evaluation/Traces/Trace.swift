public import Ledgers
public import Quantities

/// How a figure came about: its formula and inputs, or the pages whose entries add up to it. Checked when it was made.
public struct Trace: Sendable {
    public let figure: Figure
    public let kind: Kind

    public enum Kind: Sendable {
        /// Entries, page by page. The pages' values add up to the figure.
        case measure(Measure, pages: [PageContribution])
        /// A formula as written, with the figures it names outside district functions, and what its district functions look at.
        case formula(Formula, inputs: [Trace], districts: [DistrictBreakdown])
        /// A formula of numbers alone.
        case constant(Formula)
    }

    /// The figure was traced to this many pages, each counted once for each measure.
    public var pageCount: Int {
        switch kind {
        case .measure(_, let pages): pages.count
        case .formula(_, let inputs, let districts):
            inputs.reduce(0) { $0 + $1.pageCount }
                + districts.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.inputs.reduce(0) { $0 + $1.pageCount } } }
        case .constant: 0
        }
    }
}

/// What one page adds to a measure.
public struct PageContribution: Sendable, Hashable {
    public let page: PageVersion
    /// In the figure's unit. For a distinct count: how many keys occur here and on no page before it.
    public let value: Rational
    /// How many entries make it up.
    public let entries: Int64
}

/// The values of an expression, district by district.
public struct DistrictBreakdown: Sendable {
    public let expression: Formula
    public let values: [DistrictValue]

    public struct DistrictValue: Sendable {
        public let region: Region
        public let value: Rational?
        public let absence: Text?
        public let inputs: [Trace]
    }
}

/// What one entry adds to a measure.
public struct EntryContribution: Sendable {
    public let entry: Entry
    /// In the figure's unit; 1 for an entry counted.
    public let value: Rational
    /// The column the value stands in; `nil` where entries are counted.
    public let column: String?
}
