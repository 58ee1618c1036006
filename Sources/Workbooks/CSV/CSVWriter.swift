/// Writes CSV (RFC 4180, UTF-8, CR LF) that no spreadsheet program runs as formulas.
public struct CSVWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// - Parameter byteOrderMark: Excel in Chinese needs it to see UTF-8.
    public init(byteOrderMark: Bool = true) {}
    public mutating func write(_ fields: some Sequence<String>) {}
}
