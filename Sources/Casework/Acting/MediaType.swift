internal import Foundation

/// What a file is by its first bytes; what its name says is not asked.
enum MediaType {
    static func of(fileAt path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return unknown }
        defer { try? handle.close() }
        let head = Array((try? handle.read(upToCount: 16)) ?? Data())
        return of(head)
    }

    static func of(_ head: [UInt8]) -> String {
        func begins(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        if begins(Array("%PDF-".utf8)) { return "application/pdf" }
        if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if begins(Array("RIFF".utf8)), head.count >= 12, Array(head[8..<12]) == Array("WEBP".utf8) { return "image/webp" }
        if begins([0x50, 0x4B, 0x03, 0x04]) { return "application/zip" }
        if begins([0xD0, 0xCF, 0x11, 0xE0]) { return "application/msword" }
        return unknown
    }

    static let unknown = "application/octet-stream"
}
