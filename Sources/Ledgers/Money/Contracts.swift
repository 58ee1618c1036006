public import Quantities

extension Sheet {
    /// 合同: what a project owes whom. Payments are compared with it.
    public static let contracts = Sheet(
        "contracts", Text("项目合同台账", "Contracts"),
        purpose: Text("项目的施工、设计、采购等合同，每份一行；付款累计不得超过合同金额", "Contracts of projects, one a row; payments may not exceed them"),
        cycle: .yearly, owed: false, key: ["contract"],
        columns: [
            Column("contract", Text("合同编号", "Contract"), .code()),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("subject", Text("合同标的", "Subject"), .text(max: 120)),
            Column("payee", Text("收款单位", "Payee"), .text(max: 100)),
            Column("payee_code", Text("收款单位信用代码", "Payee's credit code"), .creditCode, required: false),
            Column("amount", Text("合同金额", "Amount of the contract"), .money(.wanYuan)),
            Column("signed_on", Text("合同签订日期", "Signed on"), .date),
            Column(
                "state", Text("履行状态", "State"),
                .choice([
                    Choice("running", "履行中", "Running"), Choice("settled", "已结算", "Settled"), Choice("terminated", "已终止", "Terminated"),
                ])),
            Column("ended_on", Text("结算或终止日期", "Ended on"), .date, required: false),
        ])

    /// 项目贷款: what banks lend to projects under their agreements with the city.
    public static let loans = Sheet(
        "loans", Text("项目贷款台账", "Loans of projects"),
        purpose: Text("合作协议项下的项目贷款，每笔一行：批准、累计提款、累计还款", "Loans of projects under the agreements: approved, drawn, repaid"),
        cycle: .yearly, owed: false, key: ["loan"],
        columns: [
            Column("loan", Text("贷款编号", "Loan"), .code()),
            Column("agreement", Text("协议编号", "Agreement"), .code()),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("borrower", Text("借款单位", "Borrower"), .text(max: 100)),
            Column("amount", Text("批准贷款金额", "Approved"), .money(.wanYuan)),
            Column("approved_on", Text("批准日期", "Approved on"), .date),
            Column("due_on", Text("到期日期", "Due on"), .date),
            Column("drawn", Text("累计提款", "Drawn"), .money(.wanYuan)),
            Column("drawn_on", Text("最近提款日期", "Last drawn on"), .date, required: false),
            Column("repaid", Text("累计还款", "Repaid"), .money(.wanYuan)),
            Column(
                "state", Text("贷款状态", "State"),
                .choice([
                    Choice("approved", "已批准", "Approved"), Choice("drawn", "已提款", "Drawn"), Choice("repaid", "已还清", "Repaid"),
                    Choice("cancelled", "已取消", "Cancelled"),
                ])),
        ],
        rules: [
            RowRule("R-LOA-01", .error, ["drawn", "amount"], Text("累计提款不得超过批准金额", "no more is drawn than was approved")) { row in
                (row.number(0) ?? 0) <= (row.number(1) ?? 0)
            },
            RowRule("R-LOA-02", .error, ["repaid", "drawn"], Text("累计还款不得超过累计提款", "no more is repaid than was drawn")) { row in
                (row.number(0) ?? 0) <= (row.number(1) ?? 0)
            },
            RowRule("R-LOA-03", .error, ["due_on", "approved_on"], Text("到期日期应晚于批准日期", "it must fall due after it is approved")) { row in
                (row.number(0) ?? 0) > (row.number(1) ?? 0)
            },
        ])

    /// 资金拨付申请: what projects ask for, who agreed, what was paid. What is paid stands in ``disbursements``.
    public static let paymentRequests = Sheet(
        "payment_requests", Text("资金拨付申请台账", "Payment requests"),
        purpose: Text("项目申请拨付补助资金的申请、审核和拨付，每份申请一行", "What projects ask to be paid, who agreed, what was paid; one request a row"),
        cycle: .yearly, owed: false, key: ["request"],
        columns: [
            Column("request", Text("拨付申请编号", "Request"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("document", Text("分配文号", "Document of the money"), .documentNumber),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("contract", Text("合同编号", "Contract"), .code(), required: false),
            Column("payee", Text("收款单位", "Payee"), .text(max: 100)),
            Column("amount", Text("申请拨付金额", "Amount asked for"), .money(.wanYuan)),
            Column(
                "ground", Text("拨付依据", "Ground"), .text(max: 200), help: Text("工程进度、合同条款等", "progress of the works, clause of the contract")
            ),
            Column("requested_on", Text("申请提出日期", "Asked on"), .date),
            Column(
                "state", Text("拨付状态", "State"),
                .choice([
                    Choice("requested", "待审核", "Awaiting approval"), Choice("returned", "待补正", "To be completed"),
                    Choice("approved", "待拨付", "Awaiting payment"), Choice("paid", "已拨付", "Paid"),
                    Choice("refunded", "已退回资金", "Refunded"), Choice("cancelled", "已撤回", "Withdrawn"),
                ])),
            Column("voucher", Text("拨付凭证号", "Voucher"), .code(), required: false),
            Column("paid_on", Text("实际拨付日期", "Paid on"), .date, required: false),
        ])
}
