public import Store

/// The tables of this floor: money, plans, projects, certificates, meetings, renewal, redevelopment, inspections.
public enum CaseworkSchema {
    public static var migrations: [Migration] { [] }
}
