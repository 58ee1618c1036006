internal import Ledgers
public import Quantities
public import Workbooks

/// One sheet of an original, as the list of its tabs shows it.
public struct WorkbookSheet: Sendable, Hashable, Codable {
    /// Empty for CSV.
    public let name: String
    /// The number of its last row, as a spreadsheet program counts.
    public let rows: Int
    /// What it was read as; `nil` for a sheet of notes.
    public let ledger: String?
}

/// A window of an original as it arrived: some rows and columns of one sheet, each cell the text that stands in it.
///
/// Personal columns are masked; rows of districts and ledgers out of scope keep their place and show nothing.
public struct WorkbookView: Sendable, Hashable, Codable {
    public let receipt: Int64
    public let fileName: String
    /// SHA-256 of the file, in hex.
    public let fileHash: String
    /// Empty for CSV.
    public let sheet: String
    public let ledger: String?
    /// The row of the header as the intake knew it; `nil` for a sheet of notes.
    public let headerRow: Int?
    public let columns: [Column]
    public let rows: [Row]
    /// Whether the sheet goes on below.
    public let hasMore: Bool
    /// The cell the window was asked to be around.
    public let focus: String?

    /// One column of the file.
    public struct Column: Sendable, Hashable, Codable {
        /// Counted from 0.
        public let position: Int
        /// `F`.
        public let letters: String
        /// What stands in the header row.
        public let header: String
        /// The ledger's column it feeds; `district` and `period` for the two that name the page; `nil` for one that was not read.
        public let name: String?
        public let title: Text?
        public let isMasked: Bool
    }

    /// One row of the file.
    public struct Row: Sendable, Hashable, Codable {
        /// As a person counts.
        public let row: Int
        public let mark: Mark
        /// One for each of ``WorkbookView/columns``.
        public let cells: [String]
        /// The page it belongs to: `subsidies/110105/2023-05`; `nil` above the header and where it cannot be told.
        public let page: String?
        /// The natural key of the entry it became.
        public let key: String?
        /// Of those the caller gave, the ones about this row.
        public let findings: [Finding]
    }

    /// What became of a row.
    public enum Mark: String, Sendable, Hashable, Codable {
        /// Above the header, or on a sheet of notes.
        case note
        case header
        /// 收录: it is an entry of the page version this return made.
        case accepted
        /// 退回: an error was found in it.
        case rejected
        /// 未变: its page said what it had said before, and kept its version.
        case unchanged
        /// 无权查看: of a district out of scope.
        case hidden
        case blank

        public var title: Text {
            switch self {
            case .note: Text("说明", "note")
            case .header: Text("表头", "header")
            case .accepted: Text("收录", "accepted")
            case .rejected: Text("退回", "rejected")
            case .unchanged: Text("未变", "unchanged")
            case .hidden: Text("无权查看", "out of your scope")
            case .blank: Text("空行", "blank")
            }
        }
    }

    /// At most this many rows in one window.
    public static let rowLimit = 500
    /// At most this many columns in one window.
    public static let columnLimit = 100
}

/// What to show of a sheet.
public struct WorkbookWindow: Sendable, Hashable {
    public var sheet: String
    /// As a person counts; cut to ``WorkbookView/rowLimit``.
    public var rows: ClosedRange<Int>
    /// Counted from 0; cut to ``WorkbookView/columnLimit`` and to the sheet's width.
    public var columns: ClosedRange<Int>
    public var focus: CellAddress?

    public init(sheet: String, rows: ClosedRange<Int>, columns: ClosedRange<Int> = 0...(WorkbookView.columnLimit - 1)) {
        self.sheet = sheet
        let first = max(1, rows.lowerBound)
        self.rows = first...min(max(first, rows.upperBound), first + WorkbookView.rowLimit - 1)
        let left = max(0, columns.lowerBound)
        self.columns = left...min(max(left, columns.upperBound), left + WorkbookView.columnLimit - 1)
    }

    /// The rows around a cell.
    public init(around cell: CellAddress, above: Int = 8, below: Int = 12) {
        let bounded = (above: min(max(0, above), 200), below: min(max(0, below), 200))
        self.init(
            sheet: cell.sheet ?? "", rows: max(1, cell.row - bounded.above)...(cell.row + bounded.below),
            columns: max(0, cell.column - WorkbookView.columnLimit + 1)...max(cell.column, WorkbookView.columnLimit - 1))
        focus = cell
    }
}
