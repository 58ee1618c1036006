/// Where entries' values stand in the files they came from. The floor of returns keeps the files and answers.
public protocol CellSource: Sendable {
    /// The cells behind one column of some entries, in their order: file, address and the text as it was written.
    func cells(of entries: [Entry], column: String) async throws -> [SourceCell]
}

/// One cell of a file that arrived.
public struct SourceCell: Sendable, Hashable, Codable {
    /// The number of the receipt the file got.
    public let receipt: Int64
    public let fileName: String
    /// SHA-256 of the file, in hex.
    public let fileHash: String
    /// Empty for CSV.
    public let sheet: String
    /// `F17`.
    public let address: String
    /// What stands in the cell, before anything was read from it.
    public let raw: String

    public init(receipt: Int64, fileName: String, fileHash: String, sheet: String, address: String, raw: String) {
        self.receipt = receipt
        self.fileName = fileName
        self.fileHash = fileHash
        self.sheet = sheet
        self.address = address
        self.raw = raw
    }
}
