internal import Ledgers
internal import Quantities
internal import Store

/// 楼栋、户数、面积: a community's three numbers, from its ledger or summed over its buildings.
struct CommunityTotals: Hashable {
    var buildings: Int64 = 0
    var households: Int64 = 0
    /// Hundredths of a square metre.
    var area: Int64 = 0

    init() {}

    init(_ community: DeskEntry) {
        buildings = community.number("buildings") ?? 0
        households = community.number("households") ?? 0
        area = community.number("area") ?? 0
    }

    /// Over the buildings that are renewed.
    init(summing buildings: [DeskEntry]) {
        for building in buildings where building.text("state") == "included" { add(building.number("households"), building.number("area")) }
    }

    mutating func add(_ households: Int64?, _ area: Int64?) {
        buildings += 1
        self.households += households ?? 0
        self.area += area ?? 0
    }

    var columns: [String: SQLValue] {
        ["buildings": .integer(buildings), "households": .integer(households), "area": .integer(area)]
    }

    var text: Text {
        let metres = NumberText.hundredths(area)
        return Text("\(buildings)栋、\(households)户、\(metres)平方米", "\(buildings) buildings, \(households) households, \(metres) m²")
    }
}

enum NumberText {
    /// 123456 → `1234.56`.
    static func hundredths(_ number: Int64) -> String {
        let (whole, rest) = number.quotientAndRemainder(dividingBy: 100)
        return "\(whole)." + (rest < 10 ? "0" : "") + String(rest)
    }
}

/// What the steps of a community need.
extension Renewal {
    static let isOldEnough: Need = Need("N-COM-01", Text("建成年份符合改造对象的规定", "it was built early enough")) { work in
        AgeRule.fault(built: work.answerNumber("built") ?? work.number("built"), year: work.year)
    }

    static let hasBuildings: Need = Need("N-COM-02", Text("楼栋台账有该小区的楼栋", "its buildings are registered")) { work in
        try work.known(.buildings, "community", is: work.key).contains { $0.text("state") == "included" }
            ? nil : Text("楼栋台账中没有小区\(work.key)的楼栋，请先登记楼栋", "no building of \(work.key) is registered; register them first")
    }

    static let isConsistent: Need = Need(
        "N-COM-03", Text("楼栋数、户数、面积与楼栋台账一致", "buildings, households and area agree with the register of buildings")
    ) { work in
        let sums = CommunityTotals(summing: try work.known(.buildings, "community", is: work.key))
        var own = CommunityTotals()
        (own.buildings, own.households, own.area) = (
            work.number("buildings") ?? 0, work.number("households") ?? 0, work.number("area") ?? 0
        )
        if sums.buildings > 0, sums == own { return nil }
        return Text(
            "小区台账为\(own.text.zh)，楼栋台账合计\(sums.text.zh)；请改正楼栋或“按楼栋重算”",
            "the community says \(own.text.en), its buildings add up to \(sums.text.en); correct them or count again")
    }

    static let hasBasicWorks: Need = Need("N-COM-04", Text("改造内容含基础类项目", "the works have a basic item")) { work in
        try work.known(.renewalWorks, "community", is: work.key).contains { $0.text("tier") == "basic" && $0.text("state") != "dropped" }
            ? nil : Text("改造内容台账中没有该小区的基础类项目", "no basic item is among its works")
    }

    static let hasDecision: Need = Need("N-COM-05", Text("经联席会议或联审同意", "a joint meeting or review has decided")) { work in
        let code = work.answerText("meeting")
        guard let meeting = try work.known(.meetings, key: code) else {
            return Text("没有编号为\(code)的会议", "there is no meeting \(code)")
        }
        guard meeting.text("programme") == "renewal", meeting.text("kind") != "expert" else {
            return Text("会议\(code)不是老旧小区改造的联席会议或联审", "meeting \(code) is no joint meeting or review on renewal")
        }
        guard let held = meeting.date("held_on"), held <= work.day else {
            return Text("会议\(code)尚未召开", "meeting \(code) has not been held")
        }
        return nil
    }

    static let isBallotSound: Need = Need("N-COM-06", Text("表决户数、面积不超过全部，同意的不超过参与的", "votes do not exceed what there is")) { work in
        let households = work.number("households") ?? 0
        let area = work.number("area") ?? 0
        let (cast, inFavour) = (work.answerNumber("votes_cast") ?? 0, work.answerNumber("votes_for") ?? 0)
        let (areaCast, areaFor) = (work.answerNumber("area_cast") ?? 0, work.answerNumber("area_for") ?? 0)
        if cast <= households, areaCast <= area, inFavour <= cast, areaFor <= areaCast { return nil }
        return Text(
            "全部\(households)户、\(NumberText.hundredths(area))平方米，参与\(cast)户、\(NumberText.hundredths(areaCast))平方米，同意\(inFavour)户、\(NumberText.hundredths(areaFor))平方米",
            "of \(households) households and \(NumberText.hundredths(area)) m², \(cast) and \(NumberText.hundredths(areaCast)) voted, \(inFavour) and \(NumberText.hundredths(areaFor)) in favour"
        )
    }

    /// 民法典第278条: owners with two thirds of area and two thirds of owners take part; more than half, or three quarters, of both agree.
    /// In whole numbers: 以上 includes the number itself, 过半数 does not.
    static let votePassed: Need = Need("N-COM-07", Text("表决达到民法典第278条的比例", "the vote reaches what art. 278 of the Civil Code asks")) {
        work in
        let sides = [
            ("户数", "households", work.number("households"), work.answerNumber("votes_cast"), work.answerNumber("votes_for")),
            ("面积", "area", work.number("area"), work.answerNumber("area_cast"), work.answerNumber("area_for")),
        ]
        for (zh, en, all, cast, inFavour) in sides {
            let (all, cast, inFavour) = (all ?? 0, cast ?? 0, inFavour ?? 0)
            guard all > 0, cast * 3 >= all * 2 else {
                return Text("参与表决的\(zh)不足三分之二", "fewer than two thirds by \(en) took part")
            }
            if work.answerText("matter") == "rebuilding" {
                guard inFavour * 4 >= cast * 3 else { return Text("同意的\(zh)不足参与表决的四分之三", "fewer than three quarters by \(en) agreed") }
            } else {
                guard inFavour * 2 > cast else { return Text("同意的\(zh)未过参与表决的半数", "not more than half by \(en) agreed") }
            }
        }
        return nil
    }

    static let hasVote: Need = Need("N-COM-08", Text("改造方案已表决通过", "the scheme was voted and passed")) { work in
        guard let cast = work.number("votes_cast"), let inFavour = work.number("votes_for"), cast > 0, inFavour * 2 > cast else {
            return Text("没有通过的表决", "no vote that passed is on record")
        }
        return nil
    }

    static let hasOwners: Need = Need("N-COM-09", Text("开工前已成立业委会或物管会", "the owners have a body before work starts")) { work in
        let start = work.answerDate("started_on") ?? work.day
        let bodies = try work.known(.ownerBodies, "community", is: work.key).filter { $0.text("state") == "serving" }
        if bodies.contains(where: { $0.date("formed_on").map { $0 <= start } ?? false }) { return nil }
        return bodies.isEmpty
            ? Text("业主组织台账中没有任期内的业委会或物管会", "no body of the owners is serving")
            : Text("业主组织成立晚于开工日期", "the owners' body was formed after the start")
    }

    static let hasPlannedPipes: Need = Need("N-COM-10", Text("管线改造与专业管线计划统筹", "pipes are planned together with the utilities")) { work in
        let open = try work.known(.renewalWorks, "community", is: work.key).filter {
            !$0.text("pipeline").isEmpty && $0.text("state") != "dropped" && $0.number("utility_year") != Int64(work.year)
        }
        guard !open.isEmpty else { return nil }
        let list = open.map { entry in
            entry.number("utility_year").map { ("\(entry.text("name"))列在\($0)年", "\(entry.text("name")) is planned for \($0)") }
                ?? ("\(entry.text("name"))未写明计划年度", "\(entry.text("name")) names no plan")
        }
        return Text(
            list.map(\.0).joined(separator: "、") + "，应与本年度施工统筹", list.map(\.1).joined(separator: ", ") + "; it should be this year's")
    }

    static let hasHeads: Need = Need("N-COM-11", Text("每栋楼有施工楼栋长", "each building has a head")) { work in
        let heads = Set(
            try work.known(.buildingHeads, "community", is: work.key).filter { $0.text("state") == "serving" }.map { $0.text("building") })
        let without = try work.known(.buildings, "community", is: work.key).filter {
            $0.text("state") == "included" && !heads.contains($0.text("building"))
        }.map { $0.text("building") }
        guard !without.isEmpty else { return nil }
        return Text("尚无施工楼栋长：" + without.joined(separator: "、"), "without a head: " + without.joined(separator: ", "))
    }

    static let isAwarded: Need = Need("N-COM-12", Text("招标的施工标段已定标", "lots of works that were tendered are awarded")) { work in
        let open = try work.known(.tenders, "community", is: work.key).filter {
            ["construction", "epc"].contains($0.text("scope")) && ["announced", "scored"].contains($0.text("state"))
        }
        guard !open.isEmpty else { return nil }
        let codes = open.map(\.key)
        return Text("标段\(codes.joined(separator: "、"))尚未定标", "not awarded: \(codes.joined(separator: ", "))")
    }

    static let startsThisYear: Need = Need("N-COM-13", Text("开工日期在本年度内，且不晚于今天", "the start lies in this year, not later than today")) {
        work in
        guard let start = work.answerDate("started_on"), start.year != work.year || start > work.day else { return nil }
        return Text("开工日期\(start.chinese)，年度\(work.year)，今天\(work.day.chinese)", "start \(start), year \(work.year), today \(work.day)")
    }

    static let isOwnYear: Need = Need("N-COM-14", Text("在开工年度的台账中办理", "it is done in the ledger of the year of the start")) { work in
        guard let start = work.date("started_on"), start.year != work.year else { return nil }
        return Text("小区\(work.key)于\(start.year)年开工，请选择\(start.year)年度办理", "\(work.key) was started in \(start.year): choose that year")
    }

    static let isCompletionSound: Need = Need("N-COM-15", Text("完工日期不早于开工、不晚于今天", "completed after the start, not later than today")) {
        work in
        guard let end = work.answerDate("completed_on") else { return nil }
        if let start = work.date("started_on"), end >= start, end <= work.day { return nil }
        return Text("完工日期\(end.chinese)", "completed on \(end)")
    }

    static let worksAreDone: Need = Need("N-COM-16", Text("确定的改造内容全部完工", "all confirmed works are done")) { work in
        let open = try work.known(.renewalWorks, "community", is: work.key).filter { !["done", "dropped"].contains($0.text("state")) }
        guard !open.isEmpty else { return nil }
        let names = open.map { $0.text("name") }
        return Text("未完工：" + names.joined(separator: "、"), "not done: " + names.joined(separator: ", "))
    }

    static let defectsAreClosed: Need = Need("N-COM-17", Text("检查发现的问题全部销号", "all defects found here are closed")) { work in
        let visits = Set(try work.known(.visits, "site", is: work.key).map(\.key))
        var open: [String] = []
        for visit in visits.sorted() {
            open += try work.known(.defects, "inspection", is: visit).filter { $0.text("state") != "closed" }.map(\.key)
        }
        guard !open.isEmpty else { return nil }
        return Text("未销号：" + open.joined(separator: "、"), "open: " + open.joined(separator: ", "))
    }

    static let linesAreKept: Need = Need("N-COM-18", Text("底线行为已处理完毕", "forbidden acts have been dealt with")) { work in
        let open = try work.known(.forbiddenActs, "community", is: work.key).filter { $0.text("state") != "closed" }.map(\.key)
        guard !open.isEmpty else { return nil }
        return Text("未办结：" + open.joined(separator: "、"), "open: " + open.joined(separator: ", "))
    }

    static let isManaged: Need = Need("N-COM-19", Text("改造后的管理已落实", "management after the works is settled")) { work in
        guard let running = try running(work, work.key) else {
            return Text("改造后管理台账中没有履行中的合同或委托", "no contract of management is running")
        }
        if let end = running.date("ends_on"), end < work.day {
            return Text("管理合同\(running.text("contract"))已于\(end.chinese)期满", "contract \(running.text("contract")) ended on \(end)")
        }
        return nil
    }
}
