/// The place of a cell: `B7`, or `表1!B7`.
public struct CellAddress: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// The last row of a sheet.
    public static let lastRow = 1_048_576
    /// The last column of a sheet, XFD, counted from 0.
    public static let lastColumn = 16_383

    public var sheet: String?
    /// Counted from 1, as it is written.
    public var row: Int
    /// Counted from 0: column B is 1.
    public var column: Int

    public init(sheet: String? = nil, row: Int, column: Int) {
        self.sheet = sheet
        self.row = row
        self.column = column
    }

    /// Reads `B7`, `$B$7`, `表1!B7` or `'2023年 表1'!B7`; `nil` for anything else, or past row 1,048,576 or column XFD.
    public init?(_ description: String) {
        let bytes = Array(description.utf8)
        var cell = bytes[...]
        sheet = nil
        if let mark = bytes.lastIndex(of: UInt8(ascii: "!")) {
            guard let name = Self.sheetName(bytes[..<mark]) else { return nil }
            sheet = name
            cell = bytes[(mark + 1)...]
        }
        let place = Array(cell.filter { $0 != UInt8(ascii: "$") }).withUnsafeBufferPointer { Self.parse($0) }
        guard let place else { return nil }
        (row, column) = place
    }

    public var description: String {
        let cell = Self.letters(column) + String(row)
        guard let sheet else { return cell }
        return (Self.needsQuotes(sheet) ? "'" + Self.doubled(sheet) + "'" : sheet) + "!" + cell
    }

    /// `A`, `B` … `Z`, `AA` … `XFD` for columns counted from 0; empty for a negative number.
    public static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        while rest >= 0 {
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// Capital letters, then digits, nothing else, within the bounds of a sheet.
    @inline(__always)
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int, column: Int)? {
        var index = 0
        var column = 0
        while index < bytes.count, bytes[index] >= 0x41, bytes[index] <= 0x5A {
            column = column &* 26 &+ Int(bytes[index] &- 0x40)
            index &+= 1
            if index > 3 { return nil }
        }
        let digits = index
        var row = 0
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            row = row &* 10 &+ Int(bytes[index] &- 0x30)
            index &+= 1
            if index &- digits > 7 { return nil }
        }
        guard index == bytes.count, index > digits, column >= 1, column <= lastColumn + 1, row >= 1, row <= lastRow else { return nil }
        return (row, column - 1)
    }

    private static func sheetName(_ bytes: ArraySlice<UInt8>) -> String? {
        let quote = UInt8(ascii: "'")
        guard bytes.first == quote else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
        guard bytes.count > 2, bytes.last == quote else { return nil }
        var name: [UInt8] = []
        var inner = bytes.dropFirst().dropLast()
        while let byte = inner.popFirst() {
            if byte == quote, inner.popFirst() != quote { return nil }
            name.append(byte)
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// Spreadsheet programs put quotes round names with anything but letters, digits and underscores, or that look like an address.
    private static func needsQuotes(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first else { return true }
        let isDigit = ("0"..."9").contains(first)
        return isDigit || CellAddress(name) != nil
            || name.unicodeScalars.contains { !($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)) }
    }

    private static func doubled(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            scalars.append(scalar)
            if scalar == "'" { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
