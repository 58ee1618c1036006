/// What a text must be to stand in a cell.
enum CellText {
    /// UTF-16 units.
    static let longest = 32_767

    /// The text with NUL, U+FFFE and U+FFFF as U+FFFD: the first would end a C string, the others no XML holds.
    /// Something that looks like an escape (`_x000D_`) is escaped itself, or it would be read back as what it stands for.
    static func safe(_ text: String) -> String {
        var copy = text
        let isSafe = copy.withUTF8 { bytes in
            for index in bytes.indices {
                switch bytes[index] {
                case 0: return false
                case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE: return false
                case 0x5F where looksEscaped(bytes[index...]): return false
                default: continue
                }
            }
            return true
        }
        if isSafe { return copy }
        var scalars = String.UnicodeScalarView()
        let bytes = Array(copy.utf8)
        var offset = 0
        for scalar in copy.unicodeScalars {
            switch scalar.value {
            case 0, 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
            case 0x5F where bytes.withUnsafeBufferPointer({ looksEscaped($0[offset...]) }):
                scalars.append(contentsOf: "_x005F_".unicodeScalars)
            default: scalars.append(scalar)
            }
            offset += UTF8.width(scalar)
        }
        return String(scalars)
    }

    /// `_xHHHH_`.
    private static func looksEscaped(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let start = bytes.startIndex
        guard bytes.count >= 7, bytes[start + 1] == 0x78, bytes[start + 6] == 0x5F else { return false }
        return bytes[(start + 2)..<(start + 6)].allSatisfy {
            $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x46 || $0 >= 0x61 && $0 <= 0x66
        }
    }

    static func tooLong(_ row: Int, _ column: Int) -> WorkbookError {
        WorkbookError(
            "W501", "文字过长（单元格上限 32767 字，属性和页眉上限 255 字）。", "the text is too long: 32,767 characters in a cell, 255 in a property or header",
            at: row > 0 ? CellAddress(row: row, column: column).description : "")
    }
}
