import Ledgers

/// The records of this floor that say who did what. What residents answer stands in tables of another kind: ``AnswerTables``.
enum SurveyTables {
    static let surveys = RecordTable(
        "surveys_held", unique: [["code"]], indices: [["year"]],
        [
            .int("number"), .text("code"), .text("programme"), .int("year"), .text("title"), .text("method"), .int("confidence"),
            .int("smallest"), .text("actor"), .text("done_at"),
        ])

    static let acts = RecordTable(
        "survey_acts", key: ["survey", "revision"],
        [
            .int("survey"), .int("revision"), .text("act"), .text("state_before"), .text("state_after"), .text("reason"), .text("actor"),
            .text("done_at"),
        ])

    static let questionnaires = RecordTable(
        "survey_questionnaires", key: ["survey", "version"],
        [.int("survey"), .int("version"), .text("content"), .text("actor"), .text("done_at")])

    static let frames = RecordTable(
        "survey_frames", key: ["survey"],
        [.int("survey"), .int("units"), .text("list_hash"), .text("source"), .text("actor"), .text("done_at")])

    /// The allocation is announced with the commitment, so that neither can be fitted to the seed.
    static let commitments = RecordTable(
        "survey_commitments", key: ["survey"],
        [
            .int("survey"), .text("list_hash"), .text("commitment"), .text("word_source"), .text("allocation"), .text("actor"),
            .text("done_at"),
        ])

    static let draws = RecordTable(
        "survey_draws", key: ["survey"],
        [
            .int("survey"), .text("seed"), .text("word"), .text("effective"), .int("sampled"), .text("sample_hash"), .text("actor"),
            .text("done_at"),
        ])

    /// Codes made for one district; a later batch of the same district replaces the earlier one.
    static let batches = RecordTable(
        "survey_batches", indices: [["survey", "district"]],
        [.int("number"), .int("survey"), .text("district"), .int("codes"), .text("actor"), .text("done_at")])

    /// One digest over all answers of a survey, in the order of their random names: written when it closes.
    static let closings = RecordTable(
        "survey_closings", key: ["survey", "revision"],
        [.int("survey"), .int("revision"), .int("answers"), .int("used"), .text("digest"), .text("actor"), .text("done_at")])

    static let publications = RecordTable(
        "survey_publications", key: ["survey"],
        [.int("survey"), .text("content"), .text("actor"), .text("done_at")])

    static let all = [surveys, acts, questionnaires, frames, commitments, draws, batches, closings, publications]
}

/// What residents answer, and the codes they answer with.
///
/// Between `survey_used` and the answers there is no key, no time and no order: an answer is named by a random number and carries its stratum
/// and the day; a used code is its hash and nothing else. Both are written in one transaction. The tables are kept in the order of their keys,
/// which are random, so the order of arrival is not in them. No entry of the journal stands beside a single answer, because its time would join
/// the two; ``SurveyTables/closings`` commits to all of them together.
enum AnswerTables {
    static let sql = """
        CREATE TABLE survey_units (
            city {text} NOT NULL, survey {int} NOT NULL, district {text} NOT NULL, project {text} NOT NULL, unit {text} NOT NULL,
            name {text} NOT NULL, PRIMARY KEY (city, survey, district, project, unit)) {keyed};
        CREATE TABLE survey_sample (
            city {text} NOT NULL, survey {int} NOT NULL, district {text} NOT NULL, project {text} NOT NULL, unit {text} NOT NULL,
            place {int} NOT NULL, PRIMARY KEY (city, survey, district, project, unit)) {keyed};
        CREATE TABLE survey_quotas (
            city {text} NOT NULL, survey {int} NOT NULL, district {text} NOT NULL, project {text} NOT NULL, quota {int} NOT NULL,
            PRIMARY KEY (city, survey, district, project)) {keyed};
        CREATE TABLE survey_seeds (
            city {text} NOT NULL, survey {int} NOT NULL, seed {text} NOT NULL, PRIMARY KEY (city, survey)) {keyed};
        CREATE TABLE survey_codes (
            city {text} NOT NULL, hash {bytes} NOT NULL, survey {int} NOT NULL, batch {int} NOT NULL, district {text} NOT NULL,
            project {text} NOT NULL, PRIMARY KEY (city, hash)) {keyed};
        CREATE TABLE survey_used (
            city {text} NOT NULL, hash {bytes} NOT NULL, survey {int} NOT NULL, PRIMARY KEY (city, hash)) {keyed};
        CREATE INDEX survey_used_by_survey ON survey_used (city, survey);
        CREATE TABLE survey_answers (
            city {text} NOT NULL, survey {int} NOT NULL, answer {text} NOT NULL, district {text} NOT NULL, project {text} NOT NULL,
            version {int} NOT NULL, channel {text} NOT NULL, day {text} NOT NULL, PRIMARY KEY (city, survey, answer)) {keyed};
        CREATE INDEX survey_answers_by_stratum ON survey_answers (city, survey, district, project);
        CREATE TABLE survey_marks (
            city {text} NOT NULL, survey {int} NOT NULL, answer {text} NOT NULL, item {text} NOT NULL, mark {int} NOT NULL,
            PRIMARY KEY (city, survey, answer, item)) {keyed};
        CREATE TABLE survey_remarks (
            city {text} NOT NULL, survey {int} NOT NULL, remark {text} NOT NULL, district {text} NOT NULL, body {text} NOT NULL,
            PRIMARY KEY (city, survey, remark)) {keyed};

        """

    static let appendOnly = [
        "survey_sample", "survey_quotas", "survey_codes", "survey_used", "survey_answers", "survey_marks", "survey_remarks",
    ]
}
