internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 资金拨付: asked for, agreed by another, paid by finance; paying writes the ledger of disbursements.
    public static let disbursement = CaseKind(
        "disbursement", Text("资金拨付申请", "Payment request"),
        purpose: Text(
            "项目申请拨付补助资金，另一人审核，区财政拨付；不超过分配到区的资金和合同，只拨给本专项列入计划的项目",
            "A project asks, another person agrees, the district's finance pays: within the allocation and the contract, to planned projects of the programme"
        ),
        group: .money, ledger: .paymentRequests, state: "state", title: "project",
        documents: [
            DocumentKind("application", "拨付申请", "Application", required: false),
            DocumentKind("progress", "工程进度证明", "Proof of progress", required: false),
            DocumentKind("voucher", "拨付凭证", "Voucher", required: false),
        ],
        acts: [
            CaseAct(
                "request", Text("申请拨付", "Ask for payment"), to: "requested", may: .handleCases,
                asks: Sheet.paymentRequests.columns("request", "programme", "document", "project", "contract", "payee", "amount", "ground"),
                takesDocuments: true, needs: Disbursements.conditions
            ) { $0["requested_on"] = .integer($0.day.stored) },
            CaseAct(
                "approve", Text("审核同意", "Agree"), from: ["requested"], to: "approved", may: .reviewCases, byAnother: true, bulk: true,
                needs: Disbursements.conditions),
            CaseAct("return", Text("退回补正", "Send back"), from: ["requested"], to: "returned", may: .reviewCases, reason: true),
            CaseAct(
                "complete", Text("补正", "Complete"), from: ["returned"], to: "requested", may: .handleCases,
                asks: Sheet.paymentRequests.columns("document", "contract", "payee", "amount", "ground"), takesDocuments: true,
                needs: Disbursements.conditions),
            CaseAct(
                "pay", Text("拨付", "Pay"), from: ["approved"], to: "paid", may: .payMoney,
                asks: [Disbursements.voucher, Disbursements.paidOn], takesDocuments: true, byAnother: true,
                needs: Disbursements.conditions + [Disbursements.isNewVoucher("voucher"), MoneyNeeds.notInFuture("N-DIS-06", "paid_on")]
            ) {
                try Disbursements.write($0, voucher: $0.answer("voucher"), on: $0.answerDate("paid_on"), amount: $0.number("amount") ?? 0)
            },
            CaseAct(
                "refund", Text("登记退回资金", "Register a refund"), from: ["paid"], to: "refunded", may: .payMoney,
                asks: [Disbursements.refundVoucher, Disbursements.refundedOn], takesDocuments: true, reason: true,
                needs: [Disbursements.isNewVoucher("refund_voucher"), MoneyNeeds.notInFuture("N-DIS-06", "refunded_on")]
            ) {
                try Disbursements.write(
                    $0, voucher: $0.answer("refund_voucher"), on: $0.answerDate("refunded_on"), amount: -($0.number("amount") ?? 0),
                    reverses: $0["voucher"])
            },
            CaseAct(
                "cancel", Text("撤回申请", "Withdraw"), from: ["requested", "returned", "approved"], to: "cancelled", may: .handleCases,
                reason: true),
        ])
}

/// What a payment to a project rests on.
enum Disbursements {
    static let voucher = Column("voucher", Text("拨付凭证号", "Voucher"), .code())
    static let paidOn = Column("paid_on", Text("拨付日期", "Paid on"), .date)
    static let refundVoucher = Column("refund_voucher", Text("退回凭证号", "Voucher of the refund"), .code())
    static let refundedOn = Column("refunded_on", Text("退回日期", "Refunded on"), .date)

    static let conditions = [isWithinAllocation, isOfProgramme, isPlanned, isWithinContract]

    static let isWithinAllocation = Need("N-DIS-01", Text("在该文号分配到本区的资金之内", "within what the document allocated to the district")) { work in
        let source = MoneySource(work.desk, year: work.year)
        let (document, programme) = (MoneyNeeds.value(work, "document"), MoneyNeeds.value(work, "programme"))
        let given = try source.rows(.allocations).filter {
            $0.text("document") == document && $0.text("programme") == programme && $0.text("recipient") == work.district.digits
        }.fen
        let paid = try source.rows(.disbursements).filter {
            $0.text("document") == document && $0.text("programme") == programme && $0.district == work.district
        }.fen
        let held = try others(work, source).filter { $0.text("document") == document && $0.text("programme") == programme }.fen
        let (rest, amount) = (given - paid - held, MoneyNeeds.amount(work))
        guard amount > rest || amount <= 0 else { return nil }
        return Text(
            "\(document)分配到本区\(Text.money(given).zh)，已拨付\(Text.money(paid).zh)，在办\(Text.money(held).zh)，本次\(Text.money(amount).zh)",
            "\(document) gave the district \(Text.money(given).en): \(Text.money(paid).en) are paid, \(Text.money(held).en) asked for, this is \(Text.money(amount).en)"
        )
    }

    static let isOfProgramme = Need("N-DIS-02", Text("项目属于资金的专项", "the project is of the money's programme")) { work in
        let code = MoneyNeeds.value(work, "project")
        guard let project = try MoneyNeeds.project(work, code) else {
            return Text("台账中没有项目\(code)", "project \(code) is in no ledger")
        }
        guard project.programme != MoneyNeeds.value(work, "programme") else { return nil }
        let own = Text.programme(project.programme)
        return Text("项目\(code)属于\(own.zh)", "project \(code) is of \(own.en)")
    }

    static let isPlanned = Need("N-DIS-03", Text("项目列入本年度或前三年计划", "the project is in the plan of this year or of the three before")) {
        work in
        let code = MoneyNeeds.value(work, "project")
        guard let project = try MoneyNeeds.project(work, code), !project.isPlanned(in: work.year) else { return nil }
        return Text("项目\(code)未列入计划", "project \(code) is in no plan")
    }

    static let isWithinContract = Need("N-DIS-04", Text("填写合同的，累计拨付不超过合同金额", "within the contract, where one is named")) { work in
        let code = MoneyNeeds.value(work, "contract")
        guard !code.isEmpty else { return nil }
        guard let contract = try MoneyNeeds.contract(work, code), contract.text("project") == MoneyNeeds.value(work, "project") else {
            return Text("本项目没有合同\(code)", "the project has no contract \(code)")
        }
        if contract.text("state") == "terminated" { return Text("合同\(code)已终止", "contract \(code) is terminated") }
        let source = MoneySource(work.desk, year: work.year)
        let paid = try source.rows(.disbursements).filter { $0.text("contract") == code && $0.district == work.district }.fen
        let held = try others(work, source).filter { $0.text("contract") == code }.fen
        let (rest, amount) = (contract.fen - paid - held, MoneyNeeds.amount(work))
        guard amount > rest else { return nil }
        return Text(
            "合同\(Text.money(contract.fen).zh)，已拨付和在办\(Text.money(paid + held).zh)，本次\(Text.money(amount).zh)",
            "the contract is \(Text.money(contract.fen).en), \(Text.money(paid + held).en) are paid or asked for, this is \(Text.money(amount).en)"
        )
    }

    static func isNewVoucher(_ column: String) -> Need {
        Need("N-DIS-05", Text("凭证号没有用过", "the voucher is new")) { work in
            let voucher = work.answerText(column)
            let used = try work.desk.latest(.disbursements, district: work.district, year: work.year, key: voucher) != nil
            return used ? Text("凭证\(voucher)已登记", "voucher \(voucher) is registered already") : nil
        }
    }

    /// The district's other requests that are under way.
    private static func others(_ work: CaseWork, _ source: MoneySource) throws -> [DeskEntry] {
        let request = MoneyNeeds.value(work, "request")
        return try source.rows(.paymentRequests).filter {
            $0.district == work.district && $0.text("request") != request && MoneyNeeds.openStates.contains($0.text("state"))
        }
    }

    static func write(_ work: CaseWork, voucher: SQLValue, on day: CivilDate?, amount: Int64, reverses: SQLValue = .null) throws {
        let on = day ?? work.day
        if reverses == .null {
            work["voucher"] = voucher
            work["paid_on"] = .integer(on.stored)
        }
        try work.write(
            .disbursements, on: on,
            [
                "voucher": voucher, "programme": work["programme"], "document": work["document"], "project": work["project"],
                "amount": .integer(amount), "paid_on": .integer(on.stored), "contract": work["contract"], "reverses": reverses,
            ])
    }
}
