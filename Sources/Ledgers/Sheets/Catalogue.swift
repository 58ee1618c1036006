internal import Quantities

extension Sheet {
    /// Every ledger of the house, in the order people meet them.
    public static let all: [Sheet] = [
        allotments, allocations, disbursements, expenditures,
        targets, districtTargets, declaredTotals, explanations, auditedScores,
        projects, planBatches, planItems, plans, progress, certificates,
        subsidies, households, operation,
        communities, buildings, renewalWorks, forbiddenActs, ownerBodies, buildingHeads, tenders, management,
        clearances, clearanceStages, signings, resettlementHomes, landReturns,
        inspections, visits, defects, samples, sampleSites, surveys,
        policies, tasks, agreements, meetings, meetingItems, opinions,
    ]

    /// Ledgers that only casework fills: nobody owes a page of them. What is filed of them is reviewed like any other page.
    private static let worked: Set<String> = Set(
        [
            planBatches, planItems, certificates, meetingItems, opinions,
            buildings, renewalWorks, forbiddenActs, ownerBodies, buildingHeads, tenders, management,
            clearanceStages, signings, landReturns, visits, defects, samples, sampleSites,
        ].map(\.ledger))

    /// 应报: whether every page of it is owed, filled or nil.
    public var isOwed: Bool { !Sheet.worked.contains(ledger) }

    /// The sheet of a ledger, by its name in code or its title in either language.
    public static func named(_ name: String) -> Sheet? {
        all.first { $0.ledger == name || $0.title.zh == name || $0.title.en == name }
    }
}
