import Casework
import Ledgers
import Quantities
import Store

/// 资金文件追溯: what a document brought, whom it was passed on to, what it paid for.
enum DocumentTrailScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year) = (visit.access, visit.year)
        guard let asked = visit.query.text("number") else { throw Refusal.notFound }
        let number = DocumentNumber(asked)?.description ?? asked
        guard let trail = try await visit.office.database.read({ try MoneyTrail.document($0, access, number, year: year) }) else {
            throw Refusal.notFound
        }
        let (allotments, allocations, projects) = (allotments(visit, trail), allocations(visit, trail), projects(visit, trail))
        for table in [allotments, allocations, projects] { if let file = try table.export(visit) { return file } }
        let built: HTML = """
            <div class="grid tight"><div class="card"><p class="quiet">\(visit.t("分配到区", "Allocated"))</p><p class="stat">\(MoneyPages.text(trail.allocated, visit))</p></div>
            <div class="card"><p class="quiet">\(visit.t("拨付到项目", "Disbursed"))</p><p class="stat">\(MoneyPages.text(trail.disbursed, visit))</p></div>
            <div class="card"><p class="quiet">\(visit.t("支付的项目（小区）", "Projects paid"))</p><p class="stat">\(trail.projects.count)</p></div>
            <div class="card"><p class="quiet">\(visit.t("涉及住房", "Homes"))</p><p class="stat">\(trail.homes)\(visit.t("套", ""))</p></div>
            <div class="card"><p class="quiet">\(visit.t("涉及小区、户数", "Communities, households"))</p><p class="stat">\(trail.communities)\(visit.t("个", "")) \(trail.households)\(visit.t("户", ""))</p></div></div>
            """
        return .html(
            visit.page(
                number, trail: MoneyPages.trail(visit), isWide: true, aside: CasePages.yearForm(visit, keeping: [("number", number)]),
                """
                <p class="quiet">\(visit.t("按拨付凭证注明的文号追溯，不作推算。一个项目由几份文件支付的，在每份文件下都列出。", "Payments follow the document their voucher names; nothing is inferred. A project paid under several documents stands under each."))</p>
                \(built)\(MoneyPages.section(visit.t("下达", "Allotted"), allotments, visit), if: !trail.pots.isEmpty)\(MoneyPages.section(visit.t("分配到区", "Allocated"), allocations, visit))\(MoneyPages.section(visit.t("支付的项目和成果", "What it paid for"), projects, visit))
                """))
    }

    private static func allotments(_ visit: Visit, _ trail: DocumentTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "allotments", title: visit.t("资金下达", "Allotted"),
            columns: [
                P.column("document", "文号", "Document", visit), P.column("programme", "专项", "Programme", visit),
                P.column("fund", "资金类别", "Kind of money", visit), P.column("kind", "方式", "How", visit),
                P.amount("amount", "金额", "Amount", visit),
                P.column("received", "收文", "Received", visit),
            ])
        table.rows = trail.pots.flatMap(\.allotments).map { entry in
            [
                .link(entry.text("document"), CasePages.path(.allotment, entry.page.district, entry.key, year: entry.page.period.year)),
                DataTable.Cell(P.programme(entry.text("programme"), visit)), DataTable.Cell(P.fund(entry.text("fund"), visit)),
                DataTable.Cell(shown(entry, "kind", visit)), P.wan(entry.number("amount") ?? 0),
                DataTable.Cell(shown(entry, "received_on", visit)),
            ]
        }
        return table
    }

    private static func allocations(_ visit: Visit, _ trail: DocumentTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "allocations", title: visit.t("分配到区", "Allocated"),
            columns: [
                P.column("document", "分配文号", "Document", visit), P.column("central", "中央文号", "Central document", visit, minor: true),
                P.column("district", "区", "District", visit), P.column("programme", "专项", "Programme", visit),
                P.amount("amount", "分配", "Allocated", visit), P.amount("disbursed", "拨付", "Disbursed", visit),
                P.amount("spent", "注明文号的支出", "Spent, by document", visit), P.column("passed", "下达日期", "Passed on", visit),
            ])
        table.rows = trail.allocations.map { line in
            [
                P.document(line.entry.text("document"), visit), P.document(line.entry.text("central_document"), visit),
                P.district(line.district, visit), DataTable.Cell(P.programme(line.entry.text("programme"), visit)), P.wan(line.amount),
                P.wan(line.disbursed), P.wan(line.spent), DataTable.Cell(shown(line.entry, "passed_on", visit)),
            ]
        }
        table.empty = visit.empty(visit.t("还没有分配到区。", "Nothing has been allocated."))
        return table
    }

    private static func projects(_ visit: Visit, _ trail: DocumentTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "projects", title: visit.t("支付的项目和成果", "What it paid for"),
            columns: [
                P.column("project", "项目（小区）", "Project", visit), P.column("name", "名称", "Name", visit),
                P.column("district", "区", "District", visit),
                P.amount("disbursed", "拨付", "Disbursed", visit), P.amount("spent", "注明文号的支出", "Spent, by document", visit),
                P.column("homes", "住房（套）", "Homes", visit, number: true), P.column("households", "户数", "Households", visit, number: true),
                P.column("reached", "已达到", "Reached", visit),
            ])
        table.rows = trail.projects.map { line in
            [
                line.project.isEmpty ? DataTable.Cell(visit.t("未注明项目", "no project named")) : P.project(line.district, line.project, visit),
                DataTable.Cell(line.what?.name ?? ""), P.district(line.district, visit), P.wan(line.disbursed), P.wan(line.spent),
                DataTable.Cell(line.what?.homes ?? 0), DataTable.Cell(line.what?.households ?? 0),
                DataTable.Cell(line.what.map { reached($0, visit) } ?? ""),
            ]
        }
        table.empty = visit.empty(visit.t("还没有拨付到项目。", "Nothing has been disbursed to projects."))
        return table
    }

    static func reached(_ project: MoneyProject, _ visit: Visit) -> String {
        Choices.milestone.compactMap { choice in
            project.reached[choice.code].map { visit.t("\(choice.name.zh)\($0)套", "\(choice.name.en): \($0)") }
        }.joined(separator: visit.t("、", ", "))
    }

    static func shown(_ entry: DeskEntry, _ column: String, _ visit: Visit) -> String {
        entry.sheet.column(column)?.shown(entry[column], visit.language) ?? ""
    }
}

/// 项目资金: contracts, documents and payments of one project.
enum ProjectTrailScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year, district) = (visit.access, visit.year, try visit.district())
        guard let code = visit.query.text("project"),
            let trail = try await visit.office.database.read({
                try MoneyTrail.project($0, access, district: district.code, code, year: year)
            })
        else { throw Refusal.notFound }
        let (sources, payments, papers) = (sources(visit, trail), payments(visit, trail), papers(visit, trail))
        for table in [sources, payments, papers] { if let file = try table.export(visit) { return file } }
        let name = trail.what?.name ?? ""
        let facts = trail.what.map { what -> HTML in
            let planned = what.planned.sorted().map(String.init).joined(separator: visit.t("、", ", "))
            return """
                <dl class="facts"><dt>\(visit.t("专项", "Programme"))</dt><dd>\(MoneyPages.programme(what.programme, visit))</dd>
                <dt>\(visit.t("列入计划", "In the plans of"))</dt><dd>\(planned.isEmpty ? visit.t("未列入", "none") : planned)</dd>
                <dt>\(visit.t("规模", "Size"))</dt><dd>\(visit.t("\(what.homes)套 \(what.households)户 \(what.buildings)栋", "\(what.homes) homes, \(what.households) households, \(what.buildings) buildings"))</dd>
                <dt>\(visit.t("已达到", "Reached"))</dt><dd>\(DocumentTrailScreen.reached(what, visit))</dd></dl>
                """
        }
        let sums: HTML = """
            <div class="grid tight"><div class="card"><p class="quiet">\(visit.t("合同金额", "Contracts"))</p><p class="stat">\(MoneyPages.text(trail.contracted, visit))</p></div>
            <div class="card"><p class="quiet">\(visit.t("拨付", "Disbursed"))</p><p class="stat">\(MoneyPages.text(trail.disbursed, visit))</p></div>
            <div class="card"><p class="quiet">\(visit.t("支出", "Spent"))</p><p class="stat">\(MoneyPages.text(trail.spent, visit))</p></div></div>
            """
        return .html(
            visit.page(
                name.isEmpty ? code : "\(name) \(code)", trail: MoneyPages.trail(visit), isWide: true,
                aside: CasePages.yearForm(visit, keeping: [("project", code)]),
                "\(facts)\(sums)\(MoneyPages.section(visit.t("资金来自", "Paid under"), sources, visit))\(MoneyPages.section(visit.t("付款", "Payments"), payments, visit))\(MoneyPages.section(visit.t("合同、申请和贷款", "Contracts, requests, loans"), papers, visit))"
            ))
    }

    private static func sources(_ visit: Visit, _ trail: ProjectTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "sources", title: visit.t("资金来自", "Paid under"),
            columns: [
                P.column("document", "分配文号", "Document", visit), P.column("central", "中央文号", "Central document", visit),
                P.amount("disbursed", "拨付", "Disbursed", visit),
            ])
        table.rows = trail.sources.map { source in
            let central = source.central.joined(separator: " ")
            return [
                P.document(source.document, visit),
                source.central.count == 1 ? P.document(central, visit) : DataTable.Cell(central), P.wan(source.disbursed),
            ]
        }
        table.empty = visit.empty(visit.t("还没有拨付。", "Nothing has been disbursed."))
        return table
    }

    private static func payments(_ visit: Visit, _ trail: ProjectTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "payments", title: visit.t("付款", "Payments"),
            columns: [
                P.column("ledger", "环节", "Stage", visit), P.column("voucher", "凭证号", "Voucher", visit), P.column("day", "日期", "Day", visit),
                P.column("payee", "收款单位", "Payee", visit), P.column("document", "文号", "Document", visit),
                P.column("contract", "合同", "Contract", visit),
                P.amount("amount", "金额", "Amount", visit),
            ])
        table.rows = (trail.disbursements + trail.expenditures).sorted { ($0.number("paid_on") ?? 0) < ($1.number("paid_on") ?? 0) }.map {
            entry in
            let stage = entry.sheet.ledger == Sheet.disbursements.ledger ? visit.t("拨付", "Disbursed") : visit.t("支出", "Spent")
            return [
                DataTable.Cell(stage), .link(entry.text("voucher"), ReturnPages.path(entry.page)),
                DataTable.Cell(DocumentTrailScreen.shown(entry, "paid_on", visit)), DataTable.Cell(entry.text("payee")),
                P.document(entry.text("document"), visit), DataTable.Cell(entry.text("contract")), P.wan(entry.number("amount") ?? 0),
            ]
        }
        table.empty = visit.empty(visit.t("还没有付款。", "Nothing has been paid."))
        return table
    }

    private static func papers(_ visit: Visit, _ trail: ProjectTrail) -> DataTable {
        typealias P = MoneyPages
        var table = DataTable(
            "papers", title: visit.t("合同、申请和贷款", "Contracts, requests, loans"),
            columns: [
                P.column("kind", "类别", "Kind", visit), P.column("key", "编号", "Number", visit), P.column("who", "单位", "Who", visit),
                P.column("state", "状态", "State", visit), P.amount("amount", "金额", "Amount", visit),
            ])
        for (kind, entries) in [(CaseKind.contract, trail.contracts), (.disbursement, trail.requests), (.loan, trail.loans)] {
            table.rows += entries.map { entry in
                [
                    DataTable.Cell(visit.t(kind.title)),
                    .link(entry.key, CasePages.path(kind, entry.page.district, entry.key, year: entry.page.period.year)),
                    DataTable.Cell(entry.text("payee") + entry.text("borrower")),
                    DataTable.Cell(visit.t(kind.state(entry.text("state")).name)),
                    P.wan(entry.number("amount") ?? 0),
                ]
            }
        }
        table.empty = visit.empty(visit.t("没有登记合同、拨付申请和贷款。", "No contract, request or loan is registered."))
        return table
    }
}
