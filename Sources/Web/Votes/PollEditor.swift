import Ledgers
import Quantities
import Store
import Votes

/// The words of a poll, as a form: what is asked, of whom, by what kind of matter.
enum PollEditor {
    static func form(_ visit: Visit, _ poll: Poll?, action: String) -> HTML {
        let definition = poll?.definition
        let districts = HTML(visit.districts) { region in
            "<option value=\"\(region.code.digits)\"\(" selected", if: region.code == definition?.district)>\(region.name[visit.language])</option>"
        }
        let (building, stairway): (String, String) =
            switch definition?.scope {
            case .building(let building): (building, "")
            case .stairway(let building, let stairway): (building, stairway)
            default: ("", "")
            }
        // Two empty ones below those there are; saving adds more.
        let matters = definition?.matters ?? []
        let count = max(matters.count + (poll == nil ? 0 : 2), 3)
        let fields = HTML(0..<min(count, 20)) { matter(visit, $0 + 1, matters.indices.contains($0) ? matters[$0] : nil) }
        let place: HTML =
            poll == nil
            ? "<label>\(visit.t("区", "District"))<select name=\"district\" required>\(districts)</select></label>"
            : "<input type=\"hidden\" name=\"district\" value=\"\(definition?.district.digits ?? "")\"><input type=\"hidden\" name=\"seen\" value=\"\(poll?.revision ?? 0)\">"
        return """
            <form method="post" action="\(action)" class="stack">\(visit.tokenField)\(place)
            <label>\(visit.t("标题", "Title"))<input name="title" required maxlength="100" value="\(definition?.title ?? "")"></label>
            <label>\(visit.t("说明", "Explanation"))<textarea name="explanation" maxlength="5000">\(definition?.explanation ?? "")</textarea></label>
            <label>\(visit.t("小区名称", "Community"))<input name="communityName" required maxlength="100" value="\(definition?.communityName ?? "")"></label>
            <div class="row"><label>\(visit.t("小区编号（台账中的，可不填）", "Its code in the ledger (optional)"))<input name="community" maxlength="40" value="\(definition?.community ?? "")"></label>
            <label>\(visit.t("楼号（只限一栋楼时）", "Building (where only one votes)"))<input name="building" maxlength="20" value="\(building)"></label><label>\(visit.t("单元（只限一个单元时）", "Stairway (where only one votes)"))<input name="stairway" maxlength="20" value="\(stairway)"></label></div>
            <label>\(visit.t("组织单位", "Run by"))<input name="organiser" maxlength="100" value="\(definition?.organiser ?? "")"></label>\(fields)
            <button>\(visit.t("保存", "Save"))</button></form>
            """
    }

    private static func matter(_ visit: Visit, _ number: Int, _ matter: Matter?) -> HTML {
        let kinds = HTML(MatterKind.allCases) { kind in
            "<option value=\"\(kind.rawValue)\"\(" selected", if: kind == (matter?.kind ?? .rebuild))>（\(kind.item)）\(visit.t(kind.title))</option>"
        }
        let orders = HTML(Matter.Election.Order.allCases) { order in
            "<option value=\"\(order.rawValue)\"\(" selected", if: order == matter?.election?.order)>\(visit.t(order.title))</option>"
        }
        return """
            <fieldset class="card"><legend>\(visit.t("事项\(number)", "Matter \(number)"))</legend><label>\(visit.t("类别（民法典第二百七十八条）", "Kind (Civil Code art. 278)"))<select name="kind">\(kinds)</select></label>
            <label>\(visit.t("内容\(number == 1 ? "" : "（不用则留空）")", "Words\(number == 1 ? "" : " (empty where not used)")"))<textarea name="text" maxlength="500"\(" required", if: number == 1)>\(matter?.text ?? "")</textarea></label>
            <label>\(visit.t("方案文件的SHA-256（可不填）", "SHA-256 of the plan (optional)"))<input name="document" maxlength="64" value="\(matter?.document ?? "")"></label>
            <details\(" open", if: matter?.election != nil)><summary>\(visit.t("选举：候选人和名额", "An election: candidates and seats"))</summary><label>\(visit.t("候选人，每行一人（不是选举则留空）", "Candidates, one a line (empty for a question)"))<textarea name="candidates">\(matter?.election?.candidates.joined(separator: "\n") ?? "")</textarea></label>
            <div class="row"><label>\(visit.t("名额", "Seats"))<input name="seats" inputmode="numeric" maxlength="2" value="\(matter?.election?.seats ?? 5)"></label><label>\(visit.t("排序", "Order"))<select name="order">\(orders)</select></label></div></details></fieldset>
            """
    }

    private static func read(_ visit: Visit) throws -> PollDefinition {
        let form = visit.form
        guard let district = form["district"].flatMap(RegionCode.init) else { throw Refusal.invalid("请选择区", "choose a district") }
        let columns = ["kind", "text", "document", "candidates", "seats", "order"].map(form.all)
        guard Set(columns.map(\.count)).count == 1 else { throw Refusal.malformed("表单不完整", "the form is not whole") }
        let matters = try (0..<columns[0].count).compactMap { index -> Matter? in
            let text = columns[1][index]
            guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return nil }
            guard let kind = MatterKind(rawValue: columns[0][index]) else { throw Refusal.malformed("没有这个类别", "no such kind") }
            let candidates = columns[3][index].unicodeScalars.split { $0 == "\n" || $0 == "\r" }
                .map { String(String.UnicodeScalarView($0)) }.filter { $0.unicodeScalars.contains { !$0.properties.isWhitespace } }
            return Matter(
                kind, text, document: columns[2][index],
                election: candidates.isEmpty
                    ? nil
                    : Matter.Election(
                        candidates: candidates, seats: Int(columns[4][index]) ?? 0, order: .init(rawValue: columns[5][index]) ?? .heads))
        }
        let building = form.text("building")
        let scope = building.map { building in
            form.text("stairway").map { PollScope.stairway(building: building, stairway: $0) } ?? .building(building)
        }
        return PollDefinition(
            title: form.text("title") ?? "", explanation: form.text("explanation") ?? "", district: district,
            community: form.text("community") ?? "", communityName: form.text("communityName") ?? "", scope: scope ?? .community,
            matters: matters, organiser: form.text("organiser") ?? "")
    }

    static func create(_ visit: Visit) async throws -> Reply {
        let (access, definition, now) = (visit.access, try read(visit), visit.now)
        let poll = try await visit.office.database.write { try Polls.create($0, access, definition, at: now) }
        return .see(PollPages.path(poll.number) + "?done=saved")
    }

    static func show(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        guard poll.state == .draft else { throw Refusal.notFound }
        return .html(
            visit.page(
                visit.t("表决事项", "Matters"), trail: PollPages.trail(visit, poll),
                form(visit, poll, action: PollPages.path(poll.number, "words"))))
    }

    static func save(_ visit: Visit) async throws -> Reply {
        let (access, number, definition, now) = (visit.access, try visit.number("poll"), try read(visit), visit.now)
        let seen = visit.form["seen"].flatMap(Int64.init) ?? 0
        _ = try await visit.office.database.write { try Polls.revise($0, access, number, definition, seen: seen, at: now) }
        return .see(PollPages.path(number) + "?done=saved")
    }
}
