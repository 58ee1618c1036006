internal import Foundation
internal import Ledgers
public import Quantities

/// 分配规则: the terms and weights of one formula, as data (`Data/allocation-rules.tsv`).
public struct AllocationRule: Sendable, Hashable {
    /// `2024-renewal`.
    public let name: String
    public let programme: String
    public let title: Text
    public internal(set) var terms: [Term]

    /// One term: a share of the money goes by one factor.
    public struct Term: Sendable, Hashable {
        /// The code of one of ``Choices/factor``.
        public let factor: String
        public let scale: Scale
        /// In per cent. What all weights come to need not be 100: they count in proportion.
        public internal(set) var weight: Rational
        /// Whether the weight stands in the source; otherwise it was made up and says so.
        public let isSeen: Bool
        public let source: String

        /// `area`, `area.performance`: what a changed weight is named by.
        public var id: String { scale == .performance ? "\(factor).performance" : factor }

        public var title: Text {
            let name = Choices.factor.first { $0.code == factor }?.name ?? Text(factor, factor)
            switch scale {
            case .difficulty: return Text(name.zh + "×困难系数", name.en + " × difficulty")
            case .performance: return Text(name.zh + "×绩效系数", name.en + " × performance")
            case .none: return name
            }
        }
    }

    /// What a district's factor is multiplied by before it is compared with the others'.
    public enum Scale: String, Sendable, Hashable {
        case difficulty
        case performance
        case none
    }

    public var sum: Rational { terms.reduce(0) { $0 + $1.weight } }
    public var isSeen: Bool { terms.allSatisfy(\.isSeen) }

    /// The rules that ship with the program.
    public static let all: [AllocationRule] = {
        let path = Bundle.module.url(forResource: "Data/allocation-rules", withExtension: "tsv")?.path ?? ""
        return read(FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }()

    public static func named(_ name: String) -> AllocationRule? { all.first { $0.name == name } }
    public static func of(programme: String) -> [AllocationRule] { all.filter { $0.programme == programme } }

    /// - Parameter table: lines of rule, programme, two titles (on the first line of a rule), factor, scale, weight, mark, source, parted by
    ///   tabs; lines of `#` are notes. A line that cannot be read is left out (a test reads every line).
    static func read(_ table: String) -> [AllocationRule] {
        var rules: [AllocationRule] = []
        for line in table.utf8.split(separator: 0x0A) where line.first != 0x23 {
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 9, let scale = Scale(rawValue: fields[5]), let weight = Rational(fields[6]) else { continue }
            let term = Term(factor: fields[4], scale: scale, weight: weight, isSeen: fields[7] == "seen", source: fields[8])
            if let index = rules.firstIndex(where: { $0.name == fields[0] }) {
                rules[index].terms.append(term)
            } else {
                rules.append(AllocationRule(name: fields[0], programme: fields[1], title: Text(fields[2], fields[3]), terms: [term]))
            }
        }
        return rules
    }

    // MARK: Changed weights

    /// The same rule with other weights, written `area-40/households-30.5/area.performance-8`; terms not named keep theirs.
    ///
    /// - Returns: `nil` where a name or a number cannot be read, or nothing is left to share by.
    public func with(weights text: String) -> AllocationRule? {
        var copy = self
        for part in text.utf8.split(separator: UInt8(ascii: "/")) {
            guard let sign = part.lastIndex(of: UInt8(ascii: "-")),
                let index = terms.firstIndex(where: { $0.id.utf8.elementsEqual(part[..<sign]) }),
                let weight = Rational(String(decoding: part[part.index(after: sign)...], as: UTF8.self)), !weight.isNegative
            else { return nil }
            copy.terms[index].weight = weight
        }
        return copy.sum.isZero ? nil : copy
    }

    /// The weights that differ from the rule's own, as ``with(weights:)`` reads them; empty where none does.
    public var changedWeights: String {
        guard let own = Self.named(name) else { return "" }
        return zip(terms, own.terms).filter { $0.weight != $1.weight }.map { "\($0.0.id)-\($0.0.weight.exactDecimal ?? "0")" }.joined(
            separator: "/")
    }
}
