internal import Quantities

extension Sheet {
    /// 检查任务: an inspection from the order to its closure. What was found is counted into ``inspections``, which the year's figures read.
    public static let visits = Sheet(
        "inspection_visits", Text("检查任务台账", "Inspection orders"),
        purpose: Text(
            "安排、实施到办结，每次检查一行；实施后记入工程质量安全检查台账", "From order to closure, one inspection a row; once made it enters the ledger of inspections"),
        cycle: .yearly, owed: false, key: ["inspection"],
        columns: [
            Column("inspection", Text("检查任务编号", "Inspection ordered"), .code()),
            Column("programme", Text("所属专项", "Programme of the site"), .choice(Choices.programme)),
            Column("site", Text("受检项目或小区", "Site"), .code()),
            Column("level", Text("层级", "Level of the order"), .choice(Choices.inspectionLevel)),
            Column("planned_on", Text("安排日期", "Planned on"), .date),
            Column("sample", Text("抽样编号", "Sample drawn"), .code(), required: false),
            Column("inspected_on", Text("实施日期", "Made on"), .date, required: false),
            Column("inspector", Text("检查单位", "Inspector"), .text(max: 60), required: false),
            Column(
                "state", Text("任务状态", "State of the order"),
                .choice([
                    Choice("planned", "待检查", "To be made"), Choice("made", "整改中", "Made"), Choice("closed", "检查办结", "Closed"),
                    Choice("cancelled", "已取消", "Cancelled"),
                ])),
        ],
        rules: [
            RowRule("R-VIS-01", .error, ["state", "inspected_on"], Text("已实施的检查应有实施日期", "an inspection that was made has its day")) { row in
                row.number(1) != nil || !(row.isText(0, "made") || row.isText(0, "closed"))
            }
        ])

    /// 检查发现的问题, to closure.
    public static let defects = Sheet(
        "defects", Text("检查问题整改台账", "Defects"),
        purpose: Text("检查发现的每个问题一行，限期整改，附照片，复核后销号", "One defect a row, with deadline, photographs and verification"),
        cycle: .yearly, owed: false, key: ["inspection", "number"],
        columns: [
            Column("inspection", Text("来源检查编号", "Inspection that found it"), .code()),
            Column("number", Text("问题序号", "Number"), .code(max: 10)),
            Column(
                "severity", Text("问题性质", "Severity"),
                .choice([Choice("minor", "一般问题", "Minor"), Choice("quality", "工程质量问题", "Quality problem")])),
            Column(
                "field", Text("检查内容", "Field"),
                .choice([
                    Choice("organisation", "组织管理", "Organisation"), Choice("quality", "工程质量", "Quality"),
                    Choice("safety", "施工安全", "Safety"), Choice("fire", "消防安全", "Fire safety"), Choice("green", "绿色施工", "Environment"),
                ])),
            Column("what", Text("问题描述", "What"), .text(max: 300)),
            Column("found_on", Text("问题发现日期", "Defect found on"), .date),
            Column("deadline", Text("整改期限", "Put right by"), .date),
            Column("rectified_on", Text("整改日期", "Put right on"), .date, required: false),
            Column("closed_on", Text("销号日期", "Closed on"), .date, required: false),
            Column(
                "state", Text("整改状态", "State of the defect"),
                .choice([Choice("open", "待整改", "Open"), Choice("rectified", "待复核", "To be verified"), Choice("closed", "已销号", "Closed")])),
        ],
        rules: [
            RowRule("R-DEF-01", .error, ["deadline", "found_on"], Text("整改期限不得早于发现日期", "the deadline lies before the finding")) { row in
                guard let deadline = row.number(0), let found = row.number(1) else { return true }
                return deadline >= found
            },
            RowRule("R-DEF-02", .error, ["state", "closed_on"], Text("已销号的问题应有销号日期", "a closed defect has the day")) { row in
                !row.isText(0, "closed") || row.number(1) != nil
            },
        ])

    /// 市级抽查的抽样: what was published before the draw, and what came of it.
    public static let samples = Sheet(
        "samples", Text("市级抽查抽样台账", "Samples of the city's inspections"),
        purpose: Text(
            "每次抽样一行：先公布名单摘要和种子承诺，后公布种子，任何人可以重算",
            "One draw a row: list hash and commitment first, then the seed, so that anyone can replay it"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["sample"],
        columns: [
            Column("sample", Text("抽样批号", "Sample"), .code(max: 30)),
            Column("programme", Text("抽样专项", "Programme sampled"), .choice(Choices.programme)),
            Column(
                "month", Text("开工月份", "Month of start"), .count(.none),
                help: Text("1至12，名单为当月开工的项目或小区", "1 to 12: the list is what started in it")),
            Column("wanted", Text("抽取个数", "To draw"), .count(.none)),
            Column("frame", Text("名单个数", "On the list"), .count(.none)),
            Column("list_hash", Text("名单摘要", "List hash"), .code(max: 64)),
            Column("commitment", Text("种子承诺", "Commitment"), .code(max: 64)),
            Column("frozen_on", Text("名单公布日期", "List published on"), .date),
            Column("seed", Text("随机种子", "Seed"), .code(max: 64), required: false),
            Column("drawn_on", Text("抽取日期", "Drawn on"), .date, required: false),
            Column(
                "state", Text("抽样状态", "State of the sample"),
                .choice([Choice("frozen", "名单已公布", "List published"), Choice("drawn", "已抽取", "Drawn"), Choice("void", "作废", "Void")])),
        ],
        rules: [
            RowRule("R-SMP-01", .error, ["month"], Text("月份应为1至12", "a month is 1 to 12")) { row in
                row.number(0).map { (1...12).contains($0) } ?? true
            },
            RowRule("R-SMP-02", .error, ["wanted", "frame"], Text("抽取个数应大于零且不多于名单个数", "more to draw than there are, or none")) { row in
                guard let wanted = row.number(0), let frame = row.number(1) else { return true }
                return wanted > 0 && wanted <= frame
            },
            RowRule("R-SMP-03", .error, ["seed", "state"], Text("抽取之前不得公布种子", "the seed is not published before the draw")) { row in
                row.text(0) == nil || !row.isText(1, "frozen")
            },
        ])

    /// 抽样名单: the list a sample is drawn from, as it stood when its hash was published.
    public static let sampleSites = Sheet(
        "sample_sites", Text("抽样名单", "Lists of samples"),
        purpose: Text("每次抽样的名单，每个项目或小区一行；抽取后写明顺序", "The list of a draw, one site a row, with its place once drawn"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["sample", "site"],
        columns: [
            Column("sample", Text("名单所属抽样", "Sample of the list"), .code(max: 30)),
            Column("site", Text("名单项目或小区", "Site on the list"), .code()),
            Column("district_code", Text("所在地区", "Where it lies"), .code(max: 6)),
            Column("place", Text("抽取顺序", "Place"), .count(.none), required: false),
            Column("drawn", Text("抽中", "Drawn"), .flag, required: false),
        ])
}

extension Choices {
    public static let inspectionLevel = [
        Choice("self", "企业自查", "By the company"), Choice("district", "区级检查", "By the district"), Choice("city", "市级抽查", "By the city"),
    ]
}
