internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 资金分配: drafted by the formula, agreed with housing, issued by finance; issuing writes the ledger of allocations.
    public static let allocation = CaseKind(
        "allocation", Text("资金分配方案", "Allocation plan"),
        purpose: Text(
            "财政部门按因素法测算方案，住房部门会商同意后下达到区；收到资金后30日内应当下达",
            "Finance drafts by the formula, housing agrees, finance issues to the districts, within 30 days of receipt"),
        group: .money, ledger: .allocationPlans, state: "state", title: "central_document",
        documents: [
            DocumentKind("calculation", "测算说明", "Calculation", required: false),
            DocumentKind("notice", "分配文件", "The notice", required: false),
        ],
        acts: [
            CaseAct(
                "draft", Text("测算方案", "Draft"), to: "drafted", may: .allocateMoney,
                asks: Sheet.allocationPlans.columns("plan", "central_document", "programme", "fund", "amount", "rule", "weights"),
                takesDocuments: true, needs: [Allocations.hasMoney, Allocations.canShare], effect: Allocations.draft),
            CaseAct(
                "adjust", Text("调整一个区的数", "Change a district's share"), from: ["drafted"], may: .allocateMoney,
                asks: [Sheet.allocationLines.columns("recipient")[0], Allocations.share], reason: true, needs: [Allocations.isRecipient],
                effect: Allocations.adjust),
            CaseAct(
                "agree", Text("会商同意", "Agree"), from: ["drafted"], to: "agreed", may: .decideCases,
                asks: [Column("opinion", Text("会商意见", "Opinion"), .text(max: 300), required: false)], byAnother: true,
                needs: [Allocations.addsUp]),
            CaseAct(
                "sendBack", Text("退回重新测算", "Send back"), from: ["drafted", "agreed"], to: "drafted", may: .decideCases, reason: true),
            CaseAct(
                "issue", Text("下达到区", "Issue"), from: ["agreed"], to: "issued", may: .allocateMoney,
                asks: Allocations.issue, takesDocuments: true,
                needs: [
                    Allocations.addsUp, Allocations.hasMoney, Allocations.isNewDocument, MoneyNeeds.notInFuture("N-ALL-06", "issued_on"),
                ],
                effect: Allocations.pass),
            CaseAct(
                "withdraw", Text("撤回方案", "Withdraw"), from: ["drafted", "agreed"], to: "withdrawn", may: .allocateMoney, reason: true),
        ])
}

/// What an allocation rests on.
enum Allocations {
    static let share = Column("share", Text("方案数", "As decided"), .money(.wanYuan))
    static let issue = [
        Column("document", Text("分配文号", "Document"), .documentNumber), Column("issued_on", Text("下达日期", "Issued on"), .date),
    ]

    static let hasMoney = Need("N-ALL-01", Text("不超过该文件、专项、资金类别尚未分配的金额", "no more than the document's money that is left")) { work in
        let source = MoneySource(work.desk, year: work.year)
        let (document, programme) = (MoneyNeeds.value(work, "central_document"), MoneyNeeds.value(work, "programme"))
        let fund = MoneyNeeds.value(work, "fund")
        guard let pot = try MoneyPots.pot(source, document: document, programme: programme) else {
            return Text(
                "\(document)没有下达\(Text.programme(programme).zh)资金", "\(document) brought no money of \(Text.programme(programme).en)")
        }
        let plan = MoneyNeeds.value(work, "plan")
        let held = try MoneyNeeds.planned(source, pot, except: plan)
        var rest = pot.rest - held
        if !fund.isEmpty { rest = min(rest, pot.rest(of: fund) - (try MoneyNeeds.planned(source, pot, except: plan, fund: fund))) }
        let amount = MoneyNeeds.amount(work)
        guard amount > rest || amount <= 0 else { return nil }
        return Text(
            "尚可分配\(Text.money(rest).zh)，方案为\(Text.money(amount).zh)",
            "\(Text.money(rest).en) can be allocated, the plan has \(Text.money(amount).en)")
    }

    static let canShare = Need("N-ALL-02", Text("规则适用于本专项，因素和系数齐全", "the rule is the programme's, factors and coefficients are complete")) {
        work in
        switch try computed(work) {
        case .success: return nil
        case .failure(let text): return text
        }
    }

    static let isRecipient = Need("N-ALL-03", Text("该区在方案中", "the district is in the plan")) { work in
        let recipient = work.answerText("recipient")
        return try line(work, recipient) == nil ? Text("方案中没有\(recipient)", "\(recipient) is not in the plan") : nil
    }

    static let addsUp = Need("N-ALL-04", Text("各区之和等于方案金额", "the shares add up to the plan")) { work in
        let (sum, amount) = (try lines(work).fen, work.number("amount") ?? 0)
        guard sum != amount else { return nil }
        return Text(
            "各区之和\(Text.money(sum).zh)，方案\(Text.money(amount).zh)",
            "the shares are \(Text.money(sum).en), the plan \(Text.money(amount).en)")
    }

    static let isNewDocument = Need("N-ALL-05", Text("分配文号没有用于本专项", "the document has not passed on money of the programme")) { work in
        let document = work.answerText("document")
        let used = try work.entries(.allocations).contains {
            $0.text("document") == document && $0.text("programme") == work.text("programme")
        }
        return used ? Text("\(document)已登记过", "\(document) is registered already") : nil
    }

    private enum Computed {
        case success(AllocationResult)
        case failure(Text)
    }

    private static func computed(_ work: CaseWork) throws -> Computed {
        let name = work.answerText("rule")
        guard let rule = AllocationRule.named(name), rule.programme == work.answerText("programme") else {
            let known = AllocationRule.of(programme: work.answerText("programme")).map(\.name).joined(separator: ", ")
            return .failure(Text("本专项的规则有：\(known)；读到“\(name)”", "the programme's rules are \(known); read “\(name)”"))
        }
        let weights = work.answerText("weights")
        guard let changed = rule.with(weights: weights) else {
            let known = rule.terms.map { "\($0.id)-\($0.weight.exactDecimal ?? "0")" }.joined(separator: "/")
            return .failure(Text("权重应写作“\(known)”；读到“\(weights)”", "weights are written “\(known)”; read “\(weights)”"))
        }
        let input = try AllocationInput(MoneySource(work.desk, year: work.year), programme: rule.programme, year: work.year)
        do {
            return .success(try changed.share(work.answerNumber("amount") ?? 0, input))
        } catch {
            return .failure(error.text(.beijing))
        }
    }

    static func draft(_ work: CaseWork) throws {
        work["drafted_on"] = .integer(work.day.stored)
        guard case .success(let result) = try computed(work) else { return }
        for line in result.lines {
            try work.write(
                .allocationLines,
                [
                    "plan": work["plan"], "recipient": .text(line.district.digits), "computed": .integer(line.amount),
                    "amount": .integer(line.amount),
                ])
        }
    }

    static func adjust(_ work: CaseWork) throws {
        guard let old = try line(work, work.answerText("recipient")) else { return }
        try work.write(
            .allocationLines,
            [
                "plan": work["plan"], "recipient": work.answer("recipient"), "computed": old["computed"], "amount": work.answer("share"),
                "note": .text(String(String.UnicodeScalarView(work.reason.unicodeScalars.prefix(200)))),
            ])
    }

    static func pass(_ work: CaseWork) throws {
        for line in try lines(work) where line.fen > 0 {
            try work.write(
                .allocations,
                [
                    "document": work.answer("document"), "central_document": work["central_document"], "programme": work["programme"],
                    "recipient": line["recipient"], "amount": line["amount"], "passed_on": work.answer("issued_on"), "fund": work["fund"],
                ])
        }
    }

    static func lines(_ work: CaseWork) throws -> [DeskEntry] {
        // A plan of the last year that is still open has its lines there.
        for year in [work.year, work.year - 1] {
            let lines = try work.desk.entries(.allocationLines, year: year).filter { $0.text("plan") == work.text("plan") }
            if !lines.isEmpty { return lines }
        }
        return []
    }

    private static func line(_ work: CaseWork, _ recipient: String) throws -> DeskEntry? {
        try lines(work).first { $0.text("recipient") == recipient }
    }
}
