public import Store

/// The tables of this floor, made from the sheets.
public enum LedgerSchema {
    public static var migrations: [Migration] {
        // What the ledgers keep of people is sealed, so they stand on the tables of sealing.
        SealingSchema.migrations + [
            Migration(
                "ledgers/0001 pages and ledgers",
                """
                CREATE TABLE page_versions (
                    city {text} NOT NULL, page {int} NOT NULL, ledger {text} NOT NULL, district {text} NOT NULL, period {text} NOT NULL,
                    version {int} NOT NULL, receipt {int} NOT NULL, sheet {text} NOT NULL, entries {int} NOT NULL, rejected {int} NOT NULL,
                    digest {bytes} NOT NULL, places {bytes} NOT NULL, filed_at {text} NOT NULL, seal {bytes} NOT NULL,
                    PRIMARY KEY (city, page)
                ) {keyed};
                CREATE UNIQUE INDEX page_versions_by_address ON page_versions (city, ledger, district, period, version);

                """ + EntryOrigins.table + Sheet.all.map(table).joined(),
                appendOnly: ["page_versions", "entry_origins"] + Sheet.all.map(\.table)),
            // Who may see a receipt hangs on the pages it made; a year's pages are asked for on every screen.
            Migration(
                "ledgers/0002 page versions by receipt and period",
                """
                CREATE INDEX page_versions_by_receipt ON page_versions (city, receipt, district, ledger);
                CREATE INDEX page_versions_by_period ON page_versions (city, period, ledger, district, version);
                """),
            Migration(
                "ledgers/0003 personal data", PersonalTables.all.map(\.sql).joined(separator: "\n"),
                appendOnly: PersonalTables.all.map(\.name)),
        ]
    }

    /// The table of one ledger: the city, the page version, the natural key; then the other columns and the row of the file.
    static func table(_ sheet: Sheet) -> String {
        let columns = sheet.stored.map { "    \"\($0.name)\" \($0.sqlType)\($0.isNeeded ? " NOT NULL" : ""),\n" }.joined()
        let key = sheet.key.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            CREATE TABLE \(sheet.table) (
                city {text} NOT NULL, page {int} NOT NULL,
            \(columns)    file_row {int} NOT NULL,
                PRIMARY KEY (city, page, \(key))
            ) {keyed};

            """
    }
}
