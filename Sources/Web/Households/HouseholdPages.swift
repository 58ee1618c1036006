import Foundation
import Households
import Ledgers
import Quantities
import Store

/// 家庭档案: the list, and one household with its members, facts, documents and all that happened.
enum HouseholdPages {
    static let ours = Route.Requirement.may(.readHouseholds, .applyForHousing)
    static let writers = Route.Requirement.may(.handleHouseholds, .applyForHousing)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/households", may: HouseholdsFrame.readers, Text("家庭档案", "Household files"), list)
        routes.page(.post, "/households", may: writers, Text("建立家庭档案", "Open a household's file"), open)
        routes.page(.get, "/households/:household", may: ours, Text("家庭", "A household"), show)
        routes.page(.post, "/households/:household/members", may: writers, Text("登记家庭成员", "Enter a member"), join)
        routes.page(.post, "/households/:household/members/:member", may: .may(.handleHouseholds), Text("家庭成员退出", "A member leaves"), leave)
        routes.page(.post, "/households/:household/facts", may: writers, Text("登记家庭情况", "Enter a fact"), fact)
        routes.page(.post, "/households/:household/documents", may: writers, body: .upload, Text("上传材料", "Add a document"), document)
        routes.page(.get, "/households/:household/documents/:document", may: ours, Text("材料", "A document"), download)
        routes.page(.post, "/households/:household/changes", may: writers, Text("申请变更", "Ask for a change"), change)
        routes.page(.post, "/changes/:change", may: .may(.decideHouseholds), Text("核定变更", "Decide on a change"), decideChange)
        routes.page(
            .post, "/households/:household/reveal", may: .may(.revealPersonalData, .applyForHousing), Text("查看个人信息", "Reveal"), reveal)
        routes.page(.post, "/households/:household/ending", may: .may(.handleHouseholds), Text("登记退出或死亡", "Register an ending"), end)
    }

    static func path(_ household: String) -> String { "/households/\(HTML.encoded(household))" }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (found, _) = try await visit.reading { connection, access in
            (
                try HouseholdFiles.list(connection, access),
                Dictionary(try Applications.list(connection, access).map { ($0.household, $0.state) }, uniquingKeysWith: { $1 })
            )
        }
        var table = DataTable(
            "households", title: visit.t("家庭档案", "Household files"),
            columns: [
                .init("household", visit.t("家庭编号", "Household")), .init("district", visit.t("行政区划", "District")),
                .init("state", visit.t("申请状态", "Application")), .init("how", visit.t("建档方式", "Opened by"), minor: true),
                .init("at", visit.t("建档时间", "Opened"), minor: true),
            ])
        table.rows = found.0.map { file in
            [
                .link(file.household, path(file.household)), .init(visit.districtName(file.district)),
                found.1[file.household].map { visit.state($0.title, ApplicationPages.style($0)) } ?? .init(visit.t("未申请", "none")),
                .init(file.owner.isEmpty ? visit.t("窗口", "street office") : visit.t("网上", "online")), .init(visit.time(file.openedAt)),
            ]
        }
        table.empty = visit.empty(visit.t("还没有家庭档案。", "No files yet."))
        if let file = try table.export(visit) { return file }
        let form: HTML = """
            <details class="card"><summary>\(visit.t("建立家庭档案", "Open a file"))</summary><form method="post" action="/households" class="row">\(visit.tokenField)\(visit.districtChoice())<button>\(visit.t("建立", "Open"))</button></form></details>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("家庭档案", "Household files"), isWide: true, "\(form, if: visit.may(.handleHouseholds))\(table.html(visit))"))
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let district = try visit.formDistrict()
        let file = try await visit.writing { try HouseholdFiles.open($0, $1, district: district, at: $2) }
        return .see(path(file.household) + "?done=saved")
    }

    struct Whole: Sendable {
        var file: HouseholdFile
        var members: [HouseholdMember]
        var facts: HouseholdFacts
        var documents: [HouseholdDocument]
        var applications: [Application]
        var changes: [ChangeRequest]
        var grants: [SubsidyGrant]
        var tenancies: [Tenancy]
        var payments: [(month: Period, item: SubsidyItem)]
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let household = try visit.parameter("household")
        let (whole, names) = try await visit.reading { connection, access in
            let isOfficial = access.may(.readHouseholds)
            return Whole(
                file: try HouseholdFiles.file(connection, access, household),
                members: try HouseholdMembers.list(connection, access, household),
                facts: try HouseholdFiles.facts(connection, access, household),
                documents: try HouseholdDocuments.list(connection, access, household),
                applications: try Applications.of(connection, access, household),
                changes: try HouseholdChanges.list(connection, access, household: household),
                grants: isOfficial ? try SubsidyGrants.list(connection, access, household: household) : [],
                tenancies: isOfficial ? try Tenancies.list(connection, access, household: household) : [],
                payments: isOfficial ? try SubsidyBatches.payments(connection, access, household: household) : [])
        }
        return .html(page(visit, whole, names, revealed: nil))
    }

    static func page(_ visit: Visit, _ whole: Whole, _ names: [String: String], revealed: [HouseholdMember]?) -> HTML {
        let mine = path(whole.file.household)
        let canWrite = visit.may(.handleHouseholds) || visit.may(.applyForHousing)
        let people = HTML(revealed ?? whole.members) { member in
            let out: HTML = """
                <form method="post" action="\(mine)/members/\(member.member)" class="inline">\(visit.tokenField)<input type="hidden" name="date" value="\(visit.now.date.description)"><button class="link">\(visit.t("退出家庭", "leaves"))</button></form>
                """
            return
                "<tr><td>\(visit.t(member.relation.title))</td><td>\(member.name)</td><td class=\"mono\">\(member.identity)</td><td>\(member.from.description)</td><td>\(out, if: visit.may(.handleHouseholds))</td></tr>"
        }
        let join: HTML = """
            <details><summary>\(visit.t("登记成员", "Enter a member"))</summary><form method="post" action="\(mine)/members" class="row">\(visit.tokenField)\(visit.choice("relation", visit.t("与申请人关系", "Relation"), HouseholdMember.Relation.self))\(visit.field("name", visit.t("姓名", "Name"), max: 40))\(visit.field("identity", visit.t("身份证号", "Identity number"), max: 18))\(visit.field("from", visit.t("起始日期", "From"), type: "date", value: visit.now.date.description))<button>\(visit.t("登记", "Enter"))</button></form></details>
            """
        let revealing: HTML = """
            <details><summary>\(visit.t("查看完整姓名和身份证号", "Show names and numbers in full"))</summary><form method="post" action="\(mine)/reveal" class="row">\(visit.tokenField)\(visit.field("purpose", visit.t("用途（记入日志）", "Purpose (kept in the journal)"), required: !visit.may(.applyForHousing), max: 200))<button class="plain">\(visit.t("查看", "Show"))</button></form></details>
            """
        let mayReveal = revealed == nil && !whole.members.isEmpty && (visit.may(.revealPersonalData) || visit.may(.applyForHousing))
        return HouseholdsFrame.page(
            visit, visit.t("家庭 \(whole.file.household)", "Household \(whole.file.household)"),
            trail: visit.may(.readHouseholds)
                ? [(visit.t("家庭档案", "Files"), "/households")] : [(visit.t("我的申请", "My application"), "/my-application")],
            """
            <p>\(visit.districtName(whole.file.district))　<span class="quiet">\(visit.t("建档", "opened")) \(names[whole.file.openedBy] ?? whole.file.openedBy) \(visit.time(whole.file.openedAt))</span></p>
            <section class="card"><h2>\(visit.t("家庭成员", "Members"))</h2><div class="scroll"><table><thead><tr><th>\(visit.t("关系", "Relation"))</th><th>\(visit.t("姓名", "Name"))</th><th>\(visit.t("身份证号", "Identity number"))</th><th>\(visit.t("起始", "From"))</th><th></th></tr></thead><tbody>\(people)</tbody></table></div>\(join, if: canWrite)\(revealing, if: mayReveal)</section>
            \(facts(visit, whole, canWrite))\(documents(visit, whole, canWrite))\(applications(visit, whole, canWrite))\(money(visit, whole))\(endingForm(visit, whole))
            """)
    }

    private static func facts(_ visit: Visit, _ whole: Whole, _ canWrite: Bool) -> HTML {
        let today = visit.now.date
        let rows = HTML(whole.facts.all.sorted { ($0.kind.rawValue, $0.from) < ($1.kind.rawValue, $1.from) }) { fact in
            let isNow = whole.facts.fact(fact.kind, on: today) == fact
            return
                "<tr><td>\(visit.t(fact.kind.title))</td><td>\(visit.t(fact.value.shown))</td><td>\(fact.from.description)\(visit.t("起", " on"))</td><td>\(fact.source)</td><td>\(isNow ? visit.t("现行", "now") : visit.t("以前", "before"))</td></tr>"
        }
        let isDecided = whole.applications.contains { $0.state == .approved || $0.state == .guaranteed }
        let kinds = FactKind.allCases.map { (value: $0.rawValue, title: visit.t($0.title)) }
        let fields: HTML = """
            \(visit.choice("fact", visit.t("情况", "Fact"), kinds))\(visit.field("value", visit.t("内容", "Value"), max: 40, hint: visit.t("　金额为元；是否写yes或no；日期如2020-05-01", " yuan; yes or no; 2020-05-01")))\(visit.field("from", visit.t("起始日期", "From"), type: "date", value: today.description))\(visit.field("source", visit.t("来源（材料或登记系统）", "Seen in (document or register)"), max: 60))
            """
        let hashes = whole.documents.map { (value: $0.hash.hex, title: $0.title) }
        let form: HTML =
            isDecided
            ? """
            <details><summary>\(visit.t("申请变更（须有佐证材料，由另一人核定）", "Ask for a change (with evidence; another person decides)"))</summary><form method="post" action="\(path(whole.file.household))/changes" class="stack">\(visit.tokenField)\(fields)\(visit.choice("evidence", visit.t("佐证材料", "Evidence"), hashes))\(visit.field("note", visit.t("理由", "Reason"), max: 300))<button>\(visit.t("提交变更申请", "Ask"))</button></form></details>
            """
            : """
            <details><summary>\(visit.t("登记情况", "Enter a fact"))</summary><form method="post" action="\(path(whole.file.household))/facts" class="row">\(visit.tokenField)\(fields)<button>\(visit.t("登记", "Enter"))</button></form></details>
            """
        let requests = HTML(whole.changes) { request in
            let decide = visit.actForm(
                "/changes/\(request.number)", ChangeAct.allCases.map { ($0.rawValue, visit.t($0.title)) }, revision: request.revision)
            return
                "<li><b>\(visit.t(request.fact.kind.title))</b> → \(visit.t(request.fact.value.shown))（\(request.fact.from.description)\(visit.t("起", " on"))）<span class=\"state info\">\(visit.t(request.state.title))</span>\(decide, if: request.state == .asked && visit.may(.decideHouseholds))</li>"
        }
        return """
            <section class="card"><h2>\(visit.t("家庭情况", "Facts"))</h2><div class="scroll"><table><thead><tr><th>\(visit.t("情况", "Fact"))</th><th>\(visit.t("内容", "Value"))</th><th>\(visit.t("起始", "From"))</th><th>\(visit.t("来源", "Seen in"))</th><th></th></tr></thead><tbody>\(rows)</tbody></table></div>\(form, if: canWrite)\("<h3>\(visit.t("变更申请", "Changes asked for"))</h3><ul>\(requests)</ul>", if: !whole.changes.isEmpty)</section>
            """
    }

    private static func documents(_ visit: Visit, _ whole: Whole, _ canWrite: Bool) -> HTML {
        let mine = path(whole.file.household)
        let rows = HTML(whole.documents) {
            "<li><a href=\"\(mine)/documents/\($0.number)\">\($0.title)</a> <span class=\"quiet\">\($0.size) B　SHA-256 <code>\($0.hash.hex.prefix(16))…</code>　\(visit.time($0.addedAt))</span></li>"
        }
        let form: HTML = """
            <form method="post" action="\(mine)/documents" enctype="multipart/form-data" class="row">\(visit.tokenField)\(visit.field("title", visit.t("材料名称", "Title"), max: 60))<label>\(visit.t("文件", "File"))<input type="file" name="file" required></label><button class="plain">\(visit.t("上传", "Upload"))</button></form>
            """
        return "<section class=\"card\"><h2>\(visit.t("材料", "Documents"))</h2><ul>\(rows)</ul>\(form, if: canWrite)</section>"
    }

    private static func applications(_ visit: Visit, _ whole: Whole, _ canWrite: Bool) -> HTML {
        let rows = HTML(whole.applications) {
            "<li><a href=\"/applications/\($0.number)\">\($0.name)</a> <span class=\"state \(ApplicationPages.style($0.state))\">\(visit.t($0.state.title))</span> \($0.appliedOn.description)\(visit.t("申请", " applied"))（\(visit.t($0.channel.title))）</li>"
        }
        let isOpen = whole.applications.contains { Applications.machine.isOpen($0.state) }
        let hasApplicant = whole.members.contains { $0.relation == .applicant }
        let form: HTML = """
            <form method="post" action="/applications" class="acts">\(visit.tokenField)<input type="hidden" name="household" value="\(whole.file.household)"><button>\(visit.t("登记申请", "Enter an application"))</button></form>
            """
        let whatIf: HTML =
            "<p><a href=\"/what-if?household=\(path: whole.file.household)\">\(visit.t("测算：情况变化后是否符合条件、补贴多少", "What if something changed?"))</a></p>"
        return """
            <section class="card"><h2>\(visit.t("申请", "Applications"))</h2><ul>\(rows)</ul>\(form, if: canWrite && !isOpen && hasApplicant)\(whatIf, if: visit.may(.readHouseholds))</section>
            """
    }

    private static func money(_ visit: Visit, _ whole: Whole) -> HTML {
        if !visit.may(.readHouseholds) { return HTML.nothing }
        let grants = HTML(whole.grants) { grant in
            let acts = SubsidyGrants.machine.acts(in: grant.state, visit.access).map { ($0.rawValue, visit.t($0.title)) }
            return
                "<li>\(visit.t("自\(grant.from.title.zh)起", "from \(grant.from)"))　\(visit.t("合同", "lease")) \(grant.contract) <span class=\"state info\">\(visit.t(grant.state.title))</span>\(visit.actForm("/subsidies/grants/\(grant.number)", acts, revision: grant.revision))</li>"
        }
        let payments = HTML(whole.payments) { month, item in
            let said =
                item.result.map { $0.isPaid ? Text("已发放", "paid") : Text("未成功：\($0.note)", "failed: \($0.note)") }
                ?? Text("办理中", "under way")
            return
                "<tr><td>\(month.description)</td><td class=\"n\">\(HouseholdsFrame.yuan(item.amount))</td><td>\(visit.t(said))</td></tr>"
        }
        let homes = HTML(whole.tenancies) {
            "<li><a href=\"/tenancies/\($0.number)\">\($0.home)</a> \($0.from.description) – \($0.until.description) <span class=\"state info\">\(visit.t($0.state.title))</span></li>"
        }
        let canGrant =
            visit.may(.decideHouseholds) && whole.applications.contains { $0.state == .approved || $0.state == .guaranteed }
            && !whole.grants.contains { $0.state != .ended }
        let grant: HTML = """
            <details><summary>\(visit.t("给予租赁补贴", "Grant a subsidy"))</summary><form method="post" action="/subsidies/grants" class="row">\(visit.tokenField)<input type="hidden" name="household" value="\(whole.file.household)">\(visit.field("month", visit.t("起始月份", "From month"), type: "month", max: 7))\(visit.field("contract", visit.t("租赁合同号", "Lease"), max: 24))\(visit.field("account", visit.t("银行账号", "Account"), max: 40))<button>\(visit.t("给予", "Grant"))</button></form></details>
            """
        let adjust: HTML = """
            <details><summary>\(visit.t("补发或追回（下月起结算，追回为负）", "Add or take back (settled from next month; negative to take back)"))</summary><form method="post" action="/subsidies/adjustments" class="row">\(visit.tokenField)<input type="hidden" name="household" value="\(whole.file.household)">\(visit.field("amount", visit.t("金额（元）", "Yuan"), max: 14))\(visit.field("note", visit.t("理由", "Reason"), max: 200))<button class="plain">\(visit.t("登记", "Note"))</button></form></details>
            """
        return """
            <section class="card"><h2>\(visit.t("补贴与住房", "Subsidy and home"))</h2><ul>\(grants)\(homes)</ul>\(grant, if: canGrant)\(adjust, if: visit.may(.decideHouseholds) && !whole.grants.isEmpty)
            \("<div class=\"scroll\"><table><thead><tr><th>\(visit.t("月份", "Month"))</th><th class=\"n\">\(visit.t("金额（元）", "Yuan"))</th><th>\(visit.t("结果", "Result"))</th></tr></thead><tbody>\(payments)</tbody></table></div>", if: !whole.payments.isEmpty)</section>
            """
    }

    private static func endingForm(_ visit: Visit, _ whole: Whole) -> HTML {
        let form: HTML = """
            <details class="card"><summary>\(visit.t("登记退出保障或申请人死亡", "Register leaving or death"))</summary><form method="post" action="\(path(whole.file.household))/ending" class="row">\(visit.tokenField)\(visit.choice("kind", visit.t("情形", "What"), HouseholdEnding.Kind.self))\(visit.field("date", visit.t("日期", "Day"), type: "date"))\(visit.field("source", visit.t("依据", "Seen in"), max: 60))<button class="danger">\(visit.t("登记", "Register"))</button></form></details>
            """
        return "\(form, if: visit.may(.handleHouseholds))"
    }
}
