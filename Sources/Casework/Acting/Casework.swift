internal import Foundation
public import Ledgers
public import Quantities
internal import Returns
internal import Review
public import Store

/// 业务办理: does acts with cases.
///
///     let casework = Casework(database: store, vault: vault, regions: .beijing)
///     let outcome = try await casework.perform(
///         CaseOrder("task", "finish", district: city, year: 2023, key: "RW-01", mark: view.mark), as: access, at: .now)
///
/// One act is one transaction: right, state, what was seen, answers, documents and needs are checked; its changes are filed as partial returns;
/// its record and its entry in the journal are written. A refusal has written nothing.
public struct Casework: Sendable {
    public let database: any Database
    public let vault: FileVault
    public let regions: Regions

    public init(database: any Database, vault: FileVault, regions: Regions) {
        self.database = database
        self.vault = vault
        self.regions = regions
    }

    /// Does one act.
    ///
    /// - Throws: ``CaseworkError``; `L001`, `L004` out of scope or not permitted; `W009` where a page is locked.
    @discardableResult
    public func perform(_ order: CaseOrder, as access: Access, at moment: Moment) async throws -> CaseOutcome {
        let outcomes = try await perform([order], as: access, at: moment)
        guard let first = outcomes.first else { throw CaseworkError.noSuchAct(order.kind, order.act) }
        return first
    }

    /// Does many acts in their order, all or none; each sees what those before it have changed.
    public func perform(_ orders: [CaseOrder], as access: Access, at moment: Moment) async throws -> [CaseOutcome] {
        try await database.write { connection in
            try work(connection, access, moment) { session in
                for order in orders { try session.take(order) }
            }
        }
    }

    /// Does all that can be done in one transaction, and says of the rest why not.
    public func performEach(_ orders: [CaseOrder], as access: Access, at moment: Moment) async throws -> CaseBulkOutcome {
        try await database.write { connection in
            var refused: [(CaseOrder, String, Text)] = []
            let done = try work(connection, access, moment) { session in
                for order in orders {
                    do {
                        try session.attempt(order)
                    } catch let error as CaseworkError {
                        refused.append((order, error.code, error.text))
                    } catch let error as LedgerError {
                        refused.append((order, error.code, error.text))
                    }
                }
            }
            return CaseBulkOutcome(done: done, refused: refused)
        }
    }

    private func work(
        _ connection: any Connection, _ access: Access, _ moment: Moment, _ body: (CaseSession) throws -> Void
    ) throws -> [CaseOutcome] {
        let session = CaseSession(connection, access, vault: vault, at: moment)
        try body(session)
        let reader = Access.program(city: access.city, districts: .all, actor: access.actor)
        let intake = Intake(database: database, vault: vault, regions: regions, access: reader).reviewed
        let folder = NSTemporaryDirectory() + "anju-case-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try session.finish(intake, folder: folder)
    }
}
