/// A piece of a list, with where to go on.
struct Listing<Item: Codable & Sendable>: Codable, Sendable {
    var items: [Item]
    /// How many there are in all, within one's scope.
    var total: Int
    /// The `after` of the next piece; absent at the end.
    var next: String?
}

/// Reading a list piece by piece.
enum Paging {
    static let usual: Int64 = 100
    static let most: Int64 = 500

    static let limit = Contract.Parameter(
        "limit", .integer(least: 1, most: most), "每次条数，不写为\(usual)", "how many at once; \(usual) where left out")
    /// For lists in the order of a number.
    static let parameters = [Contract.Parameter("after", .integer(), "从该号之后开始", "begin after this number"), limit]

    static func limit(_ visit: Visit) -> Int { Int(visit.query["limit"].flatMap(Int64.init) ?? usual) }

    /// A piece of a list that rises with a number.
    static func piece<Element, Item>(_ all: [Element], _ visit: Visit, by number: (Element) -> Int64, _ item: (Element) throws -> Item)
        rethrows -> Listing<Item>
    {
        let after = visit.query["after"].flatMap(Int64.init) ?? -1
        let rest = all.drop { number($0) <= after }
        let shown = rest.prefix(limit(visit))
        return Listing(
            items: try shown.map(item), total: all.count, next: shown.count < rest.count ? shown.last.map { String(number($0)) } : nil)
    }

    /// A piece of a list in an order of its own, after the element with this name.
    ///
    /// - Throws: 422 where the list has no such element.
    static func piece<Element, Item>(_ all: [Element], _ visit: Visit, named name: (Element) -> String, _ item: (Element) throws -> Item)
        throws -> Listing<Item>
    {
        var rest = all[...]
        if let after = visit.query["after"] {
            guard let place = all.firstIndex(where: { name($0) == after }) else {
                throw Refusal.unacceptable("after", "清单中没有这一项", "the list has no such element")
            }
            rest = all[(place + 1)...]
        }
        let shown = rest.prefix(limit(visit))
        return Listing(items: try shown.map(item), total: all.count, next: shown.count < rest.count ? shown.last.map(name) : nil)
    }
}
