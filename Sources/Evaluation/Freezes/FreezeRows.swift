import Ledgers
import Quantities
import Store

/// A freeze's rows in the store.
enum FreezeRows {
    static func insert(
        _ connection: any Connection, _ access: Access, _ freeze: Freeze, pages: [PageVersion], materials: [YearModel.Material],
        results: FrozenResults
    ) throws {
        let key: [SQLValue] = [.text(access.city.digits), .integer(freeze.year), .integer(freeze.number)]
        try connection.execute(
            """
            INSERT INTO freezes (city, year, number, root, previous, results, template, actor, made_at, note, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            key + [
                .digest(freeze.root), freeze.previous.map { .digest($0) } ?? .null, .digest(freeze.results), .text(freeze.template),
                .text(freeze.actor), .text(freeze.madeAt), .text(freeze.note), .digest(freeze.seal(city: access.city)),
            ])
        func insert(_ table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
            var batch = RowBatch(columnCount: 3 + columns.count)
            for row in rows {
                for value in key + row { batch.append(value) }
                try batch.endRow()
            }
            if !batch.isEmpty { try connection.insert(into: table, columns: ["city", "year", "number"] + columns, batch: batch) }
        }
        try insert("freeze_pages", ["page", "seal"], pages.map { [.integer($0.page), .digest($0.seal)] })
        try insert("freeze_materials", ["name", "bytes"], materials.map { [.text($0.name), .blob($0.bytes)] })
        try insert(
            "freeze_figures", ["tag", "value", "printed"],
            results.figures.map { [.text($0.tag), .optional($0.value?.description), .text($0.printed)] })
        try insert(
            "freeze_scores", ["subject", "score", "audited"],
            results.scores.map { [.text($0.subject), .optional($0.score?.description), .optional($0.audited?.description)] })
        try insert(
            "freeze_statements", ["place", "subject", "zh", "en"],
            results.statements.map { [.integer($0.place), .text($0.subject), .text($0.text.zh), .text($0.text.en)] })
    }

    /// The freezes of a year (0: of all years), oldest first, with their seals as stored.
    static func list(_ connection: any Connection, _ access: Access, year: Int = 0) throws -> [(freeze: Freeze, seal: Digest256)] {
        try connection.rows(
            """
            SELECT year, number, root, previous, results, template, actor, made_at, note, seal FROM freezes
            WHERE city = ? AND (? = 0 OR year = ?) ORDER BY year, number
            """, [.text(access.city.digits), .integer(year), .integer(year)]
        ).map { row in
            let previous = try row.optionalBlob("previous")
            let freeze = Freeze(
                year: Int(try row.int64("year")), number: try row.int64("number"), root: try row.digest("root"),
                previous: previous.flatMap { Digest256(bytes: $0) }, results: try row.digest("results"), template: try row.text("template"),
                actor: try row.text("actor"), madeAt: try row.text("made_at"), note: try row.text("note"))
            return (freeze, try row.digest("seal"))
        }
    }

    static func pages(_ connection: any Connection, _ access: Access, _ freeze: Freeze) throws -> [(page: Int64, seal: Digest256)] {
        try rows(connection, access, freeze, "page, seal", "freeze_pages", order: "page").map { (try $0.int64(0), try $0.digest(1)) }
    }

    static func materials(_ connection: any Connection, _ access: Access, _ freeze: Freeze) throws -> [YearModel.Material] {
        try rows(connection, access, freeze, "name, bytes", "freeze_materials", order: "name").map {
            YearModel.Material(name: try $0.text(0), bytes: try $0.blob(1))
        }
    }

    /// What the freeze says; an exact number that cannot be read counts as damage.
    static func results(_ connection: any Connection, _ access: Access, _ freeze: Freeze) throws -> FrozenResults {
        func number(_ row: SQLRow, _ column: Int, _ place: String) throws -> Rational? {
            guard let text = try row.optionalText(column) else { return nil }
            guard let value = Rational(text) else {
                throw EvaluationError.damagedFreeze(freeze.name, Text("“\(place)”的数不可读", "the number of “\(place)” cannot be read"))
            }
            return value
        }
        return FrozenResults(
            figures: try rows(connection, access, freeze, "tag, value, printed", "freeze_figures", order: "tag").map {
                FrozenResults.Figure(tag: try $0.text(0), value: try number($0, 1, try $0.text(0)), printed: try $0.text(2))
            },
            scores: try rows(connection, access, freeze, "subject, score, audited", "freeze_scores", order: "subject").map {
                FrozenResults.Score(
                    subject: try $0.text(0), score: try number($0, 1, try $0.text(0)), audited: try number($0, 2, try $0.text(0)))
            },
            statements: try rows(connection, access, freeze, "place, subject, zh, en", "freeze_statements", order: "place").map {
                FrozenResults.Sentence(place: try $0.int64(0), subject: try $0.text(1), text: Text(try $0.text(2), try $0.text(3)))
            })
    }

    private static func rows(
        _ connection: any Connection, _ access: Access, _ freeze: Freeze, _ columns: String, _ table: String, order: String
    ) throws -> [SQLRow] {
        try connection.rows(
            "SELECT \(columns) FROM \(table) WHERE city = ? AND year = ? AND number = ? ORDER BY \(order)",
            [.text(access.city.digits), .integer(freeze.year), .integer(freeze.number)])
    }
}
