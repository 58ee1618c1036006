public import Ledgers
public import Quantities
public import Store

extension Freezes {
    /// The evaluator and the snapshot of a freeze: the year's data as it was then, and the pages it goes by. With them its figures are computed
    /// again, within the scope of who asks.
    ///
    /// - Throws: `E008` where a page of the freeze is gone.
    public static func evaluator(_ database: any Database, _ access: Access, of freeze: Freeze, regions: Regions) async throws -> (
        evaluator: Evaluator, snapshot: Snapshot
    ) {
        let (pages, year) = try await database.read { connection in
            (
                try Freezes.snapshot(connection, access, of: freeze),
                try Freezes.model(connection, access, of: freeze, regions: regions)
            )
        }
        return (Evaluator(model: year, database: database, access: access), pages)
    }
}
