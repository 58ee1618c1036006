internal import Quantities

extension Sheet {
    /// 业主委员会和物业管理委员会.
    public static let ownerBodies = Sheet(
        "owner_bodies", Text("业主组织台账", "Owners' bodies"),
        purpose: Text(
            "业主委员会、物业管理委员会的成立、备案和任期，每届一行", "Owners' committees and management councils with their filing and term; one term a row"),
        cycle: .yearly, owed: false, key: ["community", "body"],
        columns: [
            Column("community", Text("业主组织所属小区", "Community of the body"), .code()),
            Column("body", Text("业主组织编号", "Body"), .code(max: 20)),
            Column(
                "kind", Text("业主组织类型", "Kind of body"),
                .choice([Choice("committee", "业主委员会", "Owners' committee"), Choice("council", "物业管理委员会", "Management council")])),
            Column("formed_on", Text("成立日期", "Formed on"), .date),
            Column("term_ends", Text("任期届满日期", "Term ends"), .date),
            Column("members", Text("委员人数", "Members"), .count(.people)),
            Column("filing", Text("备案编号", "Filing"), .text(max: 40), required: false),
            Column(
                "state", Text("业主组织状态", "State of the body"),
                .choice([Choice("serving", "任期内", "Serving"), Choice("expired", "已届满", "Expired"), Choice("dissolved", "已解散", "Dissolved")])
            ),
        ],
        rules: [
            RowRule("R-OWN-01", .error, ["term_ends", "formed_on"], Text("任期届满日期应晚于成立日期", "the term ends after it begins")) { row in
                guard let end = row.number(0), let start = row.number(1) else { return true }
                return end > start
            }
        ])

    /// 施工楼栋长: one for each building during the works. A surname is enough to find the person; telephone numbers are not kept.
    public static let buildingHeads = Sheet(
        "building_heads", Text("施工楼栋长名册", "Building heads"),
        purpose: Text("改造期间每栋楼的施工楼栋长，只登记姓氏，不登记电话", "A head for each building during the works: surname only, no telephone"),
        cycle: .yearly, owed: false, key: ["community", "building"],
        columns: [
            Column("community", Text("楼栋长所在小区", "Community of the head"), .code()),
            Column("building", Text("负责楼号", "Building in charge of"), .code(max: 20, chinese: true)),
            Column("surname", Text("楼栋长姓氏", "Surname"), .text(max: 2), help: Text("只填姓氏，如“王”", "the surname only")),
            Column(
                "capacity", Text("身份", "Capacity"),
                .choice([
                    Choice("resident", "居民代表", "Resident"), Choice("builder", "施工单位", "Builder"),
                    Choice("community", "社区工作者", "Community worker"),
                ])),
            Column("began_on", Text("任职日期", "Since"), .date),
            Column("ended_on", Text("卸任日期", "Until"), .date, required: false),
            Column(
                "state", Text("任职状态", "Serving or not"), .choice([Choice("serving", "在任", "Serving"), Choice("ended", "已卸任", "Ended")])),
        ])

    /// 招标投标“评定分离”: scoring of bids apart from the award.
    public static let tenders = Sheet(
        "tenders", Text("改造招标台账", "Tenders for renewal"),
        purpose: Text("改造项目招标，评标推荐和定标分开办理，每个标段一行", "Tenders; scoring and award are done apart. One lot a row"),
        cycle: .yearly, owed: false, key: ["tender"],
        columns: [
            Column("tender", Text("标段编号", "Lot"), .code()),
            Column("community", Text("招标小区编号", "Community tendered for"), .code()),
            Column(
                "scope", Text("招标内容", "Scope"),
                .choice([
                    Choice("design", "设计", "Design"), Choice("construction", "工程施工", "Construction"),
                    Choice("supervision", "监理", "Supervision"), Choice("epc", "工程总承包", "Design and build"),
                ])),
            Column("announced_on", Text("招标公告日期", "Announced on"), .date),
            Column("separated", Text("评定分离", "Award apart from scoring"), .flag),
            Column("bidders", Text("投标人数", "Bidders"), .count(.none), required: false),
            Column("recommended", Text("推荐候选人数", "Candidates recommended"), .count(.none), required: false),
            Column("scored_on", Text("评标日期", "Scored on"), .date, required: false),
            Column("awarded_on", Text("定标日期", "Awarded on"), .date, required: false),
            Column("winner", Text("中标人", "Winner"), .text(max: 100), required: false),
            Column("price", Text("中标价", "Price"), .money(.wanYuan), required: false),
            Column(
                "state", Text("招标进展", "State of the tender"),
                .choice([
                    Choice("announced", "已公告", "Announced"), Choice("scored", "已评标", "Scored"), Choice("awarded", "已定标", "Awarded"),
                    Choice("failed", "招标失败", "Failed"),
                ])),
        ],
        rules: [
            RowRule("R-TEN-01", .error, ["awarded_on", "scored_on"], Text("定标日期不得早于评标日期", "awarded before scored")) { row in
                guard let awarded = row.number(0), let scored = row.number(1) else { return true }
                return awarded >= scored
            },
            RowRule("R-TEN-02", .error, ["recommended", "bidders"], Text("推荐候选人数不得多于投标人数", "more candidates than bidders")) { row in
                guard let recommended = row.number(0), let bidders = row.number(1) else { return true }
                return recommended <= bidders
            },
        ])

    /// 改造后的物业管理.
    public static let management = Sheet(
        "management", Text("改造后管理台账", "Management after renewal"),
        purpose: Text(
            "改造后小区的管理模式、管理单位、收费和期限，每份合同或委托一行", "Who manages a community after renewal, for what fee and how long; one contract a row"),
        cycle: .yearly, owed: false, key: ["community", "contract"],
        columns: [
            Column("community", Text("被管理小区编号", "Community managed"), .code()),
            Column("contract", Text("合同或委托编号", "Contract"), .code()),
            Column("model", Text("管理模式", "Model"), .choice(Choices.managementModel)),
            Column("manager", Text("管理单位", "Manager"), .text(max: 100)),
            Column("fee", Text("物业费标准", "Fee"), .decimal, required: false, help: Text("元/平方米·月", "yuan per m² and month")),
            Column("begins_on", Text("管理开始日期", "Begins on"), .date),
            Column("ends_on", Text("约定期满日期", "Ends on"), .date, required: false),
            Column("ended_on", Text("实际终止日期", "Ended on"), .date, required: false),
            Column(
                "state", Text("履行状态", "Running or not"), .choice([Choice("running", "履行中", "Running"), Choice("ended", "已终止", "Ended")])),
        ],
        rules: [
            RowRule("R-MGT-01", .error, ["ends_on", "begins_on"], Text("约定期满日期应晚于开始日期", "it ends after it begins")) { row in
                guard let end = row.number(0), let start = row.number(1) else { return true }
                return end > start
            },
            RowRule("R-MGT-02", .error, ["model", "fee"], Text("市场化物业应有物业费标准", "a property company has a fee")) { row in
                !row.isText(0, "market") || row.number(1) != nil
            },
        ])
}
