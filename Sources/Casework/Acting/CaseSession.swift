internal import Foundation
internal import Ledgers
internal import Quantities
internal import Returns
internal import Store

/// The acts of one transaction.
final class CaseSession {
    private let connection: any Connection
    private let access: Access
    private let vault: FileVault
    private let moment: Moment
    private let desk: LedgerDesk
    private var done: [Done] = []
    /// Acts of this session by case, which the store does not have yet.
    private var turns: [CasePlace: [CaseEvent]] = [:]
    /// Documents that came with those acts.
    private var papers: [CasePlace: Set<String>] = [:]

    private struct CasePlace: Hashable {
        let kind: String
        let district: RegionCode
        let key: String
    }

    private struct Done {
        let place: CasePlace
        let event: CaseEvent
        let turn: Int
        let documents: [(attachment: CaseAttachment, kept: VaultFile)]
    }

    struct VaultFile {
        let hash: String
        let bytes: Int64
    }

    init(_ connection: any Connection, _ access: Access, vault: FileVault, at moment: Moment) {
        self.connection = connection
        self.access = access
        self.vault = vault
        self.moment = moment
        desk = LedgerDesk(connection, actor: access)
    }

    /// Does one act, or leaves everything as it was.
    func attempt(_ order: CaseOrder) throws {
        let (before, count, known, held) = (desk.snapshot, done.count, turns, papers)
        do {
            try take(order)
        } catch {
            desk.snapshot = before
            done.removeSubrange(count...)
            (turns, papers) = (known, held)
            throw error
        }
    }

    /// - Parameter follows: the act is another's consequence: the right to do that one is enough.
    func take(_ order: CaseOrder, follows: Bool = false) throws {
        guard let kind = CaseCatalogue.kind(order.kind), let act = kind.act(order.act) else {
            throw CaseworkError.noSuchAct(order.kind, order.act)
        }
        guard act.isConsequence == follows else { throw CaseworkError.byItself(kind, act) }
        if !follows {
            try access.require(act.may)
            try access.require(PageAddress(kind.ledger.ledger, order.district, Period(year: order.year)))
        }
        guard kind.ledger.filedBy == .district || order.district == access.city else { throw CaseworkError.wrongPlace(kind) }
        let answers = try Self.read(order, act)
        let found = try find(kind, act, order, answers)
        var place = CasePlace(kind: kind.name, district: order.district, key: found.key)
        let history =
            try turns[place] ?? CaseRecords.events(connection, access, kind: kind.name, district: order.district, key: found.key)
        let state = act.opens ? "" : CaseView.state(kind, found.values)
        if !act.opens {
            guard act.from.contains(state) else { throw CaseworkError.notPossible(kind, act, key: found.key, state: state) }
            if let mark = order.mark, mark != CaseView.mark(history.count, found.values) { throw CaseworkError.stale(kind, found.key) }
        }
        let reason = order.reason.unicodeScalars.contains { !$0.properties.isWhitespace } ? order.reason : ""
        if act.needsReason, reason.isEmpty { throw CaseworkError.noReason(act) }
        if act.byAnother, !follows, history.last?.actor == access.actor { throw CaseworkError.fourEyes(act) }
        let stored = try CaseRecords.documents(connection, access, kind: kind.name, district: order.district, key: found.key)
        let documents = Set(stored.map(\.document) + order.documents.map(\.document)).union(papers[place] ?? [])
        let missing = act.needsDocuments.filter { !documents.contains($0) }
        guard missing.isEmpty else {
            throw CaseworkError.noDocument(
                act, missing.map { code in kind.documents.first { $0.code == code } ?? DocumentKind(code, code, code) })
        }
        let work = CaseWork(
            desk: desk, kind: kind, act: act, district: order.district, year: order.year, day: moment.date, actor: access.actor,
            reason: reason, answers: answers, history: history, documents: documents, values: found.values, state: state)
        let unmet = try act.needs.compactMap { need in try need.unmet(work).map { (need.code, $0) } }
        guard unmet.isEmpty else { throw CaseworkError.unmet(act, unmet) }
        for (name, value) in answers { work[name] = value }
        if let to = act.to, let column = kind.stateColumn { work[column] = .text(to) }
        try act.effect(work)
        if act.opens, found.key != work.key {
            // The number was given by the act itself.
            place = CasePlace(kind: kind.name, district: order.district, key: work.key)
            if try desk.latest(kind.ledger, district: order.district, year: order.year, key: work.key) != nil {
                throw CaseworkError.exists(kind, work.key)
            }
        }
        let values = Dictionary(uniqueKeysWithValues: zip(kind.ledger.columns.map(\.name), work.values))
        try desk.put(kind.ledger, page(kind, order, found.page, work), values)
        let kept = try order.documents.map { attachment in
            let file = try vault.keep(fileAt: attachment.path)
            return (attachment, VaultFile(hash: file.digest.hex, bytes: file.size))
        }
        let event = CaseEvent(
            number: 0, act: act.name, before: state, after: CaseView.state(kind, work.values), year: order.year, answers: answers,
            reason: reason, receipts: [:], actor: access.actor, at: moment.description)
        done.append(Done(place: place, event: event, turn: history.count + 1, documents: kept))
        turns[place] = history + [event]
        papers[place, default: []].formUnion(order.documents.map(\.document))
        for next in work.consequences { try take(next, follows: true) }
    }

    /// The case's entry: the one of the year, or of the latest year before, which then moves into the year; for an opening, a new one.
    private func find(_ kind: CaseKind, _ act: CaseAct, _ order: CaseOrder, _ answers: [String: SQLValue]) throws
        -> (key: String, values: [SQLValue], page: PageAddress?)
    {
        guard act.opens else {
            guard let entry = try desk.latest(kind.ledger, district: order.district, year: order.year, key: order.key) else {
                throw CaseworkError.noSuchCase(kind, order.key)
            }
            return (order.key, entry.values, entry.page)
        }
        let values = kind.ledger.columns.map { answers[$0.name] ?? .null }
        let key = kind.ledger.keyIndices.map { values[$0].plain }.joined(separator: "/")
        if !key.isEmpty, try desk.latest(kind.ledger, district: order.district, year: order.year, key: key) != nil {
            throw CaseworkError.exists(kind, key)
        }
        return (key, values, nil)
    }

    /// Where the entry is filed: the page of the order's year; of a monthly ledger the page it stands on, or the month of its own day.
    private func page(_ kind: CaseKind, _ order: CaseOrder, _ known: PageAddress?, _ work: CaseWork) -> PageAddress {
        guard kind.ledger.cycle == .monthly else { return PageAddress(kind.ledger.ledger, order.district, Period(year: order.year)) }
        if let known { return known }
        let day = kind.dayColumn.flatMap(work.date) ?? work.day
        return PageAddress(kind.ledger.ledger, order.district, Period(year: day.year, month: day.month))
    }

    /// The answers as values of their columns; all faults at once.
    private static func read(_ order: CaseOrder, _ act: CaseAct) throws -> [String: SQLValue] {
        var values: [String: SQLValue] = [:]
        var faults: [String: Text] = [:]
        for column in act.asks {
            switch CellReading.read(order.answers[column.name] ?? "", as: column) {
            case .value(let value): values[column.name] = value
            case .fault(let expected, let code):
                let read = order.answers[column.name] ?? ""
                let (zh, en) = read.isEmpty ? ("为空", "is empty") : ("读到“\(read)”", "read “\(read)”")
                faults[column.name] = Text(
                    "“\(column.title.zh)”\(zh)，应为：\(expected.zh)（\(code)）", "“\(column.title.en)” \(en), expected: \(expected.en) (\(code))"
                )
            }
        }
        guard faults.isEmpty else { throw CaseworkError.answers(faults) }
        return values
    }

    /// Files what was changed and writes the records.
    func finish(_ intake: Intake, folder: String) throws -> [CaseOutcome] {
        guard let first = done.first else { return [] }
        let kind = CaseCatalogue.kind(first.place.kind)
        let title = "\(kind?.title.zh ?? first.place.kind)-\(kind?.act(first.event.act)?.title.zh ?? first.event.act)"
        let receipts = try desk.file(intake, name: "办理单-\(title)", folder: folder, at: moment.description)
        return try done.map { item in
            let place = item.place
            let event = item.event.filed(receipts)
            let number = try CaseRecords.add(
                connection, access, event, kind: place.kind, district: place.district, key: place.key, turn: item.turn)
            for (attachment, kept) in item.documents {
                let document = try CaseTables.documents.nextNumber(connection, access)
                try CaseTables.documents.add(
                    connection, access,
                    [
                        .integer(document), .text(place.kind), .text(place.district.digits), .text(place.key), .integer(number),
                        .text(attachment.document), .text(attachment.fileName), .text(kept.hash), .integer(kept.bytes),
                        .text(MediaType.of(fileAt: attachment.path)), .text(event.actor), .text(event.at),
                    ], act: "case.document", subject: "\(place.kind)/\(place.district)/\(number)/\(document)", at: event.at)
            }
            return CaseOutcome(
                kind: place.kind, district: place.district, key: place.key, act: event.act, state: event.after, year: event.year,
                number: number, receipts: receipts)
        }
    }
}
