package import Store

/// What is recorded of personal data being seen or erased.
enum PersonalTables {
    static let all = [reveals, erasureRequests, erasureDecisions]

    /// One act of looking: whose page, which row (0 for all of the page), how many entries, and why.
    static let reveals = RecordTable(
        "personal_reveals", indices: [["actor", "seconds"]],
        [
            .int("number"), .text("actor"), .int("seconds"), .text("at"), .text("place"), .int("version"), .int("file_row"),
            .int("entries"),
            .text("purpose"),
        ])

    static let erasureRequests = RecordTable(
        "erasure_requests", unique: [],
        [.int("number"), .text("household"), .text("reason"), .text("actor"), .text("at")])

    /// `erased` or `refused`, once for each request.
    static let erasureDecisions = RecordTable(
        "erasure_decisions", key: ["request"],
        [.int("request"), .text("verdict"), .text("reason"), .text("actor"), .text("at")])
}
