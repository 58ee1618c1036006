import Quantities
import Workbooks

/// The paragraphs of a Word document, with what is bound in them: content controls and the bookmarks behind them.
struct WordProse {
    /// A run of text and whose number it is.
    struct Piece: Hashable {
        var text: String
        /// The tag of the innermost content control that has one.
        var tag: String?
        /// The fingerprint of the number's bookmark.
        var fingerprint: String?
        /// Which control or bookmark this is in the document, so that neighbours are told apart.
        var binding: Int?
    }

    struct Paragraph: Hashable {
        var pieces: [Piece] = []
        var text: String { pieces.reduce(into: "") { $0 += $1.text } }
    }

    private(set) var paragraphs: [Paragraph] = []
    /// Custom properties: language, freeze.
    private(set) var properties: [String: String] = [:]

    /// - Throws: `D301` where the file is no Word document.
    init(path: String) throws(ReportError) {
        do throws(WorkbookError) {
            let package = try PackageReader(path: path)
            try read(XMLReader(package.read("word/document.xml"), part: "word/document.xml"))
            for part in ["word/footnotes.xml", "word/endnotes.xml"] where package.contains(part) {
                try read(XMLReader(package.read(part), part: part))
            }
            if package.contains("docProps/custom.xml") {
                try readProperties(XMLReader(package.read("docProps/custom.xml"), part: "docProps/custom.xml"))
            }
        } catch {
            throw ReportError(
                "D301", "文件不能按Word文档读取：\(error.text.zh)", "the file cannot be read as a Word document: \(error.text.en)", at: path)
        }
    }

    private struct Control {
        var tag: String?
        var number: Int
        var hasContent = false
    }

    private mutating func read(_ reader: XMLReader) throws(WorkbookError) {
        var open: [Paragraph] = []
        var controls: [Control] = []
        var bookmarks: [(id: String, fingerprint: String, number: Int)] = []
        var counter = 0
        var isText = false
        /// Inside something that is not, or no longer, part of the text.
        var hidden = 0
        while let event = try reader.next() {
            switch event {
            case .start(let name, _, let attributes):
                switch name {
                case "p": open.append(Paragraph())
                case "sdt":
                    counter += 1
                    controls.append(Control(tag: nil, number: counter))
                case "tag" where !controls.isEmpty && controls[controls.count - 1].hasContent == false:
                    controls[controls.count - 1].tag = attributes.first { $0.name == "val" }?.value
                case "sdtContent":
                    if !controls.isEmpty { controls[controls.count - 1].hasContent = true }
                case "bookmarkStart":
                    if let name = attributes.first(where: { $0.name == "name" })?.value,
                        let fingerprint = FigureTag.fingerprint(inBookmark: name)
                    {
                        counter += 1
                        bookmarks.append((attributes.first { $0.name == "id" }?.value ?? "", fingerprint, counter))
                    }
                case "bookmarkEnd":
                    let id = attributes.first { $0.name == "id" }?.value ?? ""
                    bookmarks.removeAll { $0.id == id }
                case "del", "moveFrom", "Fallback", "instrText", "delText": hidden += 1
                case "t": isText = true
                case "tab", "br", "cr", "noBreakHyphen":
                    if hidden == 0, !open.isEmpty { open[open.count - 1].append(name == "noBreakHyphen" ? "-" : " ", nil, nil, nil) }
                default: break
                }
            case .text(let text):
                guard isText, hidden == 0, !open.isEmpty else { continue }
                let control = controls.last { $0.hasContent && $0.tag?.isEmpty == false }
                let bookmark = bookmarks.last
                open[open.count - 1].append(text, control?.tag, bookmark?.fingerprint, control?.number ?? bookmark?.number)
            case .end(let name, _):
                switch name {
                case "p": if let paragraph = open.popLast() { paragraphs.append(paragraph) }
                case "sdt": _ = controls.popLast()
                case "t": isText = false
                case "del", "moveFrom", "Fallback", "instrText", "delText": hidden -= 1
                default: break
                }
            }
        }
    }

    private mutating func readProperties(_ reader: XMLReader) throws(WorkbookError) {
        var name: String?
        while let event = try reader.next() {
            switch event {
            case .start("property", _, let attributes): name = attributes.first { $0.name == "name" }?.value
            case .text(let text): if let name { properties[name, default: ""] += text }
            case .end("property", _): name = nil
            default: break
            }
        }
    }
}

extension WordProse.Paragraph {
    /// Joins runs of one binding: editors split them as they like.
    fileprivate mutating func append(_ text: String, _ tag: String?, _ fingerprint: String?, _ binding: Int?) {
        if let last = pieces.last, last.binding == binding {
            pieces[pieces.count - 1].text += text
        } else {
            pieces.append(WordProse.Piece(text: text, tag: tag, fingerprint: fingerprint, binding: binding))
        }
    }
}
