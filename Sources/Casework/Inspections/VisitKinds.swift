internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 检查: ordered, made, put right, closed. Once made it stands in the ledger of inspections, with the counts of its defects.
    public static let inspection: CaseKind = CaseKind(
        "inspection", Text("质量安全检查", "Inspection"),
        purpose: Text(
            "企业自查、区级全覆盖检查、市级抽查：安排、实施、整改、办结；问题数从整改台账计算",
            "By the company, by the district everywhere, by the city's sample; its numbers are counted from its defects"),
        group: .quality, ledger: .visits, state: "state", title: "site",
        documents: [
            DocumentKind("record", "检查记录", "Record", required: false), DocumentKind("photo", "现场照片", "Photographs", required: false),
        ],
        acts: [
            CaseAct(
                "plan", Text("安排检查", "Order"), to: "planned", may: .handleCases,
                asks: Sheet.visits.columns("inspection", "programme", "site", "level", "planned_on"),
                needs: [Inspecting.knowsSite, Inspecting.isNotCity]),
            CaseAct(
                "planCity", Text("安排市级检查", "Order for the city"), to: "planned", may: .decideCases,
                asks: Sheet.visits.columns("inspection", "programme", "site", "planned_on"), reason: true, needs: [Inspecting.knowsSite]
            ) { $0["level"] = "city" },
            CaseAct(
                "make", Text("实施检查", "Make"), from: ["planned"], to: "made", may: .handleCases,
                asks: [
                    Renewal.day(.visits, "inspected_on"), Column("inspector", Text("检查单位", "Inspector"), .text(max: 60)),
                ], takesDocuments: true, bulk: true, needs: [Inspecting.isThisYear, Inspecting.citysOwn], effect: Inspecting.enter),
            CaseAct(
                "close", Text("检查办结", "Close"), from: ["made"], to: "closed", may: .reviewCases, bulk: true,
                needs: [Inspecting.allClosed]),
            CaseAct(
                "closeCity", Text("市级检查办结", "Close for the city"), from: ["made"], to: "closed", may: .decideCases, bulk: true,
                needs: [Inspecting.allClosed]),
            CaseAct("cancel", Text("取消", "Cancel"), from: ["planned"], to: "cancelled", may: .reviewCases, reason: true),
        ])

    /// 问题整改.
    public static let defect: CaseKind = CaseKind(
        "defect", Text("检查问题", "Defect"),
        purpose: Text(
            "限期整改，附照片，由另一人复核销号；逾期的自动列出",
            "Put right by a deadline, with photographs, verified by somebody else; overdue ones list themselves"),
        group: .quality, ledger: .defects, state: "state", title: "what",
        documents: [DocumentKind("before", "问题照片", "Before", required: false), DocumentKind("after", "整改照片", "After")],
        acts: [
            CaseAct(
                "find", Text("登记问题", "Register"), to: "open", may: .handleCases,
                asks: Sheet.defects.columns("inspection", "number", "severity", "field", "what", "deadline"), takesDocuments: true,
                needs: [Inspecting.isMade], effect: Inspecting.find),
            CaseAct(
                "rectify", Text("报告整改", "Put right"), from: ["open"], to: "rectified", may: .handleCases,
                asks: [Renewal.day(.defects, "rectified_on")], documents: ["after"], needs: [Inspecting.isAfterFinding]),
            CaseAct(
                "reject", Text("整改不合格", "Not put right"), from: ["rectified"], to: "open", may: .reviewCases,
                asks: Sheet.defects.columns("deadline"), reason: true, byAnother: true
            ) { $0["rectified_on"] = .null },
            CaseAct(
                "verify", Text("复核销号", "Verify and close"), from: ["rectified"], to: "closed", may: .reviewCases, byAnother: true,
                bulk: true
            ) { work in
                work.set("closed_on", day: work.day)
                try Inspecting.recount(work)
            },
            CaseAct(
                "verifyCity", Text("市级复核销号", "Verify for the city"), from: ["rectified"], to: "closed", may: .decideCases, byAnother: true,
                bulk: true
            ) { work in
                work.set("closed_on", day: work.day)
                try Inspecting.recount(work)
            },
            CaseAct(
                "postpone", Text("延长期限", "Extend"), from: ["open"], may: .reviewCases, asks: Sheet.defects.columns("deadline"), reason: true
            ),
        ])
}

/// What inspections need and do.
enum Inspecting {
    static let knowsSite: Need = Need("N-INS-01", Text("受检的小区或项目已登记", "the site is registered")) { work in
        let (site, programme) = (work.answerText("site"), work.answerText("programme"))
        if programme == "renewal" {
            guard let community = try work.known(.communities, key: site) else { return Text("小区台账中没有\(site)", "no community \(site)") }
            guard community.number("started_on") == nil else { return nil }
            return Text("小区\(site)尚未开工", "community \(site) has not started")
        }
        return try work.known(.projects, key: site) == nil ? Text("项目台账中没有\(site)", "no project \(site)") : nil
    }

    static let isNotCity: Need = Need("N-INS-02", Text("市级抽查由抽样产生，或由市级安排", "the city's inspections come from a draw or from the city")) {
        work in
        work.answerText("level") == "city" ? Text("市级抽查请在“抽样”中抽取", "draw a sample for the city's inspections") : nil
    }

    static let isThisYear: Need = Need("N-INS-03", Text("实施日期在本年度内，且不晚于今天", "it was made in this year, not later than today")) { work in
        guard let made = work.answerDate("inspected_on"), made.year != work.year || made > work.day else { return nil }
        return Text("实施日期\(made.chinese)", "made on \(made)")
    }

    /// Whoever sees a district only does not make the city's inspection of it.
    static let citysOwn: Need = Need("N-INS-04", Text("市级抽查由市级人员实施", "the city's inspection is made by the city")) { work in
        guard work.text("level") == "city", work.answerText("inspector").isEmpty else { return nil }
        return Text("请写明市级检查单位", "name the city's inspectors")
    }

    static let isMade: Need = Need("N-INS-05", Text("检查已实施、尚未办结", "the inspection was made and is not closed")) { work in
        guard let visit = try work.known(.visits, key: work.answerText("inspection")) else {
            return Text("没有检查\(work.answerText("inspection"))", "there is no inspection \(work.answerText("inspection"))")
        }
        guard visit.text("state") != "made" else { return nil }
        let name = CaseKind.inspection.state(visit.text("state")).name
        return Text("检查\(visit.key)的状态是“\(name.zh)”", "inspection \(visit.key) is “\(name.en)”")
    }

    static let allClosed: Need = Need("N-INS-06", Text("发现的问题全部销号", "all its defects are closed")) { work in
        let open = try work.known(.defects, "inspection", is: work.key).filter { $0.text("state") != "closed" }.map { $0.text("number") }
        guard !open.isEmpty else { return nil }
        return Text("未销号的问题：" + open.joined(separator: "、"), "open: " + open.joined(separator: ", "))
    }

    static let isAfterFinding: Need = Need("N-INS-07", Text("整改日期不早于发现、不晚于今天", "put right after it was found, not later than today")) {
        work in
        guard let day = work.answerDate("rectified_on"), let found = work.date("found_on"), day < found || day > work.day else {
            return nil
        }
        return Text("整改日期\(day.chinese)，发现日期\(found.chinese)", "put right on \(day), found on \(found)")
    }

    /// Enters an inspection that was made, with nothing found yet.
    static func enter(_ work: CaseWork) throws {
        guard let made = work.answerDate("inspected_on") else { return }
        try work.write(
            .inspections, on: made,
            [
                "inspection": .text(work.key), "programme": work["programme"], "site": work["site"], "level": work["level"],
                "inspected_on": .integer(made.stored), "findings": .integer(0), "closed": .integer(0), "quality_problems": .integer(0),
            ])
    }

    static func find(_ work: CaseWork) throws {
        guard let visit = try work.known(.visits, key: work.answerText("inspection")) else { return }
        work["found_on"] = visit["inspected_on"]
        try recount(work)
    }

    /// The inspection's numbers, counted over all its defects with this one as it will be.
    static func recount(_ work: CaseWork) throws {
        let inspection = work.text("inspection")
        guard let visit = try work.known(.visits, key: inspection), let made = visit.date("inspected_on") else { return }
        var count = DefectCount()
        for other in try work.known(.defects, "inspection", is: inspection) where other.key != work.key {
            count.add(other.text("severity"), other.text("state"))
        }
        count.add(work.text("severity"), work.text("state"))
        try work.write(
            .inspections, on: made,
            [
                "inspection": .text(inspection), "findings": .integer(count.minor), "closed": .integer(count.minorClosed),
                "quality_problems": .integer(count.quality),
            ])
    }
}

/// 问题数: minor ones found and closed, and quality problems, which stay counted when they are closed.
struct DefectCount: Hashable {
    private(set) var minor: Int64 = 0
    private(set) var minorClosed: Int64 = 0
    private(set) var quality: Int64 = 0

    mutating func add(_ severity: String, _ state: String) {
        if severity == "quality" {
            quality += 1
        } else {
            minor += 1
            if state == "closed" { minorClosed += 1 }
        }
    }
}
