import Foundation
import Store
import Workbooks

/// A made-up person whose number and name stand nowhere but where a test plants them. 99 is no province's code.
struct Canary: Sendable {
    let name: String
    let identity: String

    init(_ index: Int) {
        let digits = "990101" + "19700101" + String(100 + index)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
        identity = digits + ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
        name = "罕" + ["凫", "鹇", "鸂", "鶒", "鹔", "鹴", "鸑", "鷟", "鹓", "鶵"][index % 10] + "氏第\(100 + index)"
    }
}

/// Looks for planted texts in bytes, in every form they may take there.
struct CanaryScan {
    private var patterns: [(bytes: [UInt8], what: String)] = []
    /// The patterns by their first two bytes; a bitmap says at once that there are none.
    private var byStart: [UInt16: [Int]] = [:]
    private var starts = [Bool](repeating: false, count: 65_536)

    /// UTF-8, UTF-16 of either order, hex of either case, base64 at each of its three offsets, and the plain hash, raw and in hex: a hash of a
    /// number can be undone by trying all numbers.
    init(_ texts: [String]) {
        for text in texts {
            let utf8 = Array(text.utf8)
            add(utf8, "\(text) UTF-8")
            add(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, "\(text) UTF-16LE")
            add(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, "\(text) UTF-16BE")
            let hex = utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            add(Array(hex.utf8), "\(text) hex")
            add(Array(hex.uppercased().utf8), "\(text) HEX")
            for offset in 0..<3 {
                let coded = Data([UInt8](repeating: 0, count: offset) + utf8).base64EncodedString()
                // The characters that neither what stands before nor what comes after has a part in.
                let inner = coded.dropFirst(offset == 0 ? 0 : offset + 1).dropLast(4)
                add(Array(inner.utf8), "\(text) base64+\(offset)")
            }
            let hash = Hasher256.hash(utf8)
            add(Array(hash.bytes.prefix(15)), "\(text) SHA-256")
            add(Array(hash.hex.prefix(30).utf8), "\(text) SHA-256 hex")
        }
    }

    private mutating func add(_ bytes: [UInt8], _ what: String) {
        patterns.append((bytes, what))
        let start = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        byStart[start, default: []].append(patterns.count - 1)
        starts[Int(start)] = true
    }

    /// What was found, in a packed workbook or document too.
    func hits(in bytes: [UInt8]) -> Set<String> {
        var found: Set<String> = []
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count > 1 else { return }
            starts.withUnsafeBufferPointer { starts in
                for index in 0..<bytes.count - 1 {
                    let start = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
                    guard starts[Int(start)] else { continue }
                    for number in byStart[start] ?? [] {
                        let pattern = patterns[number].bytes
                        if index + pattern.count <= bytes.count,
                            pattern.elementsEqual(UnsafeBufferPointer(rebasing: bytes[index..<index + pattern.count]))
                        {
                            found.insert(patterns[number].what)
                        }
                    }
                }
            }
        }
        if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
            let path = NSTemporaryDirectory() + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: path) }
            if (try? Data(bytes).write(to: URL(fileURLWithPath: path))) != nil, let package = try? PackageReader(path: path) {
                for name in package.names { found.formUnion(hits(in: (try? package.read(name)) ?? [])) }
            }
        }
        return found
    }

    /// Every file below a folder: `path: what`.
    func hits(below folder: String) throws -> Set<String> {
        var found: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            for hit in hits(in: Array(bytes)) { found.insert("\(name): \(hit)") }
        }
        return found
    }
}
