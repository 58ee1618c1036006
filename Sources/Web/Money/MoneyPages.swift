import Casework
import Ledgers
import Quantities
import Store

/// 资金: how far it has come, what is wrong with it, how it would be shared out, what it built.
enum MoneyPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/money", may: .may(.readLedgers), Text("资金总览", "Money"), MoneyOverviewScreen.show)
        routes.page(.get, "/money/lists", may: .may(.readLedgers), Text("资金疑点清单", "Lists of money"), MoneyListScreen.show)
        routes.page(
            .get, "/money/allocation", may: .may(.allocateMoney, .decideCases), Text("分配测算", "Allocation, what if"), WhatIfScreen.show)
        routes.page(.get, "/money/documents", may: .may(.readLedgers), Text("资金文件追溯", "What a document paid for"), DocumentTrailScreen.show)
        routes.page(.get, "/money/projects/:district", may: .may(.readLedgers), Text("项目资金", "Money of a project"), ProjectTrailScreen.show)
    }

    /// What the hub of casework links to.
    static let screens = [
        CaseHub.Screen(group: .money, path: "/money", title: Text("资金总览", "Overview")),
        CaseHub.Screen(group: .money, path: "/money/lists", title: Text("疑点清单", "Lists of doubts")),
        CaseHub.Screen(
            group: .money, path: "/money/allocation", title: Text("分配测算", "Allocation, what if"), may: .may(.allocateMoney, .decideCases)),
    ]

    static func trail(_ visit: Visit) -> [(String, String)] {
        [
            (visit.t("业务办理", "Casework"), "/cases?year=\(visit.year)"), (visit.t("资金总览", "Money"), "/money?year=\(visit.year)"),
        ]
    }

    static func programme(_ code: String, _ visit: Visit) -> String {
        visit.t(Choices.programme.first { $0.code == code }?.name ?? Text(code, code))
    }

    static func fund(_ code: String, _ visit: Visit) -> String {
        visit.t(Choices.fund.first { $0.code == code }?.name ?? Text("全部", "all"))
    }

    /// 万元, exact: an amount in a table sorts and exports as the number it shows.
    static func wan(_ fen: Int64) -> DataTable.Cell {
        let value = Rational(fen, 1_000_000)
        return DataTable.Cell(value.exactDecimal ?? "", value: value)
    }

    static func text(_ fen: Int64, _ visit: Visit) -> String {
        NumberFormat(scale: .wan, decimals: 2).text(Rational(fen, 100), unit: .yuan, language: visit.language)
    }

    static func percent(_ share: Rational?) -> DataTable.Cell {
        DataTable.Cell(share.map { NumberFormat(decimals: 2).text($0, unit: .percent) } ?? "—", value: share)
    }

    static func document(_ number: String, _ visit: Visit) -> DataTable.Cell {
        number.isEmpty ? DataTable.Cell("") : .link(number, "/money/documents?year=\(visit.year)&number=\(HTML.encoded(number))")
    }

    static func project(_ district: RegionCode, _ code: String, _ visit: Visit) -> DataTable.Cell {
        code.isEmpty
            ? DataTable.Cell("") : .link(code, "/money/projects/\(district.digits)?year=\(visit.year)&project=\(HTML.encoded(code))")
    }

    static func district(_ code: RegionCode?, _ visit: Visit) -> DataTable.Cell {
        DataTable.Cell(code.map { CasePages.district($0, visit) } ?? "")
    }

    /// From a case to the money of its project and to what its document paid for.
    static func links(_ visit: Visit, _ entry: Entry) -> HTML {
        let project = entry["project"].plain
        let document = entry["document"].plain
        let byProject: HTML =
            "　<a href=\"/money/projects/\(entry.page.district.digits)?year=\(visit.year)&amp;project=\(path: project)\">\(visit.t("项目资金", "Money of the project"))</a>"
        let byDocument: HTML =
            "　<a href=\"/money/documents?year=\(visit.year)&amp;number=\(path: document)\">\(visit.t("文件追溯", "What the document paid for"))</a>"
        let ledgers = [Sheet.allotments, .allocationPlans, .paymentRequests, .expenditures].map(\.ledger)
        return
            "\(byProject, if: !project.isEmpty && entry.sheet.filedBy == .district)\(byDocument, if: !document.isEmpty && ledgers.contains(entry.sheet.ledger))"
    }

    /// A table under its heading.
    static func section(_ title: String, _ table: DataTable, _ visit: Visit, note: String = "") -> HTML {
        let words: HTML = "<p class=\"quiet\">\(note)</p>"
        return "<section><h2>\(title)</h2>\(words, if: !note.isEmpty)\(table.html(visit))</section>"
    }

    static func column(_ id: String, _ zh: String, _ en: String, _ visit: Visit, number: Bool = false, minor: Bool = false)
        -> DataTable.Column
    {
        .init(id, visit.t(zh, en), number: number, minor: minor)
    }

    static func amount(_ id: String, _ zh: String, _ en: String, _ visit: Visit, minor: Bool = false) -> DataTable.Column {
        .init(id, visit.t("\(zh)（万元）", "\(en) (10,000 yuan)"), number: true, minor: minor)
    }
}
