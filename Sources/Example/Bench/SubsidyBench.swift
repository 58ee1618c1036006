import Ledgers
public import Quantities

/// One large CSV file of rent subsidies, with a known share of bad rows: what `anju bench` reads.
///
///     let summary = try SubsidyBench().write(to: "/tmp/subsidies.csv")
///     print(summary.rows, summary.badRows.count)   // 360024 360
///
/// Twelve columns (district, period, and the sheet's ten), grouped by page: seventeen units, twelve months. UTF-8 without a
/// mark, lines ending in LF. The same seed gives the same bytes.
public struct SubsidyBench: Sendable {
    /// Rows of entries: a multiple of twelve, since every household is paid in every month.
    public let rows: Int
    /// One row in so many is bad.
    public let badEvery: Int
    public let seed: UInt64

    /// What is wrong with a bad row; one cell each, and nothing else.
    public enum Fault: String, Sendable, CaseIterable {
        /// 身份证号末位不对.
        case wrongCheckCharacter
        /// 实发金额高于月租金, and not above the standard.
        case amountAboveRent
        /// 2023-05-32.
        case badDate
        /// ２８００ for 2800.
        case fullWidthDigits
        /// 租赁合同号 left blank.
        case missingValue
        /// 七档.
        case unknownChoice
    }

    /// What was written.
    public struct Summary: Sendable {
        public let rows: Int
        /// The file's row (the header is 1) of each bad row, rising, and what is wrong with it.
        public let badRows: [(row: Int, fault: Fault)]
        public let bytes: Int

        /// Bad rows by what is wrong with them.
        public var faults: [Fault: Int] { Dictionary(badRows.map { ($0.fault, 1) }, uniquingKeysWith: +) }
    }

    /// - Parameters:
    ///   - rows: rounded down to a multiple of twelve; at least one household for each unit.
    ///   - badShare: the numerator and denominator of the share of bad rows, such as 1/1000.
    public init(rows: Int = 360_024, badShare: Rational = Rational(1, 1000), seed: UInt64 = ExampleCity.publishedSeed) {
        self.rows = max(12 * Regions.beijing.districts.count, rows / 12 * 12)
        badEvery = badShare > 0 ? max(1, (1 / badShare).int64.map(Int.init) ?? 1000) : .max
        self.seed = seed
    }

    /// - Parameter progress: called with the rows written so far, about every hundred thousand.
    public func write(to path: String, progress: (_ rows: Int) -> Void = { _ in }) throws(ExampleError) -> Summary {
        let file = try ByteFile(path: path)
        var line = BenchLine()
        line.text(Sheet.subsidies.returnHeader.joined(separator: ","))
        line.end()
        var bad = BadRows(every: badEvery, of: rows, SplitMix64(seed, "bench"))
        var written = 0
        var bytes = 0
        let households = Apportionment.split(rows / 12, by: DistrictShares.subsidies, least: 1)
        for (index, region) in Regions.beijing.districts.enumerated() {
            let people = (0..<households[index]).map { BenchHousehold(seed, index, region.code, $0) }
            for month in 1...12 {
                for (number, household) in people.enumerated() {
                    household.write(to: &line, month: month, day: 15 + number % 9, bad.fault(at: written))
                    written += 1
                }
                if line.bytes.count >= 1 << 22 {
                    bytes += line.bytes.count
                    try file.write(line.bytes)
                    line.bytes.removeAll(keepingCapacity: true)
                    progress(written)
                }
            }
        }
        bytes += line.bytes.count
        try file.write(line.bytes)
        try file.close()
        progress(written)
        return Summary(rows: written, badRows: bad.found, bytes: bytes)
    }
}

/// Chooses one row of each full stretch of rows, and takes the faults in turn.
private struct BadRows {
    let every: Int
    let rows: Int
    var random: SplitMix64
    var next = -1
    private(set) var found: [(row: Int, fault: SubsidyBench.Fault)] = []

    init(every: Int, of rows: Int, _ random: SplitMix64) {
        self.every = every
        self.rows = rows
        self.random = random
    }

    mutating func fault(at index: Int) -> SubsidyBench.Fault? {
        if index % every == 0 { next = rows - index >= every ? index + random.int(0...(every - 1)) : -1 }
        guard index == next else { return nil }
        let faults = SubsidyBench.Fault.allCases
        let fault = faults[found.count % faults.count]
        // The header is row 1.
        found.append((index + 2, fault))
        return fault
    }
}
