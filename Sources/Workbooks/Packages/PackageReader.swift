internal import CZip

/// Reads a ZIP package (XLSX, DOCX) that may be hostile.
///
/// Before anything is unpacked, these are refused: too many entries, too much or too tightly packed content, entries that overlap, are encrypted,
/// share a name (but for case) or have a name that leads out of the package, and headers that contradict each other.
///
///     let package = try PackageReader(path: "report.docx")
///     let document = try package.read("word/document.xml")
public final class PackageReader {
    /// The entries, in the order of the package's directory.
    public let names: [String]

    let limits: WorkbookLimits
    private let directory: PackageDirectory
    private let archive: OpaquePointer
    /// By name with small ASCII letters, as part names are compared.
    private let indexes: [String: Int]

    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        let file = try InputFile(path: path, limits: limits)
        directory = try PackageDirectory(file, limits: limits)
        names = directory.entries.map(\.name)
        self.limits = limits
        var indexes: [String: Int] = [:]
        for (index, name) in names.enumerated() { indexes[Self.folded(name)] = index }
        self.indexes = indexes
        var code: Int32 = 0
        guard let archive = zip_fdopen(file.duplicate(), 0, &code) else { throw PackageDirectory.damaged("libzip \(code)") }
        self.archive = archive
        // Two readers of one directory must see the same thing, or what was checked is not what is unpacked.
        var agree = zip_get_num_entries(archive, 0) == Int64(names.count)
        for (index, entry) in directory.entries.enumerated() where agree {
            var status = zip_stat_t()
            agree =
                zip_stat_index(archive, zip_uint64_t(index), zip_flags_t(ZIP_FL_ENC_RAW), &status) == 0 && status.name != nil
                && String(cString: status.name) == entry.name && status.size == UInt64(entry.unpacked)
                && status.comp_size == UInt64(entry.packed)
        }
        guard agree else {
            zip_discard(archive)
            throw PackageDirectory.damaged("directory")
        }
    }

    deinit { zip_discard(archive) }

    /// Whether there is such an entry; the case of ASCII letters does not count.
    public func contains(_ name: String) -> Bool { indexes[Self.folded(name)] != nil }

    /// The unpacked size an entry claims, in bytes; its content never exceeds it.
    public func size(of name: String) -> Int? { indexes[Self.folded(name)].map { directory.entries[$0].unpacked } }

    /// The whole entry, unpacked; at most ``WorkbookLimits/partBytes``.
    public func read(_ name: String) throws(WorkbookError) -> [UInt8] {
        let stream = try open(name)
        guard stream.size <= limits.partBytes else {
            throw WorkbookError(
                "W213", "该部件解压后有 \(stream.size) 字节，超过 \(limits.partBytes) 字节。",
                "this part unpacks to \(stream.size) bytes, over the limit of \(limits.partBytes)",
                at: name)
        }
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(stream.size, 1))
        defer { memory.deallocate() }
        var count = 0
        while true {
            let got = try stream.read(into: memory + count, count: stream.size - count)
            if got == 0 { break }
            count += got
        }
        return Array(UnsafeBufferPointer(start: memory, count: count))
    }

    /// The entry as a stream.
    func open(_ name: String) throws(WorkbookError) -> PackageStream {
        guard let index = indexes[Self.folded(name)] else {
            throw WorkbookError("W209", "压缩包内缺少必需的部件，文件可能已损坏。", "a part the package must have is missing", at: name)
        }
        guard let handle = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw PackageDirectory.damaged(name) }
        return PackageStream(self, handle, name: names[index], size: directory.entries[index].unpacked)
    }

    private static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}

/// One entry, unpacked piece by piece. Keeps its package open.
final class PackageStream {
    let name: String
    /// What the directory claims. More is refused, less too.
    let size: Int
    private let package: PackageReader
    private let handle: OpaquePointer
    private var count = 0
    private var isDone = false

    init(_ package: PackageReader, _ handle: OpaquePointer, name: String, size: Int) {
        self.package = package
        self.handle = handle
        self.name = name
        self.size = size
    }

    deinit { zip_fclose(handle) }

    /// Puts the next bytes at `memory`; 0 at the end, where libzip has compared the checksum.
    func read(into memory: UnsafeMutablePointer<UInt8>, count wanted: Int) throws(WorkbookError) -> Int {
        if isDone { return 0 }
        // At the claimed end one byte more is asked for, so that a lie shows and the checksum is compared.
        var probe: UInt8 = 0
        let got = count < size ? Int(zip_fread(handle, memory, zip_uint64_t(min(wanted, size - count)))) : Int(zip_fread(handle, &probe, 1))
        guard got >= 0 else { throw PackageDirectory.damaged(name) }
        if count == size {
            guard got == 0 else {
                throw WorkbookError("W211", "部件的实际大小超过压缩包目录所写。", "a part is larger than the package's directory claims", at: name)
            }
            isDone = true
            return 0
        }
        guard got > 0 || wanted == 0 else {
            throw WorkbookError("W211", "部件的实际大小小于压缩包目录所写。", "a part is smaller than the package's directory claims", at: name)
        }
        count += got
        return got
    }
}
