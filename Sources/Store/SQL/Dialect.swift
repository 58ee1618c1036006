import Foundation

/// The few words in which engines differ. A migration writes `{int}`, `{text}`, `{bytes}`, `{rows}`, `{keyed}`:
///
///     CREATE TABLE project (city {text} NOT NULL, id {int} NOT NULL, name {text} NOT NULL, PRIMARY KEY (city, id)) {keyed}
///
/// | word | SQLite | PostgreSQL |
/// |---|---|---|
/// | `{int}` | INTEGER | BIGINT |
/// | `{text}` | TEXT | TEXT COLLATE "C" (order by bytes, as SQLite's) |
/// | `{bytes}` | BLOB | BYTEA |
/// | `{rows}` (an ordinary table) | STRICT | |
/// | `{keyed}` (stored in the order of its primary key) | STRICT, WITHOUT ROWID | |
public struct Dialect: Sendable, Hashable {
    public let name: String
    private let words: [String: String]
    private let appendOnlyForm: String

    /// `appendOnlyForm` is SQL that makes the table `{table}` refuse UPDATE and DELETE.
    public init(name: String, words: [String: String], appendOnlyForm: String) {
        self.name = name
        self.words = words
        self.appendOnlyForm = appendOnlyForm
    }

    /// Replaces the words; other text in braces stays as it is.
    public func translate(_ sql: String) -> String {
        words.reduce(sql) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
    }

    /// The statements that make a table append-only.
    public func appendOnly(table: String) -> String { appendOnlyForm.replacingOccurrences(of: "{table}", with: table) }

    public static let sqlite = Dialect(
        name: "sqlite",
        words: ["int": "INTEGER", "text": "TEXT", "bytes": "BLOB", "rows": "STRICT", "keyed": "STRICT, WITHOUT ROWID"],
        appendOnlyForm: """
            CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """)

    public static let postgres = Dialect(
        name: "postgres",
        words: ["int": "BIGINT", "text": "TEXT COLLATE \"C\"", "bytes": "BYTEA", "rows": "", "keyed": ""],
        appendOnlyForm: """
            CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
            """)
}
