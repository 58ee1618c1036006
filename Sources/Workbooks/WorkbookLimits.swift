/// How much of a file is believed before it is refused. Every limit is checked before memory is spent on what it limits.
public struct WorkbookLimits: Hashable, Sendable {
    /// The file as it lies on disk, in bytes.
    public var fileBytes: Int
    /// All entries of a package together, unpacked, in bytes. Sheets are streamed, so this bounds time, not memory.
    public var unpackedBytes: Int
    /// Entries of a package.
    public var entries: Int
    /// Unpacked bytes per packed byte of one entry; looked at in entries over ``ratioFloor`` only. (DEFLATE itself ends near 1,032.)
    public var ratio: Int
    /// Entries that unpack to no more than this many bytes may be packed as tightly as they like.
    public var ratioFloor: Int
    /// A part that must be held in memory whole (styles, the text of a letter), unpacked, in bytes.
    public var partBytes: Int
    /// Elements inside each other.
    public var depth: Int
    /// Columns of a row.
    public var columns: Int
    /// The text of one cell, in UTF-8 bytes.
    public var cellBytes: Int
    /// One row, in UTF-8 bytes.
    public var rowBytes: Int
    /// Distinct texts of a workbook.
    public var sharedStrings: Int
    /// Shared texts are kept in memory up to this many bytes, then in a temporary file without a name.
    public var sharedStringMemory: Int

    public init(
        fileBytes: Int = 2 << 30, unpackedBytes: Int = 4 << 30, entries: Int = 2_000, ratio: Int = 100, ratioFloor: Int = 1 << 20,
        partBytes: Int = 64 << 20, depth: Int = 64, columns: Int = 1_024, cellBytes: Int = 1 << 20, rowBytes: Int = 8 << 20,
        sharedStrings: Int = 16 << 20, sharedStringMemory: Int = 32 << 20
    ) {
        self.fileBytes = fileBytes
        self.unpackedBytes = unpackedBytes
        self.entries = entries
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.partBytes = partBytes
        self.depth = depth
        self.columns = columns
        self.cellBytes = cellBytes
        self.rowBytes = rowBytes
        self.sharedStrings = sharedStrings
        self.sharedStringMemory = sharedStringMemory
    }

    /// For the files of districts: up to a full sheet of a million rows.
    public static let `default` = WorkbookLimits()
    /// For files from people who are not signed in as staff: 32 MiB packed, 200 MiB unpacked.
    public static let upload = WorkbookLimits(fileBytes: 32 << 20, unpackedBytes: 200 << 20)
}
