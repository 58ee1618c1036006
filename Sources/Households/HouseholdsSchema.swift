public import Store

/// The tables of this floor: applications, eligibility, waiting lists, rent subsidies, homes, tenancies and doubts.
public enum HouseholdsSchema {
    public static var migrations: [Migration] { [] }
}
