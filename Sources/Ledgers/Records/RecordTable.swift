internal import Quantities
package import Store

/// A table of records that are only ever added: its columns, declared once, from which come its SQL, its inserts and its seals.
///
/// Every table begins with the city and ends with the seal: SHA-256 over the canonical bytes of the table's name, the city and all columns
/// in order, so that neither a changed byte nor a record moved to another table goes unseen.
package struct RecordTable: Sendable {
    package let name: String
    package let columns: [Column]
    package let key: [String]
    package let unique: [[String]]
    package let indices: [[String]]

    package struct Column: Sendable {
        package let name: String
        package let type: String

        package static func int(_ name: String) -> Column { Column(name: name, type: "{int}") }
        package static func text(_ name: String) -> Column { Column(name: name, type: "{text}") }
        package static func bytes(_ name: String) -> Column { Column(name: name, type: "{bytes}") }
    }

    /// - Parameters:
    ///   - key: the primary key after the city.
    ///   - unique: what the database itself refuses twice.
    package init(_ name: String, key: [String] = ["number"], unique: [[String]] = [], indices: [[String]] = [], _ columns: [Column]) {
        self.name = name
        self.columns = columns
        self.key = key
        self.unique = unique
        self.indices = indices
    }

    package var sql: String {
        let list = { (names: [String]) in (["city"] + names).joined(separator: ", ") }
        let fields = columns.map { "\($0.name) \($0.type) NOT NULL, " }.joined()
        let table = "CREATE TABLE \(name) (city {text} NOT NULL, \(fields)seal {bytes} NOT NULL, PRIMARY KEY (\(list(key)))) {keyed};\n"
        let unique = unique.enumerated().map { "CREATE UNIQUE INDEX \(name)_once_\($0) ON \(name) (\(list($1)));\n" }
        let indices = indices.enumerated().map { "CREATE INDEX \(name)_by_\($0) ON \(name) (\(list($1)));\n" }
        return table + unique.joined() + indices.joined()
    }

    /// `q.number, q.ledger, …`, in the order of ``columns``.
    package func list(_ alias: String) -> String { columns.map { "\(alias).\($0.name)" }.joined(separator: ", ") }

    package func seal(city: String, _ values: some Sequence<SQLValue>) -> Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(text: name)
        bytes.append(text: city)
        for value in values { bytes.append(value) }
        return bytes.digest()
    }

    package func nextNumber(_ connection: any Connection, _ access: Access) throws -> Int64 {
        let row = try connection.row("SELECT coalesce(max(number), 0) + 1 FROM \(name) WHERE city = ?", [.text(access.city.digits)])
        return try row?.int64(0) ?? 1
    }

    /// Adds one record and gives its seal.
    @discardableResult
    package func add(_ connection: any Connection, _ access: Access, _ values: [SQLValue]) throws -> Digest256 {
        let seal = seal(city: access.city.digits, values)
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = values.map { _ in "?, " }.joined()
        try connection.execute(
            "INSERT INTO \(name) (city, \(names), seal) VALUES (?, \(marks)?)", [.text(access.city.digits)] + values + [.digest(seal)])
        return seal
    }

    /// Adds many records at once and gives one digest over all their seals.
    @discardableResult
    package func add(_ connection: any Connection, _ access: Access, all rows: [[SQLValue]]) throws -> Digest256 {
        var together = CanonicalBytes()
        var batch = RowBatch(columnCount: columns.count + 2)
        for values in rows {
            let seal = seal(city: access.city.digits, values)
            together.append(digest: seal)
            batch.append(text: access.city.digits)
            for value in values { batch.append(value) }
            batch.append(.digest(seal))
            try batch.endRow()
        }
        if !batch.isEmpty { try connection.insert(into: name, columns: ["city"] + columns.map(\.name) + ["seal"], batch: batch) }
        return together.digest()
    }

    /// Adds one record and its entry in the journal, which commits to the record's seal and says nothing of its content.
    package func add(
        _ connection: any Connection, _ access: Access, _ values: [SQLValue], act: String, subject: String, at instant: String
    ) throws {
        let seal = try add(connection, access, values)
        try Journal.append(
            connection, city: access.city.digits, actor: access.actor, act: act, subject: subject, commitment: seal, at: instant)
    }

    /// The keys of the records whose bytes are not the ones that were sealed.
    package func damaged(_ connection: any Connection, _ access: Access) throws -> [String] {
        var keys: [String] = []
        try connection.forEachRow("SELECT \(list("t")), t.seal FROM \(name) t WHERE t.city = ?", [.text(access.city.digits)]) { row in
            let values = try columns.indices.map { try row.value($0) }
            guard try row.blob(columns.count) != seal(city: access.city.digits, values).bytes else { return }
            keys.append(key.compactMap { name in columns.firstIndex { $0.name == name } }.map { values[$0].plain }.joined(separator: "/"))
        }
        return keys
    }
}
