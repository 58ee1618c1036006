public import Ledgers
public import Quantities
public import Store

/// 从文件到成果: what a document's money was passed on to, paid for, and built. Payments follow the document they name, never a guess by order.
public struct DocumentTrail: Sendable {
    public let document: String
    /// What it brought, by programme; empty for a document that passes money on.
    public let pots: [MoneyPot]
    public let allocations: [Allocation]
    public let projects: [ProjectPayments]

    /// One district's share under one document of the city.
    public struct Allocation: Sendable {
        public let entry: DeskEntry
        public let district: RegionCode
        /// In fen.
        public let amount: Int64
        public let disbursed: Int64
        public let spent: Int64
    }

    /// What one project got of the document.
    public struct ProjectPayments: Sendable {
        public let project: String
        public let district: RegionCode
        public let programme: String
        /// `nil` where no ledger has the project.
        public let what: MoneyProject?
        public let disbursements: [DeskEntry]
        /// The vouchers that name one of the documents; others may be of other money.
        public let expenditures: [DeskEntry]
        public var disbursed: Int64 { disbursements.fen }
        public var spent: Int64 { expenditures.fen }
    }

    /// What was paid for, each project once.
    public var homes: Int64 { projects.compactMap(\.what?.homes).total }
    public var communities: Int64 { projects.compactMap(\.what?.communities).total }
    public var households: Int64 { projects.compactMap(\.what?.households).total }
    public var disbursed: Int64 { projects.map(\.disbursed).total }
    public var allocated: Int64 { allocations.map(\.amount).total }
}

/// 从项目到文件: where a project's money came from.
public struct ProjectTrail: Sendable {
    public let project: String
    public let district: RegionCode
    public let what: MoneyProject?
    public let sources: [Source]
    public let disbursements: [DeskEntry]
    public let expenditures: [DeskEntry]
    public let contracts: [DeskEntry]
    public let requests: [DeskEntry]
    public let loans: [DeskEntry]

    /// One document the project was paid under.
    public struct Source: Sendable {
        public let document: String
        /// The central documents behind it; empty where the reader may not see them or none is on record.
        public let central: [String]
        /// In fen.
        public let disbursed: Int64
    }

    public var disbursed: Int64 { disbursements.fen }
    public var spent: Int64 { expenditures.fen }
    public var contracted: Int64 { contracts.fen }
}

/// 资金追溯.
public enum MoneyTrail {
    /// Follows a central document, or one that passes its money on.
    ///
    /// - Returns: `nil` where no ledger in scope names the document.
    public static func document(_ connection: any Connection, _ access: Access, _ document: String, year: Int) throws -> DocumentTrail? {
        try self.document(MoneySource(connection, access, year: year), document)
    }

    static func document(_ source: MoneySource, _ document: String) throws -> DocumentTrail? {
        let allotments = try source.rows(.allotments)
        let root = MoneyPots.roots(allotments)
        let isCentral = allotments.contains { $0.text("document") == document }
        let pots = isCentral ? try MoneyPots.list(source).filter { $0.document == root(document) } : []
        let given = try source.rows(.allocations).filter { entry in
            isCentral ? root(entry.text("central_document")) == root(document) : entry.text("document") == document
        }
        let payments = try MoneyPayments(source)
        let names = Set(given.map { $0.text("document") })
        let disbursed = payments.disbursements.filter { names.contains($0.text("document")) }
        guard isCentral || !given.isEmpty || payments.disbursements.contains(where: { $0.text("document") == document }) else { return nil }
        let spent = payments.expenditures.filter { names.contains($0.text("document")) }
        let allocations = given.compactMap { entry in
            RegionCode(entry.text("recipient")).map { district in
                func of(_ entries: [DeskEntry]) -> Int64 {
                    entries.filter {
                        $0.district == district && $0.text("document") == entry.text("document")
                            && $0.text("programme") == entry.text("programme")
                    }.fen
                }
                return DocumentTrail.Allocation(
                    entry: entry, district: district, amount: entry.fen, disbursed: of(disbursed), spent: of(spent))
            }
        }
        let facts = try MoneyProjects.all(source)
        let vouchers = Dictionary(grouping: spent, by: MoneyFindings.place)
        let groups = Dictionary(grouping: disbursed, by: MoneyFindings.place)
        let projects = Set(groups.keys).union(vouchers.keys).sorted().compactMap { name -> DocumentTrail.ProjectPayments? in
            guard let first = groups[name]?.first ?? vouchers[name]?.first else { return nil }
            return DocumentTrail.ProjectPayments(
                project: first.text("project"), district: first.district, programme: first.text("programme"),
                what: facts[MoneyProjects.name(first.district, first.text("project"))], disbursements: groups[name] ?? [],
                expenditures: vouchers[name] ?? [])
        }
        return DocumentTrail(document: document, pots: pots, allocations: allocations, projects: projects)
    }

    /// Follows a project back to the documents that paid it.
    ///
    /// - Returns: `nil` where no ledger in scope knows the project.
    public static func project(_ connection: any Connection, _ access: Access, district: RegionCode, _ project: String, year: Int) throws
        -> ProjectTrail?
    {
        guard access.allows(district) else { return nil }
        return try self.project(MoneySource(connection, access, year: year), district: district, project)
    }

    static func project(_ source: MoneySource, district: RegionCode, _ project: String) throws -> ProjectTrail? {
        func of(_ sheet: Sheet) throws -> [DeskEntry] {
            try source.rows(sheet).filter { $0.district == district && $0.text("project") == project }
        }
        let root = MoneyPots.roots(try source.rows(.allotments))
        let allocations = Dictionary(grouping: try source.rows(.allocations)) { $0.text("document") }
        let disbursements = try of(.disbursements)
        let sources = Dictionary(grouping: disbursements) { $0.text("document") }.sorted { $0.key < $1.key }.map { document, entries in
            let programmes = Set(entries.map { $0.text("programme") })
            let central = (allocations[document] ?? []).filter { programmes.contains($0.text("programme")) }.map {
                root($0.text("central_document"))
            }
            return ProjectTrail.Source(document: document, central: Set(central).sorted(), disbursed: entries.fen)
        }
        let trail = ProjectTrail(
            project: project, district: district, what: try MoneyProjects.all(source)[MoneyProjects.name(district, project)],
            sources: sources, disbursements: disbursements, expenditures: try of(.expenditures), contracts: try of(.contracts),
            requests: try of(.paymentRequests), loans: try of(.loans))
        let isKnown = trail.what != nil || !disbursements.isEmpty || !trail.expenditures.isEmpty || !trail.contracts.isEmpty
        return isKnown ? trail : nil
    }
}
