public import Evaluation
import Ledgers
public import Quantities

extension TraceNote {
    /// The note of one traced figure, and those of the figures under it, so that every link leads somewhere.
    ///
    ///     let document = try await evaluator.document(of: trace, rows: 200, cells: cells)
    ///     for note in TraceNote.notes(document, regions: model.regions, language: .chinese) { notes[note.tag] = note }
    public static func notes(_ trace: TraceDocument, regions: Regions, language: Language) -> [TraceNote] {
        let inputs = (trace.inputs ?? []) + (trace.districts ?? []).flatMap(\.inputs)
        return [TraceNote(trace, regions: regions, language: language)]
            + inputs.flatMap { notes($0, regions: regions, language: language) }
    }

    init(_ trace: TraceDocument, regions: Regions, language: Language) {
        var rule = trace.formula ?? ""
        if let ledger = trace.ledger {
            let aggregate =
                switch trace.aggregate {
                case "sum": Text("合计", "sum")
                case "distinct": Text("不重复计数", "distinct count")
                default: Text("计数", "count")
                }
            rule = "\(aggregate[language])(\(ledger)\(trace.column.map { "." + $0 } ?? ""))"
        } else if let computed = trace.computed, computed != trace.formula {
            rule += " = " + computed
        }
        var inputs = (trace.inputs ?? []).map {
            Input(tag: $0.figure, title: $0.title[language], printed: $0.printed[language])
        }
        for district in trace.districts ?? [] {
            inputs += district.inputs.map {
                Input(tag: $0.figure, title: "\($0.title[language])（\(district.name[language])）", printed: $0.printed[language])
            }
        }
        self.init(
            tag: trace.figure, title: trace.title[language],
            exact: trace.value.map { Self.exact($0, trace.unit) } ?? trace.absence?[language] ?? "", rule: rule, inputs: inputs,
            pages: (trace.pages ?? []).filter { $0.entries > 0 }.map { Self.page($0, trace.unit, regions, language) })
    }

    private static func page(_ page: TraceDocument.Page, _ unit: Unit, _ regions: Regions, _ language: Language) -> Page {
        let district = regions[page.district]?.name[language] ?? page.district.digits
        return Page(
            address: page.address, title: "\(page.address) \(district) \(page.period.title[language])", version: page.version,
            receipt: page.receipt, printed: exact(page.value, unit), entryCount: Int(clamping: page.entries),
            entries: (page.rows ?? []).map { row in
                let source = row.cell.map { cell in
                    cell.fileName + " " + (cell.sheet.isEmpty ? "" : cell.sheet + "!") + cell.address
                }
                return Entry(key: row.key, row: row.row, printed: exact(row.value, unit), source: source)
            })
    }

    /// In full, with the unit's word; a fraction that does not end stays a fraction.
    private static func exact(_ value: Rational, _ unit: Unit) -> String {
        let shown = value * unit.displayFactor
        if let decimal = shown.exactDecimal { return decimal + unit.word.zh }
        return value.description + "（≈ \(shown.decimalText(decimals: 6))\(unit.word.zh)）"
    }
}
