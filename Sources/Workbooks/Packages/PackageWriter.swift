internal import CZip

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes a ZIP package whose bytes depend on its content alone: entries in the order given, one fixed time, no owner, no host.
///
///     let package = PackageWriter()
///     package.add("[Content_Types].xml", types)
///     package.add("word/document.xml", document)
///     try package.finish(path: "report.docx")
public final class PackageWriter {
    private struct Entry {
        var name: String
        var bytes: [UInt8]
        var isStored: Bool
    }

    private var entries: [Entry] = []

    public init() {}

    /// Adds an entry; `stored` leaves it uncompressed (pictures, and the `mimetype` of OpenDocument).
    public func add(_ name: String, _ bytes: [UInt8], stored: Bool = false) {
        entries.append(Entry(name: name, bytes: bytes, isStored: stored))
    }

    /// The package.
    ///
    /// - Throws: W506 where two entries share a name or libzip fails.
    public func bytes() throws(WorkbookError) -> [UInt8] {
        var failure = zip_error_t()
        guard let buffer = zip_source_buffer_create(nil, 0, 0, &failure) else { throw Self.failed("libzip") }
        zip_source_keep(buffer)
        defer { zip_source_free(buffer) }
        guard let archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &failure) else {
            zip_source_free(buffer)
            throw Self.failed("libzip")
        }
        // libzip reads the content when it closes, so it must stay where it is until then.
        let contents = entries.map { entry in
            let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(entry.bytes.count, 1))
            entry.bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { memory.update(from: start, count: $0.count) } }
            return memory
        }
        defer { contents.forEach { $0.deallocate() } }
        // 1980-01-01 12:00, on the first day a ZIP file knows. libzip turns it into local time again, so it is taken as local time here.
        var first = tm()
        (first.tm_year, first.tm_mday, first.tm_hour, first.tm_isdst) = (80, 1, 12, -1)
        let noon = mktime(&first)
        for (entry, content) in zip(entries, contents) {
            guard let source = zip_source_buffer(archive, content, zip_uint64_t(entry.bytes.count), 0) else {
                zip_discard(archive)
                throw Self.failed(entry.name)
            }
            let index = zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                zip_discard(archive)
                throw Self.failed(entry.name)
            }
            zip_file_set_mtime(archive, zip_uint64_t(index), noon, 0)
            zip_set_file_compression(archive, zip_uint64_t(index), entry.isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 6)
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw Self.failed("libzip")
        }
        guard zip_source_open(buffer) == 0 else { throw Self.failed("libzip") }
        defer { zip_source_close(buffer) }
        zip_source_seek(buffer, 0, SEEK_END)
        let size = Int(zip_source_tell(buffer))
        zip_source_seek(buffer, 0, SEEK_SET)
        guard size >= 0 else { throw Self.failed("libzip") }
        let got: [UInt8] = Array(unsafeUninitializedCapacity: size) { memory, count in
            count = max(0, Int(zip_source_read(buffer, memory.baseAddress, zip_uint64_t(size))))
        }
        guard got.count == size else { throw Self.failed("libzip") }
        return got
    }

    /// Writes the package, replacing what is there only once it is whole.
    public func finish(path: String) throws(WorkbookError) { try OutputFile.replace(path, with: bytes()) }

    private static func failed(_ place: String) -> WorkbookError {
        WorkbookError("W506", "压缩包写不成（条目重名或内存不足）。", "the package cannot be written: two entries of one name, or no memory", at: place)
    }
}
