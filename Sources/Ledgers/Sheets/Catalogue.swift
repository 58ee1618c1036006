internal import Quantities

extension Sheet {
    /// Every ledger of the house, in the order people meet them.
    public static let all: [Sheet] = [
        allotments, allocations, disbursements, expenditures,
        allocationPlans, allocationLines, allocationFactors, difficulty, paymentRequests, contracts, loans,
        targets, districtTargets, declaredTotals, explanations, auditedScores,
        projects, planBatches, planItems, plans, progress, certificates,
        subsidies, households, operation,
        communities, buildings, renewalWorks, forbiddenActs, ownerBodies, buildingHeads, tenders, management,
        clearances, clearanceStages, signings, resettlementHomes, landReturns,
        inspections, visits, defects, samples, sampleSites, surveys,
        policies, tasks, agreements, meetings, meetingItems, opinions,
    ]

    /// The sheet of a ledger, by its name in code or its title in either language.
    public static func named(_ name: String) -> Sheet? {
        all.first { $0.ledger == name || $0.title.zh == name || $0.title.en == name }
    }
}
