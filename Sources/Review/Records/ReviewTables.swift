import Ledgers
/// The records of this floor. A released table is never edited: later releases add tables or steps.
enum ReviewTables {
    static let acts = RecordTable(
        "page_acts", unique: [["ledger", "district", "period", "revision"]],
        [
            .int("number"), .text("ledger"), .text("district"), .text("period"), .text("act"), .text("state_before"), .text("state_after"),
            .int("revision"), .int("version"), .text("reason"), .text("addressee"), .text("actor"), .text("done_at"),
        ])

    static let findings = RecordTable(
        "receipt_findings", key: ["receipt", "number"], indices: [["ledger", "district", "period", "code", "fingerprint"]],
        [
            .int("receipt"), .int("number"), .text("code"), .text("tier"), .text("ledger"), .text("district"), .text("period"),
            .text("sheet"), .int("file_row"), .text("address"), .text("column_zh"), .text("column_en"), .text("value_read"),
            .text("expected_zh"), .text("expected_en"), .text("fingerprint"),
        ])

    /// How many findings there were, listed or not, by page and rule; `to_explain` of them on rows that were taken.
    static let findingCounts = RecordTable(
        "receipt_finding_counts", key: ["receipt", "ledger", "district", "period", "code", "tier"],
        [
            .int("receipt"), .text("ledger"), .text("district"), .text("period"), .text("code"), .text("tier"), .int("total"),
            .int("to_explain"),
        ])

    static let explanations = RecordTable(
        "explanations", indices: [["receipt", "code"], ["ledger", "district", "period", "code", "fingerprint"]],
        [
            .int("number"), .int("receipt"), .text("ledger"), .text("district"), .text("period"), .text("code"), .text("fingerprint"),
            .text("reason"), .text("actor"), .text("done_at"),
        ])

    static let cycles = RecordTable(
        "cycles", indices: [["year"]],
        [
            .int("number"), .int("year"), .text("ledger"), .text("period"), .text("shown"), .text("last_new"), .text("last_correction"),
            .text("actor"), .text("done_at"),
        ])

    static let requests = RecordTable(
        "requests", indices: [["year"]],
        [
            .int("number"), .text("kind"), .int("year"), .text("district"), .text("ledger"), .text("period"), .text("code"),
            .text("until_day"), .text("reason"), .text("actor"), .text("done_at"),
        ])

    static let decisions = RecordTable(
        "request_decisions", key: ["request"],
        [.int("request"), .int("granted"), .text("note"), .text("actor"), .text("done_at")])

    static let questions = RecordTable(
        "questions", indices: [["district"], ["ledger", "district", "period"]],
        [
            .int("number"), .text("kind"), .text("ledger"), .text("district"), .text("period"), .int("file_row"), .text("column_name"),
            .text("tag"), .text("addressee"), .text("body"), .text("actor"), .text("done_at"),
        ])

    static let messages = RecordTable(
        "question_messages", key: ["question", "place"],
        [.int("question"), .int("place"), .text("act"), .text("body"), .text("actor"), .text("done_at")])

    /// `turn` counts the signings and withdrawals of one body, so that the database itself refuses two signatures at once.
    static let signatures = RecordTable(
        "signatures", unique: [["freeze_name", "body", "turn"]],
        [
            .int("number"), .text("freeze_name"), .text("root"), .text("body"), .int("turn"), .text("act"), .text("actor"),
            .text("done_at"),
        ])

    static let all = [
        acts, findings, findingCounts, explanations, cycles, requests, decisions, questions, messages, signatures,
    ]
}
