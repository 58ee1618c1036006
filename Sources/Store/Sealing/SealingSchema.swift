/// The tables of sealing. They are the only ones whose rows are overwritten: destroying a key is what erasure is.
public enum SealingSchema {
    public static let migrations = [
        Migration(
            "store/0002 sealing",
            """
            CREATE TABLE sealing_check (city {text} NOT NULL PRIMARY KEY, mark {bytes} NOT NULL) {keyed};
            CREATE TABLE subject_keys (
                city {text} NOT NULL, subject {text} NOT NULL, wrapped {bytes} NOT NULL, erased_at {text} NOT NULL, PRIMARY KEY (city, subject)) {keyed};
            CREATE TABLE index_tokens (
                city {text} NOT NULL, blind {bytes} NOT NULL, token {bytes} NOT NULL, PRIMARY KEY (city, blind)) {keyed};
            """)
    ]
}
