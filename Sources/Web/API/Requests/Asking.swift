import Accounts
import Ledgers
import Quantities
import Store

/// The parameters that several lists have.
enum Asking {
    static let year = Contract.Parameter(
        "year", .integer(least: 1900, most: 2100), "年度，不写为系统的默认年度", "the year; the office's own where left out")
    static let ledger = Contract.Parameter("ledger", .choice(Sheet.all.map(\.ledger)), "只要该台账", "only this ledger")
    static let district = Contract.Parameter("district", .form(.district), "只要该行政区划", "only this district")
}

extension Visit {
    /// The district a query narrows to. One out of scope is answered as one that does not exist.
    func askedDistrict() throws -> RegionCode? {
        guard let text = query["district"] else { return nil }
        guard let code = RegionCode(text), office.regions[code] != nil, access.allows(code) else { throw Refusal.notFound }
        return code
    }

    /// The ledger a query narrows to, within one's scope.
    func askedLedger() throws -> String? {
        guard let name = query["ledger"] else { return nil }
        guard let sheet = Sheet.all.first(where: { $0.ledger == name }), access.allows(ledger: sheet.ledger) else { throw Refusal.notFound }
        return sheet.ledger
    }

    /// A page that exists for this person: of a ledger and district in scope, and of a period the ledger has.
    func page(_ address: PageAddress) throws -> PageAddress {
        guard let sheet = address.sheet, access.allows(address), office.regions[address.district] != nil,
            address.period.months == nil || address.period.isMonth, address.period.isMonth == (sheet.cycle == .monthly),
            (sheet.filedBy == .city) == (address.district == office.regions.city.code)
        else { throw Refusal.notFound }
        return address
    }

    /// Somebody to send something to: a colleague one may name.
    ///
    /// - Throws: 422 where there is none of this name.
    func colleague(_ actor: String) async throws -> String {
        guard try await office.accounts.people(for: access).contains(where: { $0.actor == actor }) else {
            throw Refusal.unacceptable("addressee", "没有这个人，或与此无关", "there is no such person here")
        }
        return actor
    }
}

/// Somebody, as others see them.
struct Somebody: Codable, Sendable {
    /// `u12`.
    var actor: String
    var name: String

    init(_ actor: String, _ names: [String: String]) {
        self.actor = actor
        name = names[actor] ?? actor
    }

    /// `nil` for nobody.
    static func known(_ actor: String, _ names: [String: String]) -> Somebody? { actor.isEmpty ? nil : Somebody(actor, names) }
}
