/// How a figure came about, as the web report shows it: its formula and inputs, or its pages and their entries.
///
/// The caller decides how deep it goes; ``entries`` may be cut short, and ``Page/entryCount`` says how many there are.
public struct TraceNote: Hashable, Sendable {
    /// A figure this one is computed from.
    public struct Input: Hashable, Sendable {
        public var tag: String
        public var title: String
        public var printed: String

        public init(tag: String, title: String, printed: String) {
            self.tag = tag
            self.title = title
            self.printed = printed
        }
    }

    /// One account page and what it adds to the figure.
    public struct Page: Hashable, Sendable {
        /// `progress/110105/2023-05`.
        public var address: String
        /// 保障性租赁住房进度台账 · 朝阳区 · 2023年5月.
        public var title: String
        public var version: Int64
        public var receipt: Int64
        public var printed: String
        public var entryCount: Int
        public var entries: [Entry]

        public init(
            address: String, title: String, version: Int64, receipt: Int64, printed: String, entryCount: Int, entries: [Entry] = []
        ) {
            self.address = address
            self.title = title
            self.version = version
            self.receipt = receipt
            self.printed = printed
            self.entryCount = entryCount
            self.entries = entries
        }
    }

    /// One row of a ledger and what it adds.
    public struct Entry: Hashable, Sendable {
        public var key: String
        public var row: Int64
        public var printed: String
        /// File and cell it was read from: `朝阳区-5月.xlsx!F17`.
        public var source: String?

        public init(key: String, row: Int64, printed: String, source: String? = nil) {
            self.key = key
            self.row = row
            self.printed = printed
            self.source = source
        }
    }

    public var tag: String
    public var title: String
    /// The value in full, beside its rounded prints.
    public var exact: String
    /// `rental.bonded.raised / target.bonded_raised`, or the measure in words.
    public var rule: String
    public var inputs: [Input]
    public var pages: [Page]

    public init(tag: String, title: String, exact: String, rule: String, inputs: [Input] = [], pages: [Page] = []) {
        self.tag = tag
        self.title = title
        self.exact = exact
        self.rule = rule
        self.inputs = inputs
        self.pages = pages
    }
}
