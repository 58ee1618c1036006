import Casework
import Ledgers
import Quantities
import Reports
import Store

/// 会议纪要: the minutes of a meeting, to print and as DOCX.
enum MeetingPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/meetings/:meeting/minutes", may: .may(.readLedgers), Text("会议纪要", "Minutes"), show)
        routes.page(.get, "/meetings/:meeting/minutes/docx", may: .may(.readLedgers), Text("会议纪要DOCX", "Minutes, DOCX"), word)
    }

    private static func view(_ visit: Visit) async throws -> CaseView {
        let (access, city, year, key) = (visit.access, visit.office.regions.city.code, visit.year, try visit.parameter("meeting"))
        guard access.allows(city), access.allows(ledger: Sheet.meetings.ledger) else { throw Refusal.notFound }
        let found = try await visit.office.database.read { connection in
            try Cases.list(connection, access, .meeting, year: year).first { $0.key == key }.map { _ in
                try Cases.view(connection, access, .meeting, district: city, year: year, key: key)
            }
        }
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// The minutes as a document: what was before the meeting, what each body said, what was decided.
    private static func document(_ visit: Visit, _ view: CaseView) async throws -> ReportDocument {
        let entry = view.line.entry
        let items = try await MeetingSection.items(visit, view)
        func shown(_ column: String) -> String { entry.sheet.index(of: column).map { entry.shown($0, visit.language) } ?? "" }
        let title = entry["title"].plain.isEmpty ? shown("kind") + " " + view.line.key : entry["title"].plain
        var blocks: [ReportBlock] = [.title(title + visit.t("\n会议纪要", "\nMinutes"))]
        let chair = shown("chair")
        let opening = visit.t(
            "\(shown("held_on"))，召开\(shown("programme"))\(shown("kind"))\(chair.isEmpty ? "" : "，由\(chair)主持")。会议审议议题\(items.count)项，纪要如下：",
            "On \(shown("held_on")) a \(shown("kind")) on \(shown("programme")) was held\(chair.isEmpty ? "" : ", chaired by \(chair)"); \(items.count) items were before it:"
        )
        blocks.append(.paragraph([.text(opening)]))
        let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        for (index, item) in items.enumerated() {
            let number = index < 10 && visit.language == .chinese ? numerals[index] + "、" : "\(index + 1). "
            blocks.append(
                .heading(
                    ReportHeading(
                        level: 1, number: number, text: item.entry["title"].plain + "（\(item.entry["item"].plain)）", anchor: "item\(index)")
                ))
            for opinion in item.opinions {
                let said = opinion.sheet.index(of: "opinion").map { opinion.shown($0, visit.language) } ?? ""
                let text = opinion["text"].plain
                blocks.append(
                    .paragraph([
                        .text("\(opinion["unit"].plain)：\(said)\(text.isEmpty ? "" : visit.t("。", ". ") + text)\(visit.t("。", "."))")
                    ]))
            }
            let decision = item.shown("decision", visit.language)
            let note = item.entry["note"].plain
            blocks.append(
                .paragraph([
                    .strong(visit.t("会议决定：", "Decided: ") + (decision.isEmpty ? visit.t("未决定", "nothing yet") : decision)),
                    .text((note.isEmpty ? "" : visit.t("。", ". ") + note) + visit.t("。", ".")),
                ]))
        }
        if !entry["decision"].plain.isEmpty { blocks.append(.paragraph([.text(visit.t("总的决定：", "In all: ") + entry["decision"].plain)])) }
        blocks.append(.closing([YearDocuments.bodies(visit.office.regions.city)[0][visit.language], shown("held_on")]))
        return ReportDocument(language: visit.language, properties: ReportProperties(title: title, year: view.line.year), blocks: blocks)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let view = try await view(visit)
        let document = try await document(visit, view)
        let body = HTML(document.blocks) { block in
            switch block {
            case .title, .table, .chart, .picture: HTML.nothing
            case .heading(let heading): "<h2>\(heading.number)\(heading.text)</h2>"
            case .paragraph(let spans), .note(let spans): "<p>\(spans.plain)</p>"
            case .closing(let lines): "<p>\(lines.joined(separator: "　"))</p>"
            }
        }
        return .html(
            visit.page(
                document.properties.title + visit.t("　会议纪要", ": minutes"),
                trail: [
                    (
                        visit.t("会议", "Meeting"),
                        CasePages.path(.meeting, visit.office.regions.city.code, view.line.key, year: view.line.year)
                    )
                ],
                "<article class=\"letter\">\(body)</article>"))
    }

    private static func word(_ visit: Visit) async throws -> Reply {
        let view = try await view(visit)
        let document = try await document(visit, view)
        return .download(
            .bytes(try WordReport.bytes(document)), name: visit.t("会议纪要", "Minutes") + "-\(view.line.key).docx", type: Reply.docx)
    }
}
