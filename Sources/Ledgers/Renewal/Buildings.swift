internal import Quantities

extension Sheet {
    /// 楼栋: what a community's households, area and number of buildings are summed from.
    public static let buildings = Sheet(
        "buildings", Text("老旧小区楼栋台账", "Buildings of communities"),
        purpose: Text(
            "每栋楼一行；小区的楼栋数、户数、建筑面积由列入改造的楼栋相加得出", "One building a row; a community's totals are the sums of its buildings that are renewed"),
        cycle: .yearly, owed: false, key: ["community", "building"],
        columns: [
            Column("community", Text("所属小区编号", "Community of the building"), .code()),
            Column("building", Text("楼号", "Building"), .code(max: 20, chinese: true)),
            Column("built", Text("楼栋建成年份", "Building built"), .year),
            Column("staircases", Text("单元数", "Staircases"), .count(.none)),
            Column("households", Text("楼栋户数", "Households of the building"), .count(.households)),
            Column("area", Text("楼栋建筑面积", "Floor area of the building"), .area(.squareMetres)),
            Column(
                "state", Text("是否列入改造", "Renewed or not"),
                .choice([Choice("included", "列入", "Renewed"), Choice("excluded", "不列入", "Left out")])),
        ],
        rules: [
            RowRule(
                "R-BLD-01", .confirm, ["built"], Text("改造对象应为2000年底前建成的住宅楼", "renewal is for buildings of 2000 or earlier"),
                source: "国办发〔2020〕23号"
            ) { row in row.number(0).map { $0 <= 2000 } ?? true },
            RowRule(
                "R-BLD-02", .error, ["households", "area"], Text("列入改造的楼栋应有户数和面积", "a building has households and floor area")
            ) { row in (row.number(0) ?? 0) > 0 && (row.number(1) ?? 0) > 0 },
        ])

    /// 改造内容: items of the menu that a community takes.
    public static let renewalWorks = Sheet(
        "renewal_works", Text("老旧小区改造内容台账", "Works of renewal"),
        purpose: Text("每个小区每项改造内容一行，取自改造菜单；管线改造写明统筹的专业管线计划", "One item of the menu a row; pipes name the utility's plan they go with"),
        cycle: .yearly, owed: false, key: ["community", "item"],
        columns: [
            Column("community", Text("改造小区编号", "Community renewed"), .code()),
            Column("item", Text("菜单项目编号", "Item of the menu"), .code(max: 20)),
            Column("name", Text("改造项目名称", "Item"), .text(max: 60)),
            Column("tier", Text("改造类别", "Tier"), .choice(Choices.tier)),
            Column("priority", Text("优先项目", "Priority"), .flag),
            Column("pipeline", Text("专业管线", "Pipeline"), .choice(Choices.pipeline), required: false),
            Column("utility_year", Text("专业管线计划年度", "Year of the utility's plan"), .year, required: false),
            Column("amount", Text("改造投资", "Cost"), .money(.wanYuan), required: false),
            Column("begun_on", Text("该项开工日期", "Item begun on"), .date, required: false),
            Column("done_on", Text("该项完工日期", "Item done on"), .date, required: false),
            Column(
                "state", Text("该项进展", "Progress of the item"),
                .choice([
                    Choice("proposed", "拟改造", "Proposed"), Choice("confirmed", "已确定", "Confirmed"),
                    Choice("underway", "实施中", "Under way"), Choice("done", "该项已完工", "Done"), Choice("dropped", "不改造", "Dropped"),
                ])),
        ],
        rules: [
            RowRule("R-RWK-01", .error, ["done_on", "begun_on"], Text("该项完工日期不得早于开工日期", "done before begun")) { row in
                guard let done = row.number(0), let begun = row.number(1) else { return true }
                return done >= begun
            },
            RowRule("R-RWK-02", .error, ["state", "done_on"], Text("完工的改造内容应有完工日期", "an item that is done has the day")) { row in
                !row.isText(0, "done") || row.number(1) != nil
            },
        ])

    /// 底线行为: old buildings pulled down, old trees felled, greenery shrunk.
    public static let forbiddenActs = Sheet(
        "forbidden_acts", Text("改造底线行为台账", "Forbidden acts in renewal"),
        purpose: Text(
            "发现随意拆除老建筑、砍伐老树、降低绿化覆盖率的，每次一行，处理到办结",
            "Old buildings pulled down, old trees felled, greenery shrunk: one finding a row, followed until closed"),
        cycle: .yearly, owed: false, key: ["record"],
        columns: [
            Column("record", Text("底线记录编号", "Record"), .code()),
            Column("community", Text("发生小区编号", "Where"), .code()),
            Column(
                "kind", Text("底线行为", "Act"),
                .choice([
                    Choice("demolition", "随意拆除老建筑", "Old building pulled down"), Choice("felling", "砍伐老树", "Old tree felled"),
                    Choice("greenery", "绿化覆盖率降低", "Greenery shrunk"),
                ])),
            Column("found_on", Text("发现日期", "Found on"), .date),
            Column("what", Text("情况", "What"), .text(max: 300)),
            Column("remedy", Text("处理结果", "Remedy"), .text(max: 300), required: false),
            Column("closed_on", Text("底线办结日期", "Record closed on"), .date, required: false),
            Column(
                "state", Text("处理状态", "State of the record"),
                .choice([Choice("found", "待处理", "Found"), Choice("ordered", "责令改正", "Ordered"), Choice("closed", "处理完毕", "Closed")])),
        ])
}
