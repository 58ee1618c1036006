import Ledgers
import Quantities

extension ReportingUnit {
    /// 区级目标分解台账: this unit's shares; over all units they add up to the city's targets.
    func districtTargetBook(scale: Int) -> Book {
        var book = Book(.districtTargets)
        for target in PublishedTargets.all {
            let value = target.indicator == "subsidised_households" ? target.value * scale : target.value
            let here = share(of: value, by: DistrictShares.weights(ofTarget: target.indicator))
            book.rows.append(
                BookRow(district: code, period: year, cells: [.text(target.indicator), .decimal(here, exponent: target.exponent)]))
        }
        return book
    }

    /// 区级自报汇总数: what this unit says its entries add up to.
    func declaredTotalBook(scale: Int) -> Book {
        typealias Totals = PublishedTotals
        let totals: [(indicator: String, value: Int, weights: [Int], exponent: Int)] = [
            ("bonded_raised", Totals.bondedRaised, DistrictShares.bonded, 0),
            ("bonded_basically_complete", Totals.bondedCompleted, DistrictShares.bondedCompleted, 0),
            ("public_raised", Totals.publicRaised, DistrictShares.publicRaised, 0),
            ("public_basically_complete", Totals.publicBasicallyComplete, DistrictShares.publicComplete, 0),
            ("subsidised_households", Totals.subsidisedHouseholds * scale, DistrictShares.subsidies, 0),
            ("renewal_communities", Totals.communities, DistrictShares.communities, 0),
            ("renewal_households", Totals.communityHouseholds, DistrictShares.communities, 0),
            ("renewal_area", Totals.communityArea, DistrictShares.communities, 2),
            ("renewal_buildings", Totals.communityBuildings, DistrictShares.communities, 0),
            ("resettlement_started", Totals.resettlementStarted, DistrictShares.resettlementStarted, 0),
            ("resettlement_basically_complete", Totals.resettlementBasicallyComplete, DistrictShares.resettlementComplete, 0),
        ]
        var book = Book(.declaredTotals)
        for total in totals {
            let value = share(of: total.value, by: total.weights)
            book.rows.append(
                BookRow(district: code, period: year, cells: [.text(total.indicator), .decimal(value, exponent: total.exponent)]))
        }
        return book
    }
}
