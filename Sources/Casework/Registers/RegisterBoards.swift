public import Evaluation
public import Ledgers
public import Quantities
public import Store

/// 政策文件 with who cites them: indicators by topic, checks by document number; and what is cited and not registered.
public struct PolicyBoard: Sendable {
    /// Something that rests on a policy.
    public struct Citation: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// An indicator's evidence, by topic.
            case indicator
            /// A scheme, by its document.
            case scheme
            /// A check of a ledger's rows, by its source.
            case rule

            public var title: Text {
                switch self {
                case .indicator: Text("评价指标", "Indicator")
                case .scheme: Text("评价方案", "Scheme")
                case .rule: Text("校核规则", "Check")
                }
            }
        }

        public let kind: Kind
        /// The indicator's, scheme's or rule's code.
        public let code: String
        public let title: Text
        /// The topic or document number it names.
        public let names: String
    }

    public struct Policy: Sendable {
        public let key: String
        public let title: String
        public let document: String
        public let topic: String
        public let programme: String
        public let state: Choice
        public let effectiveOn: CivilDate?
        public let endedOn: CivilDate?
        public let supersedes: String
        /// The policy that supersedes it.
        public let successor: String
        public let citations: [Citation]
    }

    public let policies: [Policy]
    /// What is cited, and no policy in force answers to it.
    public let unregistered: [Citation]

    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access, model: YearModel) throws {
        try access.require(.readLedgers)
        let citations = Self.citations(model)
        let rows = try Shelf.latest(connection, access, .policies, year: model.year)
        let successors = Dictionary(rows.compactMap { row in row.text("supersedes").isEmpty ? nil : (row.text("supersedes"), row.key) }) {
            first, _ in first
        }
        policies = rows.map { row in
            let (topic, document) = (row.text("topic"), row.text("document"))
            return Policy(
                key: row.key, title: row.text("title"), document: document, topic: topic, programme: row.text("programme"),
                state: CaseKind.policy.state(CaseView.state(.policy, row.values)),
                effectiveOn: row.date("effective_on") ?? row.date("issued_on"),
                endedOn: row.date("ended_on"), supersedes: row.text("supersedes"), successor: successors[row.key] ?? "",
                citations: citations.filter { $0.kind == .indicator ? $0.names == topic : !document.isEmpty && $0.names == document })
        }
        let answered = Set(
            policies.filter { $0.state.code == "in_force" }.flatMap { policy in [policy.topic, policy.document].filter { !$0.isEmpty } })
        unregistered = citations.filter { !answered.contains($0.names) }
    }

    static func citations(_ model: YearModel) -> [Citation] {
        var list: [Citation] = []
        for scheme in model.schemes {
            list.append(Citation(kind: .scheme, code: scheme.programme, title: scheme.title, names: scheme.document))
            for indicator in scheme.indicators {
                for item in indicator.evidence {
                    guard case .policy(let topic) = item.source else { continue }
                    list.append(Citation(kind: .indicator, code: indicator.id, title: indicator.title, names: topic))
                }
            }
        }
        for sheet in Sheet.all {
            for rule in sheet.rules {
                // A source may name several documents, or an article of one.
                for document in DocumentNumbers.found(in: rule.source) {
                    list.append(Citation(kind: .rule, code: rule.code, title: rule.text, names: document))
                }
            }
        }
        return list
    }
}

/// Document numbers that stand in a text: 国办发〔2020〕23号.
enum DocumentNumbers {
    static func found(in text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.filter { scalars[$0] == "\u{3014}" }.compactMap { open in
            var start = open
            while start > 0, (0x4E00...0x9FA5).contains(scalars[start - 1].value) { start -= 1 }
            guard start < open, let end = scalars[open...].firstIndex(of: "号") else { return nil }
            return DocumentNumber(String(String.UnicodeScalarView(scalars[start...end])))?.description
        }
    }
}

/// 年度重点任务 by area.
public struct TaskBoard: Sendable {
    public struct Task: Sendable, Hashable {
        public let key: String
        public let title: String
        public let lead: String
        public let deadline: CivilDate?
        public let state: String
        /// Days past the deadline of a task that is not done; 0 otherwise.
        public let daysLate: Int
        /// The last thing reported of it, and when.
        public let lastReport: String
        public let reportedOn: CivilDate?
    }

    public struct Area: Sendable, Hashable {
        public let name: String
        public let tasks: [Task]
        public var done: Int { tasks.count { $0.state == "done" } }
        public var late: Int { tasks.count { $0.daysLate > 0 } }
    }

    /// In the order of their first tasks.
    public let areas: [Area]
    public var tasks: [Task] { areas.flatMap(\.tasks) }

    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access, year: Int, on day: CivilDate) throws {
        try access.require(.readLedgers)
        var order: [String] = []
        var groups: [String: [Task]] = [:]
        let entries = try Shelf.entries(connection, access, .tasks, year: year)
        for entry in entries.sorted(by: { $0.key < $1.key }) {
            let events = try CaseRecords.events(connection, access, kind: "task", district: entry.page.district, key: entry.key)
            let report = events.last { $0.answers["note"] != nil || $0.answers["result"] != nil }
            let deadline = entry.date("deadline")
            let area = entry.text("area")
            if groups[area] == nil { order.append(area) }
            groups[area, default: []].append(
                Task(
                    key: entry.key, title: entry.text("title"), lead: entry.text("lead"), deadline: deadline, state: entry.text("state"),
                    daysLate: entry.text("state") == "done" ? 0 : max(0, day.dayNumber - (deadline?.dayNumber ?? day.dayNumber)),
                    lastReport: (report?.answers["note"] ?? report?.answers["result"] ?? .null).plain, reportedOn: report?.day))
        }
        areas = order.map { Area(name: $0, tasks: groups[$0] ?? []) }
    }
}
