import Casework
import Ledgers
import Quantities

/// 总览: a screen of tables over a field of work. The page, its exports and the API are made from the same tables.
struct Overview: Sendable {
    /// In its address: `/overviews/renewal`.
    let name: String
    let group: CaseGroup
    let title: Text
    /// What it shows, in a sentence.
    let purpose: Text
    let make: @Sendable (Visit) async throws -> Content

    struct Content: Sendable {
        /// What stands above the tables: sums, warnings.
        var head = HTML.nothing
        var tables: [DataTable] = []
    }

    static let all: [Overview] = [.renewal, .redevelopment, .quality, .defects, .samples, .policies, .tasks]

    var path: String { "/overviews/\(name)" }

    static func named(_ visit: Visit) throws -> Overview {
        let name = try visit.parameter("overview")
        guard let overview = all.first(where: { $0.name == name }) else { throw Refusal.notFound }
        return overview
    }
}

enum OverviewPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/overviews/:overview", may: .may(.readLedgers), Text("业务总览", "Overview")) { visit in
            let overview = try Overview.named(visit)
            let content = try await overview.make(visit)
            for table in content.tables { if let file = try table.export(visit) { return file } }
            let sections = HTML(content.tables) { table in
                "<section class=\"card\"><h2>\(table.title)</h2>\(table.html(visit))</section>"
            }
            return .html(
                visit.page(
                    visit.t(overview.title), trail: [(visit.t("业务办理", "Casework"), "/cases?year=\(visit.year)")], isWide: true,
                    aside: CasePages.yearForm(visit), "<p class=\"quiet\">\(visit.t(overview.purpose))</p>\(content.head)\(sections)"))
        }
    }
}

enum OverviewAPI {
    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/overviews/:overview", may: .may(.readLedgers), CaseAPI.tag, Text("业务总览的各表", "The tables of an overview"),
            query: [Asking.year]
        ) { visit in
            let overview = try Overview.named(visit)
            return OverviewDocument(visit, overview, try await overview.make(visit))
        }
    }
}

/// The tables of an overview as they are shown, cell by cell.
struct OverviewDocument: Codable, Sendable {
    var overview: String
    var year: Int
    var title: Text
    var tables: [Table]

    struct Table: Codable, Sendable {
        var table: String
        var title: String
        var columns: [Column]
        /// Cells in the order of the columns.
        var rows: [[String]]
    }

    struct Column: Codable, Sendable {
        var column: String
        var title: String
    }

    init(_ visit: Visit, _ overview: Overview, _ content: Overview.Content) {
        (self.overview, year, title) = (overview.name, visit.year, overview.title)
        tables = content.tables.map { table in
            Table(
                table: table.id, title: table.title, columns: table.columns.map { Column(column: $0.id, title: $0.title) },
                rows: table.rows.map { $0.map(\.text) })
        }
    }
}

extension Visit {
    /// `95.28%`, or a dash.
    func percent(_ rate: Rational?) -> DataTable.Cell {
        guard let rate else { return .init("—") }
        return .init(NumberFormat(decimals: 2).text(rate, unit: .percent, language: language), value: rate)
    }

    /// Fen as 万元, to two decimals; a dash where there is none.
    func wan(_ fen: Int64?) -> DataTable.Cell {
        guard let fen else { return .init("—") }
        let value = Rational(fen, 1_000_000)
        return .init(NumberFormat(decimals: 2).digits(value, unit: .none), value: value)
    }

    /// Hundredths of a square metre as 万平方米, to two decimals.
    func wanMetres(_ hundredths: Int64) -> DataTable.Cell {
        let value = Rational(hundredths, 1_000_000)
        return .init(NumberFormat(decimals: 2).digits(value, unit: .none), value: value)
    }

    func date(_ day: CivilDate?) -> DataTable.Cell {
        guard let day else { return .init("") }
        return .init(day.description, html: "<span class=\"nowrap\">\(day.description)</span>")
    }

    /// A label that says whether something is in order.
    func label(_ text: String, _ style: String) -> DataTable.Cell {
        .init(text, html: "<span class=\"state \(style)\">\(text)</span>")
    }

    func caseLink(_ kind: CaseKind, _ district: RegionCode, _ key: String) -> DataTable.Cell {
        .link(key, CasePages.path(kind, district, key, year: year))
    }

    func districtName(_ code: RegionCode) -> DataTable.Cell { .init(CasePages.district(code, self)) }

    /// A number with what it counts, for the head of a screen.
    func stat(_ title: String, _ number: String, _ style: String = "") -> HTML {
        let value: HTML =
            style.isEmpty
            ? "<p class=\"stat\">\(number)</p>"
            : "<p class=\"stat\"><span class=\"state \(style)\">\(number)</span></p>"
        return "<div class=\"card\"><p class=\"quiet\">\(title)</p>\(value)</div>"
    }
}
