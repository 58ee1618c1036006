internal import Foundation
public import Ledgers
internal import Quantities
public import Store
internal import Workbooks

/// The files behind the entries: finds the cell a value was read from, in the original as it arrived.
public struct ReturnFiles: CellSource {
    private let database: any Database
    private let vault: FileVault
    private let access: Access

    public init(database: any Database, vault: FileVault, access: Access) {
        self.database = database
        self.vault = vault
        self.access = access
    }

    /// The cells behind one column. Each file is read through once, whatever the number of entries asked for.
    ///
    /// - Throws: `S020` where a file is missing from the vault; `P-15` where a receipt is missing, or an entry or a receipt is out of scope.
    public func cells(of entries: [Entry], column: String) async throws -> [SourceCell] {
        let access = access
        if let outside = entries.first(where: { !access.allows($0.page) }) { throw ReturnError.receiptMissing(outside.page.receipt) }
        var result: [SourceCell?] = Array(repeating: nil, count: entries.count)
        for (number, group) in Dictionary(grouping: entries.indices, by: { entries[$0].source.receipt }) {
            let receipt = try await database.read { try Receipts.touching(number, $0, access) }
            for (ledger, indices) in Dictionary(grouping: group, by: { entries[$0].page.ledger }) {
                guard let layout = receipt.layouts.first(where: { $0.ledger == ledger }), let sheet = Sheet.named(ledger) else { continue }
                let position = sheet.index(of: column).flatMap { layout.columns[$0] }
                let isMasked = sheet.column(column)?.isPersonal ?? false
                let texts =
                    try position.map { try read(receipt, layout, column: $0, rows: Set(indices.map { Int(entries[$0].source.row) })) }
                    ?? [:]
                for index in indices {
                    let row = Int(entries[index].source.row)
                    let raw = texts[row] ?? ""
                    result[index] = SourceCell(
                        receipt: number, fileName: receipt.fileName, fileHash: receipt.fileHash, sheet: layout.sheet,
                        address: position.map { CellAddress(row: row, column: $0).description } ?? "",
                        raw: isMasked ? ByteText.masked(raw) : raw)
                }
            }
        }
        return result.enumerated().map { index, cell in
            cell
                ?? SourceCell(
                    receipt: entries[index].source.receipt, fileName: "", fileHash: "", sheet: entries[index].source.sheet, address: "",
                    raw: ""
                )
        }
    }

    private func read(_ receipt: Receipt, _ layout: SheetLayout, column: Int, rows: Set<Int>) throws -> [Int: String] {
        guard let digest = Digest256(hex: receipt.fileHash), let last = rows.max() else { return [:] }
        var texts: [Int: String] = [:]
        try SourceFile(vault.open(digest)).forEachSheet { name, reader in
            guard name == layout.sheet else { return }
            var row = RowBuffer()
            while try reader.read(into: &row), row.row <= last {
                if rows.contains(row.row) { texts[row.row] = row.text(column: column) }
            }
        }
        return texts
    }
}

/// 原件: the files as they arrived.
public enum Originals {
    /// Copies a receipt's file out of the vault, byte for byte.
    public static func copy(_ receipt: Receipt, from vault: FileVault, to path: String) throws {
        guard let digest = Digest256(hex: receipt.fileHash) else { throw ReturnError.receiptMissing(receipt.number) }
        try vault.copy(digest, to: path)
    }
}
