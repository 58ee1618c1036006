import Foundation

/// Reads `multipart/form-data` (RFC 7578) from a file on disk: fields into memory, files into files beside it.
///
/// The body has been written to disk as it came, so memory does not grow with it; it is read through once in pieces.
enum Multipart {
    /// Bytes of a field that is not a file.
    static let longestField = 1 << 20
    static let maximumParts = 64

    /// The boundary named in a content type, or `nil`.
    static func boundary(of type: String) -> [UInt8]? {
        let bytes = Array(type.utf8)
        let mark = Array("boundary=".utf8)
        guard bytes.starts(with: Array("multipart/form-data".utf8)), let start = find(mark, in: bytes[...], from: 0) else { return nil }
        var rest = bytes[(start + mark.count)...]
        if rest.first == 0x22 { rest = rest.dropFirst() }
        let boundary = Array(rest.prefix { $0 != 0x3B && $0 != 0x22 && $0 > 0x20 })
        return (1...70).contains(boundary.count) ? boundary : nil
    }

    /// - Parameters:
    ///   - path: the body as it came.
    ///   - folder: where its files go, each in a folder of its own so that it may keep its name.
    static func read(_ path: String, boundary: [UInt8], into folder: String) throws -> (fields: Fields, files: [UploadedFile]) {
        // Mapped: pages are read as they are touched and given back under pressure.
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { throw broken }
        let mark = Array("\r\n--".utf8) + boundary
        var fields = Fields()
        var files: [UploadedFile] = []
        try data.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in
            let bytes = raw.bindMemory(to: UInt8.self)
            // The first mark stands at the very start, without the line break.
            let opening = Array(mark.dropFirst(2))
            guard bytes.count > opening.count, bytes.prefix(opening.count).elementsEqual(opening) else { throw broken }
            var at = opening.count
            for _ in 0..<maximumParts {
                guard at + 2 <= bytes.count else { throw broken }
                if bytes[at] == 0x2D, bytes[at + 1] == 0x2D { return }
                guard bytes[at] == 0x0D, bytes[at + 1] == 0x0A else { throw broken }
                at += 2
                guard let headEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes, from: at - 2, limit: at + 16_384) else { throw broken }
                let head = headEnd > at ? String(decoding: bytes[at..<headEnd], as: UTF8.self) : ""
                let start = headEnd + 4
                guard let end = find(mark, in: bytes, from: start - 2) else { throw broken }
                let content = UnsafeBufferPointer(rebasing: bytes[min(start, end)..<end])
                let (name, fileName) = disposition(head)
                guard let name else { throw broken }
                if let fileName {
                    // An empty file field is sent as a file without name and content.
                    if !fileName.isEmpty || !content.isEmpty {
                        let place = folder + "/\(files.count)"
                        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
                        let safe = safeName(fileName)
                        guard FileManager.default.createFile(atPath: place + "/" + safe, contents: Data(buffer: content)) else {
                            throw broken
                        }
                        files.append(UploadedFile(field: name, name: safe, path: place + "/" + safe, size: content.count))
                    }
                } else {
                    guard content.count <= longestField, let text = String(validating: content, as: UTF8.self) else { throw broken }
                    fields.append(name, text)
                }
                at = end + mark.count
            }
            throw broken
        }
        return (fields, files)
    }

    private static var broken: Refusal { Refusal.malformed("上传的内容不完整", "the upload is not complete") }

    /// A name that can stand in a folder: no path, no control characters, at most 120 bytes, its ending kept.
    static func safeName(_ name: String) -> String {
        let last = name.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        var scalars = String.UnicodeScalarView()
        for scalar in last.unicodeScalars
        where scalar.value >= 0x20 && scalar.value != 0x7F && !(0x202A...0x202E).contains(scalar.value)
            && !(0x2066...0x2069).contains(scalar.value) && scalar != ":"
        {
            scalars.append(scalar)
        }
        var text = String(scalars)
        if text.utf8.count > 120 {
            let ending = text.unicodeScalars.lastIndex(of: ".").map { String(text.unicodeScalars[$0...]) } ?? ""
            var stem = ""
            for scalar in text.unicodeScalars where stem.utf8.count + ending.utf8.count < 110 { stem.unicodeScalars.append(scalar) }
            text = stem + (ending.utf8.count <= 8 ? ending : "")
        }
        return text.isEmpty || text.utf8.first == 0x2E ? "upload" + text : text
    }

    private static func disposition(_ head: String) -> (name: String?, fileName: String?) {
        for line in head.utf8.split(separator: 0x0A) {
            let text = String(decoding: line, as: UTF8.self)
            guard text.lowercased().utf8.starts(with: "content-disposition:".utf8) else { continue }
            return (value(of: "name", in: text), value(of: "filename", in: text))
        }
        return (nil, nil)
    }

    /// The quoted value after ` name="`; browsers write `"` inside it as `%22`.
    private static func value(of key: String, in line: String) -> String? {
        let bytes = Array(line.utf8)
        for space in [UInt8(0x20), 0x3B] {
            let mark = [space] + Array("\(key)=\"".utf8)
            if let start = find(mark, in: bytes[...], from: 0) {
                let text = bytes[(start + mark.count)...].prefix { $0 != 0x22 }
                return String(decoding: text, as: UTF8.self)
            }
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in bytes: some RandomAccessCollection<UInt8>, from start: Int) -> Int? {
        let bytes = Array(bytes)
        return bytes.withUnsafeBufferPointer { find(needle, in: $0, from: start) }
    }

    private static func find(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int = .max) -> Int? {
        let end = min(bytes.count, limit) - needle.count
        guard let base = bytes.baseAddress, start >= 0, start <= end else { return nil }
        var at = start
        // The first byte by the library's fast search, the rest by comparison.
        while at <= end, let found = memchr(base + at, Int32(needle[0]), end - at + 1) {
            let place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            if memcmp(base + place, needle, needle.count) == 0 { return place }
            at = place + 1
        }
        return nil
    }
}
