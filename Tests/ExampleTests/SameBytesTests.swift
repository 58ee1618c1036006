import Example
import Foundation
import Testing

@Suite("The same seed gives the same files")
struct SameBytesTests {
    @Test("two runs write the same bytes")
    func twice() throws {
        let files = try SharedExample.files.get()
        let folder = SharedExample.folder + "-again"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let again = try ExampleCity().write(to: folder)
        #expect(again.count == files.count)
        for (a, b) in zip(files, again) {
            #expect((a.path as NSString).lastPathComponent == (b.path as NSString).lastPathComponent)
            #expect(FileManager.default.contents(atPath: a.path) == FileManager.default.contents(atPath: b.path), "\(a.path)")
        }
    }

    @Test("another seed spreads the same totals otherwise")
    func otherSeed() throws {
        let folder = SharedExample.folder + "-seed"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let other = try ReturnFolder(ExampleCity(seed: 7).write(to: folder).filter { !$0.ledgers.contains("subsidies") }.map(\.path))
        let city = try SharedExample.corrected.get()
        #expect(other.sum("communities", "楼栋数", ("实际开工日期", [""])) != city.sum("communities", "楼栋数", ("实际开工日期", [""])))
        #expect(other.sum("progress", "当月套数") == city.sum("progress", "当月套数"))
    }

    @Test("the example in the repository is what the generator makes")
    func committed() throws {
        let files = try SharedExample.files.get()
        #expect(files.reduce(0) { $0 + (FileManager.default.contents(atPath: $1.path)?.count ?? 0) } < 6_000_000)
        for file in files {
            let name = (file.path as NSString).lastPathComponent
            let kept = SharedExample.committed + (file.isCorrection ? "/更正/" : "/填报/") + name
            if FileManager.default.contents(atPath: kept) == FileManager.default.contents(atPath: file.path) { continue }
            // Another release of zlib may press a workbook otherwise; what it says must be the same.
            try #require(name.hasSuffix(".xlsx") && FileManager.default.fileExists(atPath: kept), "\(name)")
            #expect(try ReturnFolder.sheets(of: kept) == ReturnFolder.sheets(of: file.path), "\(name)")
        }
    }
}
