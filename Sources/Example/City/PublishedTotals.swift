/// The totals of Beijing's published report for 2023, and the exact values that the example puts behind the rounded ones.
///
/// What the report prints is public; where it prints a rounded number (2.91万户, 853.09万平方米, 95.28%) one of the exact values
/// that round to it was chosen, so that every printed number comes out again.
enum PublishedTotals {
    // 租赁住房保障
    static let bondedRaised = 81_549
    static let bondedCompleted = 33_871
    static let publicRaised = 2_685
    static let publicBasicallyComplete = 5_073
    /// 2.91万户; 108% of 2.7万户.
    static let subsidisedHouseholds = 29_127
    static let publicProjects = 267
    static let entrustedProjects = 241

    // 老旧小区改造
    static let communities = 303
    /// 10.70万户.
    static let communityHouseholds = 107_018
    /// 853.09万平方米, in 0.01 平方米.
    static let communityArea = 853_091_746
    static let communityBuildings = 1_571

    // 城市棚户区改造
    static let resettlementStarted = 17_019
    static let resettlementBasicallyComplete = 13_175
    /// 4.75万套 and 4.53万套: 95.28%.
    static let resettlementReady = 47_520
    static let resettlementAllocated = 45_277

    /// 3.83, 1.35 and 0.44 亿元, in fen, in the order rental, renewal, redevelopment.
    static let allotted = [38_300_000_000, 13_500_000_000, 4_400_000_000]
}

/// The annual targets, as the report states them.
enum PublishedTargets {
    static let all: [(indicator: String, value: Int, exponent: Int)] = [
        ("bonded_raised", 80_000, 0),
        ("bonded_basically_complete", 16_000, 0),
        ("public_raised", 2_000, 0),
        ("public_basically_complete", 4_000, 0),
        ("subsidised_households", 27_000, 0),
        ("bonded_five_year", 400_000, 0),
        ("bonded_year", 80_000, 0),
        ("renewal_communities", 300, 0),
        ("renewal_households", 102_700, 0),
        // 778.20万平方米, in 0.01 平方米.
        ("renewal_area", 778_200_000, 2),
        ("renewal_buildings", 1_415, 0),
        ("resettlement_started", 9_800, 0),
        ("resettlement_basically_complete", 9_600, 0),
    ]
}
