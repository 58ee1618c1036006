public import Ledgers
public import Quantities
public import Store

/// What an act sees and may change while it is done: the case, the answers, the ledgers on the desk. Lives inside one transaction.
public final class CaseWork {
    public let desk: LedgerDesk
    public let kind: CaseKind
    public let act: CaseAct
    public let district: RegionCode
    public let year: Int
    /// The day it is done, in China.
    public let day: CivilDate
    public let actor: String
    public let reason: String
    /// The answers as stored values, by the names of the columns asked for.
    public let answers: [String: SQLValue]
    /// The acts done with the case before, oldest first.
    public let history: [CaseEvent]
    /// The documents of the case's file, those that come with this act included.
    public let documents: Set<String>
    /// The case's entry as it will be filed.
    public private(set) var values: [SQLValue]
    /// The state before.
    public let state: String
    /// Acts on other cases that this one brings with it, in the same transaction and on record with each of them.
    public private(set) var consequences: [CaseOrder] = []

    init(
        desk: LedgerDesk, kind: CaseKind, act: CaseAct, district: RegionCode, year: Int, day: CivilDate, actor: String, reason: String,
        answers: [String: SQLValue], history: [CaseEvent], documents: Set<String>, values: [SQLValue], state: String
    ) {
        (self.desk, self.kind, self.act, self.district, self.year, self.day) = (desk, kind, act, district, year, day)
        (self.actor, self.reason, self.answers, self.history, self.documents) = (actor, reason, answers, history, documents)
        self.values = values
        self.state = state
    }

    /// A column of the case's entry. Setting one that the ledger does not have does nothing; the catalogue's test finds such names.
    public subscript(column: String) -> SQLValue {
        get { kind.ledger.index(of: column).map { values[$0] } ?? .null }
        set { if let index = kind.ledger.index(of: column) { values[index] = newValue } }
    }

    public func text(_ column: String) -> String { self[column].plain }
    public func number(_ column: String) -> Int64? { if case .integer(let number) = self[column] { number } else { nil } }
    public func date(_ column: String) -> CivilDate? { number(column).flatMap(CivilDate.init(stored:)) }

    /// The natural key of the case, joined by `/`.
    public var key: String { kind.ledger.keyIndices.map { values[$0].plain }.joined(separator: "/") }

    /// An answer; `.null` where it was left blank or not asked.
    public func answer(_ name: String) -> SQLValue { answers[name] ?? .null }
    public func answerText(_ name: String) -> String { answer(name).plain }
    public func answerNumber(_ name: String) -> Int64? { if case .integer(let number) = answer(name) { number } else { nil } }
    public func answerDate(_ name: String) -> CivilDate? { answerNumber(name).flatMap(CivilDate.init(stored:)) }

    /// The last time an act of this name was done.
    public func last(_ act: String) -> CaseEvent? { history.last { $0.act == act } }

    /// The page of a ledger for this case's district: of the year, or of the month of `day`.
    public func page(_ sheet: Sheet, on day: CivilDate? = nil) -> PageAddress {
        let place = sheet.filedBy == .city ? desk.city : district
        let on = day ?? self.day
        return PageAddress(sheet.ledger, place, sheet.cycle == .monthly ? Period(year: on.year, month: on.month) : Period(year: year))
    }

    /// Has an act done with another case, as this act's consequence: its states and needs hold, the right is this act's.
    public func bring(_ kind: String, _ act: String, district: RegionCode, key: String, _ answers: [String: String] = [:]) {
        consequences.append(
            CaseOrder(
                kind, act, district: district, year: year, key: key, answers: answers,
                reason: "\(self.kind.title.zh)\(self.key)“\(self.act.title.zh)”"))
    }

    /// All entries of another ledger this year: of the whole city, or of the case's district.
    public func entries(_ sheet: Sheet, inDistrict: Bool = false) throws -> [DeskEntry] {
        try desk.entries(sheet, year: year, district: inDistrict ? district : nil)
    }

    /// Adds or changes an entry of another ledger, on the page this case's district and the day give.
    @discardableResult
    public func write(_ sheet: Sheet, on day: CivilDate? = nil, _ values: [String: SQLValue]) throws -> DeskEntry {
        try desk.put(sheet, page(sheet, on: day), values)
    }
}

extension LedgerDesk {
    public var city: RegionCode { access.city }
}
