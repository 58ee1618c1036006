/// Reads a ZIP package (XLSX, DOCX) that may be hostile.
public final class PackageReader {
    /// The entries, in the order of the package's directory.
    public let names: [String]
    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        throw WorkbookError("W200", "尚未实现", "not yet")
    }
    public func contains(_ name: String) -> Bool { false }
    /// The whole entry, unpacked.
    public func read(_ name: String) throws(WorkbookError) -> [UInt8] { [] }
}
