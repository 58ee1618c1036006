public import Quantities

extension Sheet {
    /// 老旧小区: reserve, plan, start, and what residents decided. 小区, 户, 面积 and 楼栋 are counted from the same rows.
    public static let communities = Sheet(
        "communities", Text("老旧小区改造台账", "Old neighbourhoods"),
        purpose: Text(
            "储备库和年度改造小区，每个小区一行；户数、面积、楼栋数随小区一并统计", "One row for each community; households, area and buildings are counted with it"),
        cycle: .yearly, key: ["community"],
        columns: [
            Column("community", Text("小区编号", "Community"), .code()),
            Column("name", Text("小区名称", "Name"), .text(max: 100)),
            Column("street", Text("街道（乡镇）", "Street"), .text(max: 60)),
            Column("built", Text("建成年份", "Built"), .year),
            Column("buildings", Text("楼栋数", "Buildings"), .count(.buildings)),
            Column("households", Text("户数", "Households"), .count(.households)),
            Column("area", Text("建筑面积", "Floor area"), .area(.squareMetres)),
            Column("in_reserve", Text("已入储备库", "In the reserve"), .flag),
            Column("in_plan", Text("列入年度计划", "In this year's plan"), .flag),
            Column("started_on", Text("实际开工日期", "Started on"), .date, required: false),
            Column("completed_on", Text("完工日期", "Completed on"), .date, required: false),
            Column(
                "committee", Text("业主组织", "Owners' body"),
                .choice([
                    Choice("committee", "业主委员会", "Owners' committee"), Choice("council", "物业管理委员会", "Management council"),
                    Choice("none", "无", "None"),
                ])),
            Column("votes_for", Text("书面同意户数", "Households in favour"), .count(.households), required: false),
            Column("votes_cast", Text("参与表决户数", "Households voting"), .count(.households), required: false),
            Column(
                "management", Text("改造后管理模式", "Management after renewal"),
                .choice([
                    Choice("market", "市场化物业", "Property company"), Choice("unit", "单位自管", "Owner unit"), Choice("street", "街道托管", "Street"),
                    Choice("none", "未落实", "Not settled"),
                ]), required: false),
            Column("supervised", Text("纳入工程质量监管", "Under quality supervision"), .flag),
            Column(
                "state", Text("改造阶段", "Stage"), .choice(Choices.renewalStage), required: false,
                help: Text("可不填，按计划、开工和完工情况认定", "may stay empty: it follows from plan, start and completion")),
        ],
        rules: [
            RowRule("R-COM-01", .error, ["votes_cast", "households"], Text("参与表决户数不得多于户数", "more votes than households")) { row in
                guard let cast = row.number(0), let households = row.number(1) else { return true }
                return cast <= households
            },
            RowRule("R-COM-02", .error, ["votes_for", "votes_cast"], Text("同意户数不得多于参与表决户数", "more in favour than voting")) { row in
                guard let inFavour = row.number(0) else { return true }
                return row.number(1).map { inFavour <= $0 } ?? false
            },
            RowRule(
                "R-COM-03", .confirm, ["built"], Text("改造对象应为2000年底前建成的小区", "renewal is for communities built by 2000"),
                source: "国办发〔2020〕23号"
            ) { row in
                row.number(0).map { $0 <= 2000 } ?? true
            },
            RowRule("R-COM-04", .error, ["started_on"], Text("开工日期应在本年度内", "the start must lie in this year")) { row in
                row.number(0).map { row.period.contains(storedDate: $0) } ?? true
            },
            RowRule("R-COM-05", .error, ["completed_on", "started_on"], Text("完工日期不得早于开工日期", "completed before started")) { row in
                guard let completed = row.number(0), let started = row.number(1) else { return true }
                return completed >= started
            },
            RowRule(
                "R-COM-06", .error, ["state", "started_on", "completed_on"],
                Text("改造阶段应与开工、完工日期一致", "the stage must agree with the days of start and completion")
            ) { row in
                if row.text(0) == nil { return true }
                if row.isText(0, "completed") || row.isText(0, "managed") { return row.number(1) != nil && row.number(2) != nil }
                if row.isText(0, "construction") { return row.number(1) != nil && row.number(2) == nil }
                return row.number(1) == nil && row.number(2) == nil
            },
        ])
}
