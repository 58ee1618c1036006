import Example
import Foundation
import Quantities
import Testing

@Suite("The file of the benchmark")
struct SubsidyBenchTests {
    @Test("has as many rows and bad rows as it says, and each bad row is where it says")
    func counts() throws {
        let path = SharedExample.folder + "-bench.csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let summary = try SubsidyBench(rows: 36_000, badShare: Rational(1, 1000)).write(to: path)
        #expect(summary.rows == 36_000)
        #expect(summary.badRows.count == 36)
        #expect(summary.faults.count == 6 && summary.faults.values.allSatisfy { $0 == 6 })
        let bytes = try #require(FileManager.default.contents(atPath: path))
        #expect(bytes.count == summary.bytes)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 36_002 && lines.last == "")
        let bad = Dictionary(uniqueKeysWithValues: summary.badRows.map { ($0.row, $0.fault) })
        var pages: Set<String> = []
        for (index, line) in lines.dropLast().enumerated().dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            try #require(cells.count == 12)
            pages.insert(cells[0] + "/" + cells[1])
            #expect(Self.fault(cells) == bad[index + 1], "row \(index + 1): \(line)")
        }
        #expect(pages.count == 17 * 12)
    }

    @Test("by default it has 360,024 rows")
    func size() { #expect(SubsidyBench().rows == 360_024) }

    /// What is wrong with a row, by eye.
    private static func fault(_ cells: [String]) -> SubsidyBench.Fault? {
        var remainder = 0
        for byte in cells[4].utf8 { remainder = (remainder * 2 + (byte == 88 ? 10 : Int(byte) - 48)) % 11 }
        if remainder != 1 { return .wrongCheckCharacter }
        if !["一档", "二档", "三档", "四档", "五档", "六档"].contains(cells[5]) { return .unknownChoice }
        if cells.contains("") { return .missingValue }
        guard let rent = Int(cells[8]), let standard = Int(cells[9]), let amount = Int(cells[10]), amount <= standard else {
            return .fullWidthDigits
        }
        if amount > rent { return .amountAboveRent }
        return cells[11].hasPrefix(cells[1] + "-") && CivilDate(cells[11]) != nil ? nil : .badDate
    }
}
