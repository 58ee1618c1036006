import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Evaluation

/// The year 2023 with the numbers of the published report typed in by hand, and made-up ones where it prints none.
///
/// Figures are set as they would come from the ledgers; the formulas, scores and sentences are those of the year's own data.
enum Fixture {
    /// In natural units: 元, 户, 平方米. From the published self-evaluation for 2023.
    static let published: [String: Rational] = [
        "rental.funds.allotted": 383_000_000, "rental.funds.allocated": 383_000_000, "rental.funds.disbursed": 383_000_000,
        "rental.funds.spent": 383_000_000, "renewal.funds.allotted": 135_000_000, "renewal.funds.allocated": 135_000_000,
        "renewal.funds.disbursed": 135_000_000, "renewal.funds.spent": 135_000_000, "redevelopment.funds.allotted": 44_000_000,
        "redevelopment.funds.allocated": 44_000_000, "redevelopment.funds.disbursed": 44_000_000, "redevelopment.funds.spent": 44_000_000,
        "target.bonded_raised": 80_000, "rental.bonded.raised": 81_549, "target.bonded_basically_complete": 16_000,
        "rental.bonded.completed": 33_871, "target.public_raised": 2_000, "rental.public.raised": 2_685,
        "target.public_basically_complete": 4_000, "rental.public.basically_complete": 5_073, "target.subsidised_households": 27_000,
        "rental.subsidy.households": 29_100, "target.bonded_five_year": 400_000, "target.bonded_year": 80_000,
        "rental.operation.public": 267, "rental.operation.public.entrusted": 241, "rental.plan.batches": 3,
        "rental.guaranteed.categories": 4,
        "rental.inspections.problems": 0, "redevelopment.inspections.problems": 0, "renewal.inspections.problems": 0,
        "target.renewal_communities": 300, "renewal.started.communities": 303, "target.renewal_households": 102_700,
        "renewal.started.households": 107_000, "target.renewal_area": 7_782_000, "renewal.started.area": Rational(853_090_000, 100),
        "target.renewal_buildings": 1_415, "renewal.started.buildings": 1_571, "renewal.survey.valid": 10_000,
        "renewal.survey.satisfied": 9_588, "renewal.survey.last_year.valid": 10_000, "renewal.survey.last_year.satisfied": 9_517,
        "rental.survey.valid": 1_000, "rental.survey.satisfied": 890, "target.resettlement_started": 9_800,
        "redevelopment.resettlement.started": 17_019, "target.resettlement_basically_complete": 9_600,
        "redevelopment.resettlement.basically_complete": 13_175, "redevelopment.resettlement.ready": 47_500,
        "redevelopment.resettlement.allocated": 45_258, "redevelopment.signing.households": 1_700, "redevelopment.signing.signed": 1_646,
    ]

    static let access = Access.program(city: RegionCode("110000")!, districts: .all, actor: "test")

    /// - Parameters:
    ///   - changes: values in place of the published ones; `nil` for a number that is missing.
    ///   - explained: indicators with a cause in the ledger of explanations.
    ///   - audited: indicator → audited score.
    static func result(
        _ changes: [String: Rational?] = [:], explained: [String] = ["rental.output.public_raised"], audited: [String: Int64] = [:]
    ) throws -> EvaluationResult {
        changes.isEmpty && audited.isEmpty && explained == ["rental.output.public_raised"]
            ? try standard.get() : try make(changes, explained, audited)
    }

    /// As published; made once, since nearly every test asks for it.
    private static let standard = Result { try make([:], ["rental.output.public_raised"], [:]) }

    private static func make(_ changes: [String: Rational?], _ explained: [String], _ audited: [String: Int64]) throws -> EvaluationResult {
        let model = try YearModel.load(year: 2023)
        let districts = model.regions.districts.map(\.code)
        var figures: [FigureReference: Figure] = [:]
        func set(_ id: FigureID, _ region: RegionCode?, _ title: Text, _ outcome: Outcome, _ unit: Quantities.Unit, _ format: NumberFormat)
        {
            let reference = FigureReference(id, region)
            figures[reference] = Figure(
                reference: reference, title: title, period: Period(year: 2023), value: outcome.value, unit: unit, format: format,
                absence: outcome.absence)
        }
        for measure in model.figures.measures {
            let id = measure.id.text
            let value: Rational? = changes.keys.contains(id) ? changes[id]! : published[id] ?? 12
            let missing = Outcome.absent(Text("台账尚无填报", "nothing has been filed"))
            set(measure.id, nil, measure.title, value.map(Outcome.value) ?? missing, measure.unit, measure.format)
            for (index, region) in districts.enumerated() {
                // Whole shares; the first district takes what is left over.
                let share = value.map { value -> Rational in
                    let part = (value / Rational(districts.count)).rounded(decimals: 0)
                    return index == 0 ? value - part * Rational(districts.count - 1) : part
                }
                set(
                    measure.id, region, measure.title, measure.isFiledByCity ? missing : share.map(Outcome.value) ?? missing, measure.unit,
                    measure.format)
            }
        }
        for figure in model.figures.sorted {
            for region in districts.map(Optional.some) + [nil] {
                let formulas = FormulaComputation(catalogue: model.figures, districts: districts) { id, region in
                    figures[FigureReference(id, region)].map { Outcome($0.value, $0.absence) } ?? .absent(Text("", ""))
                }
                set(figure.id, region, figure.title, formulas.compute(figure.formula, region), figure.unit, figure.format)
            }
        }
        let city = access.city
        let snapshot = Snapshot(
            year: 2023,
            pages: [page(1, "policies", city), page(2, "explanations", city), page(3, "audited_scores", city)]
                + [page(4, "progress", districts[2], period: Period(year: 2023, month: 5), entries: 30, rejected: 2)], isCurrent: true)
        let registers = try Registers(RegisterConnection(explained: explained, audited: audited), access, snapshot)
        let scoring = Scoring(model: model, figures: figures, registers: registers, districts: districts)
        let programmes = model.schemes.map(scoring.evaluate)
        let findings = ResultFindings(model: model, figures: figures, snapshot: snapshot)
        return EvaluationResult(
            year: 2023, city: model.regions.city, access: access, snapshot: snapshot, model: model, figures: figures,
            programmes: programmes, overCompletions: findings.overCompletions(programmes), evidence: findings.evidence(programmes),
            incompletePages: snapshot.pages.filter { $0.rejected > 0 }, statistics: EvaluationStatistics())
    }

    private static func page(
        _ number: Int64, _ ledger: String, _ district: RegionCode, period: Period = Period(year: 2023), entries: Int64 = 1,
        rejected: Int64 = 0
    ) -> PageVersion {
        let digest = Digest256(bytes: [UInt8](repeating: 7, count: 32))!
        return PageVersion(
            page: number, ledger: ledger, district: district, period: period, version: 1, receipt: number, sheet: "", entries: entries,
            rejected: rejected, digest: digest, places: digest, filedAt: "2024-02-01T00:00:00Z")
    }

    /// A folder of its own, removed afterwards.
    static func folder<T>(_ body: (String) throws -> T) throws -> T {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("anju-reports-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}

/// Answers the three registers that scoring reads; no other query is asked of it.
private struct RegisterConnection: Connection {
    let explained: [String]
    let audited: [String: Int64]
    var dialect: Dialect { .sqlite }

    struct Unasked: Error {}

    /// All topics but that of selling in disguise, whose assertion is thus without evidence.
    private static let topics = [
        "rental_state_opinion", "rental_implementation", "rental_collective_land", "rental_conversion", "rental_certificate", "rental_tax",
        "rental_utilities", "rental_industrial_park", "rental_design_guide", "rental_access", "renewal_management", "renewal_mass_work",
        "renewal_greening", "renewal_lift", "renewal_year_plan", "renewal_menu", "renewal_pipelines", "renewal_services",
        "renewal_building_chief",
    ]

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        func rows(_ ledger: String, _ entries: [[String: SQLValue]]) -> [SQLRow] {
            let columns = Sheet.named(ledger)!.columns.map(\.name)
            return entries.enumerated().map { index, entry in
                SQLRow(columns: ["file_row"] + columns, values: [.integer(Int64(index + 2))] + columns.map { entry[$0] ?? .null })
            }
        }
        // Nothing was taken over from an earlier version.
        if sql.contains("entry_origins") { return [] }
        if sql.contains("ledger_policies") {
            return rows("policies", Self.topics.map { ["policy": .text($0), "title": .text("关于\($0)的通知"), "topic": .text($0)] })
        }
        if sql.contains("ledger_explanations") {
            return rows(
                "explanations",
                explained.map {
                    ["subject": .text($0), "cause": "上年结转项目集中开工", "measure": "来年按储备情况测算目标", "signed_by": "住房保障处", "signed_on": 20_240_115]
                })
        }
        if sql.contains("ledger_audited_scores") {
            return rows(
                "audited_scores",
                audited.sorted { $0.key < $1.key }.map { ["indicator": .text($0.key), "score": .integer($0.value), "reason": "核减"] })
        }
        // Every entry came with its page's own return.
        if sql.contains("entry_origins") { return [] }
        throw Unasked()
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int { throw Unasked() }
    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (borrowing RowCursor) throws -> Void) throws { throw Unasked() }
    func insert(into table: String, columns: [String], batch: borrowing RowBatch) throws { throw Unasked() }
    func execute(_ sql: String, batch: borrowing RowBatch) throws { throw Unasked() }
    func hasTable(_ name: String) throws -> Bool { throw Unasked() }
    func script(_ sql: String) throws { throw Unasked() }
}
