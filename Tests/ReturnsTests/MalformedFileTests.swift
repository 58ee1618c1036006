import Foundation
import Ledgers
import Quantities
import Testing

@testable import Returns

/// Files nobody should send: each is answered with a code and changes nothing.
@Suite struct MalformedFileTests {
    private let access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")

    private func code(_ bytes: [UInt8], _ name: String = "a.csv") throws -> String {
        let folder = try Folder()
        let path = try folder.file(name, bytes)
        do {
            let outcome = try Intake.check(path, regions: .beijing, access: access)
            return outcome.findings.list.first?.code ?? "rows \(outcome.rows)"
        } catch let error as ReturnError {
            return error.code
        }
    }

    @Test("an empty file, a binary one, a PDF, an old workbook")
    func foreign() throws {
        #expect(try code([]) == "W002")
        #expect(try code((0..<600).map { UInt8(truncatingIfNeeded: $0 * 37 + $0 / 7) }).hasPrefix("W"))
        #expect(try code(Array("%PDF-1.7\n%âãÏÓ\n".utf8)).hasPrefix("W"))
        #expect(try code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)).hasPrefix("W"))
    }

    @Test("a field of ten megabytes, a quote that never ends")
    func endless() throws {
        let long = Subsidy.header + "\n110105,2023-05," + String(repeating: "x", count: 10_000_000) + "\n"
        #expect(try code(Array(long.utf8)).hasPrefix("W1"))
        let open = Subsidy.header + "\n110105,2023-05,\"BJ-1," + String(repeating: "y\n", count: 1000)
        #expect(try code(Array(open.utf8)) == "W106")
    }

    @Test("no header, a missing column, a header twice")
    func headers() throws {
        #expect(try code(Array("甲,乙,丙\n1,2,3\n".utf8)) == "P-01")
        let missing = Subsidy.csv([Subsidy.row("BJ-1")]).replacingOccurrences(of: "月租金（元）", with: "房租")
        #expect(try code(Array(missing.utf8)) == "P-02")
        let twice = Subsidy.csv([Subsidy.row("BJ-1")]).replacingOccurrences(of: "补贴标准（元）", with: "月租金（元）")
        #expect(try code(Array(twice.utf8)) == "P-03")
    }

    @Test("ragged rows: what is missing is named, what is too much is not read")
    func ragged() throws {
        let short = Subsidy.header + "\n110105,2023-05,BJ-1,张某\n"
        #expect(try code(Array(short.utf8)) == "F-01")
        let long = Subsidy.csv([Subsidy.row("BJ-1") + ",x,y,z"])
        #expect(try code(Array(long.utf8)) == "rows 1")
    }

    @Test("a page nobody can tell: neither column nor marker")
    func unknownPage() throws {
        let bare = "家庭编号,申请人,申请人身份证号,补贴档次,家庭人口,租赁合同号,月租金,补贴标准,实发金额,发放日期\nBJ-1,张某,34052419800101001X,二档,2,HT-1,3200,2200,1500,2023-05-15\n"
        #expect(try code(Array(bare.utf8)) == "P-05")
        let marked = "#anju,subsidies,1,110105,2023-05\n" + bare
        #expect(try code(Array(marked.utf8)) == "rows 1")
        let oldTemplate = "#anju,subsidies,99,110105,2023-05\n" + bare
        #expect(try code(Array(oldTemplate.utf8)) == "P-06")
    }

    @Test(
        "the wrong district, period or cycle is named",
        arguments: [
            ("110105", "2023", "P-38"), ("110105", "2023-13", "P-36"), ("330100", "2023-05", "P-31"), ("", "2023-05", "P-30"),
            ("110105", "", "P-35"),
        ])
    func pages(_ district: String, _ period: String, _ expected: String) throws {
        let csv = Subsidy.csv([Subsidy.row("BJ-1", district: district, period: period)])
        #expect(try code(Array(csv.utf8)) == expected)
    }

    @Test("GB 18030 is read as what it says")
    func gb18030() throws {
        // 行政区划 and so on, encoded by iconv.
        let folder = try Folder()
        let utf8 = try folder.file("u.csv", Subsidy.csv([Subsidy.row("BJ-1")]))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
        process.arguments = ["-f", "UTF-8", "-t", "GB18030", "-o", folder.path + "/g.csv", utf8]
        try process.run()
        process.waitUntilExit()
        let outcome = try Intake.check(folder.path + "/g.csv", regions: .beijing, access: access)
        #expect(outcome.rows == 1)
        #expect(outcome.findings.total == 0)
    }

    @Test("a hundred thousand bad rows do not hide one")
    func manyFaults() throws {
        let folder = try Folder()
        let rows = (0..<100_000).map { Subsidy.row("BJ-\($0)", amount: $0 == 77_777 ? "1e5" : "１５００") }
        let path = try folder.file("bad.csv", Subsidy.csv(rows))
        let outcome = try Intake.check(path, regions: .beijing, access: access)
        #expect(outcome.rows == 100_000)
        #expect(outcome.accepted == 0)
        #expect(outcome.findings.counts == ["F-03": 99_999, "F-08": 1])
        #expect(outcome.findings.list.filter { $0.code == "F-08" }.map(\.address) == ["K77779"])
    }
}
