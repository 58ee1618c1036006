import Casework
import Ledgers
import Quantities
import Store

/// Acts that come from a form.
enum CaseActing {
    static func open(_ visit: Visit) async throws -> Reply {
        let kind = try CasePages.kind(visit)
        guard let act = kind.act(try visit.parameter("act")), act.opens else { throw Refusal.notFound }
        guard let district = visit.form["district"].flatMap(RegionCode.init), visit.office.regions[district] != nil,
            let year = visit.form["year"].flatMap(Int.init), (1900...2100).contains(year)
        else { throw Refusal.invalid("请选择年度和行政区划", "choose a year and a district") }
        let order = CaseOrder(
            kind.name, act.name, district: district, year: year, answers: CaseFields.answers(act, visit.form),
            reason: visit.form["reason"] ?? "", documents: CaseFields.attachments(visit))
        do {
            let outcome = try await CasePages.casework(visit).perform(order, as: visit.access, at: visit.now)
            return .see(CasePages.path(kind, district, outcome.key, year: year) + "&done=saved")
        } catch let error as CaseworkError {
            return .html(try await CaseOpening.page(visit, problem: error), status: Guard.status(error.kind))
        }
    }

    static func act(_ visit: Visit) async throws -> Reply {
        let kind = try CasePages.kind(visit)
        guard let act = kind.act(try visit.parameter("act")), !act.opens else { throw Refusal.notFound }
        let (district, key) = (try CaseScreen.place(visit), try visit.parameter("key"))
        let order = CaseOrder(
            kind.name, act.name, district: district, year: visit.year, key: key, mark: visit.form["mark"],
            answers: CaseFields.answers(act, visit.form), reason: visit.form["reason"] ?? "", documents: CaseFields.attachments(visit))
        do {
            try await CasePages.casework(visit).perform(order, as: visit.access, at: visit.now)
            return .see(CasePages.path(kind, district, key, year: visit.year) + "&done=saved")
        } catch let error as CaseworkError where error.kind != .notFound {
            return .html(try await CaseScreen.page(visit, problem: (act.name, error)), status: Guard.status(error.kind))
        }
    }

    static func bulk(_ visit: Visit) async throws -> Reply {
        let kind = try CasePages.kind(visit)
        guard let act = kind.act(try visit.parameter("act")), act.isBulk else { throw Refusal.notFound }
        let year = visit.form["year"].flatMap(Int.init) ?? visit.year
        let picks = visit.form.all("pick")
        guard !picks.isEmpty else { throw Refusal.invalid("请先勾选要办理的事项", "tick the cases first") }
        let answers = CaseFields.answers(act, visit.form)
        let orders = try picks.map { pick in
            // District, mark, key; the key may hold blanks.
            let parts = pick.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let district = RegionCode(parts[0]) else { throw Refusal.malformed("选择不可读", "a choice cannot be read") }
            return CaseOrder(
                kind.name, act.name, district: district, year: year, key: parts[2], mark: parts[1], answers: answers,
                reason: visit.form["reason"] ?? "")
        }
        let outcome = try await CasePages.casework(visit).performEach(orders, as: visit.access, at: visit.now)
        guard !outcome.refused.isEmpty else { return .see("/cases/\(kind.name)?year=\(year)&done=saved") }
        let items = HTML(outcome.refused) { "<li><b>\($0.order.key)</b> \(visit.t($0.text)) <code>\($0.code)</code></li>" }
        return .html(
            visit.page(
                visit.t(
                    "\(act.title.zh)：办成\(outcome.done.count)件，未办\(outcome.refused.count)件",
                    "\(act.title.en): \(outcome.done.count) done, \(outcome.refused.count) not"),
                trail: [(visit.t(kind.title), "/cases/\(kind.name)?year=\(year)")],
                "<ul class=\"problem\">\(items)</ul><p><a class=\"button\" href=\"/cases/\(kind.name)?year=\(year)\">\(visit.t("回到清单", "Back to the list"))</a></p>"
            ),
            status: 409)
    }
}
