/// How the city's totals are spread over its seventeen units: invented weights, in the order of `Regions.beijing.districts`.
///
/// They follow only the common picture (building happens outside the old city, old neighbourhoods stand inside it).
enum DistrictShares {
    //                          东  西  朝   丰   石  海   门  房  通   顺  昌   大   怀  平  密  延  经开
    static let bonded = [1, 1, 160, 110, 30, 120, 25, 70, 95, 80, 110, 105, 20, 15, 15, 10, 45]
    static let bondedCompleted = [1, 2, 140, 90, 35, 100, 20, 75, 90, 70, 120, 110, 15, 12, 10, 8, 60]
    static let publicRaised = [0, 0, 60, 45, 0, 40, 0, 0, 35, 0, 30, 25, 0, 0, 0, 0, 0]
    static let publicComplete = [0, 0, 70, 60, 20, 50, 15, 30, 40, 25, 35, 45, 0, 10, 0, 0, 20]
    static let subsidies = [42, 60, 210, 130, 35, 170, 14, 40, 60, 35, 85, 70, 12, 11, 12, 9, 15]
    static let guaranteed = [60, 90, 150, 130, 45, 110, 25, 60, 55, 40, 60, 60, 25, 25, 25, 15, 5]
    static let publicProjects = [5, 6, 45, 35, 14, 38, 9, 16, 18, 12, 22, 24, 5, 4, 4, 3, 7]
    static let bondedOperating = [1, 1, 32, 20, 8, 25, 4, 12, 18, 12, 24, 22, 3, 2, 2, 1, 12]
    static let communities = [34, 46, 52, 40, 18, 50, 10, 12, 9, 8, 12, 8, 3, 3, 3, 2, 0]
    static let reserve = [30, 40, 60, 45, 15, 55, 8, 10, 8, 6, 10, 6, 2, 2, 2, 1, 0]
    static let resettlementStarted = [6, 8, 40, 55, 15, 20, 35, 25, 45, 20, 30, 35, 8, 6, 5, 4, 0]
    static let resettlementComplete = [4, 6, 45, 50, 20, 25, 30, 20, 40, 15, 25, 30, 5, 5, 4, 0, 0]
    static let resettlementReady = [5, 8, 60, 65, 25, 30, 40, 35, 55, 30, 40, 45, 10, 8, 6, 5, 0]
    static let rentalMoney = [20, 25, 70, 60, 20, 60, 12, 25, 40, 25, 45, 45, 10, 8, 8, 6, 15]
    static let renewalMoney = communities
    static let redevelopmentMoney = [3, 4, 20, 28, 8, 10, 18, 12, 22, 10, 15, 18, 0, 0, 0, 0, 0]

    /// Households to sign and signed, in the units that clear land: the mean of the rates prints as 96.83%, the lowest is 93.08%.
    static let signing: [(district: String, households: Int, signed: Int)] = [
        ("110101", 1_286, 1_270), ("110102", 1_734, 1_719), ("110105", 3_120, 3_040), ("110106", 4_265, 4_132),
        ("110107", 1_388, 1_310), ("110109", 2_076, 1_983), ("110111", 1_907, 1_775), ("110112", 2_844, 2_793),
        ("110113", 968, 935), ("110114", 1_652, 1_607), ("110115", 2_395, 2_345),
    ]

    /// What a target is split by.
    static func weights(ofTarget indicator: String) -> [Int] {
        switch indicator {
        case "bonded_basically_complete": bondedCompleted
        case "public_raised": publicRaised
        case "public_basically_complete": publicComplete
        case "subsidised_households": subsidies
        case "renewal_communities", "renewal_households", "renewal_area", "renewal_buildings": communities
        case "resettlement_started": resettlementStarted
        case "resettlement_basically_complete": resettlementComplete
        default: bonded
        }
    }
}
