/// The text of `<si>` or `<is>`: its `<t>`, or those of its runs one after the other; reading aids (`<rPh>`) are left out.
enum RichText {
    /// Reads to the end of the element whose start was given last.
    static func read(_ scanner: inout XMLScanner, into arena: inout ByteArena, limits: WorkbookLimits)
        throws(WorkbookError)
    {
        let level = scanner.depth
        let start = arena.count
        var textLevel = 0
        while true {
            switch try scanner.next() {
            case .start:
                if scanner.isNamed(.t) {
                    textLevel = scanner.depth
                } else if !scanner.isNamed(.r) {
                    try scanner.skipElement()
                }
            case .text:
                guard scanner.depth == textLevel else { continue }
                guard arena.count - start + scanner.textLength <= limits.cellBytes else {
                    throw WorkbookError(
                        "W407", "一个单元格的文字超过 \(limits.cellBytes) 字节。", "the text of a cell has over \(limits.cellBytes) bytes")
                }
                arena.append(scanner.text, scanner.textLength)
            case .end:
                if scanner.depth < textLevel { textLevel = 0 }
                if scanner.depth < level { return }
            case .done: throw scanner.malformed()
            }
        }
    }
}
