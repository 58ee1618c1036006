import Foundation
import Quantities
import Store
import StoreSQLite

/// A store in a folder of the test's own, removed at its end.
final class Fixture: Sendable {
    let path = NSTemporaryDirectory() + "anju-test-" + UUID().uuidString

    static let schema = Migration(
        "test/0001 entries",
        """
        CREATE TABLE entry (city {text} NOT NULL, page {int} NOT NULL, key {text} NOT NULL, amount {int}, note {text}, mark {bytes},
            PRIMARY KEY (city, page, key)) {keyed};
        CREATE TABLE parent (id {int} NOT NULL PRIMARY KEY) {rows};
        CREATE TABLE child (id {int} NOT NULL PRIMARY KEY, parent {int} NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED) {rows};
        """)

    func open(_ migrations: [Migration] = Journal.migrations + [Fixture.schema]) async throws -> SQLiteStore {
        try await SQLiteStore.open(directory: try DataDirectory(path), migrations: migrations)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

func isError(_ code: StoreError.Code) -> @Sendable (any Error) -> Bool {
    { ($0 as? StoreError)?.code == code }
}
