public import Quantities

extension Sheet {
    /// 资金下达: the central subsidy as it reaches the city, document by document.
    public static let allotments = Sheet(
        "allotments", Text("中央补助资金下达台账", "Allotments of the central subsidy"),
        purpose: Text("每份下达或调整文件、每个专项、每类资金一行", "One row for each document, programme and kind of money"),
        filedBy: .city, cycle: .yearly, key: ["document", "programme", "fund"],
        columns: [
            Column("document", Text("下达文号", "Document"), .documentNumber),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("fund", Text("资金类别", "Kind of money"), .choice(Choices.fund)),
            Column(
                "kind", Text("下达方式", "How"),
                .choice([
                    Choice("advance", "提前下达", "In advance"), Choice("formal", "正式下达", "Formally"),
                    Choice("reassigned", "调整", "Re-assigned"),
                ])),
            Column(
                "amount", Text("金额", "Amount"), .money(.wanYuan), signed: true,
                help: Text("调减的金额为负数，与调增的一行同一文号", "what is taken away is below zero, beside the row that adds it, under one document")),
            Column("received_on", Text("收文日期", "Received on"), .date),
            Column(
                "of_document", Text("调整的原下达文号", "Re-assigns money of"), .documentNumber, required: false,
                help: Text("调整时填写", "of a re-assignment")),
        ],
        rules: [
            RowRule("R-ALT-01", .error, ["amount", "kind"], Text("只有调整可以为负数", "only a re-assignment may be below zero")) { row in
                row.number(0).map { $0 >= 0 } ?? true || row.isText(1, "reassigned")
            },
            RowRule("R-ALT-02", .error, ["of_document", "kind"], Text("只有调整有原下达文号", "only a re-assignment names another document")) { row in
                row.text(0) == nil || row.isText(1, "reassigned")
            },
        ])

    /// 资金分配: how the city passes it on to its districts.
    public static let allocations = Sheet(
        "allocations", Text("资金分配台账", "Allocations to districts"),
        purpose: Text(
            "每份分配文件、每个区、每个专项一行；收到资金后30日内应当下达", "One row for each document, district and programme; due within 30 days of receipt"),
        filedBy: .city, cycle: .yearly, key: ["document", "programme", "recipient"],
        columns: [
            Column("document", Text("分配文号", "Document"), .documentNumber),
            Column("central_document", Text("对应中央文号", "Central document"), .documentNumber),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("recipient", Text("分配到区", "To district"), .code(max: 6)),
            Column("amount", Text("金额", "Amount"), .money(.wanYuan)),
            Column("passed_on", Text("下达日期", "Passed on"), .date),
            Column("fund", Text("资金类别", "Kind of money"), .choice(Choices.fund), required: false),
        ])
}
