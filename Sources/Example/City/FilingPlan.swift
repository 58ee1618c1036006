import Ledgers
import Quantities

/// How one unit sends its returns.
struct FilingHabits {
    enum Way {
        /// Two workbooks, one of the year's ledgers and one of the months', and the subsidies in a file of their own.
        case workbooks(subsidies: ReturnFile.Format)
        /// A CSV file for each ledger.
        case csvFiles(CSVFile.Encoding)
        /// Files made from the program's templates: they say in their first row what page they are.
        case templates
    }

    var way: Way
    var cells: CellHabits

    /// In the order of `Regions.beijing.districts`.
    static let all: [FilingHabits] = [
        FilingHabits(way: .workbooks(subsidies: .csv(.utf8BOM)), cells: CellHabits()),
        FilingHabits(way: .workbooks(subsidies: .csv(.gb18030)), cells: CellHabits(writesDistrictNames: false)),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits(hasDateCells: true)),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits()),
        FilingHabits(way: .csvFiles(.gb18030), cells: CellHabits(writesSlashDates: true)),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits(writesDistrictNames: false)),
        FilingHabits(way: .csvFiles(.utf8BOM), cells: CellHabits()),
        FilingHabits(way: .workbooks(subsidies: .csv(.utf8BOM)), cells: CellHabits(writesChinesePeriods: true)),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits(hasDateCells: true)),
        FilingHabits(way: .workbooks(subsidies: .csv(.gb18030)), cells: CellHabits()),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits(writesDistrictNames: false)),
        FilingHabits(way: .workbooks(subsidies: .xlsx), cells: CellHabits(writesChinesePeriods: true, hasDateCells: true)),
        FilingHabits(way: .csvFiles(.gb18030), cells: CellHabits(writesDistrictNames: false)),
        FilingHabits(way: .csvFiles(.utf8), cells: CellHabits(writesDistrictNames: false, writesChoiceCodes: true)),
        FilingHabits(way: .workbooks(subsidies: .csv(.utf8BOM)), cells: CellHabits(hasDateCells: true)),
        FilingHabits(way: .templates, cells: CellHabits()),
        FilingHabits(way: .workbooks(subsidies: .csv(.utf8)), cells: CellHabits(writesDistrictNames: false)),
    ]
}

/// Everything a unit files, arranged in files.
struct FilingPlan {
    let unit: ReportingUnit
    let habits: FilingHabits
    let books: [Book]
    let subsidies: SubsidyBook

    init(_ unit: ReportingUnit, scale: Int) {
        self.unit = unit
        habits = FilingHabits.all[unit.index % FilingHabits.all.count]
        let projects = ProjectMaker(unit: unit).all()
        let households = HouseholdMaker(unit: unit)
        subsidies = SubsidyBook(unit, scale: scale, guaranteed: households.subsidisedHere)
        let communities = unit.communityBook()
        books =
            ([unit.districtTargetBook(scale: scale), unit.declaredTotalBook(scale: scale)] + unit.projectBooks(projects)
            + unit.moneyBooks(projects, communities) + [households.book(subsidies), unit.operationBook(), communities]
            + unit.redevelopmentBooks() + [unit.inspectionBook(projects, communities)])
            .filter { !$0.rows.isEmpty }
    }

    private var name: String { unit.region.name.zh }
    private var year: Int { ExampleCity.year }
    private func books(_ cycle: Sheet.Cycle) -> [Book] { books.filter { $0.sheet.cycle == cycle } }

    /// The first returns, in the order they are sent.
    func files() -> [ReturnFile] {
        let corrected = books.map { Correction.asFirstSent($0, unit) }
        switch habits.way {
        case .workbooks(let format):
            return [
                workbook("年度填报", corrected.filter { $0.sheet.cycle == .yearly }),
                workbook("月度填报", corrected.filter { $0.sheet.cycle == .monthly }),
                subsidyFile(format, keeping: { month, household in !Correction.isForgotten(month, household, subsidies) }),
            ]
        case .csvFiles(let encoding):
            return corrected.map { book in
                ReturnFile(
                    name: "\(name)-\(Self.shortTitle(book.sheet))-\(year).csv", format: .csv(encoding), habits: habits.cells,
                    sections: [.init(book)])
            } + [subsidyFile(.csv(encoding))]
        case .templates:
            return [template("年度填报", books(.yearly), coversPeriod: true), template("月度填报", books(.monthly), coversPeriod: false)]
                + (1...12).map(subsidyTemplate)
        }
    }

    /// What the unit sent again later: whole pages that replace those above.
    func corrections() -> [ReturnFile] { Correction.files(self) }

    // MARK: - Kinds of file

    private func workbook(_ title: String, _ books: [Book]) -> ReturnFile {
        ReturnFile(name: "\(name)-\(title)-\(year).xlsx", format: .xlsx, habits: habits.cells, sections: books.map(ReturnFile.Section.init))
    }

    private func template(_ title: String, _ books: [Book], coversPeriod: Bool) -> ReturnFile {
        var file = workbook(title, books)
        file.marker = ReturnFile.Marker(district: unit.code, period: unit.year, coversPeriod: coversPeriod)
        return file
    }

    private func subsidyFile(_ format: ReturnFile.Format, keeping: @escaping (Int, Int) -> Bool = { _, _ in true }) -> ReturnFile {
        var format = format
        var ending = "csv"
        if case .xlsx = format {
            // A spreadsheet holds a million rows and is slow long before.
            if subsidies.households * subsidies.months > 100_000 { format = .csv(.utf8) } else { ending = "xlsx" }
        }
        let subsidies = subsidies
        return ReturnFile(
            name: "\(name)-租赁补贴-\(year).\(ending)", format: format, habits: habits.cells,
            sections: [
                .init(.subsidies) { body in
                    for month in 1...12 {
                        try subsidies.rows(in: month) { row, household in if keeping(month, household) { try body(row) } }
                    }
                }
            ])
    }

    private func subsidyTemplate(_ month: Int) -> ReturnFile {
        let subsidies = subsidies
        return ReturnFile(
            name: "\(name)-租赁补贴-\(unit.month(month)).csv", format: .csv(.utf8BOM), habits: habits.cells,
            marker: .init(district: unit.code, period: unit.month(month), coversPeriod: true),
            sections: [.init(.subsidies) { body in try subsidies.rows(in: month) { row, _ in try body(row) } }])
    }

    /// What people call a ledger in a file's name.
    static func shortTitle(_ sheet: Sheet) -> String {
        switch sheet.ledger {
        case "district_targets": "目标分解"
        case "declared_totals": "自报汇总"
        case "projects": "项目台账"
        case "plans": "年度计划"
        case "progress": "项目进度"
        case "disbursements": "资金拨付"
        case "expenditures": "资金支出"
        case "households": "四类家庭"
        case "operation": "租赁运营"
        case "communities": "老旧小区"
        case "clearances": "棚改签约"
        case "resettlement_homes": "安置住房"
        case "inspections": "质量检查"
        default: sheet.title.zh
        }
    }
}
