import Foundation
import Households
import Ledgers
import Quantities
import Returns
import Store
import Workbooks

/// 补贴发放: a district's month from the draft to the payer's results, and on to the ledger's page.
enum SubsidyPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/subsidies", may: HouseholdsFrame.readers, Text("补贴发放", "Subsidies"), list)
        routes.page(.post, "/subsidies", may: .may(.handleHouseholds), Text("建立发放批次", "Open a batch"), open)
        routes.page(.get, "/subsidies/:batch", may: HouseholdsFrame.readers, Text("发放批次", "A batch"), show)
        routes.page(.post, "/subsidies/:batch", may: .may(.handleHouseholds, .approveSubsidies), Text("办理发放批次", "Act on a batch"), act)
        routes.page(.get, "/subsidies/:batch/bank", may: .may(.handleHouseholds), Text("银行文件", "The bank's file"), bank)
        routes.page(
            .post, "/subsidies/:batch/result", may: .may(.handleHouseholds), body: .upload, Text("回盘", "The payer's results"), result)
        routes.page(.post, "/subsidies/:batch/ledger", may: .may(.handleHouseholds), Text("写入发放台账", "File the ledger's page"), ledger)
        routes.page(.post, "/subsidies/grants", may: .may(.decideHouseholds), Text("给予补贴", "Grant a subsidy"), grant)
        routes.page(
            .post, "/subsidies/grants/:grant", may: .may(.handleHouseholds, .decideHouseholds), Text("暂停、恢复或终止", "Pause, resume or end"),
            actOnGrant)
        routes.page(.post, "/subsidies/adjustments", may: .may(.decideHouseholds), Text("补发或追回", "Add or take back"), adjust)
    }

    static func style(_ state: BatchState) -> String {
        switch state {
        case .closed: "good"
        case .draft, .computed: "warn"
        case .reviewed, .sent: "info"
        case .cancelled: ""
        }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (found, _) = try await visit.reading { connection, access in
            try SubsidyBatches.list(connection, access).map { ($0, try SubsidyBatches.items(connection, access, $0.number)) }
        }
        var table = DataTable(
            "batches", title: visit.t("发放批次", "Batches"),
            columns: [
                .init("number", visit.t("批次", "Batch"), number: true), .init("district", visit.t("行政区划", "District")),
                .init("month", visit.t("月份", "Month")), .init("state", visit.t("状态", "State")),
                .init("items", visit.t("户数", "Households"), number: true), .init("amount", visit.t("应发（元）", "Due, yuan"), number: true),
                .init("paid", visit.t("实发（元）", "Paid, yuan"), number: true),
            ])
        table.rows = found.reversed().map { batch, items in
            let due = Money(fen: items.reduce(0) { $0 + $1.amount.fen })
            let paid = Money(fen: items.reduce(0) { $0 + ($1.result?.isPaid == true ? $1.amount.fen : 0) })
            return [
                .link(batch.name, "/subsidies/\(batch.number)", value: Rational(batch.number)), .init(visit.districtName(batch.district)),
                .init(batch.month.description), visit.state(batch.state.title, style(batch.state)), .init(items.count),
                HouseholdsFrame.money(due), HouseholdsFrame.money(paid),
            ]
        }
        table.empty = visit.empty(visit.t("还没有发放批次。", "No batches yet."))
        if let file = try table.export(visit) { return file }
        let form: HTML = """
            <details class="card"><summary>\(visit.t("建立发放批次", "Open a batch"))</summary><form method="post" action="/subsidies" class="row">\(visit.tokenField)\(visit.districtChoice())\(visit.field("month", visit.t("月份（如2023-07）", "Month (2023-07)"), type: "month", max: 7))<button>\(visit.t("建立并计算", "Open and compute"))</button></form></details>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("租赁补贴发放", "Rent subsidies"), isWide: true, "\(form, if: visit.may(.handleHouseholds))\(table.html(visit))"))
    }

    private static func month(_ visit: Visit) throws -> Period {
        guard let month = Period(try visit.form.required("month", ("月份", "Month"))), month.isMonth else {
            throw Refusal.invalid("月份写作2023-07", "a month is written 2023-07")
        }
        return month
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let (district, month, policy) = (try visit.formDistrict(), try month(visit), try HouseholdsFrame.policy(visit))
        let number = try await visit.writing { connection, access, instant in
            let batch = try SubsidyBatches.open(connection, access, district: district, month: month, at: instant)
            try SubsidyBatches.compute(connection, access, batch.number, revision: batch.revision, policy: policy, at: instant)
            return batch.number
        }
        return .see("/subsidies/\(number)?done=saved")
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("batch")
        let (found, names) = try await visit.reading { connection, access in
            (
                try SubsidyBatches.batch(connection, access, number), try SubsidyBatches.items(connection, access, number),
                try SubsidyBatches.history(connection, access, number)
            )
        }
        let (batch, items, history) = found
        var table = DataTable(
            "items", title: visit.t("逐户明细", "Household by household"),
            columns: [
                .init("household", visit.t("家庭", "Household")), .init("class", visit.t("档次", "Class"), number: true),
                .init("people", visit.t("人口", "People"), number: true), .init("rent", visit.t("月租金", "Rent"), number: true),
                .init("standard", visit.t("标准", "Standard"), number: true), .init("computed", visit.t("本月应发", "This month"), number: true),
                .init("settled", visit.t("补发/追回", "Settled"), number: true), .init("amount", visit.t("实际应发", "To be paid"), number: true),
                .init("result", visit.t("结果", "Result")), .init("why", visit.t("计算过程", "Why"), minor: true),
            ])
        table.rows = items.map { item in
            let said: DataTable.Cell =
                item.result.map {
                    $0.isPaid
                        ? visit.state(Text("已发放", "paid"), "good") : visit.state(Text("未成功 \($0.note)", "failed \($0.note)"), "bad")
                } ?? .init("—")
            return [
                .link(item.household, HouseholdPages.path(item.household)), .init(item.paidClass), .init(item.people),
                HouseholdsFrame.money(item.rent), HouseholdsFrame.money(item.standard), HouseholdsFrame.money(item.computed),
                HouseholdsFrame.money(item.settled), HouseholdsFrame.money(item.amount), said, .init(item.reasons.joined(separator: "；")),
            ]
        }
        if let file = try table.export(visit) { return file }
        let acts = SubsidyBatches.machine.acts(in: batch.state, visit.access).filter { $0 != .compute && $0 != .close }
        let form = visit.actForm("/subsidies/\(number)", acts.map { ($0.rawValue, visit.t($0.title)) }, revision: batch.revision)
        let due = Money(fen: items.reduce(0) { $0 + $1.amount.fen })
        return .html(
            HouseholdsFrame.page(
                visit,
                visit.t(
                    "\(visit.districtName(batch.district))\(batch.month.title.zh)补贴",
                    "\(visit.districtName(batch.district)), \(batch.month)"),
                trail: [(visit.t("补贴发放", "Subsidies"), "/subsidies")], isWide: true,
                aside: "<span class=\"state \(style(batch.state))\">\(visit.t(batch.state.title))</span>",
                """
                <p class="stat">\(HouseholdsFrame.yuan(due)) <small>\(visit.t("元，\(items.count)户", "yuan, \(items.count) households"))</small></p>
                <section class="card">\(visit.timeline(history, names: names) { name in BatchAct(rawValue: name).map { visit.t($0.title) } ?? visit.t("建立", "opened") })\(form)\(files(visit, batch))</section>\(table.html(visit))
                """))
    }

    private static func files(_ visit: Visit, _ batch: SubsidyBatch) -> HTML {
        if !visit.may(.handleHouseholds) { return HTML.nothing }
        let bank: HTML = """
            <p><a class="button plain" href="/subsidies/\(batch.number)/bank">\(visit.t("下载银行文件（GB 18030，含姓名和账号）", "The bank's file (GB 18030, holds names and accounts)"))</a></p>
            """
        let result: HTML = """
            <form method="post" action="/subsidies/\(batch.number)/result" enctype="multipart/form-data" class="row">\(visit.tokenField)<input type="hidden" name="revision" value="\(batch.revision)"><label>\(visit.t("回盘文件（家庭编号、结果、发放日期、原因）", "Results (家庭编号, 结果, 发放日期, 原因)"))<input type="file" name="file" required accept=".csv,.txt"></label><button>\(visit.t("收回盘并办结", "Take the results and close"))</button></form>
            """
        let ledger: HTML = """
            <form method="post" action="/subsidies/\(batch.number)/ledger" class="acts">\(visit.tokenField)<button>\(visit.t("写入当月发放台账", "File the month's page of the ledger"))</button></form>
            """
        return
            "\(bank, if: (batch.state == .reviewed || batch.state == .sent) && visit.may(.fileReturns))\(result, if: batch.state == .sent)\(ledger, if: batch.state == .closed && visit.may(.fileReturns))"
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("batch")
        let order = try visit.formOrder(BatchAct.self, number)
        try await visit.writing { try SubsidyBatches.perform($0, $1, order, at: $2) }
        return .see("/subsidies/\(number)?done=" + (order.act == .review ? "approved" : "saved"))
    }

    private static func bank(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("batch")
        let (bytes, _) = try await visit.reading { try BankFiles.outgoing($0, $1, number) }
        return .download(.bytes(bytes), name: "subsidy-B\(number).csv", type: "text/csv; charset=gb18030")
    }

    private static func result(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("batch")
        guard let file = visit.files.first(where: { $0.field == "file" }) else { throw Refusal.invalid("请选择文件", "choose a file") }
        let results = try await blocking { try BankFiles.incoming(file.path) }
        let revision = visit.form["revision"].flatMap(Int64.init)
        try await visit.writing { try SubsidyBatches.close($0, $1, number, revision: revision, results: results, at: $2) }
        return .see("/subsidies/\(number)?done=closed")
    }

    /// The paid rows become a file like any other: kept, receipted, a version of the month's page.
    private static func ledger(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("batch")
        let (found, _) = try await visit.reading { (try SubsidyBatches.batch($0, $1, number), try BankFiles.ledgerRows($0, $1, number)) }
        let (batch, rows) = found
        let sheet = Sheet.subsidies
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + Multipart.safeName("补贴发放-\(batch.district)-\(batch.month)-B\(number).csv")
        var csv = CSVWriter()
        csv.write(PageColumn.allCases.map { $0.title[visit.language] } + sheet.columns.map { $0.header(visit.language) })
        for row in rows { csv.write([batch.district.digits, batch.month.description] + sheet.columns.map { row[$0.name] ?? "" }) }
        try csv.finish(path: path)
        var options = IntakeOptions()
        (options.ledger, options.district, options.period) = (sheet.ledger, batch.district, batch.month)
        options.isNilReturn = rows.isEmpty
        let outcome = try await UploadPages.intake(visit, options).file(
            path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
        return .see("/receipts/\(outcome.receipt.number)?done=saved")
    }

    private static func grant(_ visit: Visit) async throws -> Reply {
        let (household, month) = (try visit.form.required("household", ("家庭", "Household")), try month(visit))
        let (contract, account) = (
            try visit.form.required("contract", ("租赁合同号", "Lease")), try visit.form.required("account", ("银行账号", "Account"))
        )
        try await visit.writing {
            _ = try SubsidyGrants.grant($0, $1, household, from: month, contract: contract, account: account, at: $2)
        }
        return .see(HouseholdPages.path(household) + "?done=granted")
    }

    private static func actOnGrant(_ visit: Visit) async throws -> Reply {
        let order = try visit.formOrder(GrantAct.self, try visit.number("grant"))
        let household = try await visit.writing { connection, access, instant in
            try SubsidyGrants.perform(connection, access, order, at: instant)
            return try SubsidyGrants.list(connection, access).first { $0.number == order.number }?.household ?? ""
        }
        return .see(HouseholdPages.path(household) + "?done=saved")
    }

    private static func adjust(_ visit: Visit) async throws -> Reply {
        let household = try visit.form.required("household", ("家庭", "Household"))
        let amount = try visit.formMoney("amount", ("金额", "Amount"))
        let note = visit.form.text("note") ?? ""
        try await visit.writing { try SubsidyGrants.adjust($0, $1, household, by: amount, reason: note, at: $2) }
        return .see(HouseholdPages.path(household) + "?done=saved")
    }
}
