import Foundation
import Ledgers
import Quantities
import Returns
import Store
import Testing

@testable import Review

@Suite struct DeadlineTests {
    @Test("the usual dates: a month is due on the 10th, 15th and 25th of the next, a year in January")
    func usual() async throws {
        let city = try await City()
        let cycles = try await city.read { try Deadlines.list($0, city.reporter, year: 2023) }
        func dates(_ ledger: String, _ period: String) -> [String] {
            cycles.filter { $0.ledger == ledger && $0.period.description == period }.flatMap {
                [$0.dates.shown, $0.dates.lastNew, $0.dates.lastCorrection].map(\.description)
            }
        }
        #expect(dates("progress", "2023-05") == ["2023-06-10", "2023-06-15", "2023-06-25"])
        #expect(dates("progress", "2023-12") == ["2024-01-10", "2024-01-15", "2024-01-25"])
        #expect(dates("projects", "2023") == ["2024-01-10", "2024-01-20", "2024-01-31"])
        let monthly = Sheet.all.count { $0.cycle == .monthly }
        #expect(cycles.count == Sheet.all.count - monthly + monthly * 12)
        #expect(try await city.journal() == ["cycle.open 2023"])
    }

    @Test(
        "the last day counts to its end in China",
        arguments: [
            ("2023-05", "2023-06-15T23:59:59+08:00", "ok"), ("2023-05", "2023-06-16T00:00:00+08:00", "W009"),
            ("2023-05", "2023-06-15T15:59:59Z", "ok"), ("2023-05", "2023-06-15T16:00:00Z", "W009"),
            ("2023-12", "2024-01-15T23:59:59+08:00", "ok"), ("2023-12", "2024-01-16T00:00:00+08:00", "W009"),
        ])
    func lastDay(period: String, at: String, expected: String) async throws {
        let city = try await City()
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)], period: period), at: at) } == expected)
        let count = try await city.read { try Pages.all($0, city.housing).count }
        #expect(count == (expected == "ok" ? 1 : 0))
        let files = FileManager.default.enumerator(atPath: city.path + "/data/files")?.compactMap { $0 as? String }.filter {
            $0.utf8.count > 60
        }
        #expect(files?.count == count, "a refused file is not kept")
    }

    @Test("an instant in UTC falls on the next day in China from 16:00")
    func days() throws {
        #expect(try Instant.day("2023-12-31T15:59:59Z").description == "2023-12-31")
        #expect(try Instant.day("2023-12-31T16:00:00Z").description == "2024-01-01")
        #expect(try Instant.day("2024-01-01T00:00:00+08:00").description == "2024-01-01")
        for wrong in ["", "2023-12-31", "2023-02-30T00:00:00Z", "2023-12-31T00:00:00+09:00", "2023-12-31T25:00:00Z"] {
            #expect(throws: ReviewError.self) { try Instant.day(wrong) }
        }
    }

    @Test("after the last new return a filed page can still be corrected, until the last correction")
    func corrections() async throws {
        let city = try await City()
        try await city.file(city.reporter, Rows.progress([("A1", 1)]))
        let late = "2023-06-25T23:59:59+08:00"
        try await city.file(city.reporter, Rows.progress([("A1", 2)]), at: late)
        #expect(
            await code { try await city.file(city.neighbour, Rows.progress([("A1", 2)], district: "110101"), at: late) } == "W009")
        #expect(
            await code { try await city.file(city.reporter, Rows.progress([("A1", 3)]), at: "2023-06-26T00:00:00+08:00") } == "W009")
        let lock = try #require(
            try await city.read { try Deadlines.lock($0, city.reporter, of: .progress, on: CivilDate("2023-06-26")!) })
        #expect(lock.reason == .correctionsOver && lock.since == "2023-06-26" && lock.actor == "住建甲" && lock.opens == .grantWaivers)
        #expect(lock.text.zh == "账页progress/110105/2023-05的更正截止日为2023年6月25日（住建甲设定），自2023年6月26日起锁定；可申请延期，由市级批准后开放")
        #expect(try await city.read { try Deadlines.lock($0, city.reporter, of: .progress, on: CivilDate("2023-06-25")!) } == nil)
    }

    @Test("what the city has accepted is locked until the city sends it back")
    func accepted() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .accepted)
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 3)])) } == "W009")
        let lock = try await city.read { try Deadlines.lock($0, city.reporter, of: .progress, on: today) }
        #expect(lock?.reason == .accepted && lock?.since == now && lock?.actor == "住建甲" && lock?.opens == .acceptPages)
        try await city.perform(.sendBack, city.housing)
        try await city.file(city.reporter, Rows.progress([("A1", 3)]))
        #expect(try await city.status().version == 2)
    }

    @Test("one locked page refuses the whole file, and says which")
    func together() async throws {
        let city = try await City()
        let april = Rows.progress([("A1", 1)], period: "2023-04").split(separator: "\n").last ?? ""
        let file = Rows.progress([("A1", 1)]) + april + "\n"
        let error = try await #require(throws: ReviewError.self) { try await city.file(city.reporter, file) }
        #expect(error.code == "W009" && error.text.zh.contains("progress/110105/2023-04") && !error.text.zh.contains("2023-05的"))
        #expect(try await city.status().state == .nothing)
        #expect(try await city.journal() == ["cycle.open 2023"])
    }

    @Test("an extension opens its district, and no other")
    func extensions() async throws {
        let city = try await City()
        let late = "2023-07-05T10:00:00+08:00"
        let until = try #require(CivilDate("2023-07-10"))
        let request = try await city.write {
            try Requests.askExtension(
                $0, city.head, year: 2023, district: .chaoyang, ledger: "progress", period: Period("2023-05"), until: until, reason: "系统迁移",
                at: late)
        }
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)]), at: late) } == "W009", "asked is not granted")
        _ = try await city.write { try Requests.decide($0, city.housing, request.number, grant: true, at: late) }
        #expect(
            await code { try await city.file(city.neighbour, Rows.progress([("A1", 1)], district: "110101"), at: late) } == "W009")
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)], period: "2023-04"), at: late) } == "W009")
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)]), at: "2023-07-11T00:00:00+08:00") } == "W009")
        try await city.file(city.access("项目单位", .projectUnit), Rows.progress([("A1", 1)]), at: "2023-07-10T23:59:59+08:00")
        let obligation = try await city.read {
            try Obligations.list($0, city.reporter, regions: .beijing, year: 2023, today: today, ledger: "progress").first {
                $0.address == .progress
            }
        }
        #expect(obligation?.deadline == until)
    }

    @Test("a district-wide extension covers all its ledgers of the year; a refusal needs words and opens nothing")
    func districtWide() async throws {
        let city = try await City()
        let late = "2023-07-05T10:00:00+08:00"
        let until = try #require(CivilDate("2023-07-10"))
        let ask: @Sendable () async throws -> Request = {
            try await city.write {
                try Requests.askExtension($0, city.head, year: 2023, district: .chaoyang, until: until, reason: "汛期", at: late)
            }
        }
        let first = try await ask()
        #expect(
            await code { _ = try await city.write { try Requests.decide($0, city.housing, first.number, grant: false, at: late) } }
                == "W005")
        _ = try await city.write { try Requests.decide($0, city.housing, first.number, grant: false, note: "理由不足", at: late) }
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)]), at: late) } == "W009")
        let second = try await ask()
        _ = try await city.write { try Requests.decide($0, city.housing, second.number, grant: true, at: late) }
        try await city.file(city.reporter, Rows.progress([("A1", 1)], period: "2023-02"), at: late)
        #expect(
            await code {
                _ = try await city.write {
                    try Requests.askExtension(
                        $0, city.neighbour, year: 2023, district: .chaoyang, until: until, reason: "汛期", at: late)
                }
            } == "L001")
    }

    @Test("two years are open at once, and a year nobody opened takes nothing")
    func years() async throws {
        let city = try await City(open: [2023, 2024])
        let january = "2024-01-12T09:00:00+08:00"
        try await city.file(city.reporter, Rows.progress([("A1", 1)], period: "2023-12"), at: january)
        try await city.file(city.reporter, Rows.progress([("A1", 1)], period: "2024-01"), at: january)
        #expect(await code { try await city.file(city.reporter, Rows.progress([("A1", 1)], period: "2022-12"), at: january) } == "W009")
        #expect(try await city.read { try Deadlines.years($0, city.reporter) } == [2023, 2024])
        #expect(await code { _ = try await city.write { try Deadlines.openYear($0, city.housing, 2024, at: january) } } == "W022")
        #expect(await code { _ = try await city.write { try Deadlines.openYear($0, city.reporter, 2025, at: january) } } == "L004")
    }

    @Test("dates are set by the city, in order, and the latest hold")
    func set() async throws {
        let city = try await City()
        let dates = CycleDates(shown: CivilDate("2023-06-20")!, lastNew: CivilDate("2023-06-20")!, lastCorrection: CivilDate("2023-06-30")!)
        let period = try #require(Period("2023-05"))
        #expect(
            await code { _ = try await city.write { try Deadlines.set($0, city.head, ledger: "progress", period: period, dates, at: now) } }
                == "L004")
        let wrong = CycleDates(shown: CivilDate("2023-06-21")!, lastNew: CivilDate("2023-06-20")!, lastCorrection: CivilDate("2023-06-30")!)
        #expect(
            await code {
                _ = try await city.write { try Deadlines.set($0, city.housing, ledger: "progress", period: period, wrong, at: now) }
            }
                == "W016")
        _ = try await city.write { try Deadlines.set($0, city.housing, ledger: "progress", period: period, dates, at: now) }
        try await city.file(city.reporter, Rows.progress([("A1", 1)]), at: "2023-06-20T23:59:59+08:00")
        #expect(try await city.journal().contains("cycle.set progress/2023-05"))
        #expect(
            await code {
                _ = try await city.write {
                    try Deadlines.set($0, city.housing, ledger: "progress", period: Period(year: 2023), dates, at: now)
                }
            } == "W018")
    }
}
