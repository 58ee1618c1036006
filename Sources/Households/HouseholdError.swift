public import Quantities

/// What can go wrong with households and homes. docs/households.md lists the codes.
public struct HouseholdError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `G001` ….
    public let code: String
    public let text: Text
    public let kind: Kind
    /// Faults of the policy data, with their places; empty for other errors.
    public let problems: [DataProblem]

    public typealias Kind = ToldKind

    public var description: String {
        ([code + " " + text.zh + " / " + text.en] + problems.map(\.description)).joined(separator: "\n")
    }

    init(_ code: String, _ zh: String, _ en: String, kind: Kind = .refused, problems: [DataProblem] = []) {
        self.code = code
        self.kind = kind
        self.problems = problems
        text = Text(zh, en)
    }

    static func faultyData(_ problems: [DataProblem]) -> HouseholdError {
        HouseholdError(
            "G001", "政策数据文件有\(problems.count)处错误", "the policy data has \(problems.count) fault(s)", kind: .faulty, problems: problems)
    }

    static func missingData(_ file: String) -> HouseholdError {
        HouseholdError("G002", "缺少政策数据文件\(file)", "the policy file \(file) is missing", kind: .notFound)
    }

    static func noRule(_ what: Text, _ date: CivilDate) -> HouseholdError {
        HouseholdError("G003", "\(date.chinese)没有适用的\(what.zh)", "no \(what.en) was in force on \(date)")
    }
}
