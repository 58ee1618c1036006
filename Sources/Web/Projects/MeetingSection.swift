import Casework
import Ledgers
import Quantities
import Store

/// The agenda of a meeting with opinions and decisions.
enum MeetingSection {
    /// An item with what was said of it.
    struct Item: Sendable {
        let entry: Entry
        let opinions: [Entry]
        func shown(_ column: String, _ language: Language) -> String {
            entry.sheet.index(of: column).map { entry.shown($0, language) } ?? ""
        }
    }

    static func items(_ visit: Visit, _ view: CaseView) async throws -> [Item] {
        let (access, year, meeting) = (visit.access, view.line.year, view.line.key)
        return try await visit.office.database.read { connection in
            let opinions = try Entries.current(connection, access, .opinions, year: year).filter { $0["meeting"].plain == meeting }
            return try Entries.current(connection, access, .meetingItems, year: year).filter { $0["meeting"].plain == meeting }.map {
                item in
                Item(entry: item, opinions: opinions.filter { $0["item"] == item["item"] })
            }
        }
    }

    static func html(_ visit: Visit, _ view: CaseView) async throws -> HTML {
        let items = try await items(visit, view)
        let list = HTML(items) { item in
            let decision = item.shown("decision", visit.language)
            let code = item.entry["item"].plain
            let place = RegionCode(item.entry["place"].plain)
            let title: HTML
            if let place, item.entry["subject"].plain == "project" {
                title = "<a href=\"\(CasePages.path(.project, place, code, year: visit.year))\">\(item.entry["title"].plain)</a>"
            } else {
                title = "\(item.entry["title"].plain)"
            }
            let style = item.entry["decision"].plain == "approve" ? "good" : decision.isEmpty ? "info" : "overdue"
            let note: HTML = "<br><span class=\"said\">\(item.entry["note"].plain)</span>"
            return """
                <li><b>\(code)</b> \(title) <span class="state \(style)">\(decision.isEmpty ? visit.t("待决定", "undecided") : decision)</span>\(note, if: !item.entry["note"].plain.isEmpty)\(opinions(visit, item))</li>
                """
        }
        let none: HTML = "<p class=\"quiet\">\(visit.t("还没有议题。", "The agenda is empty."))</p>"
        let minutes: HTML = """
            <p><a href="/meetings/\(path: view.line.key)/minutes?year=\(view.line.year)">\(visit.t("会议纪要（打印）", "Minutes, to print"))</a>　<a href="/meetings/\(path: view.line.key)/minutes/docx?year=\(view.line.year)">DOCX</a></p>
            """
        return
            "<section class=\"card\"><h2>\(visit.t("议题、意见和决定", "Agenda, opinions, decisions"))</h2>\(minutes, if: !items.isEmpty)<ul class=\"timeline\">\(list)</ul>\(none, if: items.isEmpty)</section>"
    }

    private static func opinions(_ visit: Visit, _ item: Item) -> HTML {
        HTML(item.opinions) { opinion in
            let sheet = opinion.sheet
            let said = sheet.index(of: "opinion").map { opinion.shown($0, visit.language) } ?? ""
            let text = opinion["text"].plain
            return "<br><span class=\"quiet\">\(opinion["unit"].plain)：\(said)\(text.isEmpty ? "" : visit.t("，", ", ") + text)</span>"
        }
    }
}
