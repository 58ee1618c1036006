import Casework
import Evaluation
import Ledgers
import Quantities
import Store

/// 资金疑点清单: each list with amount, document, days and both sides.
enum MoneyListScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year) = (visit.access, visit.year)
        // Of a year gone by, as it stood on its last day unless another day is asked for.
        let asked = visit.query["day"].flatMap(CivilDate.init)
        let day = asked ?? visit.now.date
        let only = visit.query["list"].flatMap(MoneyList.init)
        let findings = try await visit.office.database.read { try MoneyFindings.all($0, access, year: year, on: day) }
        var sections = HTML.nothing
        for list in MoneyList.allCases where only == nil || only == list {
            let table = table(visit, list, findings.filter { $0.list == list })
            if let file = try table.export(visit) { return file }
            sections += """
                <section><h2>\(visit.t(list.title)) <code>\(list.code)</code></h2><p class="quiet">\(visit.t(list.meaning))</p>\(table.html(visit))</section>
                """
        }
        let options = HTML(MoneyList.allCases) {
            "<option value=\"\($0.rawValue)\"\(" selected", if: $0 == only)>\(visit.t($0.title))</option>"
        }
        let form: HTML = """
            <form class="inline"><input name="year" value="\(year)" inputmode="numeric" size="5" maxlength="4" aria-label="\(visit.t("年度", "Year"))"> <input type="date" name="day" value="\(day.description)" aria-label="\(visit.t("截至日期", "As of"))"> <select name="list" aria-label="\(visit.t("清单", "List"))"><option value="">\(visit.t("全部清单", "All lists"))</option>\(options)</select> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        return .html(
            visit.page(
                visit.t("资金疑点清单", "Lists of money"), trail: MoneyPages.trail(visit), isWide: true, aside: form,
                "<p>\(visit.t("截至\(day.chinese)，由台账自动生成；读取\(year)年及此前三年的台账。", "As of \(day), made from the ledgers of \(year) and the three years before."))</p>\(sections)"
            ))
    }

    private static func table(_ visit: Visit, _ list: MoneyList, _ findings: [MoneyFinding]) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            list.rawValue, title: visit.t(list.title),
            columns: [
                P.column("district", "区", "District", visit), P.column("programme", "专项", "Programme", visit),
                P.column("document", "文号", "Document", visit), P.column("project", "项目", "Project", visit),
                P.amount("amount", "金额", "Amount", visit), P.column("days", "超过天数", "Days over", visit, number: true),
                P.column("what", "情况", "What", visit), P.column("left", "一方", "One side", visit),
                P.column("right", "另一方", "Other side", visit),
            ])
        table.rows = findings.map { finding in
            [
                P.district(finding.district, visit), DataTable.Cell(P.programme(finding.programme, visit)),
                P.document(finding.document, visit),
                finding.district.map { P.project($0, finding.project, visit) } ?? DataTable.Cell(finding.project), P.wan(finding.amount),
                finding.days.map { DataTable.Cell($0) } ?? DataTable.Cell(""), DataTable.Cell(visit.t(finding.text)),
                side(visit, finding.left, finding), side(visit, finding.right, finding),
            ]
        }
        table.empty = "<p><span class=\"state good\">\(visit.t("没有", "None"))</span></p>"
        return table
    }

    /// Label and number, leading to the page it stands on where this person may see that.
    private static func side(_ visit: Visit, _ side: CrossFinding.Side, _ finding: MoneyFinding) -> DataTable.Cell {
        let isDays = finding.list == .notPassedOn && side.label.zh.hasSuffix("（日）")
        let number = side.value.map { value in
            isDays ? (value.exactDecimal ?? "") : NumberFormat(scale: .wan, decimals: 2).text(value, unit: .yuan, language: visit.language)
        }
        let text = visit.t(side.label) + (number.map { " " + $0 } ?? "")
        guard let address = PageAddress(side.place), visit.access.allows(address) else { return DataTable.Cell(text) }
        return .link(text, ReturnPages.path(address))
    }
}
