import Ledgers

/// The records of this floor. Columns of bytes hold what is sealed with the household's key, or the token of a blind index.
enum HouseholdTables {
    static let opened = RecordTable(
        "household_files", key: ["household"], indices: [["district"], ["owner"]],
        [.text("household"), .text("district"), .text("owner"), .text("actor"), .text("done_at")])

    static let members = RecordTable(
        "household_members", indices: [["household"]],
        [
            .int("number"), .text("household"), .int("member"), .text("act"), .text("relation"), .bytes("name"), .bytes("identity"),
            .bytes("identity_index"), .text("from_day"), .text("actor"), .text("done_at"),
        ])

    static let facts = RecordTable(
        "household_facts", indices: [["household"]],
        [
            .int("number"), .text("household"), .text("fact"), .bytes("value"), .text("from_day"), .text("source"), .int("change_request"),
            .text("actor"), .text("done_at"),
        ])

    static let documents = RecordTable(
        "household_documents", indices: [["household"]],
        [
            .int("number"), .text("household"), .int("application"), .text("title"), .text("hash"), .int("size"), .text("actor"),
            .text("done_at"),
        ])

    static let applications = RecordTable(
        "household_applications", indices: [["household"]],
        [.int("number"), .text("household"), .text("district"), .text("channel"), .text("applied_on"), .text("actor"), .text("done_at")])

    static let changes = RecordTable(
        "household_change_requests", indices: [["household"]],
        [
            .int("number"), .text("household"), .text("fact"), .bytes("value"), .text("from_day"), .text("evidence"), .text("actor"),
            .text("done_at"),
        ])

    static let endings = RecordTable(
        "household_endings", key: ["household"],
        [.text("household"), .text("kind"), .text("ended_on"), .text("source"), .text("actor"), .text("done_at")])

    static let reveals = RecordTable(
        "household_reveals", indices: [["household"]],
        [.int("number"), .text("household"), .bytes("purpose"), .text("actor"), .text("done_at")])

    /// Acts of every machine, by kind and the number of the thing.
    static let acts = RecordTable(
        "household_acts", key: ["kind", "number", "revision"],
        [
            .text("kind"), .int("number"), .int("revision"), .text("act"), .text("state_before"), .text("state_after"),
            .text("household"), .bytes("note"), .text("detail"), .text("actor"), .text("done_at"),
        ])

    static let draws = RecordTable(
        "household_draws",
        [
            .int("number"), .text("district"), .text("title"), .text("list_hash"), .text("commitment"), .bytes("secret"),
            .text("witness_source"), .int("homes"), .text("actor"), .text("done_at"),
        ])

    static let drawItems = RecordTable("household_draw_items", key: ["draw", "item"], [.int("draw"), .text("item")])

    static let lists = RecordTable(
        "household_lists", unique: [["year", "version"]],
        [
            .int("number"), .int("year"), .int("version"), .text("frozen_on"), .text("hash"), .int("households"), .text("actor"),
            .text("done_at"),
        ])

    static let listRows = RecordTable(
        "household_list_rows", key: ["list", "household"], [.int("list"), .text("household"), .text("district"), .text("category")])

    static let grants = RecordTable(
        "subsidy_grants", indices: [["household"]],
        [
            .int("number"), .text("household"), .text("district"), .text("from_month"), .text("contract"), .bytes("account"),
            .text("actor"), .text("done_at"),
        ])

    static let batches = RecordTable(
        "subsidy_batches", indices: [["district", "month"]],
        [.int("number"), .text("district"), .text("month"), .text("actor"), .text("done_at")])

    /// `computed` is the month's subsidy, `settled` what earlier months add or take back, `amount` what is to be paid.
    static let items = RecordTable(
        "subsidy_items", key: ["batch", "household"], indices: [["household"]],
        [
            .int("batch"), .text("household"), .int("class"), .int("people"), .int("rent"), .int("standard"), .int("computed"),
            .int("settled"), .int("amount"), .text("reasons"),
        ])

    static let results = RecordTable(
        "subsidy_results", key: ["batch", "household"], indices: [["household"]],
        [.int("batch"), .text("household"), .int("paid"), .text("paid_on"), .text("note")])

    static let adjustments = RecordTable(
        "subsidy_adjustments", indices: [["household"]],
        [.int("number"), .text("household"), .int("amount"), .bytes("reason"), .text("actor"), .text("done_at")])

    static let projects = RecordTable(
        "home_projects", key: ["project"], indices: [["district"]],
        [
            .text("project"), .text("district"), .text("name"), .text("housing"), .int("homes"), .text("operator"), .text("operator_kind"),
            .int("on_platform"), .text("actor"), .text("done_at"),
        ])

    static let homes = RecordTable(
        "homes", key: ["home"], unique: [["unit"]], indices: [["project"]],
        [
            .text("home"), .text("project"), .text("district"), .text("unit"), .int("area"), .int("rent"), .text("actor"),
            .text("done_at"),
        ])

    static let tenancies = RecordTable(
        "tenancies", indices: [["home"], ["household"]],
        [
            .int("number"), .text("home"), .text("household"), .text("from_day"), .text("until_day"), .int("rent"),
            .int("prepaid_months"), .int("lease_months"), .int("transfer_fee"), .text("actor"), .text("done_at"),
        ])

    static let doubtRuns = RecordTable(
        "doubt_runs", [.int("number"), .text("digest"), .int("payments"), .int("doubts"), .text("actor"), .text("done_at")])

    static let all = [
        opened, members, facts, documents, applications, changes, endings, reveals, acts, draws, drawItems, lists, listRows, grants,
        batches, items, results, adjustments, projects, homes, tenancies, doubtRuns,
    ]
}
