public import Store

/// The tables of this floor, made from the sheets.
public enum LedgerSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "ledgers-1",
                """
                CREATE TABLE page_versions (
                    city TEXT NOT NULL, page BIGINT NOT NULL, ledger TEXT NOT NULL, district TEXT NOT NULL, period TEXT NOT NULL,
                    version BIGINT NOT NULL, receipt BIGINT NOT NULL, sheet TEXT NOT NULL, entries BIGINT NOT NULL, rejected BIGINT NOT NULL,
                    digest {BYTES} NOT NULL, filed_at TEXT NOT NULL, seal {BYTES} NOT NULL,
                    PRIMARY KEY (city, page)
                ) {CLUSTERED};
                CREATE UNIQUE INDEX page_versions_by_address ON page_versions (city, ledger, district, period, version);

                """ + Sheet.all.map(table).joined())
        ]
    }

    /// The table of one ledger: the city, the page version, the natural key; then the other columns and the row of the file.
    static func table(_ sheet: Sheet) -> String {
        let columns = sheet.columns.map { column in
            let needed = column.isRequired || sheet.key.contains(column.name)
            return "    \"\(column.name)\" \(column.type.sqlType)\(needed ? " NOT NULL" : ""),\n"
        }.joined()
        let key = sheet.key.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            CREATE TABLE \(sheet.table) (
                city TEXT NOT NULL, page BIGINT NOT NULL,
            \(columns)    file_row BIGINT NOT NULL,
                PRIMARY KEY (city, page, \(key))
            ) {CLUSTERED};

            """
    }
}
