internal import Ledgers
internal import Store

/// Seals the personal values of one row after the other, and puts the indices beside them. The bytes live until the next row.
///
/// A class, because it owns the room the sealed values lie in while a value without copies works with them.
final class RowSealer {
    private let book: SubjectBook
    private let subject: Int
    private let columns: [SubjectBook.Column]
    /// Where each sealed column stands among the stored values, and its index, if it has one.
    private let places: [(value: Int, index: Int?)]
    private var room: UnsafeMutablePointer<UInt8>
    private var capacity = 1024
    /// What was emitted of the current row: where it goes, and where in ``room`` it lies.
    private var spans: [(place: Int, range: Range<Int>)] = []

    /// `nil` where the sheet has nothing to seal.
    init?(_ sheet: Sheet, _ book: SubjectBook) {
        guard sheet.hasPersonalData, let subject = sheet.subject.flatMap(sheet.index(of:)) else { return nil }
        self.book = book
        self.subject = subject
        let stored = sheet.stored
        let sealed = stored.indices.filter { stored[$0].kind == .sealed }
        columns = sealed.map { place in
            let column = sheet.columns[stored[place].column]
            return SubjectBook.Column(sheet.sealedPlace(column), indexKind: column.indexKind)
        }
        places = sealed.map { place in
            (place, stored.firstIndex { $0.kind == .index && $0.column == stored[place].column })
        }
        room = .allocate(capacity: capacity)
    }

    deinit { room.deallocate() }

    /// - Parameter values: the stored values of the row; personal ones become sealed, indices are filled in.
    func seal(_ values: UnsafeMutableBufferPointer<StoredValue>) throws {
        spans.removeAll(keepingCapacity: true)
        var used = 0
        try book.seal(
            "household/", values[subject].bytes, columns,
            plain: { column in
                let value = values[places[column].value]
                return value.kind == .text ? value.bytes : nil
            },
            emit: { column, sealed, token in
                used = keep(sealed, places[column].value, used)
                if let index = places[column].index { used = keep(token, index, used) }
            })
        // Pointers only now: the room may have moved while it was filled.
        for span in spans {
            values[span.place] = .blob(UnsafeBufferPointer(start: room + span.range.lowerBound, count: span.range.count))
        }
    }

    private func keep(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ used: Int) -> Int {
        if used + bytes.count > capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (used + bytes.count) * 2)
            larger.update(from: room, count: used)
            room.deallocate()
            room = larger
            capacity = (used + bytes.count) * 2
        }
        if let base = bytes.baseAddress { (room + used).update(from: base, count: bytes.count) }
        spans.append((place, used..<used + bytes.count))
        return used + bytes.count
    }
}
