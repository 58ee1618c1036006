internal import Foundation
internal import Ledgers
internal import Quantities
public import Returns
internal import Review
internal import Store

extension Intake {
    /// The same intake under review and casework: a file may add cases in a first state and change what is known of them; where it changes a
    /// state, the change must be one that the kind's machine knows, may come by file, and is this person's to make. Otherwise nothing is taken
    /// (`K013`), and the answer names each row with its reason. Every such change is recorded as an act.
    public var governed: Intake {
        var intake = reviewed
        let kept = intake.onFiled
        intake.onFiled = { connection, access, outcome in
            try kept?(connection, access, outcome)
            try CasesByFile.check(connection, access, outcome)
        }
        return intake
    }
}

/// Files of ledgers that keep cases.
enum CasesByFile {
    static func check(_ connection: any Connection, _ access: Access, _ outcome: Intake.Outcome) throws {
        var faults: [(String, String, String)] = []
        for page in outcome.pages {
            guard let kind = CaseCatalogue.kind(ofLedger: page.ledger), kind.stateColumn != nil else { continue }
            let old = try Pages.history(connection, access, ledger: page.ledger, district: page.district, period: page.period)
                .last { $0.version < page.version }
            let before = try old.map { try Entries.read(connection, access, $0) } ?? []
            let after = try Entries.read(connection, access, page)
            faults += try check(connection, access, kind, page, before: before, after: after, receipt: outcome.receipt)
        }
        guard faults.isEmpty else { throw CaseworkError.byFile(faults) }
    }

    private static func check(
        _ connection: any Connection, _ access: Access, _ kind: CaseKind, _ page: PageVersion, before: [Entry], after: [Entry],
        receipt: Receipt
    ) throws -> [(String, String, String)] {
        var faults: [(String, String, String)] = []
        let known = Dictionary(before.map { ($0.key, $0) }) { first, _ in first }
        for entry in after {
            let state = CaseView.state(kind, entry.values)
            let old = known[entry.key].map { CaseView.state(kind, $0.values) }
            if old == state { continue }
            // A file need not know states: an entry that comes without one claims none.
            if old == nil, let column = kind.stateColumn, entry[column].plain.isEmpty { continue }
            let act = kind.acts.first { act in
                act.to == state && (old.map { act.from.contains($0) && act.byFile } ?? act.opens)
            }
            guard let act else {
                let to = kind.state(state).name
                let zh = old.map { "不能由“\(kind.state($0).name.zh)”改为“\(to.zh)”" } ?? "不能直接登记为“\(to.zh)”"
                let en = old.map { "cannot turn “\(kind.state($0).name.en)” into “\(to.en)”" } ?? "cannot begin as “\(to.en)”"
                faults.append(("\(entry.key)（第\(entry.row)行）", zh + "，请逐项办理", en + "; do the acts"))
                continue
            }
            guard access.may(act.may) else {
                faults.append(
                    ("\(entry.key)（第\(entry.row)行）", "“\(act.title.zh)”须有“\(act.may.title.zh)”权限", "“\(act.title.en)” is not yours to do"))
                continue
            }
            try record(connection, access, kind, page, entry, before: old ?? "", after: state, receipt: receipt)
        }
        let there = Set(after.map(\.key))
        for gone in before where !there.contains(gone.key) {
            let events = try CaseRecords.events(connection, access, kind: kind.name, district: page.district, key: gone.key)
            if !events.isEmpty { faults.append((gone.key, "已有办理记录，不能从台账中删去", "has acts on record and cannot be left out")) }
        }
        return faults
    }

    /// 由文件登记.
    static let act = "file"

    private static func record(
        _ connection: any Connection, _ access: Access, _ kind: CaseKind, _ page: PageVersion, _ entry: Entry, before: String,
        after: String,
        receipt: Receipt
    ) throws {
        let events = try CaseRecords.events(connection, access, kind: kind.name, district: page.district, key: entry.key)
        let event = CaseEvent(
            number: 0, act: act, before: before, after: after, year: page.period.year, answers: [:], reason: "",
            receipts: [page.ledger: receipt.number], actor: access.actor, at: receipt.arrivedAt)
        _ = try CaseRecords.add(
            connection, access, event, kind: kind.name, district: page.district, key: entry.key, turn: events.count + 1)
    }
}
