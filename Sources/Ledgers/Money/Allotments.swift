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
            Column(
                "fund", Text("资金类别", "Kind of money"),
                .choice([Choice("task", "任务资金", "Task money"), Choice("reward", "奖励资金", "Reward money")])),
            Column(
                "kind", Text("下达方式", "How"),
                .choice([
                    Choice("advance", "提前下达", "In advance"), Choice("formal", "正式下达", "Formally"),
                    Choice("reassigned", "调整", "Re-assigned"),
                ])),
            Column("amount", Text("金额", "Amount"), .money(.wanYuan)),
            Column("received_on", Text("收文日期", "Received on"), .date),
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
        ])
}
