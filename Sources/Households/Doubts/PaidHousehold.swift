internal import Quantities

/// The payments of one household, and the doubts that hang on them.
struct PaidHousehold {
    let facts: DoubtFacts
    let household: Int32
    /// Its rows, by month, then district.
    let rows: [Int32]

    init(_ facts: DoubtFacts, _ household: Int32, _ rows: ArraySlice<Int32>) {
        self.facts = facts
        self.household = household
        let payments = facts.payments
        // Files come month by month: mostly they are in order already.
        var sorted = Array(rows)
        var isSorted = true
        for index in 1..<max(sorted.count, 1) where payments.month[Int(sorted[index])] < payments.month[Int(sorted[index - 1])] {
            isSorted = false
        }
        if !isSorted {
            sorted.sort { a, b in
                (payments.month[Int(a)], payments.district[Int(a)], a) < (payments.month[Int(b)], payments.district[Int(b)], b)
            }
        }
        self.rows = sorted
    }

    private var name: String { facts.households.name(household) }
    private func place(_ row: Int32) -> String { facts.districts.name(Int32(facts.payments.district[Int(row)])) }
    private func month(_ row: Int32) -> Int16 { facts.payments.month[Int(row)] }

    private func months(_ rows: [Int32]) -> String {
        var seen: [Int16] = []
        for row in rows where seen.last != month(row) { seen.append(month(row)) }
        return seen.map(DoubtFacts.monthText).joined(separator: "、")
    }

    private func total(_ rows: [Int32]) -> Text {
        NumberFormat.yuan(Rational(rows.reduce(Int64(0)) { $0 + Int64(facts.payments.amount[Int($1)]) }, 100))
    }

    /// What may be paid: the lower of rent and standard.
    private func most(_ row: Int32) -> Int32 { min(facts.payments.rent[Int(row)], facts.payments.standard[Int(row)]) }

    func twoDistricts(_ found: inout [Doubt]) {
        var doubled: [(Int32, Int32)] = []
        for index in rows.indices.dropFirst() {
            let (before, row) = (rows[index - 1], rows[index])
            if month(before) == month(row), facts.payments.district[Int(before)] != facts.payments.district[Int(row)] {
                doubled.append((before, row))
            }
        }
        guard let first = doubled.first else { return }
        func side(_ rows: [Int32]) -> Doubt.Side {
            let sum = total(rows)
            return Doubt.Side(place(rows[0]), Text("发放\(months(rows))，合计\(sum.zh)", "paid for \(months(rows)), \(sum.en) in all"))
        }
        let isFirst = { (row: Int32) in facts.payments.district[Int(row)] == facts.payments.district[Int(first.0)] }
        let one = doubled.map { isFirst($0.0) ? $0.0 : $0.1 }
        let other = doubled.map { isFirst($0.0) ? $0.1 : $0.0 }
        found.append(Doubt(.twoDistricts, name, side(one), side(other)))
    }

    func paidTwice(_ found: inout [Doubt]) {
        var index = 0
        var doubled: [[Int32]] = []
        while index < rows.count {
            var end = index + 1
            while end < rows.count, month(rows[end]) == month(rows[index]) { end += 1 }
            if end - index > 1 {
                for district in Set(rows[index..<end].map { facts.payments.district[Int($0)] }) {
                    let here = rows[index..<end].filter { facts.payments.district[Int($0)] == district }
                    let positive = here.filter { facts.payments.amount[Int($0)] > 0 }
                    let sum = here.reduce(Int64(0)) { $0 + Int64(facts.payments.amount[Int($1)]) }
                    if positive.count > 1, let limit = here.map(most).max(), sum > Int64(limit) { doubled.append(positive) }
                }
            }
            index = end
        }
        guard !doubled.isEmpty else { return }
        let (first, rest) = (doubled.map { $0[0] }, doubled.flatMap { $0.dropFirst() })
        let (one, other) = (total(first), total(rest))
        found.append(
            Doubt(
                .paidTwice, name,
                Doubt.Side(place(first[0]), Text("\(months(first))首次发放\(one.zh)", "first paid for \(months(first)): \(one.en)")),
                Doubt.Side(place(rest[0]), Text("同月再次发放\(other.zh)", "paid again for the same: \(other.en)"))))
    }

    func paidAbove(_ found: inout [Doubt]) {
        let above = rows.filter { facts.payments.amount[Int($0)] > most($0) }
        guard let first = above.first else { return }
        let limit = NumberFormat.yuan(Rational(Int64(most(first)), 100))
        let paid = NumberFormat.yuan(Rational(Int64(facts.payments.amount[Int(first)]), 100))
        found.append(
            Doubt(
                .paidAbove, name,
                Doubt.Side(place(first), Text("租金与标准的较低者\(limit.zh)", "the lower of rent and standard: \(limit.en)")),
                Doubt.Side(place(first), Text("\(months(above))发放\(paid.zh)", "paid for \(months(above)): \(paid.en)"))))
    }

    func whileHoused(_ tenancies: ArraySlice<Int32>, _ found: inout [Doubt]) {
        for number in tenancies {
            let tenancy = facts.tenancies[Int(number)]
            let within = rows.filter { row in
                let start = DoubtFacts.firstDay(month(row))
                return start >= tenancy.from && DoubtFacts.firstDay(month(row) + 1) - 1 <= tenancy.until
            }
            guard !within.isEmpty else { continue }
            let from = CivilDate(dayNumber: Int(tenancy.from))?.description ?? ""
            let sum = total(within)
            found.append(
                Doubt(
                    .subsidyAndHome, name,
                    Doubt.Side(
                        facts.districts.name(Int32(tenancy.district)),
                        Text("\(from)起承租\(facts.homes.name(tenancy.home))", "in home \(facts.homes.name(tenancy.home)) since \(from)")),
                    Doubt.Side(
                        place(within[0]),
                        Text("\(months(within))领取补贴\(sum.zh)", "subsidy for \(months(within)): \(sum.en)"))))
            // One household in two homes is the overfull project's or the second home's matter.
            return
        }
    }

    func afterEnd(_ endings: ArraySlice<Int32>, _ found: inout [Doubt]) {
        guard let end = endings.map({ facts.endings[Int($0)] }).min(by: { $0.day < $1.day }) else { return }
        let after = rows.filter { DoubtFacts.firstDay(month($0)) > end.day && facts.payments.amount[Int($0)] > 0 }
        guard let first = after.first else { return }
        let date = CivilDate(dayNumber: Int(end.day))?.description ?? ""
        let sum = total(after)
        found.append(
            Doubt(
                .paidAfterEnd, name,
                Doubt.Side(
                    place(first),
                    end.isDeath ? Text("申请人\(date)死亡", "the applicant died on \(date)") : Text("\(date)退出保障", "left on \(date)")),
                Doubt.Side(place(first), Text("\(months(after))仍发放\(sum.zh)", "still paid for \(months(after)): \(sum.en)"))))
    }

    /// The identity paid is the file's, and the same from month to month, unless a change was registered by then.
    func anotherPerson(_ applicants: ArraySlice<Int32>, _ changes: ArraySlice<Int32>, _ found: inout [Doubt]) {
        guard let first = rows.first else { return }
        let onFile = applicants.first.map { facts.applicants[Int($0)] }
        // With a change registered, the file names the one who applies now; the year began with whoever was paid first.
        var expected = (changes.isEmpty ? onFile?.identity : nil) ?? facts.payments.identity[Int(first)]
        var days = changes.map { facts.changes[Int($0)].day }.sorted()
        var others: [Int32] = []
        for row in rows where facts.payments.identity[Int(row)] != expected {
            if let day = days.first, day < DoubtFacts.firstDay(month(row) + 1) {
                days.removeFirst()
                expected = facts.payments.identity[Int(row)]
            } else {
                others.append(row)
            }
        }
        guard let other = others.first else { return }
        let side =
            onFile.map { Doubt.Side(facts.districts.name(Int32($0.district)), Text("家庭档案中的申请人", "the applicant on file")) }
            ?? Doubt.Side(
                place(first),
                Text("\(DoubtFacts.monthText(month(first)))的发放对象", "the person paid for \(DoubtFacts.monthText(month(first)))"))
        found.append(
            Doubt(
                .identityUnequal, name, side,
                Doubt.Side(
                    place(other),
                    Text("\(months(others))发放给身份证号不同的人", "another identity number was paid for \(months(others))"))))
    }
}
