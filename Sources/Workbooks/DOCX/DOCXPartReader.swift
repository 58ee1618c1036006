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
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return blocks }
                continue
            }
            switch element.name {
            case "p":
                blocks.append(.paragraph(try paragraph()))
                blocks += boxes
                boxes = []
            case "tbl": blocks.append(.table(try table()))
            case "sdt": blocks += try control { reader throws(WorkbookError) in try reader.blocks() }
            case "body", "ins", "moveTo", "customXml", "smartTag": blocks += try self.blocks()
            case "footnote", "endnote":
                // The lines Word draws above notes are stored as notes with a type.
                if element.attributes["type"].map({ $0 != "normal" }) ?? false { try skip() } else { blocks += try self.blocks() }
            case "mc:AlternateContent": blocks += try choice { reader throws(WorkbookError) in try reader.blocks() }
            default: try skip()
            }
        }
        return blocks
    }

    private mutating func table() throws(WorkbookError) -> DOCXText.Table {
        DOCXText.Table(rows: try rows())
    }

    private mutating func rows() throws(WorkbookError) -> [[DOCXText.Cell]] {
        var rows: [[DOCXText.Cell]] = []
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return rows }
                continue
            }
            switch element.name {
            case "tr":
                var isDeleted = false
                let cells = try cells(&isDeleted)
                if !isDeleted { rows.append(cells) }
            case "sdt": rows += try control { reader throws(WorkbookError) in try reader.rows() }
            case "ins", "moveTo", "customXml": rows += try self.rows()
            default: try skip()
            }
        }
        return rows
    }

    private mutating func cells(_ isDeleted: inout Bool) throws(WorkbookError) -> [DOCXText.Cell] {
        var cells: [DOCXText.Cell] = []
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return cells }
                continue
            }
            switch element.name {
            case "trPr": try properties { if $0.name == "del" { isDeleted = true } }
            case "tc": cells.append(try cell())
            case "sdt":
                var ignored = false
                cells += try control { reader throws(WorkbookError) in try reader.cells(&ignored) }
            case "ins", "moveTo", "customXml":
                var ignored = false
                cells += try self.cells(&ignored)
            default: try skip()
            }
        }
        return cells
    }

    private mutating func cell() throws(WorkbookError) -> DOCXText.Cell {
        var cell = DOCXText.Cell(blocks: [], span: 1, continuesAbove: false)
        // A cell's content is that of a body, but for its properties, which come first.
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return cell }
                continue
            }
            switch element.name {
            case "tcPr":
                try properties { property in
                    if property.name == "gridSpan" {
                        cell.span = property.attributes["val"].flatMap { Int($0) }.map { min(max($0, 1), 1_024) } ?? 1
                    }
                    if property.name == "vMerge" { cell.continuesAbove = property.attributes["val"] != "restart" }
                }
            case "p":
                cell.blocks.append(.paragraph(try paragraph()))
                cell.blocks += boxes
                boxes = []
            case "tbl": cell.blocks.append(.table(try table()))
            case "sdt": cell.blocks += try control { reader throws(WorkbookError) in try reader.blocks() }
            case "ins", "moveTo", "customXml": cell.blocks += try blocks()
            default: try skip()
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
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return }
                continue
            }
            switch element.name {
            case "pPr": try properties { if $0.name == "pStyle" { paragraph.style = $0.attributes["val"] } }
            case "rPr": try properties { if $0.name == "vanish" { isHidden = !["0", "false", "off"].contains($0.attributes["val"]) } }
            case "t", "m:t": add(try text(), to: &paragraph, isHidden)
            case "tab", "ptab": try add("\t", to: &paragraph, isHidden, thenSkip: true)
            case "br", "cr": try add("\n", to: &paragraph, isHidden, thenSkip: true)
            case "noBreakHyphen": try add("-", to: &paragraph, isHidden, thenSkip: true)
            case "sym":
                let scalar = element.attributes["char"].flatMap { UInt32($0, radix: 16) }.flatMap { Unicode.Scalar($0) }
                try add(scalar.map { String($0) } ?? "\u{FFFD}", to: &paragraph, isHidden, thenSkip: true)
            case "sdt":
                // Closures cannot take `paragraph` in and out together with the reader, so the pieces are carried by hand.
                var inner = paragraph
                try control { reader throws(WorkbookError) in try reader.inline(&inner, isHidden: isHidden) }
                paragraph = inner
            case "drawing", "pict", "object": try textBoxes()
            case "mc:AlternateContent":
                var inner = paragraph
                try choice { reader throws(WorkbookError) in try reader.inline(&inner, isHidden: isHidden) }
                paragraph = inner
            case "r", "ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo", "ruby", "rubyBase":
                try inline(&paragraph, isHidden: isHidden)
            case let name where name.unicodeScalars.starts(with: "m:".unicodeScalars): try inline(&paragraph, isHidden: isHidden)
            // Deleted and moved-away text, field codes, notes' marks, reading aids (rt), bookmarks and all that has no text.
            default: try skip()
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

    private mutating func add(_ text: String, to paragraph: inout DOCXText.Paragraph, _ isHidden: Bool, thenSkip: Bool)
        throws(WorkbookError)
    {
        add(text, to: &paragraph, isHidden)
        if thenSkip { try skip() }
    }

    /// Text boxes somewhere inside a drawing.
    private mutating func textBoxes() throws(WorkbookError) {
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return }
                continue
            }
            switch element.name {
            case "txbxContent":
                // A box is anchored in a paragraph that is not finished; its own paragraphs may hold boxes too.
                let outer = boxes
                boxes = []
                let inner = try blocks()
                boxes = outer + inner
            case "mc:AlternateContent": try choice { reader throws(WorkbookError) in try reader.textBoxes() }
            default: try textBoxes()
            }
        }
    }

    // MARK: - Wrappers

    /// Reads `w:sdt`: its properties, then its content with the control open.
    private mutating func control<Content>(_ content: (inout Self) throws(WorkbookError) -> [Content]) throws(WorkbookError) -> [Content] {
        var all: [Content] = []
        try control { reader throws(WorkbookError) in all += try content(&reader) }
        return all
    }

    private mutating func control(_ content: (inout Self) throws(WorkbookError) -> Void) throws(WorkbookError) {
        var control = DOCXText.Control(number: counters.controls.count + 1, tag: nil, alias: nil, isPlaceholder: false)
        let index = counters.controls.count
        counters.controls.append(control)
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return }
                continue
            }
            switch element.name {
            case "sdtPr":
                try properties { property in
                    switch property.name {
                    case "tag": control.tag = property.attributes["val"]
                    case "alias": control.alias = property.attributes["val"]
                    case "showingPlcHdr": control.isPlaceholder = !["0", "false", "off"].contains(property.attributes["val"])
                    default: break
                    }
                }
                counters.controls[index] = control
            case "sdtContent":
                controls.append(control)
                try content(&self)
                controls.removeLast()
            default: try skip()
            }
        }
    }

    /// Reads the first `mc:Choice` of `mc:AlternateContent`; the others say the same for older programs.
    private mutating func choice<Content>(_ content: (inout Self) throws(WorkbookError) -> [Content]) throws(WorkbookError) -> [Content] {
        var all: [Content] = []
        try choice { reader throws(WorkbookError) in all += try content(&reader) }
        return all
    }

    private mutating func choice(_ content: (inout Self) throws(WorkbookError) -> Void) throws(WorkbookError) {
        var isTaken = false
        while case let step = try step() {
            guard case .element(let element) = step else {
                if case .end = step { return }
                continue
            }
            if !isTaken, element.name == "mc:Choice" || element.name == "mc:Fallback" {
                isTaken = true
                try content(&self)
            } else {
                try skip()
            }
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

    /// The text of an element, to its end.
    private mutating func text() throws(WorkbookError) -> String {
        var text = ""
        while case let step = try step() {
            switch step {
            case .text(let piece): text += piece
            case .element: try skip()
            case .end: return text
            }
        }
        return text
    }

    /// Shows each child of a properties element.
    private func properties(_ body: (Element) -> Void) throws(WorkbookError) {
        while case let step = try step() {
            switch step {
            case .element(let element):
                body(element)
                try skip()
            case .text: continue
            case .end: return
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
