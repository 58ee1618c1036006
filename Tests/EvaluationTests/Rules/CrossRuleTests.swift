import Foundation
import Quantities
import Testing

@testable import Evaluation

@Suite("Rules across ledgers")
struct CrossRuleTests {
    @Test("every rule has a code of its own and texts in both languages")
    func codes() {
        let codes = CrossRule.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(CrossRule.all.allSatisfy { !$0.title.zh.isEmpty && !$0.title.en.isEmpty && !$0.ledgers.isEmpty })
    }
}
