import Foundation
import Quantities
import Store
import Testing

/// A folder of the test's own, removed at its end.
final class Scratch: Sendable {
    let path = NSTemporaryDirectory() + "anju-test-" + UUID().uuidString
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("Data directory")
struct DataDirectoryTests {
    @Test("a second handle is refused with S010 until the first lets go")
    func lock() throws {
        let scratch = Scratch()
        let first = try DataDirectory(scratch.path)
        #expect {
            _ = try DataDirectory(scratch.path)
        } throws: { error in
            let error = error as? StoreError
            return error?.code.rawValue == "S010" && error?.text.en.contains("process \(getpid())") == true
        }
        first.release()
        _ = try DataDirectory(scratch.path)
    }

    @Test("another process that holds the lock keeps us out")
    func otherProcess() throws {
        let scratch = Scratch()
        try DataDirectory(scratch.path).release()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        // It says when it holds the lock and lets go when its input closes.
        holder.arguments = [scratch.path + "/lock", "sh", "-c", "echo held; read line"]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect { _ = try DataDirectory(scratch.path) } throws: { ($0 as? StoreError)?.code == .inUse }
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        _ = try DataDirectory(scratch.path)
    }

    @Test("what a killed process left half-written is gone at the next start")
    func leftovers() throws {
        let scratch = Scratch()
        let location = StoreLocation(scratch.path)
        try DataDirectory(scratch.path).release()
        try Data("half".utf8).write(to: URL(fileURLWithPath: location.temporary + "/upload"))
        let directory = try DataDirectory(scratch.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.location.temporary).isEmpty)
    }

    @Test("a directory that cannot be made is an error with its name")
    func unusable() {
        #expect { _ = try DataDirectory("/proc/nowhere/anju") } throws: { ($0 as? StoreError)?.code == .directoryUnusable }
    }
}
