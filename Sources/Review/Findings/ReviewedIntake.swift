internal import Ledgers
public import Returns
internal import Store

extension Intake {
    /// The same intake under review: pages that are locked are refused (`W009`) before anything is stored, and the findings of what is taken
    /// are kept, all in the transaction of the filing.
    ///
    ///     let outcome = try await Intake(database: store, vault: vault, regions: .beijing, access: access).reviewed.file(path)
    public var reviewed: Intake {
        var intake = keepingFindings
        intake.gate = { connection, access, pages, instant in
            let locks = try Deadlines.locks(connection, access, of: pages, on: try Instant.day(instant))
            guard locks.isEmpty else { throw ReviewError.locked(locks) }
        }
        return intake
    }

    /// The same intake without locks, for the command line: the findings of what is taken are kept, so that they can be explained later.
    public var keepingFindings: Intake {
        var intake = self
        intake.onFiled = { connection, access, outcome in try KeptFindings.keep(connection, access, outcome) }
        return intake
    }
}
