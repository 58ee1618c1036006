/// Which part of a package leads where (ISO/IEC 29500-2, 6.5): `xl/workbook.xml` to its sheets, a document to its headers.
struct Relationships {
    struct Link: Equatable {
        /// The last step of its type's address: `worksheet`, `styles`, `officeDocument`; the same in the strict and the transitional form.
        var kind: String
        /// The part's name, without the leading slash.
        var target: String
    }

    /// Links to parts of the package; links out of it are left out.
    let byID: [String: Link]
    private let ordered: [Link]

    /// Those of a part, or of the package itself for an empty name. A part without any has none.
    init(of part: String, in package: PackageReader) throws(WorkbookError) {
        let slash = part.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(part[..<$0]) + "/" } ?? ""
        let file = slash.map { String(part[part.utf8.index(after: $0)...]) } ?? part
        let source = folder + "_rels/" + file + ".rels"
        var byID: [String: Link] = [:]
        var ordered: [Link] = []
        if package.contains(source) {
            let reader = try XMLReader(try package.read(source), part: source, limits: package.limits)
            while let event = try reader.next() {
                guard case .start("Relationship", _, let attributes) = event, attributes["TargetMode"] != "External" else { continue }
                guard let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"] else {
                    throw PackageDirectory.damaged(source)
                }
                let kind = type.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(type[type.utf8.index(after: $0)...]) } ?? type
                let link = Link(kind: kind, target: Self.resolve(target, from: folder))
                byID[id] = link
                ordered.append(link)
            }
        }
        self.byID = byID
        self.ordered = ordered
    }

    /// The target of the first link of a kind.
    func first(_ kind: String) -> String? { ordered.first { $0.kind == kind }?.target }

    /// The targets of all links of a kind, in the order of the part.
    func all(_ kind: String) -> [String] { ordered.filter { $0.kind == kind }.map(\.target) }

    /// `../media/a.png` seen from `xl/drawings/` is `xl/media/a.png`.
    static func resolve(_ target: String, from folder: String) -> String {
        let slash = UInt8(ascii: "/")
        let isAbsolute = target.utf8.first == slash
        var steps: [ArraySlice<UInt8>] = isAbsolute ? [] : Array(folder.utf8).split(separator: slash)
        for step in Array(target.utf8).split(separator: slash) {
            if step.elementsEqual("..".utf8) { _ = steps.popLast() } else if !step.elementsEqual(".".utf8) { steps.append(step) }
        }
        return String(decoding: Array(steps.joined(separator: [slash])), as: UTF8.self)
    }
}
