import Foundation

enum Folders {
    /// Makes a folder and those above it.
    static func make(_ path: String) throws(ExampleError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ExampleError(path, error.localizedDescription)
        }
    }
}
