import Casework
import Ledgers
import Quantities
import Store

/// 资金总览: 下达→分配→拨付→支出 by programme and district, and the clock of each document.
enum MoneyOverviewScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let isCity = access.allows(access.city)
        let (overview, pots, findings) = try await visit.office.database.read { connection in
            (
                try MoneyOverview(connection, access, year: year), try MoneyPots.list(connection, access, year: year),
                try MoneyFindings.all(connection, access, year: year, on: today)
            )
        }
        let programmes = programmes(visit, overview, isCity: isCity)
        let districts = districts(visit, overview)
        let clocks = clocks(
            visit,
            pots.filter { $0.receivedOn.year >= year - 1 && ($0.rest != 0 || $0.allotments.contains { $0.page.period.year == year }) })
        for table in [programmes, districts, clocks] { if let file = try table.export(visit) { return file } }
        let counts = HTML(MoneyList.allCases) { list in
            let found = findings.filter { $0.list == list }
            let badge: HTML = "<span class=\"state \(found.isEmpty ? "good" : "warn")\">\(found.count)</span>"
            return
                "<li><a href=\"/money/lists?year=\(year)&amp;list=\(list.rawValue)#\(list.rawValue)\">\(visit.t(list.title))</a> \(badge)</li>"
        }
        let note =
            isCity
            ? visit.t(
                "预算执行率＝国库集中支付形成的支出÷中央下达数，与评价中的预算执行率同一口径。",
                "The execution rate is what the treasury paid of what was allotted, as in the evaluation.")
            : visit.t("执行率＝本区支出÷分配到本区资金。", "The rate is what was spent of what was allocated to the district.")
        return .html(
            visit.page(
                visit.t("资金总览", "Money"), trail: [(visit.t("业务办理", "Casework"), "/cases?year=\(year)")], isWide: true,
                aside: CasePages.yearForm(visit),
                """
                \(bars(visit, overview, isCity: isCity))\(MoneyPages.section(visit.t("分专项", "By programme"), programmes, visit, note: note))
                <div class="beside"><section class="card"><h2>\(visit.t("疑点清单", "Lists that make themselves"))</h2><ul class="counts">\(counts)</ul></section>\(kinds(visit))</div>
                \(MoneyPages.section(visit.t("下达时限", "The 30 days"), clocks, visit, note: visit.t("收到中央资金后30日内应当分配下达（预算法第五十二条）。", "Central money is passed on within 30 days of receipt.")), if: isCity)
                \(MoneyPages.section(visit.t("分区", "By district"), districts, visit))
                """))
    }

    private static func kinds(_ visit: Visit) -> HTML {
        let links = HTML(CaseCatalogue.all.filter { $0.group == .money && visit.access.allows(ledger: $0.ledger.ledger) }) {
            "<li><a href=\"/cases/\($0.name)?year=\(visit.year)\">\(visit.t($0.title))</a> <span class=\"quiet\">\(visit.t($0.purpose))</span></li>"
        }
        return "<section class=\"card\"><h2>\(visit.t("办理", "Work"))</h2><ul>\(links)</ul></section>"
    }

    private static func bars(_ visit: Visit, _ overview: MoneyOverview, isCity: Bool) -> HTML {
        let cards = HTML(overview.programmes) { flow in
            let stages =
                (isCity ? [(visit.t("中央下达", "Allotted"), flow.allotted)] : []) + [
                    (visit.t("分配到区", "Allocated"), flow.allocated), (visit.t("拨付到项目", "Disbursed"), flow.disbursed),
                    (visit.t("实际支出", "Spent"), flow.spent),
                ]
            var list = BarList()
            list.bars = stages.map {
                BarList.Bar(label: "\($0.0)", name: $0.0, value: Rational($0.1), printed: MoneyPages.text($0.1, visit))
            }
            let rate = MoneyPages.percent(flow.execution(ofCity: isCity)).text
            return """
                <section class="card chart"><h3>\(MoneyPages.programme(flow.programme, visit)) <span class="much">\(rate)</span></h3>\(list.html())</section>
                """
        }
        return "<div class=\"charts\">\(cards)</div>"
    }

    private static func programmes(_ visit: Visit, _ overview: MoneyOverview, isCity: Bool) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "programmes", title: "\(visit.t("资金进度", "Money")) \(overview.year)",
            columns: [P.column("programme", "专项", "Programme", visit)]
                + (isCity
                    ? [
                        P.amount("allotted", "中央下达", "Allotted", visit), P.amount("advance", "提前下达", "In advance", visit, minor: true),
                        P.amount("formal", "正式下达", "Formally", visit, minor: true),
                        P.amount("moved", "专项间调整", "Re-assigned", visit, minor: true),
                        P.amount("reward", "其中奖励资金", "Reward", visit, minor: true),
                    ] : []) + [
                    P.amount("allocated", "分配到区", "Allocated", visit), P.amount("disbursed", "拨付", "Disbursed", visit),
                    P.amount("spent", "支出", "Spent", visit), P.amount("requested", "在办申请", "Asked for", visit, minor: true),
                    P.column("rate", "执行率", "Execution", visit, number: true),
                ])
        table.rows = overview.programmes.map { flow in
            [DataTable.Cell(P.programme(flow.programme, visit))]
                + (isCity ? [flow.allotted, flow.advance, flow.formal, flow.reassigned, flow.reward].map(P.wan) : [])
                + [flow.allocated, flow.disbursed, flow.spent, flow.requested].map(P.wan) + [P.percent(flow.execution(ofCity: isCity))]
        }
        return table
    }

    private static func districts(_ visit: Visit, _ overview: MoneyOverview) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "districts", title: "\(visit.t("分区资金进度", "Money by district")) \(overview.year)",
            columns: [
                P.column("district", "区", "District", visit), P.column("programme", "专项", "Programme", visit),
                P.amount("allocated", "分配到区", "Allocated", visit), P.amount("disbursed", "拨付", "Disbursed", visit),
                P.amount("spent", "支出", "Spent", visit), P.amount("requested", "在办申请", "Asked for", visit, minor: true),
                P.column("rate", "支出占分配", "Spent of allocated", visit, number: true),
            ])
        for flow in overview.programmes {
            for (district, own) in overview.districts[flow.programme] ?? [] {
                table.rows.append(
                    [P.district(district, visit), DataTable.Cell(P.programme(flow.programme, visit))]
                        + [own.allocated, own.disbursed, own.spent, own.requested].map(P.wan) + [P.percent(own.execution(ofCity: false))])
            }
        }
        table.empty = visit.empty(visit.t("还没有分配、拨付或支出。", "Nothing has been allocated, disbursed or spent."))
        return table
    }

    private static func clocks(_ visit: Visit, _ pots: [MoneyPot]) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "clocks", title: visit.t("下达时限", "The 30 days"),
            columns: [
                P.column("document", "中央文号", "Central document", visit), P.column("programme", "专项", "Programme", visit),
                P.column("received", "收文", "Received", visit), P.column("due", "下达期限", "Due", visit),
                P.amount("allotted", "下达", "Allotted", visit), P.amount("allocated", "已分配", "Passed on", visit),
                P.amount("rest", "未分配", "Left", visit), P.column("clock", "时限", "Clock", visit),
            ])
        table.rows = pots.map { pot in
            let days = pot.daysLeft(visit.now.date)
            let words: (String, String) =
                pot.rest <= 0
                ? (pot.late.isEmpty ? ("good", visit.t("已按期下达", "passed on in time")) : ("warn", visit.t("已下达，曾逾期", "passed on, late")))
                : days >= 0 ? ("due", visit.t("剩\(days)日", "\(days) days left")) : ("overdue", visit.t("逾期\(-days)日", "\(-days) days late"))
            return [
                P.document(pot.document, visit), DataTable.Cell(P.programme(pot.programme, visit)),
                DataTable.Cell(pot.receivedOn.description),
                DataTable.Cell(pot.due.description), P.wan(pot.allottedAll), P.wan(pot.allocatedAll), P.wan(pot.rest),
                DataTable.Cell(words.1, html: "<span class=\"state \(words.0)\">\(words.1)</span>"),
            ]
        }
        table.empty = visit.empty(visit.t("还没有登记下达文件。", "No allotment is registered."))
        return table
    }
}
