import Accounts
import Ledgers
import Quantities
import Store

/// 删除个人信息: one asks, another decides.
enum ErasurePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/erasures", may: .may(.readHouseholds), Text("删除个人信息", "Erasure of personal data"), list)
        routes.page(.post, "/erasures", may: .may(.handleHouseholds), Text("申请删除", "Ask for an erasure"), ask)
        routes.page(.post, "/erasures/:request", may: .may(.decideHouseholds), Text("审批删除", "Decide on an erasure"), decide)
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (access, book) = (visit.access, visit.office.accounts)
        let (requests, names) = try await visit.office.database.read { (try Erasures.list($0, access), try book.names($0)) }
        let open = HTML(requests.filter { $0.decision == nil }) { request in
            let own = request.actor == access.actor
            let act: HTML = """
                <form method="post" action="/erasures/\(request.number)" class="stack">\(visit.tokenField)<label>\(visit.t("意见（驳回时必填）", "Reason (needed to refuse)"))<input name="reason" maxlength="200"></label>
                <div class="acts"><button class="danger" name="verdict" value="erase" data-confirm="\(visit.t("删除后不能恢复。确认删除？", "It cannot be undone. Erase?"))">\(visit.t("删除", "Erase"))</button><button class="plain" name="verdict" value="refuse">\(visit.t("驳回", "Refuse"))</button></div></form>
                """
            return """
                <section class="card"><h2>\(visit.t("家庭", "Household")) \(request.household)</h2><p class="said">\(request.reason)</p><p class="quiet">\(names[request.actor] ?? request.actor) \(visit.time(request.at))</p>\(act, if: visit.may(.decideHouseholds) && !own)</section>
                """
        }
        var table = DataTable(
            "erasures", title: visit.t("已办结的删除申请", "Decided requests"),
            columns: [
                .init("household", visit.t("家庭编号", "Household")), .init("reason", visit.t("申请理由", "Why")),
                .init("who", visit.t("申请人", "Asked by")), .init("verdict", visit.t("结果", "Outcome")),
                .init("by", visit.t("审批人", "Decided by")), .init("at", visit.t("时间", "Time")),
            ])
        table.rows = requests.compactMap { request in
            request.decision.map { decision in
                [
                    .init(request.household), .init(request.reason), .init(names[request.actor] ?? request.actor),
                    .init(decision.isErased ? visit.t("已删除", "erased") : visit.t("已驳回：", "refused: ") + decision.reason),
                    .init(names[decision.actor] ?? decision.actor), .init(visit.time(decision.at)),
                ]
            }
        }
        table.empty = visit.empty(visit.t("还没有办结的申请。", "None has been decided."))
        if let file = try table.export(visit) { return file }
        let form: HTML = """
            <section class="card"><h2>\(visit.t("申请删除", "Ask for an erasure"))</h2><form method="post" action="/erasures" class="stack">\(visit.tokenField)<label>\(visit.t("家庭编号", "Household"))<input name="household" required maxlength="24"></label><label>\(visit.t("理由", "Why"))<input name="reason" required maxlength="200"></label><button>\(visit.t("提交，由他人审批", "Submit; somebody else decides"))</button></form></section>
            """
        return .html(
            visit.page(
                visit.t("删除个人信息", "Erasure of personal data"), isWide: true,
                """
                <p>\(visit.t("删除会销毁该家庭的密钥：台账各版本和今后的备份中的姓名、证件号不能再读，以后报送的也不再保存；数目、指纹、封账和日志不变，仍可核验。", "An erasure destroys the household's key: names and numbers in every version of the ledgers and in backups to come can no longer be read, and those filed later are not kept. Figures, digests, freezes and the journal stay as they are and still verify."))</p>
                \(form, if: visit.may(.handleHouseholds))\(open)\(table.html(visit))
                """))
    }

    private static func ask(_ visit: Visit) async throws -> Reply {
        let (access, now) = (visit.access, visit.now)
        let (household, reason) = (visit.form.text("household") ?? "", visit.form.text("reason") ?? "")
        _ = try await visit.office.database.write { try Erasures.ask($0, access, household: household, reason: reason, at: now) }
        return .see("/erasures?done=erasure")
    }

    private static func decide(_ visit: Visit) async throws -> Reply {
        let (access, now, number) = (visit.access, visit.now, try visit.number("request"))
        let (verdict, reason) = (visit.form["verdict"] ?? "", visit.form.text("reason") ?? "")
        guard ["erase", "refuse"].contains(verdict) else { throw Refusal.malformed("没有这项办理", "no such act") }
        try await visit.office.database.write {
            try Erasures.decide($0, access, request: number, erase: verdict == "erase", reason: reason, at: now)
        }
        return .see("/erasures?done=" + (verdict == "erase" ? "erased" : "refused"))
    }
}
