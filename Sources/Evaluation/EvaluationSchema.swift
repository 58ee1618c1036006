public import Store

/// The tables of this floor.
public enum EvaluationSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "evaluation/0001 tallies",
                """
                CREATE TABLE tallies (
                    city {text} NOT NULL, page {int} NOT NULL, measure {bytes} NOT NULL,
                    entries {int} NOT NULL, value {int} NOT NULL, keys {bytes},
                    PRIMARY KEY (city, page, measure)
                ) {keyed};
                CREATE TABLE summaries (
                    city {text} NOT NULL, year {int} NOT NULL, region {text} NOT NULL, measure {bytes} NOT NULL,
                    pages {bytes} NOT NULL, entries {int} NOT NULL, value {int} NOT NULL, keys {bytes},
                    PRIMARY KEY (city, year, region, measure)
                ) {keyed};
                """),
            Migration(
                "evaluation/0002 freezes",
                """
                CREATE TABLE freezes (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, root {bytes} NOT NULL, previous {bytes},
                    results {bytes} NOT NULL, template {text} NOT NULL, actor {text} NOT NULL, made_at {text} NOT NULL, note {text} NOT NULL,
                    seal {bytes} NOT NULL,
                    PRIMARY KEY (city, year, number)
                ) {keyed};
                CREATE TABLE freeze_pages (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, page {int} NOT NULL, seal {bytes} NOT NULL,
                    PRIMARY KEY (city, year, number, page)
                ) {keyed};
                CREATE TABLE freeze_materials (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, name {text} NOT NULL, bytes {bytes} NOT NULL,
                    PRIMARY KEY (city, year, number, name)
                ) {keyed};
                CREATE TABLE freeze_figures (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, tag {text} NOT NULL, value {text}, printed {text} NOT NULL,
                    PRIMARY KEY (city, year, number, tag)
                ) {keyed};
                CREATE TABLE freeze_scores (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, subject {text} NOT NULL, score {text}, audited {text},
                    PRIMARY KEY (city, year, number, subject)
                ) {keyed};
                CREATE TABLE freeze_statements (
                    city {text} NOT NULL, year {int} NOT NULL, number {int} NOT NULL, place {int} NOT NULL, subject {text} NOT NULL,
                    zh {text} NOT NULL, en {text} NOT NULL,
                    PRIMARY KEY (city, year, number, place)
                ) {keyed};
                """,
                appendOnly: ["freezes", "freeze_pages", "freeze_materials", "freeze_figures", "freeze_scores", "freeze_statements"]),
        ]
    }
}
