import Casework
import Ledgers
import Quantities
import Store

/// The form that opens a case.
enum CaseOpening {
    static func page(_ visit: Visit, problem: CaseworkError? = nil) async throws -> HTML {
        let kind = try CasePages.kind(visit)
        guard let act = kind.act(try visit.parameter("act")), act.opens, visit.may(act.may) else { throw Refusal.notFound }
        let isOfCity = kind.ledger.filedBy == .city
        let places = isOfCity ? [visit.office.regions.city] : visit.districts
        let chosen = visit.form["district"] ?? visit.query["district"]
        let districts = HTML(places) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code.digits == chosen)>\($0.name[visit.language])</option>"
        }
        // A link may carry answers that are known already: the project a certificate is for.
        let fields = HTML(act.asks) { column in
            let name = "a-\(column.name)"
            return CaseFields.field(
                column, value: visit.form[name] ?? visit.query[name] ?? "", fault: problem?.fields[column.name], visit)
        }
        let message = problem.map { error -> HTML in
            "<p class=\"problem\" role=\"alert\">\(visit.t(error.text)) <code>\(error.code)</code></p>"
        }
        return visit.page(
            visit.t("\(kind.title.zh)：\(act.title.zh)", "\(kind.title.en): \(act.title.en)"),
            trail: [
                (visit.t("业务办理", "Casework"), "/cases?year=\(visit.year)"), (visit.t(kind.title), "/cases/\(kind.name)?year=\(visit.year)"),
            ],
            """
            \(message)<form method="post" action="/cases/\(kind.name)/new/\(act.name)" enctype="multipart/form-data" class="stack card">\(visit.tokenField)
            <div class="row"><label>\(visit.t("年度", "Year"))<input name="year" value="\(visit.form["year"] ?? String(visit.year))" inputmode="numeric" size="5" maxlength="4" required></label><label>\(visit.t("行政区划", "District"))<select name="district">\(districts)</select></label></div>
            <div class="pair">\(fields)</div>\(CaseFields.reason(act, visit.form["reason"] ?? "", visit))\(CaseFields.documents(kind, act, has: [], visit))
            \(needs(act, visit))<div class="acts"><button>\(visit.t(act.title))</button><a class="button plain" href="/cases/\(kind.name)?year=\(visit.year)">\(visit.t("返回", "Back"))</a></div></form>
            """)
    }

    /// What must hold, said before somebody fills in a form in vain.
    static func needs(_ act: CaseAct, _ visit: Visit) -> HTML {
        let list = HTML(act.needs) { "<li>\(visit.t($0.text)) <code>\($0.code)</code></li>" }
        let section: HTML = "<div class=\"quiet\">\(visit.t("办理条件：", "Conditions:"))<ul>\(list)</ul></div>"
        return act.needs.isEmpty ? HTML.nothing : section
    }
}
