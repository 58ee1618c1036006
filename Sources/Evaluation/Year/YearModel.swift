import Foundation
public import Quantities
public import Store

/// All that a year's evaluation goes by: figures, schemes, regions, and the bytes they were read from.
///
///     let model = try YearModel.load(year: 2023)
///     model.figures[FigureID("rental.bonded.raised")!]
public struct YearModel: Sendable {
    public let year: Int
    public let regions: Regions
    public let figures: FigureCatalogue
    /// By programme: rental, renewal, redevelopment, then others by name.
    public let schemes: [Scheme]
    /// The files read, by name; their bytes go into a freeze.
    public let materials: [Material]

    /// One file that an evaluation goes by.
    public struct Material: Sendable, Hashable {
        /// `years/2023/figures.yaml`.
        public let name: String
        public let bytes: [UInt8]
        public let digest: Digest256

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
            digest = Hasher256.hash(bytes)
        }
    }

    /// Reads the year's files: those of the program, and in their place those of `overrides`, a folder that holds `years/2023/*.yaml`.
    ///
    /// - Throws: `E002` where there are none; `E001` with every fault of every file.
    public static func load(year: Int, overrides: String? = nil, regions: Regions = .beijing) throws(EvaluationError) -> YearModel {
        var files: [String: URL] = [:]
        let bundled = Bundle.module.url(forResource: "Years", withExtension: nil)?.appendingPathComponent(String(year))
        let own = overrides.map { URL(fileURLWithPath: $0).appendingPathComponent("years").appendingPathComponent(String(year)) }
        for folder in [bundled, own] {
            guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { continue }
            for name in names where name.utf8.suffix(5).elementsEqual(".yaml".utf8) { files[name] = folder.appendingPathComponent(name) }
        }
        guard !files.isEmpty else { throw .noYear(year) }
        var materials: [Material] = []
        var problems: [EvaluationError.Problem] = []
        for (name, url) in files.sorted(by: { $0.key < $1.key }) {
            if let data = try? Data(contentsOf: url) {
                materials.append(Material(name: "years/\(year)/\(name)", bytes: Array(data)))
            } else {
                problems.append(EvaluationError.Problem(file: name, line: 0, path: "", text: Text("文件无法读取", "the file cannot be read")))
            }
        }
        guard problems.isEmpty else { throw .faultyYear(problems) }
        return try YearModel(year: year, materials: materials, regions: regions)
    }

    /// Reads the year from bytes at hand: a freeze's, or a test's. `figures.yaml` holds measures and figures; each other file one scheme.
    ///
    /// - Throws: `E001` with every fault of every file.
    public init(year: Int, materials: [Material], regions: Regions = .beijing) throws(EvaluationError) {
        var problems: [EvaluationError.Problem] = []
        var loader = FigureLoader(year: year)
        let isFigures = { (material: Material) in material.name.utf8.suffix(12).elementsEqual("figures.yaml".utf8) }
        let figures = materials.filter(isFigures).map { NodeReader.root($0, &problems) }
        if figures.isEmpty {
            problems.append(EvaluationError.Problem(file: "figures.yaml", line: 0, path: "", text: Text("缺少该文件", "this file is missing")))
        }
        for case let root? in figures { loader.read(root, &problems) }
        let catalogue = loader.catalogue(&problems)
        var schemes: [Scheme] = []
        for material in materials where !isFigures(material) {
            guard let root = NodeReader.root(material, &problems) else { continue }
            if let scheme = SchemeLoader(year: year, catalogue: catalogue, regions: regions).read(root, &problems) {
                schemes.append(scheme)
            }
        }
        Self.checkUnique(schemes, &problems)
        guard problems.isEmpty else { throw .faultyYear(problems) }
        self.year = year
        self.regions = regions
        self.figures = catalogue
        self.materials = materials
        let order = ["rental", "renewal", "redevelopment"]
        self.schemes = schemes.sorted {
            (order.firstIndex(of: $0.programme) ?? 9, $0.programme) < (order.firstIndex(of: $1.programme) ?? 9, $1.programme)
        }
    }

    /// Indicators and programmes are named once in a year: explanations and audited scores speak of them by name alone.
    private static func checkUnique(_ schemes: [Scheme], _ problems: inout [EvaluationError.Problem]) {
        var seen: Set<String> = []
        for scheme in schemes {
            for name in [scheme.programme] + scheme.indicators.map(\.id) where !seen.insert(name).inserted {
                problems.append(
                    EvaluationError.Problem(
                        file: scheme.programme + ".yaml", line: 0, path: name,
                        text: Text("“\(name)”已在本年度使用", "“\(name)” is already used this year")))
            }
        }
    }
}
