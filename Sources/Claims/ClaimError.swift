public import Quantities

/// Why a report could not be read. Nothing inside a report is an error; only the file itself can be.
public struct ClaimError: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        case notFound = "CL001"
        case unreadable = "CL002"
        case tooLarge = "CL003"
        case unknownFormat = "CL004"
        case converterMissing = "CL005"
        case converterFailed = "CL006"
        case unwritable = "CL007"
    }

    public let code: Code
    /// The path of the file.
    public let place: String
    public let text: Text

    public init(_ code: Code, place: String, _ text: Text) {
        self.code = code
        self.place = place
        self.text = text
    }
}
