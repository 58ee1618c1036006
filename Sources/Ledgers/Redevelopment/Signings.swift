internal import Quantities

extension Sheet {
    /// 棚改分阶段计划: planned and real days and amounts of each stage.
    public static let clearanceStages = Sheet(
        "clearance_stages", Text("棚改项目阶段台账", "Stages of redevelopment"),
        purpose: Text("每个项目每个阶段一行：计划与实际完成日期、计划与实际金额", "One stage of a project a row: planned and real day, planned and real amount"),
        cycle: .yearly, owed: false, key: ["project", "stage"],
        columns: [
            Column("project", Text("棚改项目编号", "Redevelopment project"), .code()),
            Column("stage", Text("阶段", "Stage"), .choice(Choices.clearanceStage)),
            Column("planned_on", Text("计划完成日期", "Planned on"), .date),
            Column("planned_amount", Text("计划金额", "Planned amount"), .money(.wanYuan)),
            Column("done_on", Text("实际完成日期", "Done on"), .date, required: false),
            Column("real_amount", Text("实际金额", "Real amount"), .money(.wanYuan), required: false),
        ])

    /// 逐户签约: one household a row, by a code; names stand in the contract, not here.
    public static let signings = Sheet(
        "signings", Text("棚改逐户签约台账", "Signings by household"),
        purpose: Text(
            "被征收户逐户一行，以户编码代替姓名；项目的应签约、已签约户数由此相加",
            "One household a row under a code; a project's households and signed are counted from here"),
        cycle: .yearly, owed: false, key: ["project", "household"],
        columns: [
            Column("project", Text("签约项目编号", "Project of the signing"), .code()),
            Column("household", Text("户编码", "Household code"), .code(max: 30), help: Text("不含姓名和证件号码", "no names, no identity numbers")),
            Column(
                "way", Text("安置方式", "Way"),
                .choice([Choice("home", "实物安置", "Home"), Choice("money", "货币化安置", "Money")]), required: false),
            Column("signed_on", Text("签约日期", "Signed on"), .date, required: false),
            Column("amount", Text("补偿金额", "Compensation"), .money(.wanYuan), required: false),
            Column("settled_on", Text("兑付或安置日期", "Settled on"), .date, required: false),
            Column(
                "state", Text("签约状态", "State of the signing"),
                .choice([
                    Choice("listed", "应签约", "To sign"), Choice("signed", "已签约", "Signed"), Choice("settled", "已兑付或安置", "Settled"),
                    Choice("withdrawn", "不在征收范围", "Not concerned"),
                ])),
        ],
        rules: [
            RowRule("R-SGN-01", .error, ["state", "signed_on", "way"], Text("已签约的应有签约日期和安置方式", "who signed has a day and a way")) { row in
                !(row.isText(0, "signed") || row.isText(0, "settled")) || row.number(1) != nil && row.text(2) != nil
            },
            RowRule("R-SGN-02", .error, ["settled_on", "signed_on"], Text("兑付或安置不得早于签约", "settled before signed")) { row in
                guard let settled = row.number(0) else { return true }
                return row.number(1).map { settled >= $0 } ?? false
            },
        ])

    /// 土地入市.
    public static let landReturns = Sheet(
        "land_returns", Text("棚改土地入市台账", "Land sold after clearance"),
        purpose: Text("净地入市和资金回笼，每宗地一行", "Land sold and money returned, one parcel a row"),
        cycle: .yearly, owed: false, key: ["project", "parcel"],
        columns: [
            Column("project", Text("出让地块所属项目", "Project of the parcel"), .code()),
            Column("parcel", Text("地块编号", "Parcel"), .code()),
            Column("land", Text("地块面积", "Land"), .area(.squareMetres)),
            Column("offered_on", Text("挂牌日期", "Offered on"), .date, required: false),
            Column("sold_on", Text("成交日期", "Sold on"), .date, required: false),
            Column("price", Text("成交价", "Sold for"), .money(.wanYuan), required: false),
            Column("returned", Text("已回笼资金", "Money returned"), .money(.wanYuan), required: false),
            Column("returned_on", Text("回笼日期", "Returned on"), .date, required: false),
            Column(
                "state", Text("地块状态", "State of the parcel"),
                .choice([
                    Choice("cleared", "净地待入市", "Cleared"), Choice("offered", "挂牌", "Offered"), Choice("sold", "成交", "Sold"),
                    Choice("returned", "资金已回笼", "Money returned"),
                ])),
        ],
        rules: [
            RowRule("R-LND-01", .error, ["returned", "price"], Text("回笼资金不得多于成交价", "more returned than the price")) { row in
                guard let returned = row.number(0) else { return true }
                return row.number(1).map { returned <= $0 } ?? false
            },
            RowRule("R-LND-02", .error, ["sold_on", "offered_on"], Text("成交日期不得早于挂牌日期", "sold before offered")) { row in
                guard let sold = row.number(0), let offered = row.number(1) else { return true }
                return sold >= offered
            },
        ])
}

extension Choices {
    /// 棚改项目的四个阶段.
    public static let clearanceStage = [
        Choice("signing", "征收启动签约", "Signing"), Choice("clearing", "征拆收尾净地", "Clearing"),
        Choice("building", "安置房回迁建设", "Building homes"), Choice("land", "土地入市回笼资金", "Land sale"),
    ]
}
