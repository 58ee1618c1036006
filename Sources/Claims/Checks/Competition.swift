/// Of several ways to read one number, one that holds wins.
enum Competition {
    static func settle(_ relations: [Relation]) -> [Relation] {
        var byStated: [Int: [Int]] = [:]
        for index in relations.indices { byStated[relations[index].stated.range.lowerBound, default: []].append(index) }
        var verdicts: [Int: Verdict] = [:]
        func verdict(_ index: Int) -> Verdict {
            if let known = verdicts[index] { return known }
            let found = Check.judge(relations[index]).verdict
            verdicts[index] = found
            return found
        }
        func holds(_ index: Int) -> Bool { verdict(index) == .consistent || verdict(index) == .rounding }
        return relations.indices.filter { index in
            let relation = relations[index]
            // A list that cannot be summed says nothing, and one way to sum it is enough.
            if relation.kind == .partsSum, verdict(index) == .unchecked { return false }
            guard relation.isExplicit || relation.isLikely || relation.question != nil, !relation.stated.range.isEmpty else { return true }
            let rivals = (byStated[relation.stated.range.lowerBound] ?? []).filter {
                $0 != index && family(relations[$0].kind) == family(relation.kind)
            }
            if !rivals.isEmpty, verdict(index) == .inconsistent || relation.kind == .partsSum && verdict(index) == .question,
                rivals.contains(where: holds)
            {
                return false
            }
            // A part that its list shows to be miswritten makes its share no second error.
            if relation.kind == .share, verdict(index) == .inconsistent, let part = relation.readings.first?.inputs.first?.range.lowerBound,
                (byStated[part] ?? []).contains(where: { relations[$0].kind == .partsSum && verdict($0) == .inconsistent })
            {
                return false
            }
            // “320套，已分配285套，其中当年60套，剩余35套”: 35 is what is left of 320, and no part of 285.
            if relation.kind == .partsSum, verdict(index) == .inconsistent,
                let parts = relation.readings.first?.inputs.map(\.range.lowerBound)
            {
                return !parts.contains { part in
                    (byStated[part] ?? []).contains {
                        relations[$0].kind == .difference && holds($0)
                            || relations[$0].kind == .partsSum && verdict($0) == .inconsistent
                                && relations[$0].readings.first?.formula == .difference
                    }
                }
            }
            return true
        }.map { relations[$0] }
    }

    private static func family(_ kind: ClaimKind) -> Int {
        switch kind {
        case .rate, .share, .threshold: 0
        case .growth, .points: 1
        case .partsSum, .columnSum: 2
        case .difference: 3
        case .subset: 4
        case .unitPair: 5
        case .band: 6
        case .overFulfilment: 7
        }
    }
}
