import Households
import Ledgers
import Quantities
import Store

/// 申请: the list, one application with its decision, its acts and its history; the public notice; a resident's own.
enum ApplicationPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/applications", may: HouseholdsFrame.readers, Text("申请", "Applications"), list)
        routes.page(.post, "/applications", may: HouseholdPages.writers, Text("登记申请", "Enter an application"), enter)
        routes.page(.get, "/applications/:application", may: HouseholdPages.ours, Text("一件申请", "An application"), show)
        routes.page(
            .post, "/applications/:application", may: .may(.handleHouseholds, .decideHouseholds, .applyForHousing),
            Text("办理申请", "Act on an application"), act)
        routes.page(.get, "/notices", may: HouseholdsFrame.readers, Text("公示", "Public notices"), notices)
        routes.page(.get, "/my-application", may: .may(.applyForHousing), Text("我的申请", "My application"), own)
    }

    static func style(_ state: ApplicationState) -> String {
        switch state {
        case .guaranteed: "good"
        case .approved, .checked, .submitted: "info"
        case .noticed, .entered, .incomplete: "warn"
        case .objected, .refused: "bad"
        case .declined, .withdrawn: ""
        }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let state = visit.query["state"].flatMap(ApplicationState.init(rawValue:))
        let (found, _) = try await visit.reading { try Applications.list($0, $1, states: state.map { [$0] } ?? []) }
        var table = DataTable(
            "applications", title: visit.t("申请", "Applications"),
            columns: [
                .init("number", visit.t("申请号", "Number"), number: true), .init("household", visit.t("家庭", "Household")),
                .init("district", visit.t("行政区划", "District")), .init("state", visit.t("状态", "State")),
                .init("applied", visit.t("申请日期", "Applied on")), .init("channel", visit.t("渠道", "Channel"), minor: true),
                .init("changed", visit.t("最近办理", "Last act"), minor: true),
            ])
        table.rows = found.map { application in
            [
                .link(application.name, "/applications/\(application.number)", value: Rational(application.number)),
                .link(application.household, HouseholdPages.path(application.household)), .init(visit.districtName(application.district)),
                visit.state(application.state.title, style(application.state)), .init(application.appliedOn.description),
                .init(visit.t(application.channel.title)), .init(visit.time(application.changedAt)),
            ]
        }
        table.empty = visit.empty(
            visit.t("没有申请。在家庭档案里登记。", "No applications; they are entered on a household's file."), (visit.t("家庭档案", "Files"), "/households")
        )
        if let file = try table.export(visit) { return file }
        let states = HTML(ApplicationState.allCases) {
            "<option value=\"\($0.rawValue)\"\(" selected", if: $0 == state)>\(visit.t($0.title))</option>"
        }
        let filter: HTML = """
            <form class="inline"><select name="state" data-go aria-label="\(visit.t("状态", "State"))"><option value="">\(visit.t("全部", "All"))</option>\(states)</select> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        return .html(HouseholdsFrame.page(visit, visit.t("申请", "Applications"), isWide: true, aside: filter, table.html(visit)))
    }

    private static func enter(_ visit: Visit) async throws -> Reply {
        let (household, today) = (try visit.form.required("household", ("家庭", "Household")), visit.now.date)
        let application = try await visit.writing { try Applications.enter($0, $1, household, on: today, at: $2) }
        return .see("/applications/\(application.number)?done=saved")
    }

    private struct Whole: Sendable {
        var application: Application
        var decision: EligibilityDecision
        var subsidy: SubsidyComputation?
        var history: [DoneAct]
        var place: WaitingPlace?
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("application")
        let policy = try HouseholdsFrame.policy(visit)
        let date = visit.query["on"].flatMap { CivilDate($0) } ?? visit.now.date
        let (whole, names) = try await visit.reading { connection, access in
            let application = try Applications.application(connection, access, number)
            let facts = try HouseholdFiles.facts(connection, access, application.household)
            return Whole(
                application: application, decision: policy.eligibility.decide(facts, on: date),
                subsidy: (try? SubsidyCase(facts, district: application.district, on: date)).flatMap {
                    try? policy.subsidies.compute($0, on: date)
                },
                history: try Applications.history(connection, access, number),
                place: try WaitingLists.place(connection, access, of: number, policy: policy, on: date))
        }
        let application = whole.application
        let acts = Applications.machine.acts(in: application.state, visit.access)
        let week = CivilDate(dayNumber: visit.now.date.dayNumber + 7)?.description ?? ""
        let dates: HTML = """
            <div class="row">\(visit.field("from", visit.t("公示起日", "Notice from"), type: "date", value: visit.now.date.description, required: false))\(visit.field("until", visit.t("公示止日", "until"), type: "date", value: week, required: false))</div>
            """
        let form = visit.actForm(
            "/applications/\(number)", acts.map { ($0.rawValue, visit.t($0.title)) }, revision: application.revision,
            "\(dates, if: acts.contains(.publish))")
        let place = whole.place.map { place -> HTML in
            "<section class=\"card\"><h2>\(visit.t("轮候位次", "Place on the waiting list"))</h2><p class=\"stat\">\(place.place)</p><p>\(visit.t(place.reason))</p></section>"
        }
        let past: HTML = """
            <form class="row"><label>\(visit.t("按这一天重新审核", "Decide as of"))<input type="date" name="on" value="\(date.description)"></label><button class="plain">\(visit.t("重算", "Recompute"))</button></form>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("申请 \(application.name)", "Application \(application.name)"),
                trail: visit.may(.readHouseholds)
                    ? [(visit.t("申请", "Applications"), "/applications")] : [(visit.t("我的申请", "My application"), "/my-application")],
                aside: "<span class=\"state \(style(application.state))\">\(visit.t(application.state.title))</span>",
                """
                <p><a href="\(HouseholdPages.path(application.household))">\(visit.t("家庭", "Household")) \(application.household)</a>　\(visit.districtName(application.district))　\(application.appliedOn.description)\(visit.t("申请", " applied"))（\(visit.t(application.channel.title))）</p>
                \(decision(visit, whole.decision, past))\(subsidy(visit, whole.subsidy))\(place)
                <section class="card"><h2>\(visit.t("办理", "Acts"))</h2>\(visit.timeline(whole.history, names: names) { name in ApplicationAct(rawValue: name).map { visit.t($0.title) } ?? visit.t("登记", "entered") })\(form)</section>
                """))
    }

    /// Every condition with what was seen, where, the limit, and whether it is met.
    static func decision(_ visit: Visit, _ decision: EligibilityDecision, _ form: HTML = HTML.nothing) -> HTML {
        let rows = HTML(decision.conditions) { result in
            let style = ["met": "good", "not_met": "bad", "unknown": "warn", "not_applicable": ""][result.verdict.rawValue] ?? ""
            let source = result.policy.map { policy -> HTML in
                "<span class=\"quiet\">\(visit.t(policy.shown))</span>"
            }
            return
                "<tr><td>\(visit.t(result.title))</td><td>\(visit.t(result.seen))<br><span class=\"quiet\">\(result.seenIn)</span></td><td>\(visit.t(result.limit))<br>\(source)</td><td><span class=\"state \(style)\">\(visit.t(result.verdict.title))</span></td></tr>"
        }
        let warning: HTML = """
            <p class="warn">\(visit.t("所依据的部分标准尚未与文件核对，不得据此作出正式决定。", "Some values have not been checked against the documents: no formal decision rests on them."))</p>
            """
        return """
            <section class="card"><h2>\(visit.t("资格审核（\(decision.date.chinese)）：\(decision.title.zh)", "Eligibility on \(decision.date): \(decision.title.en)"))</h2>\(warning, if: decision.restsOnUnconfirmed)
            <div class="scroll"><table><thead><tr><th>\(visit.t("条件", "Condition"))</th><th>\(visit.t("所见与来源", "Seen, and where"))</th><th>\(visit.t("标准与依据", "Limit and source"))</th><th>\(visit.t("结论", "Verdict"))</th></tr></thead><tbody>\(rows)</tbody></table></div>\(form)</section>
            """
    }

    static func subsidy(_ visit: Visit, _ result: SubsidyComputation?) -> HTML {
        guard let result else { return HTML.nothing }
        let steps = HTML(result.reasons) { "<li>\(visit.t($0))</li>" }
        return """
            <section class="card"><h2>\(visit.t("租赁补贴测算", "Rent subsidy"))</h2><p class="stat">\(HouseholdsFrame.yuan(result.amount)) <small>\(visit.t("元/月", "yuan a month"))</small></p><ol>\(steps)</ol><p class="quiet">\(visit.t(result.policy.shown))</p></section>
            """
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("application")
        var detail: [String: String] = [:]
        if visit.form["act"] == ApplicationAct.publish.rawValue {
            for name in ["from", "until"] { detail[name] = visit.form.text(name) ?? "" }
        }
        let order = try visit.formOrder(ApplicationAct.self, number, detail: detail)
        let policy = try HouseholdsFrame.policy(visit)
        try await visit.writing { _ = try Applications.perform($0, $1, order, policy: policy, at: $2) }
        return .see("/applications/\(number)?done=saved")
    }

    /// The list for the notice board: surname and stars, no number, no income.
    private static func notices(_ visit: Visit) async throws -> Reply {
        let (found, _) = try await visit.reading { try Notices.list($0, $1) }
        var table = DataTable(
            "notices", title: visit.t("公示名单", "Public notice"),
            columns: [
                .init("application", visit.t("申请号", "Number"), number: true), .init("applicant", visit.t("申请人", "Applicant")),
                .init("people", visit.t("家庭人口", "People"), number: true), .init("district", visit.t("行政区划", "District")),
                .init("from", visit.t("公示起日", "From")), .init("until", visit.t("公示止日", "Until")),
                .init("objections", visit.t("异议", "Objections"), number: true, minor: true),
            ])
        table.rows = found.map { notice in
            [
                .link("S\(notice.application)", "/applications/\(notice.application)", value: Rational(notice.application)),
                .init(notice.applicant), .init(notice.people), .init(visit.districtName(notice.district)), .init(notice.from.description),
                .init(notice.until.description), .init(notice.objections),
            ]
        }
        table.empty = visit.empty(visit.t("没有公示中的申请。", "No application is under notice."))
        if let file = try table.export(visit) { return file }
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("住房保障申请公示", "Public notice of applications"),
                """
                <p>\(visit.t("下列家庭经核对符合住房保障条件，现予公示。公示期内如有异议，请向所在街道（乡镇）或区住房保障部门反映。", "These households were found to meet the conditions. Objections go to the street office or the district within the time of the notice."))</p>\(table.html(visit))
                """))
    }

    /// A resident's own: the file, the application, the place.
    private static func own(_ visit: Visit) async throws -> Reply {
        let (found, _) = try await visit.reading { connection, access in
            try HouseholdFiles.own(connection, access).map { ($0, try Applications.of(connection, access, $0.household)) }
        }
        let areas = visit.office.regions.districts.map { (value: $0.code.digits, title: $0.name[visit.language]) }
        let start: HTML = """
            <section class="card"><p>\(visit.t("网上申请分三步：建立家庭档案，登记成员、情况并上传材料，提交申请。", "Three steps: open your household's file; enter members, facts and documents; submit."))</p><form method="post" action="/households" class="row">\(visit.tokenField)\(visit.choice("district", visit.t("户籍所在区", "District"), areas))<button>\(visit.t("建立家庭档案", "Open my file"))</button></form></section>
            """
        let files = HTML(found) { file, applications in
            let list = HTML(applications) {
                "<li><a href=\"/applications/\($0.number)\">\(visit.t("申请", "Application")) \($0.name)</a> <span class=\"state \(style($0.state))\">\(visit.t($0.state.title))</span></li>"
            }
            return
                "<section class=\"card\"><h2><a href=\"\(HouseholdPages.path(file.household))\">\(visit.t("家庭档案", "File")) \(file.household)</a></h2><ul>\(list)</ul></section>"
        }
        return .html(visit.page(visit.t("我的申请", "My application"), "\(start, if: found.isEmpty)\(files)"))
    }
}
