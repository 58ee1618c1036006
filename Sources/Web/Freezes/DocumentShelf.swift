import Foundation
import Store

/// Documents of freezes, each made once and kept on disk until the next start. Two who ask at the same time wait for the same making.
actor DocumentShelf {
    private var making: [String: Task<Void, any Error>] = [:]

    /// The path of a document, made by `make` where it is not there yet.
    ///
    /// - Parameter make: writes the file to the path it is given.
    func path(_ folder: String, _ name: String, _ make: @escaping @Sendable (String) async throws -> Void) async throws -> String {
        let path = folder + "/" + name
        if FileManager.default.fileExists(atPath: path) { return path }
        if let task = making[path] {
            try await task.value
            return path
        }
        let task = Task {
            let place = folder + "/" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(atPath: place) }
            try await make(place + "/" + name)
            try FileManager.default.moveItem(atPath: place + "/" + name, toPath: path)
        }
        making[path] = task
        defer { making[path] = nil }
        try await task.value
        return path
    }
}
