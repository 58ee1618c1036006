internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 资金支出: treasury payments, registered from their vouchers; taken back by another voucher below zero, never wiped out.
    public static let expenditure = CaseKind(
        "expenditure", Text("资金支出凭证", "Treasury payment"),
        purpose: Text(
            "按国库支付凭证登记实际支出；支付有误的以红字凭证冲销，原凭证保留",
            "Registers treasury payments by voucher; one in error is taken back by another below zero, and stays"),
        group: .money, ledger: .expenditures, state: nil, title: "payee", day: "paid_on",
        documents: [DocumentKind("voucher", "支付凭证", "Voucher", required: false)],
        acts: [
            CaseAct(
                "register", Text("登记支付凭证", "Register"), may: .payMoney,
                asks: Sheet.expenditures.columns("voucher", "programme", "project", "payee", "payee_code") + [Expenditures.amount]
                    + Sheet.expenditures.columns("paid_on", "document", "contract"),
                takesDocuments: true,
                needs: [MoneyNeeds.notInFuture("N-EXP-01", "paid_on"), Expenditures.isKnownDocument, Expenditures.isKnownContract]),
            CaseAct(
                "link", Text("补记项目、文号和合同", "Name project, document, contract"), from: [CaseKind.recorded.code], may: .payMoney,
                asks: Sheet.expenditures.columns("project", "document", "contract"),
                needs: [Expenditures.isKnownDocument, Expenditures.isKnownContract]),
            CaseAct(
                "reverse", Text("冲销", "Take back"), from: [CaseKind.recorded.code], may: .payMoney,
                asks: [Expenditures.reversal, Expenditures.reversedOn], takesDocuments: true, reason: true,
                needs: [
                    Expenditures.canBeReversed, Expenditures.isNewVoucher, MoneyNeeds.notInFuture("N-EXP-01", "reversed_on"),
                ], effect: Expenditures.reverse),
        ])
}

/// What a treasury payment rests on. It is a fact, so that it was paid beyond its contract or outside its programme does not keep it out of
/// the ledger; the lists of ``MoneyFindings`` name it.
enum Expenditures {
    static let amount = Column("amount", Text("支出金额", "Amount"), .money(.wanYuan))
    static let reversal = Column("reversal", Text("红字凭证号", "Voucher that takes it back"), .code())
    static let reversedOn = Column("reversed_on", Text("冲销日期", "Taken back on"), .date)

    static let isKnownDocument = Need("N-EXP-02", Text("资金文号已分配到本区", "the document allocated money to the district")) { work in
        let document = work.answerText("document")
        if document.isEmpty { return nil }
        let isKnown = try MoneySource(work.desk, year: work.year).rows(.allocations).contains {
            $0.text("document") == document && $0.text("recipient") == work.district.digits
        }
        return isKnown ? nil : Text("\(document)没有分配到本区的资金", "\(document) gave the district no money")
    }

    static let isKnownContract = Need("N-EXP-03", Text("合同已登记", "the contract is registered")) { work in
        let code = work.answerText("contract")
        if code.isEmpty { return nil }
        return try MoneyNeeds.contract(work, code) == nil ? Text("本区没有合同\(code)", "the district has no contract \(code)") : nil
    }

    static let canBeReversed = Need("N-EXP-04", Text("凭证没有冲销过，也不是红字凭证", "the voucher has not been taken back and takes none back")) {
        work in
        if !work.text("reverses").isEmpty { return Text("这是红字凭证", "this one takes another back") }
        let other = try MoneySource(work.desk, year: work.year).rows(.expenditures).first {
            $0.text("reverses") == work.text("voucher") && $0.district == work.district
        }
        return other.map { Text("已由\($0.text("voucher"))冲销", "\($0.text("voucher")) took it back") }
    }

    static let isNewVoucher = Need("N-EXP-05", Text("红字凭证号没有用过", "the voucher is new")) { work in
        let voucher = work.answerText("reversal")
        let used = try work.desk.latest(.expenditures, district: work.district, year: work.year, key: voucher) != nil
        return used ? Text("凭证\(voucher)已登记", "voucher \(voucher) is registered already") : nil
    }

    static func reverse(_ work: CaseWork) throws {
        let on = work.answerDate("reversed_on") ?? work.day
        try work.write(
            .expenditures, on: on,
            [
                "voucher": work.answer("reversal"), "programme": work["programme"], "project": work["project"], "payee": work["payee"],
                "payee_code": work["payee_code"], "amount": .integer(-(work.number("amount") ?? 0)), "paid_on": .integer(on.stored),
                "document": work["document"], "contract": work["contract"], "reverses": work["voucher"],
            ])
    }
}
