internal import Ledgers
internal import Quantities
internal import Store

/// Looking things up about projects while an act is done: wherever in the city, in the year or an earlier one.
extension LedgerDesk {
    /// How far back is looked.
    static let yearsBack = 6

    /// A project's entry, the latest; `nil` where there is none in six years.
    func project(_ code: String, year: Int) throws -> DeskEntry? {
        for past in 0..<Self.yearsBack {
            if let found = try entries(.projects, year: year - past).first(where: { $0.text("project") == code }) { return found }
        }
        return nil
    }

    /// Homes of a project that reached each milestone, in all years up to this one.
    func reached(_ project: DeskEntry, year: Int) throws -> Milestones {
        var sums = Milestones(before: project.number("started_before") ?? 0)
        let code = project.text("project")
        for past in 0..<Self.yearsBack {
            for entry in try entries(.progress, year: year - past, district: project.page.district) where entry.text("project") == code {
                sums.add(entry.text("milestone"), entry.number("homes") ?? 0)
            }
        }
        return sums
    }

    /// The plan's entries of a project, latest year first.
    func plans(_ code: String, year: Int) throws -> [DeskEntry] {
        try (0..<Self.yearsBack).flatMap { past in try entries(.plans, year: year - past).filter { $0.text("project") == code } }
    }
}

/// How many of a project's homes have come how far. 竣工 is part of 基本建成, which is part of what was started.
public struct Milestones: Sendable, Hashable {
    /// New building begun, or homes raised; with those counted before these books.
    public private(set) var started: Int64
    public private(set) var basic: Int64 = 0
    public private(set) var completed: Int64 = 0
    public private(set) var delivered: Int64 = 0

    init(before: Int64) { started = before }

    mutating func add(_ milestone: String, _ homes: Int64) {
        switch milestone {
        case "raised", "started": started += homes
        case "basically_complete": basic += homes
        case "completed": completed += homes
        case "delivered": delivered += homes
        default: break
        }
    }
}

/// Codes as people list them: parted by 、 , ; blanks or line ends.
enum CodeList {
    static func read(_ text: String) -> [String] {
        var seen: Set<String> = []
        return text.unicodeScalars.split { $0.properties.isWhitespace || "、，,；;".unicodeScalars.contains($0) }
            .map { String(String.UnicodeScalarView($0)) }.filter { seen.insert($0).inserted }
    }
}
