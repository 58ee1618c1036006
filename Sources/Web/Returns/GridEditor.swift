import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store
import Workbooks

/// 在线填写: a short page edited in the browser. What is saved becomes a file, and the file goes the way of every file: kept under its hash,
/// checked by the same rules, receipted, traced to its cells.
enum GridEditor {
    /// More rows than this are for a spreadsheet program.
    static let mostRows = 500

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/returns/:ledger/:district/:period/edit", may: .may(.fileReturns), Text("在线填写", "Edit"), show)
        routes.page(
            .post, "/returns/:ledger/:district/:period/edit", may: .may(.fileReturns), body: .form(limit: 8 << 20), Text("保存填写", "Save"),
            save)
        routes.page(.post, "/returns/:ledger/:district/:period/nil", may: .may(.fileReturns), Text("零报告", "Nil return"), fileNil)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let content = try await PageScreen.read(visit, address)
        let sheet = try visit.sheet()
        // Opening a page with people's names and numbers is a look at them: it wants a reason.
        if sheet.hasPersonalData, !content.entries.isEmpty { return RevealPages.door(visit, address, content.entries.count) }
        return try show(visit, address, content, content.entries)
    }

    static func show(_ visit: Visit, _ address: PageAddress, _ content: PageScreen.Content, _ entries: [Entry]) throws -> Reply {
        guard content.entries.count <= mostRows else {
            throw Refusal(
                409, "H409", "该账页有\(content.entries.count)行，请下载模板填写后上传",
                "the page has \(content.entries.count) rows; use the template and upload it")
        }
        let sheet = try visit.sheet()
        let rows = entries.map { entry in sheet.columns.indices.map { entry.shown($0, visit.language, masked: false) } }
        return .html(page(visit, address, sheet, rows, revision: content.status.revision, findings: [], problem: nil))
    }

    private static func page(
        _ visit: Visit, _ address: PageAddress, _ sheet: Sheet, _ rows: [[String]], revision: Int64, findings: [Finding], problem: Text?
    ) -> HTML {
        let faults = Dictionary(grouping: findings, by: \.row)
        let heads = HTML(sheet.columns) {
            "<th title=\"\(visit.t($0.type.expectation))\">\($0.header(visit.language))\($0.isRequired ? " *" : "")</th>"
        }
        let body = HTML(rows.enumerated()) { index, values in
            line(visit, sheet, values, faults: faults[index + 2] ?? [])
        }
        let model = line(visit, sheet, Array(repeating: "", count: sheet.columns.count), faults: [])
        let spare = HTML(0..<(rows.isEmpty ? 3 : 1)) { _ in model }
        let message = problem.map { text -> HTML in "<p class=\"problem\" role=\"alert\">\(visit.t(text))</p>" }
        let list = HTML(findings.prefix(100)) {
            "<li>\(visit.t("第\($0.row - 1)行", "Row \($0.row - 1)")) \(visit.t($0.column))：\($0.read.isEmpty ? visit.t("为空", "is empty") : $0.read) → \(visit.t($0.expected)) <code>\($0.code)</code></li>"
        }
        return visit.page(
            visit.t("在线填写：\(ReturnPages.title(address, visit))", "Edit: \(ReturnPages.title(address, visit))"),
            trail: [(visit.t("账页", "Page"), ReturnPages.path(address))], isWide: true,
            """
            \(message)\("<ul class=\"problem\">\(list)</ul>", if: !findings.isEmpty)<form method="post" action="\(ReturnPages.path(address))/edit" data-grid class="gridedit">\(visit.tokenField)<input type="hidden" name="revision" value="\(revision)">
            <div class="scroll"><table><thead><tr>\(heads)<th></th></tr></thead><tbody>\(body)\(spare)</tbody></table></div><template>\(model)</template>
            <div class="acts"><button>\(visit.t("保存并校核", "Save and check"))</button><button type="button" class="plain" data-add>\(visit.t("加一行", "Add a row"))</button><button type="button" class="plain" data-undo disabled>\(visit.t("恢复删去的行", "Bring back the row"))</button><a class="button plain" href="\(ReturnPages.path(address))">\(visit.t("不保存", "Leave"))</a></div>
            <p class="quiet">\(visit.t("可从Excel复制多行多列，粘贴到任一格。空行不保存。", "Cells copied from a spreadsheet can be pasted into any field. Empty rows are not saved."))</p></form>
            """)
    }

    private static func line(_ visit: Visit, _ sheet: Sheet, _ values: [String], faults: [Finding]) -> HTML {
        let cells = HTML(zip(sheet.columns, values)) { column, value in
            let isFaulty = faults.contains { $0.column.zh == column.title.zh || $0.column.zh == column.header(.chinese) }
            let name = "c-\(column.name)"
            let field: HTML
            switch column.type {
            case .choice(let choices):
                let options = HTML(choices) {
                    "<option\(" selected", if: $0.name[visit.language] == value)>\($0.name[visit.language])</option>"
                }
                let other: HTML = "<option selected>\(value)</option>"
                let isKnown = value.isEmpty || choices.contains { $0.name[visit.language] == value }
                field =
                    "<select name=\"\(name)\" aria-label=\"\(visit.t(column.title))\"><option value=\"\"></option>\(options)\(other, if: !isKnown)</select>"
            case .flag:
                let (yes, no) = (visit.t("是", "yes"), visit.t("否", "no"))
                field =
                    "<select name=\"\(name)\" aria-label=\"\(visit.t(column.title))\"><option value=\"\"></option><option\(" selected", if: value == yes)>\(yes)</option><option\(" selected", if: value == no)>\(no)</option></select>"
            default:
                let mode = column.type.unit == nil ? "text" : "decimal"
                field = "<input name=\"\(name)\" value=\"\(value)\" inputmode=\"\(mode)\" aria-label=\"\(visit.t(column.title))\">"
            }
            return "<td\(" class=\"fault\"", if: isFaulty)>\(field)</td>"
        }
        return
            "<tr>\(cells)<td><button type=\"button\" class=\"link\" data-remove aria-label=\"\(visit.t("删去本行", "Remove the row"))\">✕</button></td></tr>"
    }

    /// 零报告: nothing to tell this time, said on the record. A file with a header and no rows, kept and receipted like any other.
    private static func fileNil(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let sheet = try visit.sheet()
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + Multipart.safeName("\(visit.t("零报告", "nil return"))-\(ReturnPages.title(address, visit)).csv")
        var csv = CSVWriter()
        csv.write(PageColumn.allCases.map { $0.title[visit.language] } + sheet.columns.map { $0.header(visit.language) })
        try csv.finish(path: path)
        var options = IntakeOptions()
        (options.ledger, options.district, options.period) = (address.ledger, address.district, address.period)
        options.isNilReturn = true
        _ = try await UploadPages.intake(visit, options).file(path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
        return .see(ReturnPages.path(address) + "?done=saved")
    }

    private static func save(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let sheet = try visit.sheet()
        let columns = sheet.columns.map { visit.form.all("c-\($0.name)") }
        let count = columns.map(\.count).max() ?? 0
        guard columns.allSatisfy({ $0.count == count }), count <= mostRows + 50 else {
            throw Refusal.malformed("表格不完整", "the grid is not whole")
        }
        let rows = (0..<count).map { row in columns.map { $0[row] } }.filter { $0.contains { !$0.isEmpty } }
        let revision = visit.form["revision"].flatMap(Int64.init) ?? -1
        let access = visit.access
        let status = try await visit.office.database.read { try PageStates.status($0, access, address) }
        guard status.revision == revision else {
            throw Refusal(
                409, "H409", "该账页刚被他人改动；您的填写没有保存，请返回后另开页面核对",
                "the page was changed meanwhile; yours was not saved: go back and compare in another window")
        }
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + Multipart.safeName("\(visit.t("在线填写", "edited"))-\(ReturnPages.title(address, visit)).csv")
        var csv = CSVWriter()
        csv.write(PageColumn.allCases.map { $0.title[visit.language] } + sheet.columns.map { $0.header(visit.language) })
        for row in rows { csv.write([address.district.digits, address.period.description] + row) }
        try csv.finish(path: path)
        var options = IntakeOptions()
        options.ledger = sheet.ledger
        let regions = visit.office.regions
        let check = try Intake.check(path, regions: regions, access: access, options: options)
        // Whoever types can put it right at once: a page edited here is taken whole or not at all.
        guard check.rows > 0, check.findings.errors == 0 else {
            let problem =
                check.rows == 0
                ? Text("至少填写一行", "write at least one row")
                : Text("有\(check.findings.errors)处需要改正，没有保存。", "\(check.findings.errors) faults; nothing was saved.")
            return .html(
                page(visit, address, sheet, rows, revision: revision, findings: check.findings.list, problem: problem), status: 422)
        }
        do {
            _ = try await UploadPages.intake(visit, options).file(path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
        } catch let refusal as Intake.Refusal where refusal.error.code == "P-10" {
            return .see(ReturnPages.path(address))
        }
        return .see(ReturnPages.path(address) + "?done=saved")
    }
}
