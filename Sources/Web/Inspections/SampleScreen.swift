import Casework
import Ledgers
import Quantities
import Store

extension Overview {
    static let samples = Overview(
        name: "samples", group: .quality, title: Text("市级抽查抽样", "Samples of the city's inspections"),
        purpose: Text(
            "先公布名单摘要和种子承诺，次日起公布种子并抽取；名单和脚本可下载，任何人可以重算",
            "The list's hash and a commitment first, the seed and the draw on a later day; list and script can be taken, and anyone can replay the draw"
        )
    ) { visit in
        let (access, year) = (visit.access, visit.year)
        let lines = try await visit.office.database.read { try Cases.list($0, access, .sample, year: year) }
        var table = DataTable(
            "samples", title: visit.t("抽样批次", "Samples"),
            columns: [
                .init("sample", visit.t("批号", "Sample")), .init("programme", visit.t("专项", "Programme")),
                .init("month", visit.t("开工月份", "Month"), number: true), .init("frame", visit.t("名单", "List"), number: true),
                .init("wanted", visit.t("抽取", "To draw"), number: true), .init("frozen", visit.t("公布名单", "List published")),
                .init("drawn", visit.t("抽取", "Drawn")), .init("state", visit.t("状态", "State")),
            ])
        table.rows = lines.map { line in
            func text(_ column: String) -> String { line.entry[column].plain }
            func day(_ column: String) -> DataTable.Cell {
                .init(line.entry.sheet.index(of: column).map { line.entry.shown($0, visit.language) } ?? "")
            }
            return [
                .link(line.key, "/samples/\(HTML.encoded(line.key))?year=\(line.year)"),
                .init(visit.t(QualityScreen.word(text("programme")))),
                .init(text("month")), .init(text("frame")), .init(text("wanted")), day("frozen_on"), day("drawn_on"),
                .init(visit.t(line.state.name), html: CasePages.badge(.sample, line.state.code, visit)),
            ]
        }
        table.empty = visit.empty(
            visit.t("本年度还没有抽样。", "No sample this year."),
            visit.may(.decideCases) ? (visit.t("公布名单和承诺", "Publish a list"), "/cases/sample/new/freeze?year=\(visit.year)") : nil)
        return Content(tables: [table])
    }
}

/// One sample: what was published when, the list with its order, and how to replay it.
enum SamplePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/samples/:sample", may: .may(.readLedgers), Text("抽样", "Sample"), show)
        routes.page(.get, "/samples/:sample/list", may: .may(.readLedgers), Text("抽样名单", "A sample's list")) { visit in
            let sample = try await read(visit)
            return .download(
                .bytes(Array(Sampling.listFile(sample.sites.map { $0["site"].plain }).utf8)), name: "\(sample.view.line.key)-list.txt",
                type: "text/plain; charset=utf-8")
        }
        routes.page(.get, "/samples/:sample/script", may: .may(.readLedgers), Text("重算脚本", "Script to replay a sample")) { visit in
            _ = try await read(visit)
            return .download(.bytes(Array(Sampling.replayScript.utf8)), name: "replay_sample.py", type: "text/x-python; charset=utf-8")
        }
    }

    struct Sample {
        let view: CaseView
        let sites: [Entry]
    }

    private static func read(_ visit: Visit) async throws -> Sample {
        let (access, year, key, city) = (visit.access, visit.year, try visit.parameter("sample"), visit.office.regions.city.code)
        return try await visit.office.database.read { connection in
            let view = try Cases.view(connection, access, .sample, district: city, year: year, key: key)
            let page = try Pages.current(
                connection, access, ledger: Sheet.sampleSites.ledger, district: city, period: Period(year: view.line.year))
            let sites = try page.map { try Entries.read(connection, access, $0) } ?? []
            return Sample(view: view, sites: sites.filter { $0["sample"].plain == key })
        }
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let sample = try await read(visit)
        let line = sample.view.line
        func text(_ column: String) -> String { line.entry[column].plain }
        func day(_ column: String) -> String {
            line.entry.sheet.index(of: column).map { line.entry.shown($0, visit.language) } ?? ""
        }
        var table = DataTable(
            "sites", title: visit.t("名单", "List"),
            columns: [
                .init("place", visit.t("顺序", "Place"), number: true), .init("site", visit.t("项目或小区", "Site")),
                .init("district", visit.t("区", "District")), .init("drawn", visit.t("结果", "Result")),
            ])
        table.rows = sample.sites.sorted { number($0) < number($1) }.map { site in
            let district = RegionCode(site["district_code"].plain)
            return [
                site["place"] == .null ? .init("—") : .init(number(site)), .init(site["site"].plain),
                .init(district.map { CasePages.district($0, visit) } ?? ""),
                site["drawn"] == .integer(1) ? visit.label(visit.t("抽中", "drawn"), "good") : .init(""),
            ]
        }
        if let file = try table.export(visit) { return file }
        let base = "/samples/\(HTML.encoded(line.key))"
        let seed = text("seed")
        let waiting: HTML = "<span class=\"quiet\">\(visit.t("抽取时公布，早于公布名单的次日不能抽取", "told at the draw, which is on a later day"))</span>"
        let seedText: HTML = "<code>\(seed)</code>"
        let command: HTML =
            "<pre><code>python3 replay_sample.py \(line.key)-list.txt \(text("list_hash")) \(text("commitment")) \(seed) \(text("wanted"))</code></pre>"
        let act: HTML =
            "<a class=\"button\" href=\"\(CasePages.path(.sample, line.district, line.key, year: line.year))\">\(visit.t("办理", "Act"))</a>"
        return .html(
            visit.page(
                visit.t("抽样 \(line.key)", "Sample \(line.key)"),
                trail: [
                    (visit.t("业务办理", "Casework"), "/cases?year=\(line.year)"),
                    (visit.t("市级抽查抽样", "Samples"), "/overviews/samples?year=\(line.year)"),
                ], isWide: true, aside: CasePages.badge(.sample, line.state.code, visit),
                """
                <section class="card"><dl class="facts"><dt>\(visit.t("专项", "Programme"))</dt><dd>\(visit.t(QualityScreen.word(text("programme"))))</dd><dt>\(visit.t("名单", "List"))</dt><dd>\(visit.t("\(text("month"))月开工的\(text("frame"))个，抽取\(text("wanted"))个", "\(text("frame")) that started in month \(text("month")); \(text("wanted")) to be drawn"))</dd>
                <dt>\(visit.t("公布名单", "List published"))</dt><dd>\(day("frozen_on"))</dd><dt>\(visit.t("名单摘要 SHA-256", "List hash"))</dt><dd><code>\(text("list_hash"))</code></dd><dt>\(visit.t("种子承诺 SHA-256", "Commitment"))</dt><dd><code>\(text("commitment"))</code></dd>
                <dt>\(visit.t("抽取", "Drawn"))</dt><dd>\(day("drawn_on"))</dd><dt>\(visit.t("随机种子", "Seed"))</dt><dd>\(seedText, if: !seed.isEmpty)\(waiting, if: seed.isEmpty)</dd></dl>
                <p class="acts"><a class="button plain" href="\(base)/list?year=\(line.year)">\(visit.t("下载名单", "The list"))</a> <a class="button plain" href="\(base)/script?year=\(line.year)">\(visit.t("下载重算脚本", "The script"))</a> \(act)</p>\(command, if: !seed.isEmpty)</section>
                <section class="card"><h2>\(visit.t("名单", "List"))</h2>\(table.html(visit))</section>
                """))
    }

    private static func number(_ site: Entry) -> Int64 { if case .integer(let number) = site["place"] { number } else { .max } }
}
