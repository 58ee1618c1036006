/// Reads XML as a stream of events.
public final class XMLReader {
    public struct Attribute: Hashable, Sendable {
        /// Without prefix.
        public var name: String
        /// Empty where it has none.
        public var namespace: String
        public var value: String
    }
    public enum Event: Hashable, Sendable {
        /// Local name and namespace.
        case start(String, namespace: String, [Attribute])
        case text(String)
        case end(String, namespace: String)
    }
    public init(_ bytes: [UInt8], part: String = "", limits: WorkbookLimits = .default) throws(WorkbookError) {
        throw WorkbookError("W200", "尚未实现", "not yet")
    }
    /// `nil` at the end.
    public func next() throws(WorkbookError) -> Event? { nil }
}
