internal import Foundation

/// A table that ships with the program: `Data/NAME.tsv`, fields parted by tabs, notes behind `#`.
enum DataFile {
    /// The rows with at least so many fields.
    static func lines(_ name: String, fields count: Int) -> [[String]] { rows(name).filter { $0.count >= count } }

    static func rows(_ name: String) -> [[String]] {
        let path = Bundle.module.url(forResource: "Data/" + name, withExtension: "tsv")?.path ?? ""
        return FileManager.default.contents(atPath: path).map { rows(Array($0)) } ?? []
    }

    static func rows(_ bytes: [UInt8]) -> [[String]] {
        bytes.split(separator: 0x0A).filter { $0.first != 0x23 }.map { line in
            line.split(separator: 0x09, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
