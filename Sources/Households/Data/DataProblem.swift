public import Quantities

/// One fault in a file of policy data.
public struct DataProblem: Sendable, Hashable, CustomStringConvertible {
    /// `beijing/eligibility.yaml`.
    public let file: String
    /// Counted from 1; 0 where the whole file is meant.
    public let line: Int
    /// `conditions[2].values[0].at_most`.
    public let path: String
    public let text: Text

    public var description: String { "\(file):\(line) \(path): \(text.zh) / \(text.en)" }
}
