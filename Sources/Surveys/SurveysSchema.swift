public import Store

/// The tables of this floor: satisfaction surveys.
public enum SurveysSchema {
    public static var migrations: [Migration] { [] }
}
