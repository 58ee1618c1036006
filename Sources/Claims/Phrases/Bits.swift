/// A set of cases, held in one word: every number carries four of them, and millions are compared.
struct Bits<Element: RawRepresentable<Int> & Sendable>: Hashable, Sendable {
    private var bits: UInt64 = 0

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    mutating func insert(_ element: Element) { bits |= 1 << UInt64(element.rawValue) }
    mutating func remove(_ element: Element) { bits &= ~(1 << UInt64(element.rawValue)) }
    func contains(_ element: Element) -> Bool { bits & 1 << UInt64(element.rawValue) != 0 }
    func isDisjoint(with other: Bits) -> Bool { bits & other.bits == 0 }
}

extension Bits: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: Element...) { for element in elements { insert(element) } }
    init(_ elements: some Sequence<Element>) { for element in elements { insert(element) } }
}
