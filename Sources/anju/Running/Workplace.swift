import ArgumentParser
import Accounts
import Casework
import Evaluation
import Foundation
import Households
import Ledgers
import Quantities
import Returns
import Review
import Store
import StoreSQLite
import Surveys
import Votes

/// An open data directory: store, vault, and who is working.
struct Workplace {
    let store: any Database
    let vault: FileVault
    let regions: Regions
    let access: Access
    let directory: String

    /// Every floor's tables.
    static var migrations: [Migration] {
        Journal.migrations + LedgerSchema.migrations + Receipts.migrations + EvaluationSchema.migrations + AccountSchema.migrations
            + ReviewSchema.migrations + CaseworkSchema.migrations + HouseholdsSchema.migrations + VotesSchema.migrations
            + SurveysSchema.migrations
    }

    /// Opens the directory, makes it where it is missing, and brings the schema up to date.
    ///
    /// On the command line the person who can read the directory may see the whole city; the server scopes its users.
    static func open(_ directory: String) async throws -> Workplace {
        #if os(Linux)
            // A crash must not leave what is in memory in a file.
            var nothing = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &nothing)
        #endif
        let data = try DataDirectory(directory, keyFile: ProcessInfo.processInfo.environment["ANJU_KEY_FILE"])
        let store = try await SQLiteStore.open(directory: data, migrations: migrations)
        let regions = Regions.beijing
        let access = Access.program(city: regions.city.code, districts: .all, actor: NSUserName())
        return Workplace(store: store, vault: FileVault(data), regions: regions, access: access, directory: directory)
    }

    func close() async throws { try await store.close() }

    /// Opens, works, closes, whatever happens.
    static func with<T>(_ directory: String, _ body: (Workplace) async throws -> T) async throws -> T {
        let workplace = try await open(directory)
        do {
            let result = try await body(workplace)
            try await workplace.close()
            return result
        } catch {
            try? await workplace.close()
            throw error
        }
    }

    func region(_ name: String) throws -> Region { try regions.region(asWritten: name) }
}

extension Regions {
    /// The unit a person names on the command line, by code or by name; wrong usage where there is none.
    func region(asWritten name: String) throws -> Region {
        guard let region = RegionCode(name).flatMap({ self[$0] }) ?? named(name) else {
            throw ValidationError(Text("没有行政区划“\(name)”", "there is no district “\(name)”")[Console.language])
        }
        return region
    }
}

/// Where the data is.
struct DataOption: ParsableArguments {
    @Option(name: .customLong("data"), help: "数据目录。 The data directory.")
    var path: String = "anju-data"
}
