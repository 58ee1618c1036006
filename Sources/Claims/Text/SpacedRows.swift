/// Tables whose cells are parted by single blanks, as they come out of some programs: a line of words, then lines of a label and numbers, every
/// line with as many fields as the first.
///
///     区县 计划数 开工数
///     东城区 10 12
///     西城区 20 21
///     合计 30 33
enum SpacedRows {
    /// Scalars of a field; longer ones are prose.
    private static let longest = 16

    static func mark(_ lines: inout [Line], _ text: [PlainScalar]) {
        var index = 0
        while index < lines.count {
            let end = table(from: index, lines, text)
            for row in index..<(end ?? index) { lines[row].kind = .spaced }
            index = end ?? index + 1
        }
    }

    /// The line after the table that begins here; `nil` where none does.
    private static func table(from start: Int, _ lines: [Line], _ text: [PlainScalar]) -> Int? {
        guard lines[start].kind == .prose, let head = fields(lines[start], text), head.count >= 2,
            !head.dropFirst().contains(where: { isNumber($0, text) })
        else { return nil }
        var end = start + 1
        while end < lines.count, lines[end].kind == .prose, let row = fields(lines[end], text), row.count == head.count,
            !isNumber(row[0], text), row.dropFirst().allSatisfy({ isNumber($0, text) || isDash($0, text) })
        {
            end += 1
        }
        // Two columns are a list of labels and numbers as often as a table, so they must be longer.
        return end - start >= (head.count == 2 ? 4 : 3) ? end : nil
    }

    /// The fields of a line; `nil` where one of them reads as prose.
    private static func fields(_ line: Line, _ text: [PlainScalar]) -> [Range<Int>]? {
        guard line.width <= 200 else { return nil }
        var fields: [Range<Int>] = []
        var start: Int?
        for index in line.range {
            let scalar = text[index].scalar
            if scalar.isBlank {
                if let from = start { fields.append(from..<index) }
                start = nil
            } else {
                if "，。；：！？、“”《》".unicodeScalars.contains(scalar) { return nil }
                start = start ?? index
                if index - (start ?? index) >= longest { return nil }
            }
        }
        if let from = start { fields.append(from..<line.range.upperBound) }
        return fields
    }

    private static func isNumber(_ field: Range<Int>, _ text: [PlainScalar]) -> Bool {
        guard field.contains(where: { text[$0].scalar.isDigit }) else { return false }
        return field.allSatisfy { text[$0].scalar.isDigit || ".,-+%".unicodeScalars.contains(text[$0].scalar) }
    }

    private static func isDash(_ field: Range<Int>, _ text: [PlainScalar]) -> Bool {
        field.allSatisfy { "-—/".unicodeScalars.contains(text[$0].scalar) }
    }
}
