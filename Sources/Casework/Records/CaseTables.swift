internal import Ledgers
internal import Store

/// The records of this floor. What a case is stands in its ledger; what was done with it, by whom and with what, stands here.
enum CaseTables {
    /// `turn` counts the acts of one case, so that the database itself refuses two at once.
    static let acts = RecordTable(
        "case_acts", unique: [["kind", "district", "case_key", "turn"]], indices: [["actor"]],
        [
            .int("number"), .text("kind"), .text("district"), .text("case_key"), .int("year"), .int("turn"), .text("act"),
            .text("state_before"), .text("state_after"), .text("answers"), .text("reason"), .text("receipts"), .text("actor"),
            .text("done_at"),
        ])

    static let documents = RecordTable(
        "case_documents", indices: [["kind", "district", "case_key"], ["file_hash"]],
        [
            .int("number"), .text("kind"), .text("district"), .text("case_key"), .int("act"), .text("document"), .text("file_name"),
            .text("file_hash"), .int("file_bytes"), .text("media_type"), .text("actor"), .text("done_at"),
        ])

    /// Seeds of draws that were committed to; shown nowhere before the draw.
    static let seeds = RecordTable(
        "draw_seeds", unique: [["sample", "year", "number"]], [.int("number"), .text("sample"), .int("year"), .text("seed")])

    static let all = [acts, documents, seeds]
}
