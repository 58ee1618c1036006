internal import Ledgers
public import Quantities
internal import Store

/// 项目档案: which documents a project's file needs, by the way its homes come about and by how far it has come; and the grade of maturity
/// they give it. Both are data: `Data/project-files.tsv`, `Data/maturity.tsv`.
public enum ProjectFile {
    /// How the homes come about.
    public enum Group: String, Sendable {
        case new
        case converted
        case existing

        /// - Parameter source: a code of ``Choices/source``.
        public init(source: String) {
            switch source {
            case "conversion": self = .converted
            case "existing": self = .existing
            default: self = .new
            }
        }
    }

    struct Line: Sendable {
        let document: DocumentKind
        let group: Group?
        let state: String
    }

    static let lines: [Line] = DataFile.lines("project-files", fields: 5).map { fields in
        Line(document: DocumentKind(fields[0], fields[1], fields[2]), group: Group(rawValue: fields[3]), state: fields[4])
    }

    static let grades: [(grade: String, group: Group, documents: [String])] = DataFile.lines("maturity", fields: 3).compactMap { fields in
        Group(rawValue: fields[1]).map {
            (fields[0], $0, fields[2].utf8.split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) })
        }
    }

    /// The states in the order of a project's life.
    static let stages = ["proposed", "returned", "reviewed", "reserve", "planned", "started", "basic", "completed", "operating"]

    private static func stage(_ state: String) -> Int { stages.firstIndex(of: state) ?? 0 }

    /// What a project of this group must have by the time it stands in `state`.
    public static func required(_ group: Group, in state: String) -> [DocumentKind] {
        lines.filter { ($0.group ?? group) == group && stage($0.state) <= stage(state) }.map(\.document)
    }

    /// What the step to `state` itself asks for, whatever else the file lacks.
    static func required(_ group: Group, onEntering state: String) -> [DocumentKind] {
        lines.filter { ($0.group ?? group) == group && $0.state == state }.map(\.document)
    }

    public static func missing(_ group: Group, in state: String, has documents: Set<String>) -> [DocumentKind] {
        required(group, in: state).filter { !documents.contains($0.code) }
    }

    /// A, B or C.
    public static func maturity(_ group: Group, has documents: Set<String>) -> String {
        grades.first { $0.group == group && documents.isSuperset(of: $0.documents) }?.grade ?? "C"
    }

    /// Every kind of document once, with photographs: the kinds a project's page offers. None is required of all projects alike.
    static let kinds: [DocumentKind] = {
        var seen: Set<String> = []
        let listed = lines.map(\.document).filter { seen.insert($0.code).inserted }
            .map { DocumentKind($0.code, $0.title.zh, $0.title.en, required: $0.code == "application") }
        return listed + [
            DocumentKind("photo_start", "开工（筹集）现场照片", "Photograph at the start", required: false),
            DocumentKind("photo_basic", "基本建成现场照片", "Photograph at basic completion", required: false),
            DocumentKind("photo_completed", "竣工现场照片", "Photograph at completion", required: false),
        ]
    }()

    /// Sets what follows from the documents: whether the file is complete for the state, and the grade.
    static func refresh(_ work: CaseWork) {
        let group = Group(source: work.text("source"))
        let state = work.text("state").isEmpty ? work.state : work.text("state")
        work["file_complete"] = .integer(missing(group, in: state, has: work.documents).isEmpty ? 1 : 0)
        work["maturity"] = .text(maturity(group, has: work.documents))
    }
}
