internal import Foundation

/// A table that ships with the program: `Data/NAME.tsv`, fields parted by tabs, notes behind `#`.
enum DataFile {
    static func lines(_ name: String, fields count: Int) -> [[String]] {
        let path = Bundle.module.url(forResource: "Data/" + name, withExtension: "tsv")?.path ?? ""
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        return bytes.split(separator: 0x0A).filter { $0.first != 0x23 }
            .map { $0.split(separator: 0x09, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) } }
            .filter { $0.count >= count }
    }
}
