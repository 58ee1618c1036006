import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing
import Workbooks

@testable import Returns

@Suite("Returns with personal data")
struct SealedReturnTests {
    static let identity = "11010519491231002X"
    static let other = "110101199003070011"

    private func file(_ office: Office, _ rows: [String], _ name: String = "a.csv") async throws -> Intake.Outcome {
        try await office.intake.file(try office.folder.file(name, Subsidy.csv(rows)))
    }

    @Test("names and numbers are stored sealed; the page is intact, reads masked, and reveals what was filed")
    func stored() async throws {
        let office = try await Office()
        let outcome = try await file(office, [Subsidy.row("BJ-1", identity: Self.identity), Subsidy.row("BJ-2", identity: Self.other)])
        let page = try #require(outcome.pages.first)
        let access = office.access
        try await office.store.read { connection in
            #expect(try Entries.areIntact(connection, access, page))
            let entries = try Entries.read(connection, access, page)
            #expect(entries.allSatisfy { if case .blob = $0["identity"] { true } else { false } })
            #expect(entries[0].shown(2, .chinese, masked: false) == "＊＊＊")
            let masked = try Entries.masked(connection, access, entries)
            #expect(masked.map { $0.shown(2, .chinese) } == ["110105********002X", "110101********0011"])
            #expect(masked[0].shown(1, .chinese, masked: false) == "张*")
        }
        let revealed = try await office.entries(page)
        #expect(revealed.map { $0["identity"] } == [.text(Self.identity), .text(Self.other)])
    }

    @Test("the same file again is refused as unchanged; a changed number makes a new version of its page only")
    func again() async throws {
        let office = try await Office()
        let rows = { (identity: String) in
            [
                Subsidy.row("BJ-1", identity: identity),
                Subsidy.row("BJ-1", period: "2023-06", identity: Self.other, paidOn: "2023-06-15"),
            ]
        }
        _ = try await file(office, rows(Self.identity))
        let refusal = try await #require(throws: Intake.Refusal.self) { try await file(office, rows(Self.identity), "b.csv") }
        #expect(refusal.error.code == "P-10")
        let changed = try await file(office, rows(Self.other), "c.csv")
        #expect(changed.pages.map { "\($0.address) \($0.version)" } == ["subsidies/110105/2023-05 2"])
        #expect(changed.unchanged == 1)
        // One household, one key, two numbers.
        let counts = try await office.store.read { connection in
            try ["subject_keys", "index_tokens"].map { try connection.row("SELECT count(*) FROM \($0)")?.int64(0) }
        }
        #expect(counts == [1, 2])
    }

    @Test("the same number in two households has the same token, and different sealed bytes")
    func tokens() async throws {
        let office = try await Office()
        _ = try await file(office, [Subsidy.row("BJ-1"), Subsidy.row("BJ-2"), Subsidy.row("BJ-3", identity: Self.other)])
        let rows = try await office.store.read { try $0.rows("SELECT identity, identity_index FROM ledger_subsidies ORDER BY household") }
        #expect(Set(try rows.map { try $0.blob(0) }).count == 3)
        #expect(try rows[0].blob(1) == rows[1].blob(1) && rows[0].blob(1) != rows[2].blob(1))
    }

    @Test("a changed bit of a sealed value or of a token is found")
    func damage() async throws {
        for column in ["applicant", "identity", "identity_index"] {
            let office = try await Office()
            let page = try #require(try await file(office, [Subsidy.row("BJ-1")]).pages.first)
            let access = office.access
            try await office.store.write { connection in
                try connection.execute("DROP TRIGGER ledger_subsidies_no_update")
                var bytes = try connection.row("SELECT \(column) FROM ledger_subsidies")?.blob(0) ?? []
                bytes[bytes.count - 1] ^= 1
                try connection.execute("UPDATE ledger_subsidies SET \(column) = ?", [.blob(bytes)])
            }
            #expect(try await office.store.read { try Entries.areIntact($0, access, page) } == false)
        }
    }

    @Test("a masked value cannot be filed back")
    func masked() throws {
        let folder = try Folder()
        let row = Subsidy.row("BJ-1", identity: "340524********001X").replacingOccurrences(of: "张某", with: "张*")
        let access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")
        let outcome = try Intake.check(try folder.file("a.csv", Subsidy.csv([row])), regions: .beijing, access: access)
        #expect(outcome.findings.list.map(\.code).sorted() == ["F-17", "F-21"])
    }

    @Test("a template leaves personal cells empty unless the entries were revealed")
    func template() async throws {
        let office = try await Office()
        let page = try #require(try await file(office, [Subsidy.row("BJ-1")]).pages.first)
        let access = office.access
        var writer = TemplateWriter(sheet: .subsidies, district: Regions.beijing.districts[2], period: Period(year: 2023, month: 5))
        func cells(_ known: [Entry]) throws -> [String] {
            writer.known = known
            let path = office.folder.path + "/\(UUID().uuidString).xlsx"
            try writer.write(to: path)
            let workbook = try XLSXWorkbook(path: path)
            let reader = try workbook.rows(of: workbook.sheets[0])
            var row = RowBuffer()
            var cells: [String] = []
            while try reader.read(into: &row) { if row.row == 3 { cells = (2...5).map { row.text(column: $0) } } }
            return cells
        }
        #expect(try cells(try await office.store.read { try Entries.read($0, access, page) }) == ["BJ-1", "", "", "二档"])
        #expect(try cells(try await office.entries(page)) == ["BJ-1", "张某", "34052419800101001X", "二档"])
    }

    @Test("the error workbook of another's file is masked in personal columns and in those that were not read")
    func errors() throws {
        let folder = try Folder()
        let text = Subsidy.csv([Subsidy.row("BJ-1", people: "x"), Subsidy.row("BJ-2")]).split(separator: "\r\n").enumerated()
            .map { $0.offset == 0 ? $0.element + ",联系电话" : $0.element + ",13800138000" }.joined(separator: "\n")
        let path = try folder.file("a.csv", text)
        let access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")
        let outcome = try Intake.check(path, regions: .beijing, access: access)
        var workbook = ErrorWorkbook()
        func texts() throws -> String {
            try workbook.write(outcome.findings, in: path, to: folder.path + "/e.xlsx")
            let book = try XLSXWorkbook(path: folder.path + "/e.xlsx")
            let reader = try book.rows(of: book.sheets[0])
            var row = RowBuffer()
            var all = ""
            while try reader.read(into: &row) { all += row.cells.map { row.text($0) }.joined(separator: "|") + "\n" }
            return all
        }
        let own = try texts()
        #expect(own.contains("34052419800101001X") && own.contains("13800138000"))
        workbook.masking = outcome.layouts
        let others = try texts()
        #expect(!others.contains("34052419800101001X") && !others.contains("13800138000") && !others.contains("张某"))
        #expect(others.contains("BJ-1") && others.contains("联系电话"))
    }

    @Test("fingerprints of rows are not hashes that a guess of the number could be tried against")
    func fingerprints() async throws {
        let office = try await Office()
        // Declined without a reason: to be explained.
        let text =
            "行政区划,所属期,家庭编号,户主,户主身份证号,家庭类别,申请日期,保障结果,保障日期,放弃原因\n110105,2023,BJ-1,张某,34052419800101001X,低保,,放弃,,\n"
        let outcome = try await office.intake.file(try office.folder.file("h.csv", text))
        let finding = try #require(outcome.findings.list.first { $0.code == "R-HOU-02" })
        #expect(!finding.fingerprint.isEmpty)
        var plain = CanonicalBytes()
        plain.append(text: finding.code)
        plain.append(text: finding.column.zh)
        for value: SQLValue in ["BJ-1", "张某", "34052419800101001X", "subsistence", nil, "declined", nil, nil] { plain.append(value) }
        #expect(finding.fingerprint != plain.digest().hex)
        // The same row filed to another store has another key, and so another fingerprint.
        let elsewhere = try await Office()
        let there = try await elsewhere.intake.file(try elsewhere.folder.file("h.csv", text))
        #expect(there.findings.list.first { $0.code == finding.code }?.fingerprint != finding.fingerprint)
    }

    @Test("a partial return takes sealed entries over as they are")
    func partial() async throws {
        let office = try await Office()
        _ = try await file(office, [Subsidy.row("BJ-1", identity: Self.identity), Subsidy.row("BJ-2")])
        var intake = office.intake
        intake.options.isPartial = true
        let outcome = try await intake.file(try office.folder.file("b.csv", Subsidy.csv([Subsidy.row("BJ-2", amount: "1400.00")])))
        let page = try #require(outcome.pages.first)
        let access = office.access
        #expect(try await office.store.read { try Entries.areIntact($0, access, page) })
        let entries = try await office.entries(page)
        #expect(Set(entries.map { $0["identity"] }) == [.text(Self.identity), .text("34052419800101001X")])
    }
}
