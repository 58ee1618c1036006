internal import Ledgers
public import Quantities

/// 样例城市: the returns of Beijing's seventeen reporting units and its city office for 2023.
///
///     for file in try ExampleCity(seed: 2023).write(to: "/tmp/example") { print(file.path) }
///
/// The sums over all files are the totals of Beijing's published report; everything below them is invented. The same seed and
/// scale give the same files, whatever the machine.
public struct ExampleCity: Sendable {
    /// The year of all that is filed.
    public static let year = 2023
    /// The seed of the example in the repository.
    public static let publishedSeed: UInt64 = 2023

    public let seed: UInt64
    /// 1 for the published totals; more multiplies the households paid a rent subsidy (and their target), and the months each is
    /// paid for up to twelve. All other ledgers stay as they are.
    public let scale: Int

    public init(seed: UInt64 = publishedSeed, scale: Int = 1) {
        self.seed = seed
        self.scale = max(1, min(scale, 100))
    }

    private var units: [ReportingUnit] {
        Regions.beijing.districts.enumerated().map { ReportingUnit(index: $0.offset, region: $0.element, seed: seed) }
    }

    /// Writes all files: the first returns into `填报`, the corrections into `更正`. Folders are made where they are missing;
    /// files of the same name are written over.
    ///
    /// - Parameters:
    ///   - without: ledgers that are worked on instead of filed (``rows(of:)``); a file that holds nothing else is not written.
    ///   - progress: called after each file.
    /// - Returns: the files in the order in which they were sent; a correction stands after what it corrects.
    public func write(
        to directory: String, without ledgers: Set<String> = [], progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(ExampleError) -> [WrittenFile] {
        let first = directory + "/填报"
        let later = directory + "/更正"
        for folder in [first, later] { try Folders.make(folder) }
        let plans = units.map { FilingPlan($0, scale: scale) }
        let returns = cityFiles() + plans.flatMap { $0.files() }
        let corrections = plans.flatMap { $0.corrections() }
        var written: [WrittenFile] = []
        for (folder, files) in [(first, returns), (later, corrections)] {
            for var file in files {
                file.sections.removeAll { ledgers.contains($0.sheet.ledger) }
                if file.sections.isEmpty { continue }
                written.append(try file.write(in: folder))
                progress(written.count, returns.count + corrections.count)
            }
        }
        return written
    }

    /// Every book but the subsidies, whose rows are made as they are asked for.
    var books: [Book] { cityFileBooks.flatMap(\.books) + units.flatMap { FilingPlan($0, scale: scale).books } }

    private var cityFileBooks: [(title: String, format: ReturnFile.Format, books: [Book])] {
        let city = Regions.beijing.city
        return [
            ("资金下达与分配", .xlsx, CentralMoney.cityBooks(city, units)),
            ("目标与说明", .xlsx, [CityBook.targets(city, scale: scale), CityBook.explanations(city), CityBook.auditedScores(city)]),
            ("登记簿", .xlsx, [PolicyBook.make(city)] + RegisterBook.all(city, seed: seed)),
            ("满意度调查", .csv(.utf8BOM), [SurveyBook.make(city)]),
        ]
    }

    /// What the city office files.
    private func cityFiles() -> [ReturnFile] {
        let city = Regions.beijing.city
        func file(_ title: String, _ format: ReturnFile.Format, _ books: [Book]) -> ReturnFile {
            var ending = "csv"
            if case .xlsx = format { ending = "xlsx" }
            return ReturnFile(
                name: "\(city.name.zh)-\(title)-\(Self.year).\(ending)", format: format, habits: CellHabits(),
                sections: books.map(ReturnFile.Section.init))
        }
        return cityFileBooks.map { file($0.title, $0.format, $0.books) }
    }
}

/// One file of the example.
public struct WrittenFile: Sendable, Hashable {
    public let path: String
    /// The ledgers in it, by name: one for CSV, one or more for XLSX.
    public let ledgers: [String]
    /// Rows of entries, without headers.
    public let rows: Int
    /// Whether it sends pages again that an earlier file holds.
    public let isCorrection: Bool
}

/// A file of the example could not be written.
public struct ExampleError: Error, Sendable, CustomStringConvertible {
    /// Stable: `X001`.
    public let code = "X001"
    public let path: String
    /// The system's own words.
    public let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    public var text: Text { Text("无法写入“\(path)”：\(reason)", "cannot write “\(path)”: \(reason)") }
    public var description: String { "\(code) \(text.en)" }
}
