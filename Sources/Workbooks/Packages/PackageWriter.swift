/// Writes a ZIP package whose bytes depend on its content alone.
public final class PackageWriter {
    public init() {}
    /// Adds an entry; entries stand in the order they were added.
    public func add(_ name: String, _ bytes: [UInt8], stored: Bool = false) {}
    /// The package.
    public func bytes() throws(WorkbookError) -> [UInt8] { [] }
    /// Writes the package, replacing what is there.
    public func finish(path: String) throws(WorkbookError) {}
}
