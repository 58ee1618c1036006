internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 合同: signed, amended, settled.
    public static let contract = CaseKind(
        "contract", Text("项目合同", "Contract"),
        purpose: Text(
            "登记项目合同，拨付和支出与合同金额比对；变更须有补充协议", "Registers contracts, which payments are compared with; changed by a supplement only"),
        group: .money, ledger: .contracts, state: "state", title: "subject",
        documents: [
            DocumentKind("contract", "合同文本", "Contract", required: false),
            DocumentKind("supplement", "补充协议", "Supplement", required: false),
            DocumentKind("settlement", "结算审核文件", "Audit of the settlement", required: false),
        ],
        acts: [
            CaseAct(
                "sign", Text("登记合同", "Register"), to: "running", may: .handleCases,
                asks: Sheet.contracts.columns("contract", "project", "programme", "subject", "payee", "payee_code", "amount", "signed_on"),
                takesDocuments: true, needs: [Contracts.isKnownProject, MoneyNeeds.notInFuture("N-CON-02", "signed_on")]),
            CaseAct(
                "amend", Text("变更合同金额", "Amend"), from: ["running"], may: .handleCases, asks: Sheet.contracts.columns("amount"),
                documents: ["supplement"], reason: true, needs: [Contracts.coversPaid]),
            CaseAct(
                "settle", Text("结算", "Settle"), from: ["running"], to: "settled", may: .handleCases,
                asks: Sheet.contracts.columns("amount"),
                documents: ["settlement"], needs: [Contracts.coversPaid]
            ) { $0["ended_on"] = .integer($0.day.stored) },
            CaseAct("terminate", Text("终止", "Terminate"), from: ["running"], to: "terminated", may: .handleCases, reason: true) {
                $0["ended_on"] = .integer($0.day.stored)
            },
        ])

    /// 项目贷款: under an agreement with a bank, drawn and repaid.
    public static let loan = CaseKind(
        "loan", Text("项目贷款", "Loan"),
        purpose: Text("合作协议项下的项目贷款：批准、提款、还款", "Loans of projects under the agreements with banks: approved, drawn, repaid"),
        group: .money, ledger: .loans, state: "state", title: "borrower",
        documents: [DocumentKind("loan", "贷款合同", "Loan contract", required: false)],
        acts: [
            CaseAct(
                "approve", Text("登记批准的贷款", "Register"), to: "approved", may: .handleCases,
                asks: Sheet.loans.columns("loan", "agreement", "project", "borrower", "amount", "approved_on", "due_on"),
                takesDocuments: true, needs: [Loans.isUnderAgreement, Contracts.isKnownProject, Loans.isWithinCredit]
            ) {
                $0["drawn"] = 0
                $0["repaid"] = 0
            },
            CaseAct(
                "draw", Text("登记提款", "Draw"), from: ["approved", "drawn"], to: "drawn", may: .handleCases,
                asks: [Loans.part] + Sheet.loans.columns("drawn_on"), takesDocuments: true,
                needs: [Loans.isWithinLoan, MoneyNeeds.notInFuture("N-LOA-04", "drawn_on")]
            ) { $0["drawn"] = .integer(($0.number("drawn") ?? 0) + ($0.answerNumber("part") ?? 0)) },
            CaseAct(
                "repay", Text("登记还款", "Repay"), from: ["drawn"], may: .handleCases, asks: [Loans.part], needs: [Loans.isWithinDrawn]
            ) { $0["repaid"] = .integer(($0.number("repaid") ?? 0) + ($0.answerNumber("part") ?? 0)) },
            CaseAct("close", Text("还清结案", "Close"), from: ["drawn"], to: "repaid", may: .handleCases, needs: [Loans.isRepaid]),
            CaseAct("cancel", Text("取消贷款", "Cancel"), from: ["approved"], to: "cancelled", may: .handleCases, reason: true),
        ])

    /// 银行合作协议.
    public static let agreement = CaseKind(
        "agreement", Text("银行合作协议", "Agreement with a bank"),
        purpose: Text("市级与银行签订的合作协议，是项目贷款的依据", "Agreements of the city with banks, under which projects borrow"),
        group: .money, ledger: .agreements, state: nil, title: "bank",
        documents: [DocumentKind("agreement", "协议文本", "Agreement", required: false)],
        acts: [
            CaseAct(
                "sign", Text("登记协议", "Register"), may: .decideCases, asks: Sheet.agreements.columns, takesDocuments: true,
                needs: [MoneyNeeds.notInFuture("N-AGR-01", "signed_on")]),
            CaseAct(
                "amend", Text("变更协议", "Amend"), from: [CaseKind.recorded.code], may: .decideCases,
                asks: Sheet.agreements.columns("purpose", "credit", "until"), takesDocuments: true, reason: true),
        ])
}

/// What a contract rests on.
enum Contracts {
    static let isKnownProject = Need("N-CON-01", Text("项目在台账中，专项一致", "the project is in a ledger, of the same programme")) { work in
        let code = work.answerText("project")
        guard let project = try MoneyNeeds.project(work, code) else {
            return Text("本区台账中没有项目\(code)", "project \(code) is in no ledger of the district")
        }
        let programme = work.answerText("programme")
        guard !programme.isEmpty, programme != project.programme else { return nil }
        let own = Text.programme(project.programme)
        return Text("项目\(code)属于\(own.zh)", "project \(code) is of \(own.en)")
    }

    static let coversPaid = Need("N-CON-03", Text("变更后的金额不少于已付金额", "the amount covers what was paid")) { work in
        let source = MoneySource(work.desk, year: work.year)
        func under(_ sheet: Sheet) throws -> Int64 {
            try source.rows(sheet).filter { $0.district == work.district && $0.text("contract") == work.text("contract") }.fen
        }
        let paid = max(try under(.disbursements), try under(.expenditures))
        let amount = work.answerNumber("amount") ?? 0
        guard amount < paid else { return nil }
        return Text(
            "已付\(Text.money(paid).zh)，变更为\(Text.money(amount).zh)", "\(Text.money(paid).en) are paid, it would be \(Text.money(amount).en)")
    }
}

/// What a loan rests on.
enum Loans {
    static let part = Column("part", Text("本次金额", "Amount"), .money(.wanYuan))

    static let isUnderAgreement = Need("N-LOA-01", Text("有合作协议，且未到期", "there is an agreement that is not over")) { work in
        let code = work.answerText("agreement")
        guard let agreement = try work.desk.latest(.agreements, district: work.desk.city, year: work.year, key: code) else {
            return Text("没有协议\(code)", "there is no agreement \(code)")
        }
        guard let until = agreement.date("until"), let on = work.answerDate("approved_on"), on > until else { return nil }
        return Text("协议\(code)期限至\(until.chinese)", "agreement \(code) ended on \(until)")
    }

    static let isWithinCredit = Need("N-LOA-02", Text("不超过协议授信额度", "within the agreement's credit")) { work in
        let code = work.answerText("agreement")
        guard let agreement = try work.desk.latest(.agreements, district: work.desk.city, year: work.year, key: code),
            let credit = agreement.number("credit")
        else { return nil }
        let lent = try MoneySource(work.desk, year: work.year).rows(.loans).filter {
            $0.text("agreement") == code && ["approved", "drawn"].contains($0.text("state"))
        }.map { $0.fen - ($0.number("repaid") ?? 0) }.total
        let amount = work.answerNumber("amount") ?? 0
        guard lent + amount > credit else { return nil }
        return Text(
            "授信\(Text.money(credit).zh)，在贷\(Text.money(lent).zh)，本次\(Text.money(amount).zh)",
            "the credit is \(Text.money(credit).en), \(Text.money(lent).en) are lent, this is \(Text.money(amount).en)")
    }

    static let isWithinLoan = Need("N-LOA-03", Text("累计提款不超过批准金额", "no more is drawn than was approved")) { work in
        let (drawn, part, amount) = (work.number("drawn") ?? 0, work.answerNumber("part") ?? 0, work.number("amount") ?? 0)
        guard part <= 0 || drawn + part > amount else { return nil }
        return Text(
            "批准\(Text.money(amount).zh)，已提款\(Text.money(drawn).zh)", "\(Text.money(amount).en) approved, \(Text.money(drawn).en) drawn")
    }

    static let isWithinDrawn = Need("N-LOA-05", Text("累计还款不超过累计提款", "no more is repaid than was drawn")) { work in
        let (drawn, part, repaid) = (work.number("drawn") ?? 0, work.answerNumber("part") ?? 0, work.number("repaid") ?? 0)
        guard part <= 0 || repaid + part > drawn else { return nil }
        return Text(
            "已提款\(Text.money(drawn).zh)，已还款\(Text.money(repaid).zh)", "\(Text.money(drawn).en) drawn, \(Text.money(repaid).en) repaid")
    }

    static let isRepaid = Need("N-LOA-06", Text("已还清", "all is repaid")) { work in
        let rest = (work.number("drawn") ?? 0) - (work.number("repaid") ?? 0)
        return rest == 0 ? nil : Text("尚欠\(Text.money(rest).zh)", "\(Text.money(rest).en) are owed")
    }
}
