import Ledgers
import Quantities
import Store

/// The bytes that a freeze covers beside its pages: the year's files, the sheets, the regions, the template's name.
enum FreezeMaterials {
    static let sheets = "sheets"
    static let regions = "regions"
    static let template = "template"

    static func all(_ model: YearModel, template name: String) -> [YearModel.Material] {
        (model.materials + [
            YearModel.Material(name: sheets, bytes: Array(Self.sheetText.utf8)),
            YearModel.Material(name: regions, bytes: Array(Self.text(of: model.regions).utf8)),
            YearModel.Material(name: template, bytes: Array(name.utf8)),
        ]).sorted { $0.name < $1.name }
    }

    /// Every sheet, one column and one rule a line: two programs with the same text read the same values from the same files.
    static let sheetText: String = Sheet.all.sorted { $0.ledger < $1.ledger }.map { sheet in
        let head =
            "sheet \(sheet.ledger) \(sheet.version) \(sheet.filedBy.rawValue) \(sheet.cycle.rawValue) key=\(sheet.key.joined(separator: ",")) \(sheet.title.zh)\n"
        let columns = sheet.columns.map { column in
            "column \(column.name) \(column.type.word)\(column.isRequired ? " required" : "")\(column.isPersonal ? " personal" : "") \(column.title.zh)\n"
        }
        let rules = sheet.rules.map { rule in
            "rule \(rule.code) \(rule.tier.rawValue) \(rule.columns.joined(separator: ",")) \(rule.text.zh) \(rule.source)\n"
        }
        return head + columns.joined() + rules.joined()
    }.joined()

    static func text(of regions: Regions) -> String {
        ([regions.city] + regions.districts).map { "\($0.code) \($0.name.zh) \($0.name.en)\($0.isNational ? "" : " internal")\n" }.joined()
    }

    /// The Merkle root: pages by number, then materials by name, then the results.
    static func root(pages: [(page: Int64, seal: Digest256)], materials: [YearModel.Material], results: Digest256) -> Digest256 {
        var tree = MerkleTree()
        for (page, seal) in pages.sorted(by: { $0.page < $1.page }) {
            var bytes = CanonicalBytes()
            bytes.append(text: "page")
            bytes.append(int64: page)
            bytes.append(digest: seal)
            tree.append(leaf: MerkleTree.leaf(bytes.bytes))
        }
        for material in materials.sorted(by: { $0.name < $1.name }) {
            var bytes = CanonicalBytes()
            bytes.append(text: "material")
            bytes.append(text: material.name)
            bytes.append(digest: material.digest)
            tree.append(leaf: MerkleTree.leaf(bytes.bytes))
        }
        var bytes = CanonicalBytes()
        bytes.append(text: "results")
        bytes.append(digest: results)
        tree.append(leaf: MerkleTree.leaf(bytes.bytes))
        return tree.root
    }
}

extension ColumnType {
    /// The type with all that decides what is stored, in one word or a few.
    fileprivate var word: String {
        switch self {
        case .text(let max): "text(\(max))"
        case .code(let max, let chinese): "code(\(max)\(chinese ? ",chinese" : ""))"
        case .choice(let choices): "choice(\(choices.map { "\($0.code)=\($0.name.zh)" }.joined(separator: "|")))"
        case .count(let unit): "count(\(unit.rawValue))"
        case .money(let unit): "money(\(unit == .yuan ? "yuan" : "wan"))"
        case .area(let unit): "area(\(unit == .squareMetres ? "m2" : "wan"))"
        case .decimal: "decimal"
        case .date: "date"
        case .year: "year"
        case .flag: "flag"
        case .identity: "identity"
        case .creditCode: "credit_code"
        case .documentNumber: "document_number"
        }
    }
}
