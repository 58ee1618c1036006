public import Ledgers
public import Quantities
public import Store

/// Making and finding freezes. A freeze is never changed; a correction is a new one, linked to the one before.
public enum Freezes {
    /// What the journal calls the making of a freeze; its commitment is the root.
    static let act = "freeze.create"

    /// Evaluates the current pages and freezes the result, with its journal entry, in one transaction.
    ///
    /// - Parameters:
    ///   - template: the name of the template the report is made with; part of the root.
    ///   - instant: a UTC instant as text, `2024-02-20T08:30:00Z`.
    /// - Throws: `E006` where nothing differs from the last freeze; `E010` where not the whole city is in scope.
    public static func create(_ evaluator: Evaluator, template: String, note: String = "", at instant: String) async throws -> Freeze {
        let (access, model, year) = (evaluator.access, evaluator.model, evaluator.model.year)
        guard access.districts == .all else { throw EvaluationError.notWholeCity }
        let materials = FreezeMaterials.all(model, template: template)
        while true {
            let snapshot = try await evaluator.current()
            let results = FrozenResults(try await evaluator.evaluate(snapshot))
            let made: Freeze? = try await evaluator.database.write { connection in
                // A page filed between the evaluation and this moment: evaluate again.
                guard try Snapshot.current(connection, access, year).pages == snapshot.pages else { return nil }
                let last = try FreezeRows.list(connection, access, year: year).last?.freeze
                let freeze = Freeze(
                    year: year, number: (last?.number ?? 0) + 1,
                    root: FreezeMaterials.root(
                        pages: snapshot.pages.map { ($0.page, $0.seal) }, materials: materials, results: results.digest),
                    previous: last?.root, results: results.digest, template: template, actor: access.actor, madeAt: instant, note: note)
                if let last, last.root == freeze.root { throw EvaluationError.unchanged(last.name) }
                try FreezeRows.insert(connection, access, freeze, pages: snapshot.pages, materials: materials, results: results)
                try Journal.append(
                    connection, city: access.city.digits, actor: access.actor, act: act, subject: freeze.name, commitment: freeze.root,
                    at: instant)
                return freeze
            }
            if let made { return made }
        }
    }

    /// The freezes of a year, oldest first; of all years where it is `nil`.
    public static func list(_ connection: any Connection, _ access: Access, year: Int? = nil) throws -> [Freeze] {
        try FreezeRows.list(connection, access, year: year ?? 0).map(\.freeze)
    }

    /// The freeze of this name (`2023-1`) or with a root that begins with these hexadecimal digits (at least four).
    ///
    /// - Throws: `E007` where there is none, or several.
    public static func find(_ connection: any Connection, _ access: Access, _ name: String) throws -> Freeze {
        let all = try list(connection, access)
        if let named = all.first(where: { $0.name == name }) { return named }
        let prefix = Array(name.lowercased().utf8)
        let matches = prefix.count >= 4 ? all.filter { $0.root.hex.utf8.starts(with: prefix) } : []
        guard let match = matches.first, matches.count == 1 else { throw EvaluationError.noFreeze(name, matches: matches.count) }
        return match
    }

    /// The page versions a freeze goes by.
    ///
    /// - Throws: `E008` where one is gone.
    public static func snapshot(_ connection: any Connection, _ access: Access, of freeze: Freeze) throws -> Snapshot {
        let numbers = try FreezeRows.pages(connection, access, freeze).map(\.page)
        let pages = try Pages.numbered(connection, access, numbers)
        guard pages.count == numbers.count || access.districts != .all else {
            let missing = Set(numbers).subtracting(pages.map(\.page)).sorted().map(String.init).joined(separator: "、")
            throw EvaluationError.damagedFreeze(freeze.name, Text("缺少账页版本\(missing)", "page versions \(missing) are gone"))
        }
        return Snapshot(year: freeze.year, pages: pages, isCurrent: false)
    }

    /// The year's data as it was: an evaluation of ``snapshot(_:_:of:)`` by it gives the freeze's numbers to the last digit.
    public static func model(_ connection: any Connection, _ access: Access, of freeze: Freeze, regions: Regions = .beijing) throws
        -> YearModel
    {
        let years = Array("years/".utf8)
        let materials = try FreezeRows.materials(connection, access, freeze).filter { $0.name.utf8.starts(with: years) }
        return try YearModel(year: freeze.year, materials: materials, regions: regions)
    }

    /// What a freeze says, as it was stored, within the scope.
    public static func results(_ connection: any Connection, _ access: Access, of freeze: Freeze) throws -> FrozenResults {
        try FreezeRows.results(connection, access, freeze).within(access)
    }
}
