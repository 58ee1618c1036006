import Accounts
import Foundation
import Households
import Ledgers
import Quantities
import Store

/// What the pages of households and homes share: the way between them, the forms of acts, the policy in force.
enum HouseholdsFrame {
    static let readers = Route.Requirement.may(.readHouseholds)

    /// The pages of this part, as a second line of navigation.
    static func tabs(_ visit: Visit) -> HTML {
        let places: [(String, String, String)] = [
            ("/households", "家庭档案", "Files"), ("/applications", "申请", "Applications"), ("/notices", "公示", "Notices"),
            ("/waiting", "轮候", "Waiting list"), ("/draws", "摇号", "Draws"), ("/coverage", "重点保障", "Coverage"),
            ("/subsidies", "补贴发放", "Subsidies"), ("/homes", "房源与租赁", "Homes"), ("/doubts", "疑点", "Doubts"),
            ("/what-if", "政策测算", "What if"),
        ]
        let links = HTML(places) { path, zh, en in
            "<li><a href=\"\(path)\"\(" aria-current=\"page\"", if: visit.path == path)>\(visit.t(zh, en))</a></li>"
        }
        return "<nav class=\"places\" aria-label=\"\(visit.t("家庭与住房", "Households and homes"))\"><ul>\(links)</ul></nav>"
    }

    /// The tabs' way back, where a page stands below one of them.
    static func page(
        _ visit: Visit, _ title: String, trail: [(String, String)] = [], isWide: Bool = false, aside: HTML? = nil, _ content: HTML
    ) -> HTML {
        let tabs = visit.may(.readHouseholds) ? self.tabs(visit) : HTML.nothing
        return visit.page(title, trail: trail, isWide: isWide, aside: aside, "\(tabs)\(content)")
    }

    /// The city's files in the data directory come before the program's.
    static func policy(_ visit: Visit) throws -> PolicyBook { try PolicyBook.load(overrides: visit.office.location.root) }

    static func yuan(_ money: Money) -> String { money.value.decimalText(decimals: 2) }

    static func money(_ money: Money) -> DataTable.Cell { DataTable.Cell(yuan(money), value: money.value) }
}

extension Visit {
    /// A labelled field.
    func field(
        _ name: String, _ title: String, type: String = "text", value: String = "", required: Bool = true, max: Int = 100, hint: String = ""
    ) -> HTML {
        let note: HTML = "<span class=\"quiet\">\(hint)</span>"
        let mark: HTML = " required"
        return
            "<label>\(title)\(note, if: !hint.isEmpty)<input type=\"\(type)\" name=\"\(name)\" value=\"\(value)\" maxlength=\"\(max)\" autocomplete=\"off\"\(mark, if: required)></label>"
    }

    /// A labelled list to choose from; the first is “please choose” where nothing is chosen yet.
    func choice(_ name: String, _ title: String, _ options: [(value: String, title: String)], chosen: String? = nil, required: Bool = true)
        -> HTML
    {
        let list = HTML(options) { "<option value=\"\($0.value)\"\(" selected", if: $0.value == chosen)>\($0.title)</option>" }
        let empty: HTML = "<option value=\"\">\(t("请选择", "choose"))</option>"
        let mark: HTML = " required"
        return
            "<label>\(title)<select name=\"\(name)\"\(mark, if: required)>\(empty, if: chosen == nil || !required)\(list)</select></label>"
    }

    func choice<Value: Titled>(_ name: String, _ title: String, _ type: Value.Type, chosen: Value? = nil) -> HTML {
        choice(name, title, Value.allCases.map { ($0.rawValue, t($0.title)) }, chosen: chosen?.rawValue)
    }

    func districtChoice(_ title: String? = nil) -> HTML {
        choice(
            "district", title ?? t("行政区划", "District"), districts.map { ($0.code.digits, $0.name[language]) },
            chosen: districts.count == 1 ? districts[0].code.digits : nil)
    }

    /// The form of a thing's acts: one button each, a reason, and whatever else they take.
    func actForm(
        _ path: String, _ acts: [(name: String, title: String)], revision: Int64, note: String? = nil, _ fields: HTML = HTML.nothing
    ) -> HTML {
        if acts.isEmpty { return HTML.nothing }
        let buttons = HTML(acts.enumerated()) { index, act in
            "<button name=\"act\" value=\"\(act.name)\" class=\"\(index == 0 ? "" : "plain")\">\(act.title)</button> "
        }
        return """
            <form method="post" action="\(path)" class="stack">\(tokenField)<input type="hidden" name="revision" value="\(revision)">\(fields)<label>\(note ?? t("理由或说明（退回、不予批准等必填）", "Reason (needed to send back, refuse …)"))<textarea name="note" maxlength="500"></textarea></label><div class="acts">\(buttons)</div></form>
            """
    }

    /// What was done, oldest first.
    func timeline(_ acts: [DoneAct], names: [String: String], title: (String) -> String) -> HTML {
        let items = HTML(acts) { act in
            let note: HTML = "<br><span class=\"said\">\(act.note)</span>"
            return
                "<li><b>\(title(act.act))</b> \(names[act.actor] ?? act.actor) <span class=\"quiet\">\(time(act.at))</span>\(note, if: !act.note.isEmpty)</li>"
        }
        return "<ul class=\"timeline\">\(items)</ul>"
    }

    func formDate(_ name: String, _ title: (zh: String, en: String)) throws -> CivilDate {
        guard let date = CivilDate(try form.required(name, title)) else {
            throw Refusal.invalid("“\(title.zh)”写作2023-07-01", "“\(title.en)” is written 2023-07-01")
        }
        return date
    }

    func formMoney(_ name: String, _ title: (zh: String, en: String)) throws -> Money {
        guard let value = Rational(try form.required(name, title)), let fen = (value * 100).int64, abs(fen) <= 10_000_000_000_000 else {
            throw Refusal.invalid("“\(title.zh)”为元，最多两位小数", "“\(title.en)” is in yuan with at most two decimals")
        }
        return Money(fen: fen)
    }

    func formNumber(_ name: String, _ title: (zh: String, en: String)) throws -> Int64 {
        guard let value = Int64(try form.required(name, title)) else {
            throw Refusal.invalid("“\(title.zh)”应为整数", "“\(title.en)” is a whole number")
        }
        return value
    }

    func formDistrict() throws -> RegionCode {
        guard let code = form["district"].flatMap(RegionCode.init), office.regions[code] != nil else {
            throw Refusal.invalid("请选择行政区划", "choose a district")
        }
        return code
    }

    /// An order of a form: its act, the revision its person saw, the note.
    func formOrder<Act: Titled>(_ type: Act.Type, _ number: Int64, detail: [String: String] = [:]) throws -> Order<Act> {
        guard let act = form["act"].flatMap(Act.init(rawValue:)) else { throw Refusal.malformed("没有这项办理", "no such act") }
        return Order(act, number, revision: form["revision"].flatMap(Int64.init), note: form.text("note") ?? "", detail: detail)
    }

    func state(_ title: Text, _ style: String) -> DataTable.Cell {
        DataTable.Cell(t(title), html: "<span class=\"state \(style)\">\(t(title))</span>")
    }

    func districtName(_ code: RegionCode) -> String { office.regions[code]?.name[language] ?? code.digits }
    func districtName(_ digits: String) -> String { RegionCode(digits).map(districtName) ?? digits }

    /// Reads with one access and gives the names of accounts beside.
    func reading<T: Sendable>(_ body: @escaping @Sendable (any Connection, Access) throws -> T) async throws -> (T, names: [String: String])
    {
        let (access, book) = (access, office.accounts)
        return try await office.database.read { (try body($0, access), names: try book.names($0)) }
    }

    @discardableResult
    func writing<T: Sendable>(_ body: @escaping @Sendable (any Connection, Access, String) throws -> T) async throws -> T {
        let (access, instant) = (access, now.description)
        return try await office.database.write { try body($0, access, instant) }
    }
}
