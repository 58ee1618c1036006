import Evaluation
import Ledgers
import Quantities
import Returns
import Review
import Store

/// Search across everything one may see: ledgers, pages, receipts, figures, questions, and the texts of entries.
enum SearchPages {
    /// Entries found are listed up to this many; the reader is told when there are more.
    static let mostEntries = 50

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/search", may: .may(.readLedgers), Text("查找", "Search"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let words = visit.query.text("q") ?? ""
        let title = visit.t("查找", "Search")
        guard words.unicodeScalars.count >= 2 else {
            return .html(
                visit.page(
                    title,
                    visit.empty(
                        visit.t(
                            "输入至少两个字：项目编号、小区、指标、回执号、文件名……",
                            "Type two characters at least: a project, a community, a figure, a receipt, a file …"))))
        }
        let shown = String(words.unicodeScalars.prefix(80).map(Character.init))
        let groups = [
            ledgers(visit, shown), try await figures(visit, shown), try await receipts(visit, shown), try await questions(visit, shown),
            try await entries(visit, shown),
        ].filter { !$0.isEmpty }
        let none = visit.empty(visit.t("没有找到“\(shown)”。", "Nothing was found for “\(shown)”."))
        return .html(visit.page(visit.t("查找“\(shown)”", "Search for “\(shown)”"), "\(HTML(groups) { $0 })\(none, if: groups.isEmpty)"))
    }

    private static func group(_ title: String, _ items: [HTML], note: String? = nil) -> HTML {
        if items.isEmpty { return HTML.nothing }
        let more = note.map { text -> HTML in "<p class=\"quiet\">\(text)</p>" }
        return "<section class=\"card\"><h2>\(title)</h2><ul class=\"timeline\">\(HTML(items) { "<li>\($0)</li>" })</ul>\(more)</section>"
    }

    private static func holds(_ text: String, _ words: String) -> Bool { text.lowercased().contains(words.lowercased()) }

    private static func ledgers(_ visit: Visit, _ words: String) -> HTML {
        let found = Sheet.all.filter { sheet in
            visit.access.allows(ledger: sheet.ledger) && [sheet.ledger, sheet.title.zh, sheet.title.en].contains { holds($0, words) }
        }
        let regions = visit.regions.filter { holds($0.name.zh, words) || holds($0.name.en, words) || $0.code.digits == words }
        return group(
            visit.t("台账和行政区划", "Ledgers and districts"),
            found.map { "<a href=\"/returns/list?ledger=\($0.ledger)&amp;year=\(visit.year)\">\(visit.t($0.title))</a>" }
                + regions.map { "<a href=\"/returns?district=\($0.code.digits)&amp;year=\(visit.year)\">\($0.name[visit.language])</a>" })
    }

    private static func figures(_ visit: Visit, _ words: String) async throws -> HTML {
        guard visit.may(.readEvaluation) else { return HTML.nothing }
        let result = try await visit.office.evaluation(visit.year, visit.access)
        let found = result.figures.values.filter { figure in
            figure.value != nil && [figure.title.zh, figure.title.en, figure.reference.tag].contains { holds($0, words) }
        }.sorted { $0.reference < $1.reference }
        return group(
            visit.t("指标", "Figures"),
            found.prefix(30).map { figure in
                let region = figure.reference.region.flatMap { visit.office.regions[$0]?.name[visit.language] } ?? ""
                return
                    "<a href=\"/figures/\(path: figure.reference.tag)?year=\(visit.year)\">\(visit.t(figure.title))</a> \(region) <b>\(figure.text(visit.language))</b>"
            }, note: found.count > 30 ? visit.t("共\(found.count)个，列出30个", "30 of \(found.count) are listed") : nil)
    }

    private static func receipts(_ visit: Visit, _ words: String) async throws -> HTML {
        let access = visit.access
        let found = try await visit.office.database.read { try Receipts.all($0, access) }
            .filter { holds($0.fileName, words) || $0.name.lowercased() == words.lowercased() || $0.fileHash == words.lowercased() }
        return group(
            visit.t("回执", "Receipts"),
            found.suffix(20).reversed().map {
                "<a href=\"/receipts/\($0.number)\">\($0.name)</a> \($0.fileName) <span class=\"quiet\">\(visit.time($0.arrivedAt))</span>"
            })
    }

    private static func questions(_ visit: Visit, _ words: String) async throws -> HTML {
        guard visit.may(.askQuestions) || visit.may(.answerQuestions) else { return HTML.nothing }
        let access = visit.access
        let found = try await visit.office.database.read { try Questions.list($0, access) }
            .filter { question in
                holds(question.text, words) || question.messages.contains { holds($0.text, words) }
                    || question.name.lowercased() == words.lowercased()
            }
        return group(
            visit.t("问答", "Questions"),
            found.suffix(20).reversed().map { "<a href=\"/questions/\($0.number)\">\($0.name)</a> \($0.text.prefix(80))" })
    }

    /// Current entries whose texts hold the words. Personal columns are never searched.
    private static func entries(_ visit: Visit, _ words: String) async throws -> HTML {
        let (access, year, language) = (visit.access, visit.year, visit.language)
        let found = try await visit.office.database.read { connection -> [(Entry, String)] in
            var found: [(Entry, String)] = []
            let pattern = "%" + words.unicodeScalars.map { "%_\\".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined() + "%"
            for sheet in Sheet.all where access.allows(ledger: sheet.ledger) && found.count <= mostEntries {
                let columns = sheet.columns.enumerated().filter { !$0.element.isPersonal && !$0.element.type.isNumber }
                guard !columns.isEmpty else { continue }
                let pages = try Pages.current(connection, access, year: year, ledger: sheet.ledger)
                for entry in try Entries.matching(
                    connection, access, pages, columns: columns.map(\.element.name), like: pattern, most: mostEntries + 1 - found.count)
                {
                    let text = columns.map { entry.shown($0.offset, language) }.filter { !$0.isEmpty }.joined(separator: " · ")
                    found.append((entry, text))
                }
            }
            return found
        }
        return group(
            visit.t("条目", "Entries"),
            found.prefix(mostEntries).map { entry, text in
                let address = PageAddress(entry.page.address)
                let title = address.map { ReturnPages.title($0, visit) } ?? entry.page.address
                return
                    "<a href=\"/receipts/\(entry.source.receipt)/sheet?row=\(entry.source.row)&amp;name=\(path: entry.source.sheet)\">\(entry.key)</a> \(title) <span class=\"quiet\">\(text)</span>"
            }, note: found.count > mostEntries ? visit.t("还有更多，请多输入几个字。", "There are more; type more of the word.") : nil)
    }
}
