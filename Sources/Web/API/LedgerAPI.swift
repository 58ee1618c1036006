import Ledgers
import Quantities

/// 台账: the sheets one may see, as they are declared.
enum LedgerAPI {
    static let tag = Contract.Tag("ledgers", "台账和表样", "Ledgers and their sheets")

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/ledgers", may: .may(.readLedgers), tag, Text("台账清单", "The ledgers")) { visit in
            LedgerList(items: Sheet.all.filter { visit.access.allows(ledger: $0.ledger) }.map(LedgerItem.init))
        }
        routes.answer(
            .get, "/ledgers/:ledger", may: .may(.readLedgers), tag, Text("表样：列、类型、单位和规则", "A sheet: columns, types, units, rules")
        ) { visit in
            SheetDocument(try visit.sheet())
        }
    }
}

struct LedgerList: Codable, Sendable {
    var items: [LedgerItem]
}

struct LedgerItem: Codable, Sendable {
    var ledger: String
    var title: Text
    var purpose: Text
    /// `city` or `district`.
    var filedBy: String
    /// `yearly` or `monthly`.
    var cycle: String

    init(_ sheet: Sheet) {
        ledger = sheet.ledger
        title = sheet.title
        purpose = sheet.purpose
        filedBy = sheet.filedBy.rawValue
        cycle = sheet.cycle.rawValue
    }
}

/// A sheet as JSON.
struct SheetDocument: Codable, Sendable {
    var ledger: String
    var title: Text
    var purpose: Text
    var filedBy: String
    var cycle: String
    var version: Int
    /// The columns that tell one entry of a page from another.
    var key: [String]
    var columns: [ColumnDocument]
    var rules: [RuleDocument]

    struct ColumnDocument: Codable, Sendable {
        var name: String
        var title: Text
        /// As it stands in a file's header.
        var header: Text
        var type: String
        /// What to write there.
        var expectation: Text
        /// What a person writes the number in; absent for what is no number.
        var unit: Text?
        var isRequired: Bool
        /// Masked wherever it is shown.
        var isPersonal: Bool
        var choices: [ChoiceDocument]?
        var help: Text
    }

    struct ChoiceDocument: Codable, Sendable {
        var code: String
        var name: Text
    }

    struct RuleDocument: Codable, Sendable {
        var code: String
        var tier: Tier
        var text: Text
        var source: String
        var columns: [String]
    }

    init(_ sheet: Sheet) {
        let item = LedgerItem(sheet)
        (ledger, title, purpose, filedBy, cycle) = (item.ledger, item.title, item.purpose, item.filedBy, item.cycle)
        version = sheet.version
        key = sheet.key
        columns = sheet.columns.map { column in
            var choices: [ChoiceDocument]?
            if case .choice(let list) = column.type { choices = list.map { ChoiceDocument(code: $0.code, name: $0.name) } }
            return ColumnDocument(
                name: column.name, title: column.title, header: Text(column.header(.chinese), column.header(.english)),
                type: column.type.name, expectation: column.type.expectation, unit: column.type.inputUnit, isRequired: column.isRequired,
                isPersonal: column.isPersonal, choices: choices, help: column.help)
        }
        rules = sheet.rules.map { RuleDocument(code: $0.code, tier: $0.tier, text: $0.text, source: $0.source, columns: $0.columns) }
    }
}

extension ColumnType {
    /// The type's name in JSON.
    fileprivate var name: String {
        switch self {
        case .text: "text"
        case .code: "code"
        case .choice: "choice"
        case .count: "count"
        case .money: "money"
        case .area: "area"
        case .decimal: "decimal"
        case .date: "date"
        case .year: "year"
        case .flag: "flag"
        case .identity: "identity"
        case .creditCode: "creditCode"
        case .documentNumber: "documentNumber"
        }
    }
}
