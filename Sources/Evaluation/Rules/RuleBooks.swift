internal import Ledgers
internal import Quantities
internal import Store

/// What a rule may look at: the year's figures, and the entries of the snapshot, streamed.
struct RuleBooks: ~Copyable {
    let connection: any Connection
    let access: Access
    let result: EvaluationResult

    init(connection: any Connection, access: Access, result: EvaluationResult) {
        self.connection = connection
        self.access = access
        self.result = result
    }

    /// Streams the entries of a ledger: the page, and a cursor whose positions 1… are the columns.
    func forEach(_ ledger: String, _ columns: [String], _ body: (PageVersion, borrowing RowCursor) throws -> Void) throws {
        for page in result.snapshot.pages(of: ledger) {
            try Entries.forEach(connection, access, page, columns: columns) { try body(page, $0) }
        }
    }

    func value(_ tag: String) -> Rational? { result.figure(tag)?.value }
    func value(_ id: String, _ district: RegionCode) -> Rational? { result.figure("\(id)@\(district)")?.value }

    /// A side that is a figure.
    func side(_ id: String, _ district: RegionCode? = nil) -> CrossFinding.Side {
        let tag = district.map { "\(id)@\($0)" } ?? id
        let figure = result.figure(tag)
        return CrossFinding.Side(figure?.title ?? Text(id, id), figure?.value, tag)
    }

    var districts: [RegionCode] { result.model.regions.districts.map(\.code) }
    func name(_ district: RegionCode) -> Text { result.model.regions[district]?.name ?? Text(district.digits, district.digits) }

    /// Causes by subject.
    func explanations() throws -> [String: String] {
        var causes: [String: String] = [:]
        try forEach("explanations", ["subject", "cause"]) { _, row in causes[try row.text(1)] = try row.text(2) }
        return causes
    }

    /// What is measured against each target: the scheme's own pairs, so that nothing is declared twice.
    var actualOfTarget: [String: String] {
        var pairs: [String: String] = [:]
        for indicator in result.model.schemes.flatMap(\.indicators) {
            guard case .figure(let target) = indicator.target, let actual = indicator.actual, target.text.utf8.starts(with: "target.".utf8)
            else { continue }
            pairs[String(target.text.utf8.dropFirst(7)) ?? ""] = actual.text
        }
        return pairs
    }
}
