/// Reads one part of a Word document (ISO/IEC 29500-1, 17): body, notes, header or footer.
///
/// Every method that reads an element is called right after its start and reads to its end.
struct DOCXPartReader {
    typealias Block = DOCXText.Block

    /// What is counted through all parts of a document.
    struct Counters {
        var paragraphs = 0
        var controls: [DOCXText.Control] = []
    }

    private struct Element {
        /// The local name, with `m:` or `mc:` before it for mathematics and compatibility, `?` for any other namespace than Word's own.
        var name: String
        var attributes: [XMLReader.Attribute]

        /// A property that is there is on, unless it says otherwise.
        var isOn: Bool { !["0", "false", "off"].contains(attributes["val"]) }

        /// What an element without text stands for.
        var character: String {
            switch name {
            case "br", "cr": "\n"
            case "noBreakHyphen": "-"
            case "sym": attributes["char"].flatMap { UInt32($0, radix: 16) }.flatMap { Unicode.Scalar($0) }.map { String($0) } ?? "\u{FFFD}"
            default: "\t"
            }
        }
    }

    private enum Step {
        case element(Element)
        case text(String)
        case end
    }

    private let reader: XMLReader
    private var counters: Counters
    /// The controls that are open here.
    private var controls: [DOCXText.Control] = []
    /// Text boxes met in the current paragraph.
    private var boxes: [Block] = []

    static func read(_ part: String, in package: PackageReader, root: String, _ counters: inout Counters) throws(WorkbookError) -> [Block] {
        var reader = DOCXPartReader(reader: try XMLReader(try package.read(part), part: part, limits: package.limits), counters: counters)
        guard case .element(let element) = try reader.step(), element.name == root else { throw DOCXText.noDocument }
        let blocks = try reader.blocks()
        // To the end, so that what follows the root is checked as well.
        while try reader.reader.next() != nil {}
        counters = reader.counters
        return blocks
    }

    private init(reader: XMLReader, counters: Counters) {
        self.reader = reader
        self.counters = counters
    }

    // MARK: - Blocks

    /// Paragraphs and tables, through everything that only wraps them.
    private mutating func blocks() throws(WorkbookError) -> [Block] {
        var blocks: [Block] = []
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "footnote", "endnote":
                // The lines Word draws above notes are stored as notes with a type.
                if element.attributes["type"].map({ $0 != "normal" }) ?? false { try reader.skip() } else { blocks += try reader.blocks() }
            default: try reader.block(element, into: &blocks)
            }
        }
        return blocks
    }

    private mutating func block(_ element: Element, into blocks: inout [Block]) throws(WorkbookError) {
        switch element.name {
        case "p":
            blocks.append(.paragraph(try paragraph()))
            blocks += boxes
            boxes = []
        case "tbl": blocks.append(.table(DOCXText.Table(rows: try rows())))
        case "sdt": try control { reader throws(WorkbookError) in blocks += try reader.blocks() }
        case "mc:AlternateContent": try choice { reader throws(WorkbookError) in blocks += try reader.blocks() }
        case "body", "ins", "moveTo", "customXml", "smartTag": blocks += try self.blocks()
        default: try skip()
        }
    }

    private mutating func rows() throws(WorkbookError) -> [[DOCXText.Cell]] {
        var rows: [[DOCXText.Cell]] = []
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "tr":
                var isDeleted = false
                let cells = try reader.cells(&isDeleted)
                if !isDeleted { rows.append(cells) }
            case "sdt": try reader.control { reader throws(WorkbookError) in rows += try reader.rows() }
            case "ins", "moveTo", "customXml": rows += try reader.rows()
            default: try reader.skip()
            }
        }
        return rows
    }

    private mutating func cells(_ isDeleted: inout Bool) throws(WorkbookError) -> [DOCXText.Cell] {
        var cells: [DOCXText.Cell] = []
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "trPr": try reader.properties { if $0.name == "del" { isDeleted = true } }
            case "tc": cells.append(try reader.cell())
            case "sdt": try reader.control { reader throws(WorkbookError) in cells += try reader.cells(&isDeleted) }
            case "ins", "moveTo", "customXml": cells += try reader.cells(&isDeleted)
            default: try reader.skip()
            }
        }
        return cells
    }

    private mutating func cell() throws(WorkbookError) -> DOCXText.Cell {
        var cell = DOCXText.Cell(blocks: [], span: 1, continuesAbove: false)
        try each { reader, element throws(WorkbookError) in
            guard element.name == "tcPr" else { return try reader.block(element, into: &cell.blocks) }
            try reader.properties { property in
                if property.name == "gridSpan" {
                    cell.span = property.attributes["val"].flatMap { Int($0) }.map { min(max($0, 1), 1_024) } ?? 1
                }
                if property.name == "vMerge" { cell.continuesAbove = property.attributes["val"] != "restart" }
            }
        }
        return cell
    }

    // MARK: - Paragraphs

    private mutating func paragraph() throws(WorkbookError) -> DOCXText.Paragraph {
        counters.paragraphs += 1
        var paragraph = DOCXText.Paragraph(position: counters.paragraphs, runs: [], style: nil)
        try inline(&paragraph, isHidden: false)
        return paragraph
    }

    /// Runs, through everything that only wraps them.
    private mutating func inline(_ paragraph: inout DOCXText.Paragraph, isHidden: Bool) throws(WorkbookError) {
        var isHidden = isHidden
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "pPr": try reader.properties { if $0.name == "pStyle" { paragraph.style = $0.attributes["val"] } }
            case "rPr": try reader.properties { if $0.name == "vanish" { isHidden = $0.isOn } }
            case "t", "m:t": reader.add(try reader.text(), to: &paragraph, isHidden)
            case "tab", "ptab", "br", "cr", "noBreakHyphen", "sym":
                reader.add(element.character, to: &paragraph, isHidden)
                try reader.skip()
            case "sdt": try reader.control { reader throws(WorkbookError) in try reader.inline(&paragraph, isHidden: isHidden) }
            case "mc:AlternateContent":
                try reader.choice { reader throws(WorkbookError) in try reader.inline(&paragraph, isHidden: isHidden) }
            case "drawing", "pict", "object": try reader.textBoxes()
            case "r", "ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo", "ruby", "rubyBase":
                try reader.inline(&paragraph, isHidden: isHidden)
            case let name where name.utf8.starts(with: "m:".utf8): try reader.inline(&paragraph, isHidden: isHidden)
            // Deleted and moved-away text, field codes, notes' marks, reading aids (rt), bookmarks and all that has no text.
            default: try reader.skip()
            }
        }
    }

    private func add(_ text: String, to paragraph: inout DOCXText.Paragraph, _ isHidden: Bool) {
        guard !text.isEmpty else { return }
        if let last = paragraph.runs.last, last.isHidden == isHidden, last.controls == controls {
            paragraph.runs[paragraph.runs.count - 1].text += text
        } else {
            paragraph.runs.append(DOCXText.Run(text: text, controls: controls, isHidden: isHidden))
        }
    }

    /// Text boxes somewhere inside a drawing.
    private mutating func textBoxes() throws(WorkbookError) {
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "txbxContent":
                // The paragraph the box is anchored in is not finished, and the box's own paragraphs may hold boxes too.
                let outer = reader.boxes
                reader.boxes = []
                reader.boxes = outer + (try reader.blocks())
            case "mc:AlternateContent": try reader.choice { reader throws(WorkbookError) in try reader.textBoxes() }
            default: try reader.textBoxes()
            }
        }
    }

    // MARK: - Wrappers

    /// Reads `w:sdt`: its properties, then its content with the control open.
    private mutating func control(_ content: (inout Self) throws(WorkbookError) -> Void) throws(WorkbookError) {
        let index = counters.controls.count
        counters.controls.append(DOCXText.Control(number: index + 1, tag: nil, alias: nil, isPlaceholder: false))
        try each { reader, element throws(WorkbookError) in
            switch element.name {
            case "sdtPr":
                var control = reader.counters.controls[index]
                try reader.properties { property in
                    switch property.name {
                    case "tag": control.tag = property.attributes["val"]
                    case "alias": control.alias = property.attributes["val"]
                    case "showingPlcHdr": control.isPlaceholder = property.isOn
                    default: break
                    }
                }
                reader.counters.controls[index] = control
            case "sdtContent":
                reader.controls.append(reader.counters.controls[index])
                try content(&reader)
                reader.controls.removeLast()
            default: try reader.skip()
            }
        }
    }

    /// Reads the first `mc:Choice` of `mc:AlternateContent`; the others say the same for older programs.
    private mutating func choice(_ content: (inout Self) throws(WorkbookError) -> Void) throws(WorkbookError) {
        var isTaken = false
        try each { reader, element throws(WorkbookError) in
            if isTaken || element.name != "mc:Choice" && element.name != "mc:Fallback" { return try reader.skip() }
            isTaken = true
            try content(&reader)
        }
    }

    // MARK: - Events

    private func step() throws(WorkbookError) -> Step {
        while let event = try reader.next() {
            switch event {
            case .start(let name, let namespace, let attributes):
                return .element(Element(name: Self.prefix(namespace) + name, attributes: attributes))
            case .text(let text): return .text(text)
            case .end: return .end
            }
        }
        return .end
    }

    private static func prefix(_ namespace: String) -> String {
        switch namespace {
        case "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main": ""
        case "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math": "m:"
        case "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:"
        default: "?"
        }
    }

    /// Shows each element inside the one whose start was given last; `body` reads it to its end.
    private mutating func each(_ body: (inout Self, Element) throws(WorkbookError) -> Void) throws(WorkbookError) {
        while true {
            switch try step() {
            case .element(let element): try body(&self, element)
            case .text: continue
            case .end: return
            }
        }
    }

    /// Shows each child of a properties element.
    private mutating func properties(_ body: (Element) -> Void) throws(WorkbookError) {
        try each { reader, element throws(WorkbookError) in
            body(element)
            try reader.skip()
        }
    }

    /// The text of an element, to its end.
    private mutating func text() throws(WorkbookError) -> String {
        var text = ""
        while true {
            switch try step() {
            case .text(let piece): text += piece
            case .element: try skip()
            case .end: return text
            }
        }
    }

    private func skip() throws(WorkbookError) {
        var depth = 1
        while depth > 0, let event = try reader.next() {
            switch event {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: continue
            }
        }
    }
}
