internal import Quantities
internal import Synchronization

/// Sealing for files of many rows: all keys and tokens of a city at hand, new ones made as subjects are met and kept at the end.
///
///     let book = try SubjectBook(connection, city: "110000")      // within the write that will keep the rows
///     try book.seal(subject, columns, plain: { … }) { column, sealed, token in … }
///     try book.keepNew(connection)                                // in the same transaction
///
/// A household stands in a year's file twelve times with the same name and number: what was sealed last is remembered, and the cipher works
/// once for each household and value.
public final class SubjectBook: Sendable {
    private let sealing: Sealing
    public let city: String
    private let state: Mutex<State>

    /// A column to seal: its place (`ledger_subsidies.identity`), and the kind of its index, where equal values are to be found.
    public struct Column: Sendable {
        public let place: String
        public let indexKind: String?

        public init(_ place: String, indexKind: String? = nil) {
            self.place = place
            self.indexKind = indexKind
        }
    }

    private struct State {
        var subjects: [[UInt8]: Entry] = [:]
        var tokens: [[UInt8]: [UInt8]] = [:]
        var newSubjects: [(name: String, wrapped: [UInt8])] = []
        var newTokens: [(blind: [UInt8], token: [UInt8])] = []
    }

    private struct Entry {
        var wrapped: [UInt8]
        var key: SubjectKey?
        /// The last value of each column met: place, text, sealed form, token.
        var last: [Last] = []

        var isErased: Bool { wrapped.isEmpty }
    }

    private struct Last {
        let place: String
        let text: [UInt8]
        let sealed: [UInt8]
        let token: [UInt8]
    }

    public init(_ connection: any Connection, city: String) throws {
        sealing = try connection.keys()
        self.city = city
        try SubjectKeys.check(connection, sealing, city: city, isWriting: false)
        var subjects: [[UInt8]: Entry] = [:]
        try connection.forEachRow("SELECT subject, wrapped FROM subject_keys WHERE city = ?", [.text(city)]) { row in
            subjects[try row.withText(0) { Array($0) }] = Entry(wrapped: try row.blob(1))
        }
        var tokens: [[UInt8]: [UInt8]] = [:]
        try connection.forEachRow("SELECT blind, token FROM index_tokens WHERE city = ?", [.text(city)]) { row in
            tokens[try row.blob(0)] = try row.blob(1)
        }
        state = Mutex(State(subjects: subjects, tokens: tokens))
    }

    /// Seals the values of one row.
    ///
    /// - Parameters:
    ///   - prefix: the kind of subject, `household/`; `code` names it.
    ///   - plain: the text of a column, by its position; `nil` for an empty one.
    ///   - emit: the sealed form of each column that is not empty, and its token (empty where the column has no index), valid during the call only.
    public func seal(
        _ prefix: StaticString, _ code: UnsafeBufferPointer<UInt8>, _ columns: [Column], plain: (Int) -> UnsafeBufferPointer<UInt8>?,
        emit: (_ column: Int, _ sealed: UnsafeBufferPointer<UInt8>, _ token: UnsafeBufferPointer<UInt8>) -> Void
    ) throws {
        var name: [UInt8] = []
        name.reserveCapacity(prefix.utf8CodeUnitCount + code.count)
        name.append(contentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
        name.append(contentsOf: code)
        try state.withLock { state in
            // Taken out while it is worked on, so that its arrays are not copied.
            var entry = try state.subjects.removeValue(forKey: name) ?? newEntry(name, &state)
            defer { state.subjects[name] = entry }
            for (index, column) in columns.enumerated() {
                guard let text = plain(index) else { continue }
                let last = try last(text, column, name, &entry, &state)
                last.sealed.withUnsafeBufferPointer { sealed in last.token.withUnsafeBufferPointer { emit(index, sealed, $0) } }
            }
        }
    }

    private func last(
        _ text: UnsafeBufferPointer<UInt8>, _ column: Column, _ name: [UInt8], _ entry: inout Entry, _ state: inout State
    ) throws -> Last {
        let place = entry.last.firstIndex { $0.place == column.place }
        if let place, entry.last[place].text.elementsEqual(text) { return entry.last[place] }
        let made: Last
        if entry.isErased {
            made = Last(
                place: column.place, text: Array(text), sealed: SubjectKey.erasedMark,
                // The same for all its rows, and of nobody else's: it is counted once and never taken for another.
                token: column.indexKind == nil ? [] : name.withUnsafeBufferPointer { sealing.blind(city, "erased", $0) })
        } else {
            let subject = Subject(city: city, named: String(decoding: name, as: UTF8.self))
            let key = try entry.key ?? sealing.unwrap(entry.wrapped, subject)
            entry.key = key
            made = Last(
                place: column.place, text: Array(text), sealed: try key.seal(text, column: column.place),
                token: column.indexKind.map { token($0, text, &state) } ?? [])
        }
        if let place { entry.last[place] = made } else { entry.last.append(made) }
        return made
    }

    private func newEntry(_ name: [UInt8], _ state: inout State) throws -> Entry {
        let subject = Subject(city: city, named: String(decoding: name, as: UTF8.self))
        let (key, wrapped) = try sealing.make(subject)
        state.newSubjects.append((subject.name, wrapped))
        return Entry(wrapped: wrapped, key: key)
    }

    private func token(_ kind: String, _ text: UnsafeBufferPointer<UInt8>, _ state: inout State) -> [UInt8] {
        var normal = BlindIndex.normal(String(decoding: text, as: UTF8.self))
        let blind = normal.withUTF8 { sealing.blind(city, kind, $0) }
        if let token = state.tokens[blind] { return token }
        let token = BlindIndex.newToken()
        state.tokens[blind] = token
        state.newTokens.append((blind, token))
        return token
    }

    /// Keeps the keys and tokens made since the book was opened, within the transaction that keeps what they sealed.
    public func keepNew(_ connection: any Connection) throws {
        let (subjects, tokens) = state.withLock { state in
            defer { (state.newSubjects, state.newTokens) = ([], []) }
            return (state.newSubjects, state.newTokens)
        }
        if subjects.isEmpty && tokens.isEmpty { return }
        try SubjectKeys.check(connection, sealing, city: city, isWriting: true)
        var batch = RowBatch(columnCount: 4, rows: subjects.count, bytesPerRow: 100)
        // In the order of their keys, which is the order of the table.
        for subject in subjects.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            batch.append(text: city)
            batch.append(text: subject.name)
            batch.append(blob: subject.wrapped)
            batch.append(text: "")
            try batch.endRow()
        }
        if !batch.isEmpty {
            try connection.insert(into: "subject_keys", columns: ["city", "subject", "wrapped", "erased_at"], batch: batch)
        }
        batch = RowBatch(columnCount: 3, rows: tokens.count, bytesPerRow: 40)
        for token in tokens.sorted(by: { $0.blind.lexicographicallyPrecedes($1.blind) }) {
            batch.append(text: city)
            batch.append(blob: token.blind)
            batch.append(blob: token.token)
            try batch.endRow()
        }
        if !batch.isEmpty { try connection.insert(into: "index_tokens", columns: ["city", "blind", "token"], batch: batch) }
    }
}
