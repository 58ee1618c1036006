internal import Evaluation
internal import Ledgers
internal import Quantities

/// Money that does not move: not passed on in time, idle.
extension MoneyFindings {
    static func notPassedOn(_ source: MoneySource, _ day: CivilDate) throws -> [MoneyFinding] {
        try MoneyPots.list(source).flatMap { pot -> [MoneyFinding] in
            var findings: [MoneyFinding] = []
            let over = -pot.daysLeft(day)
            if pot.rest > 0, over > 0 {
                findings.append(
                    MoneyFinding(
                        list: .notPassedOn, district: nil, programme: pot.programme, document: pot.document, project: "", amount: pot.rest,
                        days: over,
                        text: Text(
                            "\(pot.receivedOn.chinese)收文，应于\(pot.due.chinese)前下达，逾期\(over)日",
                            "received \(pot.receivedOn), due \(pot.due), \(over) days late"),
                        left: side("中央下达", "allotted", fen: pot.allottedAll, pot.allotments.first?.page),
                        right: side("已分配到区", "allocated", fen: pot.allocatedAll, pot.allocations.first?.page)))
            }
            let late = Dictionary(grouping: pot.late) { $0.text("document") + "/" + String($0.number("passed_on") ?? 0) }
            for (_, entries) in late.sorted(by: { $0.key < $1.key }) {
                guard let first = entries.first, let passed = first.date("passed_on") else { continue }
                let taken = passed.days(since: pot.receivedOn)
                findings.append(
                    MoneyFinding(
                        list: .notPassedOn, district: nil, programme: pot.programme, document: pot.document, project: "",
                        amount: entries.fen,
                        days: taken - MoneyTerms.passOnDays,
                        text: Text(
                            "\(first.text("document"))于收文后\(taken)日下达", "\(first.text("document")) passed it on \(taken) days after receipt"
                        ),
                        left: side("下达用时（日）", "days taken", days: taken, first.page),
                        right: side("时限（日）", "limit", days: MoneyTerms.passOnDays, pot.allotments.first?.page)))
            }
            return findings
        }
    }

    static func idle(_ source: MoneySource, _ payments: MoneyPayments, _ day: CivilDate) throws -> [MoneyFinding] {
        try undisbursed(source, payments, day) + unspent(payments, day)
    }

    /// By district, programme and document: allocated over a year ago and not handed on to projects.
    private static func undisbursed(_ source: MoneySource, _ payments: MoneyPayments, _ day: CivilDate) throws -> [MoneyFinding] {
        let given = Dictionary(grouping: payments.disbursements) { "\($0.district)/\($0.text("programme"))/\($0.text("document"))" }
        return try source.rows(.allocations).compactMap { entry in
            guard let district = RegionCode(entry.text("recipient")), let passed = entry.date("passed_on") else { return nil }
            let over = day.days(since: passed) - MoneyTerms.idleDays
            let paid = (given["\(district)/\(entry.text("programme"))/\(entry.text("document"))"] ?? []).filter { isBy(day, $0) }
            let rest = entry.fen - paid.fen
            guard over > 0, rest > 0 else { return nil }
            return MoneyFinding(
                list: .idle, district: district, programme: entry.text("programme"), document: entry.text("document"), project: "",
                amount: rest, days: over,
                text: Text("\(passed.chinese)分配到区，满一年后仍未拨付", "allocated on \(passed), not disbursed after a year"),
                left: side("分配到区", "allocated", fen: entry.fen, entry.page),
                right: side("已拨付", "disbursed", fen: paid.fen, paid.first?.page))
        }
    }

    /// By project: disbursed over a year ago and not spent. Payments are set against the earliest disbursements first only to see how much of
    /// the old money is left; no payment is said to be of one of them.
    private static func unspent(_ payments: MoneyPayments, _ day: CivilDate) -> [MoneyFinding] {
        let spent = Dictionary(grouping: payments.expenditures.filter { isBy(day, $0) }, by: place)
        let groups = Dictionary(grouping: payments.disbursements.filter { isBy(day, $0) }, by: place)
        return groups.sorted { $0.key < $1.key }.compactMap { name, entries in
            let old = entries.filter { entry in
                entry.date("paid_on").map { day.days(since: $0) > MoneyTerms.idleDays } ?? false
            }
            let paid = spent[name] ?? []
            let rest = min(old.fen, entries.fen) - paid.fen
            guard rest > 0, let first = old.first, let last = old.compactMap({ $0.date("paid_on") }).max() else { return nil }
            return MoneyFinding(
                list: .idle, district: first.district, programme: first.text("programme"), document: first.text("document"),
                project: first.text("project"), amount: rest, days: day.days(since: last) - MoneyTerms.idleDays,
                text: Text("\(last.chinese)前拨付，满一年后仍未支出", "disbursed by \(last), not spent after a year"),
                left: side("一年前已拨付", "disbursed over a year ago", fen: old.fen, first.page),
                right: side("已支出", "spent", fen: paid.fen, paid.first?.page))
        }
    }

    private static func isBy(_ day: CivilDate, _ entry: DeskEntry) -> Bool { entry.date("paid_on").map { $0 <= day } ?? true }

    /// What payments are compared by: district, programme, project.
    static func place(_ entry: DeskEntry) -> String { "\(entry.district)/\(entry.text("programme"))/\(entry.text("project"))" }
}
