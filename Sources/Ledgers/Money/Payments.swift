public import Quantities

extension Sheet {
    /// 资金拨付: what a district's finance bureau hands to projects and bodies.
    public static let disbursements = Sheet(
        "disbursements", Text("资金拨付台账", "Disbursements to projects"),
        purpose: Text("区财政向项目单位拨付中央补助资金，每笔一行", "One row for each payment of central money to a project"),
        cycle: .monthly, key: ["voucher"],
        columns: [
            Column("voucher", Text("拨付凭证号", "Voucher"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("document", Text("资金文号", "Document of the money"), .documentNumber),
            Column("project", Text("项目编号", "Project"), .code(), required: false),
            Column("amount", Text("拨付金额", "Amount"), .money(.wanYuan), signed: true),
            Column("paid_on", Text("拨付日期", "Paid on"), .date),
            Column("contract", Text("合同编号", "Contract"), .code(), required: false),
            Column("reverses", Text("退回的凭证号", "Takes back"), .code(), required: false),
        ], rules: [.paidInPeriod("R-DIS-01", "paid_on"), .belowZeroOnlyBack("R-DIS-02")])

    /// 资金支出: treasury payments, which alone count as spent.
    public static let expenditures = Sheet(
        "expenditures", Text("资金支出台账", "Expenditures"),
        purpose: Text("按国库集中支付形成的实际支出，每笔一行；预算执行率以此为准", "Actual treasury payments, one a row; the execution rate counts these"),
        cycle: .monthly, key: ["voucher"],
        columns: [
            Column("voucher", Text("支付凭证号", "Voucher"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("project", Text("项目编号", "Project"), .code(), required: false),
            Column("payee", Text("收款单位", "Payee"), .text(max: 100)),
            Column("payee_code", Text("收款单位信用代码", "Payee's credit code"), .creditCode, required: false),
            Column("amount", Text("支出金额", "Amount"), .money(.wanYuan), signed: true),
            Column("paid_on", Text("支付日期", "Paid on"), .date),
            Column("document", Text("资金文号", "Document of the money"), .documentNumber, required: false),
            Column("contract", Text("合同编号", "Contract"), .code(), required: false),
            Column("reverses", Text("冲销的凭证号", "Takes back"), .code(), required: false),
        ], rules: [.paidInPeriod("R-EXP-01", "paid_on"), .belowZeroOnlyBack("R-EXP-02")])
}

extension RowRule {
    /// A payment belongs to the page of the month it was made in.
    static func paidInPeriod(_ code: String, _ column: String) -> RowRule {
        RowRule(code, .error, [column], Text("日期应在所属期内", "the day must lie in the page's period")) { row in
            row.number(0).map { row.period.contains(storedDate: $0) } ?? true
        }
    }
}

extension RowRule {
    /// 红字: an amount below zero names the voucher it takes back.
    static func belowZeroOnlyBack(_ code: String) -> RowRule {
        RowRule(
            code, .error, ["amount", "reverses"], Text("负数金额应填写所冲销的凭证号", "an amount below zero names the voucher it takes back")
        ) { row in
            (row.number(0) ?? 0) < 0 ? row.text(1) != nil : row.text(1) == nil
        }
    }
}

extension Period {
    /// Whether a stored day (20230705) lies in this period.
    public func contains(storedDate number: Int64) -> Bool {
        Int64(year) == number / 10_000 && (months?.contains(Int(number / 100 % 100)) ?? true)
    }
}
