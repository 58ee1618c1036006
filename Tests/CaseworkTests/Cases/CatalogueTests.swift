import Ledgers
import Testing

@testable import Casework

@Suite("The catalogue of kinds") struct CatalogueTests {
    @Test("names each kind and act once, and only states and columns that there are", arguments: CaseCatalogue.all)
    func isSound(_ kind: CaseKind) {
        #expect(CaseCatalogue.all.count { $0.name == kind.name } == 1)
        #expect(CaseCatalogue.all.count { $0.ledger.ledger == kind.ledger.ledger } == 1)
        #expect(Set(kind.acts.map(\.name)).count == kind.acts.count)
        #expect(kind.ledger.column(kind.titleColumn) != nil)
        if let column = kind.stateColumn { #expect(kind.ledger.column(column) != nil) }
        let states = Set(kind.states.map(\.code))
        for act in kind.acts {
            #expect(states.isSuperset(of: act.from), "\(kind.name).\(act.name)")
            if let to = act.to { #expect(states.contains(to), "\(kind.name).\(act.name)") }
            #expect(!act.opens || kind.stateColumn == nil || act.to != nil, "\(kind.name).\(act.name) opens in no state")
            #expect(act.name != CasesByFile.act)
            #expect(Set(act.asks.map(\.name)).count == act.asks.count)
            for document in act.needsDocuments { #expect(kind.documents.contains { $0.code == document }) }
        }
        #expect(!kind.openings.isEmpty)
    }

    @Test("leaves no state that cannot be reached", arguments: CaseCatalogue.all)
    func isReachable(_ kind: CaseKind) {
        var reached = kind.stateColumn == nil ? [CaseKind.recorded.code] : kind.firstStates
        while true {
            let next = Set(kind.acts.filter { !reached.isDisjoint(with: $0.from) }.compactMap(\.to)).subtracting(reached)
            if next.isEmpty { break }
            reached.formUnion(next)
        }
        #expect(reached == Set(kind.states.map(\.code)))
    }
}
