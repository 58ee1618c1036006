import Ledgers
import Quantities
import Store
import Testing

@testable import Review

@Suite struct ObligationTests {
    @Test("a district owes its own ledgers, monthly or yearly, with the days that are left")
    func owed() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let list = try await city.read { try Obligations.list($0, city.reporter, regions: .beijing, year: 2023, today: today) }
        #expect(Set(list.map(\.address.district)) == [.chaoyang])
        #expect(list.allSatisfy { $0.address.sheet?.filedBy == .district })
        let monthly = list.filter { $0.address.ledger == "progress" }
        #expect(monthly.map(\.address.period.description) == (1...12).map { "2023-\($0 < 10 ? "0" : "")\($0)" })
        // On 7 June: April was due on 10 May, May on 10 June, June on 10 July.
        #expect(monthly[3].timing == .overdue(28))
        #expect(monthly[4].timing == .done)
        #expect(monthly[5].timing == .due(33))
        let last = try await city.read {
            try Obligations.list($0, city.neighbour, regions: .beijing, year: 2023, today: CivilDate("2023-06-10")!, ledger: "progress")[4]
        }
        #expect(last.timing == .due(0))
        let unopened = try await city.read { try Obligations.list($0, city.reporter, regions: .beijing, year: 2024, today: today) }
        #expect(unopened.allSatisfy { $0.timing == .notOpen && $0.state == .nothing && $0.deadline == nil })
    }

    @Test("the city sees every page owed: its own ledgers once, the districts' seventeen times")
    func city() async throws {
        let city = try await City()
        let list = try await city.read { try Obligations.list($0, city.housing, regions: .beijing, year: 2023, today: today) }
        let own = Sheet.all.filter { $0.isOwed && $0.filedBy == .city }.count
        let yearly = Sheet.all.filter { $0.isOwed && $0.filedBy == .district && $0.cycle == .yearly }.count
        let monthly = Sheet.all.filter { $0.isOwed && $0.filedBy == .district && $0.cycle == .monthly }.count
        #expect(own + yearly + monthly == 24)
        #expect(list.count == own + 17 * (yearly + 12 * monthly))
        #expect(Set(list.map(\.address)).count == list.count)
    }

    @Test("a matrix counts by state what is owed, filed or not, whatever it tells apart")
    func matrix() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .approved)
        try await city.bring(.june, to: .filed)
        try await city.bring(.tasks, to: .accepted)
        let counts = { (by: Set<Obligations.Dimension>) in
            try await city.read { try Obligations.counts($0, city.housing, regions: .beijing, year: 2023, by: by) }
        }
        let all = try await counts([])
        #expect(all.count == 1)
        #expect(all[0].counts.filter { $0.key != .nothing } == [.approved: 1, .filed: 1, .accepted: 1])
        let byDistrict = try await counts([.district])
        #expect(byDistrict.count == 18)
        #expect(byDistrict.first { $0.district == .city }?.counts[.accepted] == 1)
        let fields = try await counts([.ledger, .district, .period])
        #expect(fields.allSatisfy { $0.total == 1 && $0.counts.count == 1 })
        #expect(
            fields.first { $0.ledger == "progress" && $0.district == .chaoyang && $0.period == Period("2023-05") }?.counts == [.approved: 1]
        )
        #expect(fields.map(\.total).reduce(0, +) == all[0].total)
        #expect(try await counts([.ledger]).first { $0.ledger == "progress" }?.counts == [.approved: 1, .filed: 1, .nothing: 202])
    }

    @Test("the desk shows each person what waits for them and nothing they may not do")
    func desk() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        try await city.bring(.june, to: .approved)
        try await city.bring(.tasks, to: .submitted)
        let until = CivilDate("2023-06-30")!
        _ = try await city.write {
            try Requests.askWaiver($0, city.reporter, .progress, code: Request.rejectedRows, until: until, reason: "停工", at: now)
        }
        let desk = { (access: Access) in try await city.read { try Desk($0, access) } }
        #expect(try await desk(city.head).toApprove.map(\.address) == [.progress])
        #expect(try await desk(city.head).toAccept.isEmpty)
        #expect(try await desk(city.reporter).count == 0)
        #expect(try await desk(city.neighbourHead).count == 0)
        #expect(try await desk(city.housing).toAccept.map(\.address) == [.june], "the city's own page is for another person")
        #expect(try await desk(city.otherHousing).toAccept.map(\.address) == [.june, .tasks])
        #expect(try await desk(city.housing).toDecide.map(\.number) == [1])
        #expect(try await desk(city.finance).count == 0)
    }

    @Test("a year of 17 districts is listed and counted in milliseconds")
    func speed() async throws {
        let city = try await City()
        let access = city.housing
        let pages = Obligations.owed(access, regions: .beijing, year: 2023)
        try await city.write { connection in
            for (index, page) in pages.enumerated() {
                let digest = Digest256(bytes: Array(repeating: UInt8(1), count: 32))!
                try Pages.add(
                    connection, access,
                    PageVersion(
                        page: Int64(index + 1), ledger: page.ledger, district: page.district, period: page.period, version: 1, receipt: 1,
                        sheet: "", entries: 1, rejected: 0, digest: digest, places: digest, filedAt: now))
            }
            let other = Access.program(city: .city, districts: .all, actor: "提交")
            let done = try PageStates.performAll(connection, other, pages.map { PageOrder(.submit, $0, revision: 1) }, at: now).done
            #expect(done.count == pages.count)
        }
        let clock = ContinuousClock()
        let counting = try await clock.measure {
            let fields = try await city.read {
                try Obligations.counts($0, access, regions: .beijing, year: 2023, by: [.ledger, .district, .period])
            }
            #expect(fields.count == pages.count && fields.allSatisfy { $0.counts == [.submitted: 1] })
        }
        let listing = try await clock.measure {
            let list = try await city.read { try Obligations.list($0, access, regions: .beijing, year: 2023, today: today) }
            #expect(list.count == pages.count)
        }
        let sitting = try await clock.measure {
            let desk = try await city.read { try Desk($0, city.otherHousing) }
            #expect(desk.toAccept.count == pages.filter { $0.district == .city }.count)
        }
        print("review: desk in \(sitting)")
        print("review: \(pages.count) pages counted in \(counting), listed in \(listing) (debug build)")
        #expect(counting < .seconds(2) && listing < .seconds(2))
    }
}
