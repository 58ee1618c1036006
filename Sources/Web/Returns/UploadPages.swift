import Casework
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store

/// Uploading a return: the file is checked whole, taken or refused, and every fault is told on the page and in the returned workbook.
enum UploadPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/upload", may: .may(.fileReturns), Text("上传", "Upload")) { visit in .html(form(visit)) }
        routes.page(.post, "/upload", may: .may(.fileReturns), body: .upload, Text("上传并校核", "Upload and check"), take)
    }

    private static func form(_ visit: Visit) -> HTML {
        let ledgers = HTML(Sheet.all.filter { visit.access.allows(ledger: $0.ledger) }) {
            "<option value=\"\($0.ledger)\">\(visit.t($0.title))</option>"
        }
        let districts = HTML(visit.regions) { "<option value=\"\($0.code.digits)\">\($0.name[visit.language])</option>" }
        return visit.page(
            visit.t("上传填报文件", "Upload a return"), trail: [(visit.t("填报", "Returns"), "/returns")],
            """
            <form method="post" action="/upload" enctype="multipart/form-data" data-upload class="stack card">\(visit.tokenField)
            <label>\(visit.t("文件（XLSX、CSV；一个文件可含多个月、多个台账）", "File (XLSX or CSV; one file may hold many months and ledgers)"))<input type="file" name="file" required accept=".xlsx,.csv,.txt"></label>
            <details><summary>\(visit.t("文件没有模板标记时，在这里注明", "Where the file does not say it itself"))</summary>
            <label>\(visit.t("台账", "Ledger"))<select name="ledger"><option value="">\(visit.t("由文件确定", "as the file says"))</option>\(ledgers)</select></label>
            <label>\(visit.t("行政区划", "District"))<select name="district"><option value="">\(visit.t("由文件确定", "as the file says"))</option>\(districts)</select></label>
            <label>\(visit.t("所属期（如2023或2023-05）", "Period (2023 or 2023-05)"))<input name="period" maxlength="7"></label></details>
            <fieldset><label class="option"><input type="checkbox" name="partial" value="1"> \(visit.t("增量报送：只含新增或变动的行，账页其余各行不变", "Only what is new or changed; the page's other rows stay"))</label><label class="option"><input type="radio" name="mode" value="file" checked> \(visit.t("校核并收录", "Check and take in"))</label><label class="option"><input type="radio" name="mode" value="check"> \(visit.t("只校核，不收录", "Only check"))</label></fieldset>
            <button>\(visit.t("上传", "Upload"))</button>
            <p class="quiet">\(visit.t("原件按其指纹永久保存；有错误的行不收录，其余照收，行数始终相符。单个文件不超过320 MB。", "The original is kept for good under its hash. Rows with errors are not taken, the others are; the counts always add up. At most 320 MB."))</p></form>
            """)
    }

    static func options(_ visit: Visit) throws -> IntakeOptions {
        var options = IntakeOptions()
        if let ledger = visit.form.text("ledger") {
            guard let sheet = Sheet.all.first(where: { $0.ledger == ledger }) else { throw Refusal.invalid("没有这个台账", "no such ledger") }
            options.ledger = sheet.ledger
        }
        if let code = visit.form.text("district").flatMap(RegionCode.init) { options.district = code }
        if let text = visit.form.text("period") {
            guard let period = Period(text) else { throw Refusal.invalid("所属期写作2023或2023-05", "a period is written 2023 or 2023-05") }
            options.period = period
        }
        options.isPartial = visit.form["partial"] == "1"
        return options
    }

    static func intake(_ visit: Visit, _ options: IntakeOptions) -> Intake {
        var intake = Intake(
            database: visit.office.database, vault: visit.office.vault, regions: visit.office.regions, access: visit.access)
        intake.options = options
        return intake.governed
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        guard let file = visit.files.first(where: { $0.field == "file" }) else { throw Refusal.invalid("请选择文件", "choose a file") }
        let options = try options(visit)
        if visit.form["mode"] == "check" {
            let (access, regions) = (visit.access, visit.office.regions)
            let outcome = try await blocking { try Intake.check(file.path, regions: regions, access: access, options: options) }
            return .html(
                checked(
                    visit, title: visit.t("校核完成，未收录", "Checked, not taken"), file.name, rows: outcome.rows, accepted: outcome.accepted,
                    outcome.findings))
        }
        do {
            let outcome = try await intake(visit, options).file(file.path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
            if outcome.findings.total == 0, outcome.pages.count == 1, let page = outcome.pages.first,
                let address = PageAddress(page.address)
            {
                return .see(ReturnPages.path(address) + "?done=saved")
            }
            return .see("/receipts/\(outcome.receipt.number)")
        } catch let refusal as Intake.Refusal {
            guard refusal.findings.total > 0 else { throw refusal }
            return .html(
                checked(
                    visit, title: visit.t("未收录", "Not taken"), file.name, rows: refusal.rows, accepted: 0, refusal.findings,
                    reason: refusal.error.text), status: 422)
        }
    }

    /// A page for a file of which nothing was kept: every fault with its place.
    private static func checked(
        _ visit: Visit, title: String, _ name: String, rows: Int, accepted: Int, _ findings: Findings, reason: Text? = nil
    ) -> HTML {
        let why = reason.map { text -> HTML in "<p class=\"problem\">\(visit.t(text))</p>" }
        let fine: HTML = "<p class=\"flash\">\(visit.t("没有发现问题。", "Nothing was found wrong."))</p>"
        return visit.page(
            title, trail: [(visit.t("上传", "Upload"), "/upload")], isWide: true,
            """
            \(why)<p><b>\(name)</b>：\(visit.t("\(rows)行 = 可收录\(accepted) + 有错误\(rows - accepted)", "\(rows) rows = \(accepted) fit to be taken + \(rows - accepted) with errors"))</p>
            \(fine, if: findings.total == 0)\(FindingTable.html(visit, findings.list, counts: findings.counts, receipt: nil))
            """)
    }
}

/// Runs what blocks its thread off the threads of the server.
func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
}

/// Findings as a table, with how many there are of each rule.
enum FindingTable {
    static let most = 1_000

    static func html(_ visit: Visit, _ findings: [Finding], counts: [String: Int], receipt: Int64?) -> HTML {
        if counts.isEmpty { return HTML.nothing }
        let rules = HTML(counts.sorted { $0.value > $1.value }) { "<span class=\"state warn\"><code>\($0.key)</code> \($0.value)</span> " }
        let total = counts.values.reduce(0, +)
        let more: HTML = """
            <p class="quiet">\(visit.t("共\(total)条，只列前\(min(most, findings.count))条；全部见错误反馈表。", "\(total) in all, the first \(min(most, findings.count)) are listed; all are in the error workbook."))</p>
            """
        let rows = HTML(findings.prefix(most)) { finding in
            let style = finding.tier == .error ? "bad" : finding.tier == .confirm ? "warn" : "info"
            let place = [finding.sheet, finding.address.isEmpty ? String(finding.row) : finding.address].filter { !$0.isEmpty }.joined(
                separator: "!")
            let link: HTML =
                receipt.map {
                    "<a href=\"/receipts/\($0)/sheet?row=\(finding.row)&amp;name=\(path: finding.sheet)&amp;cell=\(finding.address)\">\(place)</a>"
                } ?? "\(place)"
            return
                "<tr><td><code>\(finding.code)</code></td><td><span class=\"state \(style)\">\(visit.t(finding.tier.title))</span></td><td>\(link)</td><td>\(visit.t(finding.column))</td><td>\(finding.read.isEmpty ? visit.t("（空）", "(empty)") : finding.read)</td><td>\(visit.t(finding.expected))</td></tr>"
        }
        return """
            <p>\(rules)</p>\(more, if: total > min(most, findings.count))<div class="scroll"><table><thead><tr><th>\(visit.t("规则", "Rule"))</th><th>\(visit.t("级别", "Tier"))</th><th>\(visit.t("位置", "Place"))</th><th>\(visit.t("列", "Column"))</th><th>\(visit.t("读到", "Read"))</th><th>\(visit.t("应为", "Expected"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}
