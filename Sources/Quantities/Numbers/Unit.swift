/// What a number counts or measures, in its natural size: money in 元, area in 平方米, a rate as a plain ratio.
///
/// Per cent and percentage points are different units: a rate prints as `95.28%`, the difference of two rates as `0.71个百分点`.
public enum Unit: String, Sendable, Codable, CaseIterable {
    case yuan
    case squareMetres
    case homes
    case homesOrRooms
    case households
    case communities
    case buildings
    case projects
    case people
    case documents
    case batches
    case agreements
    case inspections
    case findings
    case tasks
    case areas
    case days
    case times
    /// A ratio, printed × 100 with `%`.
    case percent
    /// A difference of ratios, printed × 100 with `个百分点`.
    case percentagePoints
    case score
    case none

    /// The word after the number: 元, 套, 户 …
    public var word: Text {
        switch self {
        case .yuan: Text("元", "yuan")
        case .squareMetres: Text("平方米", "m²")
        case .homes: Text("套", "homes")
        case .homesOrRooms: Text("套（间）", "homes (rooms)")
        case .households: Text("户", "households")
        case .communities: Text("个小区", "communities")
        case .buildings: Text("栋", "buildings")
        case .projects: Text("个", "projects")
        case .people: Text("人", "people")
        case .documents: Text("件", "documents")
        case .batches: Text("批", "batches")
        case .agreements: Text("份", "agreements")
        case .inspections: Text("次", "inspections")
        case .findings: Text("个问题", "findings")
        case .tasks: Text("项", "tasks")
        case .areas: Text("个方面", "areas")
        case .days: Text("天", "days")
        case .times: Text("倍", "times")
        case .percent: Text("%", "%")
        case .percentagePoints: Text("个百分点", "percentage points")
        case .score: Text("分", "points")
        case .none: Text("", "")
        }
    }

    /// How far the printed number is from the stored one: a ratio of 0.9528 prints as 95.28.
    public var displayFactor: Rational {
        switch self {
        case .percent, .percentagePoints: 100
        default: 1
        }
    }
}
