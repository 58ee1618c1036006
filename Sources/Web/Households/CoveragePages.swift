import Households
import Ledgers
import Quantities
import Store
import Workbooks

/// 重点保障家庭: the frozen list of four categories, followed household by household; coverage by district and category.
enum CoveragePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/coverage", may: HouseholdsFrame.readers, Text("重点保障", "Coverage"), show)
        routes.page(.post, "/coverage", may: .may(.decideCases), body: .upload, Text("冻结名单", "Freeze the list"), freeze)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let year = visit.year
        let (found, _) = try await visit.reading { connection, access in
            let lists = try FrozenLists.lists(connection, access, year: year)
            return (lists, try lists.last.map { try FrozenLists.households(connection, access, $0) } ?? [])
        }
        guard let list = found.0.last else {
            return .html(
                HouseholdsFrame.page(
                    visit, visit.t("重点保障家庭（\(year)年）", "Households to be guaranteed, \(year)"),
                    "\(visit.empty(visit.t("本年度名单还没有冻结。", "This year's list has not been frozen.")))\(form(visit))"))
        }
        var table = DataTable(
            "coverage", title: visit.t("保障率", "Coverage"),
            columns: [
                .init("district", visit.t("行政区划", "District")), .init("category", visit.t("类别", "Category")),
                .init("listed", visit.t("名单户数", "Listed"), number: true), .init("applied", visit.t("申请户数", "Applied"), number: true),
                .init("guaranteed", visit.t("已保障", "Guaranteed"), number: true),
                .init("declined", visit.t("放弃", "Declined"), number: true, minor: true),
                .init("missing", visit.t("台账未登记", "Not in the ledger"), number: true, minor: true),
                .init("rate", visit.t("保障率", "Rate"), number: true),
            ])
        func row(_ place: String, _ kind: String, _ households: [ListedHousehold]) -> [DataTable.Cell] {
            let coverage = Coverage(households)
            let rate = coverage.rate.map { NumberFormat(decimals: 2).text($0, unit: .percent) } ?? "—"
            return [
                .init(place), .init(kind), .init(coverage.listed), .init(coverage.applied), .init(coverage.guaranteed),
                .init(coverage.declined), .init(coverage.missing), .init(rate, value: coverage.rate),
            ]
        }
        let all = visit.t("合计", "all")
        table.rows = [row(all, all, found.1)]
        table.rows += ListedHousehold.Category.allCases.map { kind in row(all, visit.t(kind.title), found.1.filter { $0.category == kind })
        }
        for region in visit.districts {
            let here = found.1.filter { $0.district == region.code }
            if here.isEmpty { continue }
            table.rows.append(row(region.name[visit.language], all, here))
            for kind in ListedHousehold.Category.allCases {
                let some = here.filter { $0.category == kind }
                if !some.isEmpty { table.rows.append(row(region.name[visit.language], visit.t(kind.title), some)) }
            }
        }
        var households = DataTable(
            "listed", title: visit.t("逐户结果", "Household by household"),
            columns: [
                .init("household", visit.t("家庭编号", "Household")), .init("district", visit.t("行政区划", "District")),
                .init("category", visit.t("类别", "Category")), .init("applied", visit.t("申请日期", "Applied on")),
                .init("outcome", visit.t("保障结果", "Outcome")), .init("decided", visit.t("保障日期", "Decided on")),
            ])
        households.rows = found.1.map { household in
            [
                .init(household.household), .init(visit.districtName(household.district)), .init(visit.t(household.category.title)),
                .init(household.appliedOn?.description ?? visit.t("未申请", "not applied")),
                household.outcome.map { visit.state($0.title, household.isGuaranteed ? "good" : $0 == .waiting ? "warn" : "") }
                    ?? visit.state(Text("台账未登记", "not in the ledger"), "bad"), .init(household.decidedOn?.description ?? ""),
            ]
        }
        if let file = try table.export(visit) ?? households.export(visit) { return file }
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("重点保障家庭（\(year)年）", "Households to be guaranteed, \(year)"), isWide: true,
                """
                <p>\(visit.t("名单第\(list.version)版，\(list.frozenOn.chinese)冻结，\(list.households)户，指纹", "List version \(list.version), frozen on \(list.frozenOn), \(list.households) households, hash")) <code>\(list.hash.hex)</code></p>
                <p class="quiet">\(visit.t("保障率 = 名单中已申请且已保障的户数 ÷ 名单中已申请的户数；结果取自重点保障家庭专项台账。", "Rate = guaranteed ÷ applied, among the frozen list; outcomes are those of the ledger."))</p>
                \(table.html(visit))<h2>\(visit.t("逐户结果", "Household by household"))</h2>\(households.html(visit))\(form(visit))
                """))
    }

    private static func form(_ visit: Visit) -> HTML {
        if !visit.may(.decideCases) { return HTML.nothing }
        return """
            <details class="card"><summary>\(visit.t("冻结新一版名单", "Freeze a list"))</summary><form method="post" action="/coverage?year=\(visit.year)" enctype="multipart/form-data" class="row">\(visit.tokenField)<label>\(visit.t("CSV：家庭编号, 行政区划代码, 类别（低保、低收入、重残、大病）", "CSV: household, district code, category"))<input type="file" name="file" required accept=".csv,.txt"></label>\(visit.field("date", visit.t("冻结日期", "Frozen on"), type: "date", value: visit.now.date.description))<button>\(visit.t("冻结并下发", "Freeze and deal out"))</button></form></details>
            """
    }

    private static func freeze(_ visit: Visit) async throws -> Reply {
        guard let file = visit.files.first(where: { $0.field == "file" }) else { throw Refusal.invalid("请选择文件", "choose a file") }
        let (year, date) = (visit.year, try visit.formDate("date", ("冻结日期", "Frozen on")))
        let reader = try CSVReader(path: file.path)
        var buffer = RowBuffer()
        var rows: [(household: String, district: RegionCode, category: ListedHousehold.Category)] = []
        while try reader.read(into: &buffer) {
            let texts = (0..<3).map { buffer.text(column: $0) }
            guard let district = RegionCode(texts[1]), visit.office.regions[district] != nil,
                let category = ListedHousehold.Category.allCases.first(where: { $0.rawValue == texts[2] || $0.title.zh == texts[2] })
            else {
                if buffer.row == 1 { continue }
                throw Refusal.invalid("第\(buffer.row)行应为：家庭编号、行政区划代码、类别", "row \(buffer.row) should be: household, district code, category")
            }
            rows.append((texts[0], district, category))
        }
        let given = rows
        try await visit.writing { _ = try FrozenLists.freeze($0, $1, year: year, on: date, given, at: $2) }
        return .see("/coverage?year=\(year)&done=frozen")
    }
}
