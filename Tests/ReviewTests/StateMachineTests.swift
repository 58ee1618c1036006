import Foundation
import Ledgers
import Quantities
import Returns
import Store
import Testing

@testable import Review

@Suite struct StateMachineTests {
    /// By hand: what each role is told in each state. The columns are the district's reporter, its head, the city's housing commission,
    /// the finance bureau, the assessor and a project unit (whose ledgers this one is of). The page was filed, submitted, approved by others of the same roles.
    static let district = """
        nothing   file     W001 L004 W001 L004 L004 W001
        nothing   submit   W001 L004 W001 L004 L004 W001
        nothing   withdraw W001 L004 W001 L004 L004 W001
        nothing   approve  L004 W001 L004 L004 L004 L004
        nothing   return   L004 W001 W001 L004 L004 L004
        nothing   accept   L004 L004 W001 L004 L004 L004
        filed     file     W001 L004 W001 L004 L004 W001
        filed     submit   submitted L004 submitted L004 L004 submitted
        filed     withdraw W001 L004 W001 L004 L004 W001
        filed     approve  L004 W001 L004 L004 L004 L004
        filed     return   L004 W001 W001 L004 L004 L004
        filed     accept   L004 L004 W001 L004 L004 L004
        submitted file     W001 L004 W001 L004 L004 W001
        submitted submit   W001 L004 W001 L004 L004 W001
        submitted withdraw W004 L004 W004 L004 L004 W004
        submitted approve  L004 approved L004 L004 L004 L004
        submitted return   L004 returned L004 L004 L004 L004
        submitted accept   L004 L004 W001 L004 L004 L004
        approved  file     W001 L004 W001 L004 L004 W001
        approved  submit   W001 L004 W001 L004 L004 W001
        approved  withdraw W001 L004 W001 L004 L004 W001
        approved  approve  L004 W001 L004 L004 L004 L004
        approved  return   L004 L004 returned L004 L004 L004
        approved  accept   L004 L004 accepted L004 L004 L004
        accepted  file     W001 L004 W001 L004 L004 W001
        accepted  submit   W001 L004 W001 L004 L004 W001
        accepted  withdraw W001 L004 W001 L004 L004 W001
        accepted  approve  L004 W001 L004 L004 L004 L004
        accepted  return   L004 L004 returned L004 L004 L004
        accepted  accept   L004 L004 W001 L004 L004 L004
        returned  file     W001 L004 W001 L004 L004 W001
        returned  submit   submitted L004 submitted L004 L004 submitted
        returned  withdraw W001 L004 W001 L004 L004 W001
        returned  approve  L004 W001 L004 L004 L004 L004
        returned  return   L004 W001 W001 L004 L004 L004
        returned  accept   L004 L004 W001 L004 L004 L004
        """

    /// The same for a page the city files; districts see none of it.
    static let city = """
        nothing   file     L001 L001 W001 L004 L004 L001
        nothing   submit   L001 L001 W001 L004 L004 L001
        nothing   withdraw L001 L001 W001 L004 L004 L001
        nothing   approve  L001 L001 L004 L004 L004 L001
        nothing   return   L001 L001 W001 L004 L004 L001
        nothing   accept   L001 L001 W001 L004 L004 L001
        filed     file     L001 L001 W001 L004 L004 L001
        filed     submit   L001 L001 submitted L004 L004 L001
        filed     withdraw L001 L001 W001 L004 L004 L001
        filed     approve  L001 L001 L004 L004 L004 L001
        filed     return   L001 L001 W001 L004 L004 L001
        filed     accept   L001 L001 W001 L004 L004 L001
        submitted file     L001 L001 W001 L004 L004 L001
        submitted submit   L001 L001 W001 L004 L004 L001
        submitted withdraw L001 L001 W004 L004 L004 L001
        submitted approve  L001 L001 L004 L004 L004 L001
        submitted return   L001 L001 returned L004 L004 L001
        submitted accept   L001 L001 accepted L004 L004 L001
        accepted  file     L001 L001 W001 L004 L004 L001
        accepted  submit   L001 L001 W001 L004 L004 L001
        accepted  withdraw L001 L001 W001 L004 L004 L001
        accepted  approve  L001 L001 L004 L004 L004 L001
        accepted  return   L001 L001 returned L004 L004 L001
        accepted  accept   L001 L001 W001 L004 L004 L001
        returned  file     L001 L001 W001 L004 L004 L001
        returned  submit   L001 L001 submitted L004 L004 L001
        returned  withdraw L001 L001 W001 L004 L004 L001
        returned  approve  L001 L001 L004 L004 L004 L001
        returned  return   L001 L001 W001 L004 L004 L001
        returned  accept   L001 L001 W001 L004 L004 L001
        """

    struct Undo: Error { let answer: String }

    /// What the person is told; nothing of it stays.
    func answer(_ city: City, _ access: Access, _ act: PageAct, _ page: PageAddress) async throws -> String {
        do {
            try await city.write { connection in
                do {
                    let revision = try PageStates.current(connection, city.housing, page).revision
                    let order = PageOrder(act, page, revision: revision, reason: "请核对", addressee: "某人")
                    throw Undo(answer: try PageStates.perform(connection, access, order, at: now).state.rawValue)
                } catch let error as ReviewError {
                    throw Undo(answer: error.code)
                } catch let error as LedgerError {
                    throw Undo(answer: error.code)
                }
            }
        } catch let undo as Undo {
            return undo.answer
        }
        return ""
    }

    @Test("every state × act × role gives the answer written down for it", arguments: [PageAddress.progress, .tasks])
    func matrix(page: PageAddress) async throws {
        let city = try await City()
        let isCity = page == .tasks
        let table = (isCity ? Self.city : Self.district).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let states = PageState.allCases.filter { !isCity || $0 != .approved }
        #expect(table.count == states.count * PageAct.allCases.count)
        let outsiders: [Role] = [.systemAdministrator, .securityAdministrator, .auditAdministrator, .resident]
        for state in states {
            let city = state == .nothing ? city : try await City()
            try await city.bring(page, to: state)
            #expect(try await city.status(page).state == state)
            let before = try await city.journal()
            for act in PageAct.allCases {
                let row = try #require(table.first { $0[0] == state.rawValue && $0[1] == act.rawValue })
                let people: [Role] = [.districtReporter, .districtHead, .cityHousing, .cityFinance, .assessor, .projectUnit]
                for (role, expected) in zip(people, row.dropFirst(2)) {
                    let found = try await answer(city, city.access("别人", role), act, page)
                    #expect(found == expected, "\(page) \(state) \(act) \(role)")
                    // The buttons of the screen are those of the table, its needs aside.
                    let status = try await city.status(page)
                    let isOpen = StateMachine.acts(status, city.access("别人", role)).contains(act)
                    #expect(
                        isOpen
                            == (PageState(rawValue: expected) != nil || expected == "W004"
                                || act == .file && isFileable(state, role, isCity)))
                }
                for role in outsiders {
                    #expect(try await answer(city, city.access("别人", role), act, page) == "L001", "\(state) \(act) \(role)")
                }
            }
            #expect(try await city.journal() == before, "a refused or undone act leaves nothing in the journal")
        }
    }

    private func isFileable(_ state: PageState, _ role: Role, _ isCity: Bool) -> Bool {
        state != .accepted && (role == .cityHousing || [.districtReporter, .projectUnit].contains(role) && !isCity)
    }

    @Test("a page goes from its reporter to the city and back, and every step is in the journal once")
    func life() async throws {
        let city = try await City()
        let start = try await city.journal().count
        try await city.file(city.reporter, Rows.progress([("A1", 120)]))
        #expect(try await city.status().state == .filed)
        try await city.perform(.submit, city.reporter)
        try await city.perform(.withdraw, city.reporter)
        try await city.perform(.submit, city.reporter)
        try await city.perform(.approve, city.head)
        try await city.perform(.accept, city.housing)
        let accepted = try await city.status()
        #expect(accepted.state == .accepted)
        #expect(accepted.submitter == "朝阳填报" && accepted.approver == "朝阳负责" && accepted.actor == "住建甲")
        #expect(accepted.revision == 6)
        let returned = try await city.perform(.sendBack, city.housing, reason: " 套数与统计局不符 ")
        #expect(returned.reason == "套数与统计局不符" && returned.addressee == "朝阳填报" && returned.submitter.isEmpty)
        try await city.file(city.reporter, Rows.progress([("A1", 121)]), at: "2023-06-08T09:00:00+08:00")
        let again = try await city.status()
        #expect(again.state == .filed && again.version == 2 && again.revision == 8 && again.reason.isEmpty)
        #expect(
            try await city.journal().dropFirst(start) == [
                "return.filed R1", "page.submit progress/110105/2023-05", "page.withdraw progress/110105/2023-05",
                "page.submit progress/110105/2023-05", "page.approve progress/110105/2023-05", "page.accept progress/110105/2023-05",
                "page.return progress/110105/2023-05", "return.filed R2",
            ])
        let history = try await city.read { try PageStates.history($0, city.housing, .progress) }
        #expect(history.map(\.act) == [.file, .submit, .withdraw, .submit, .approve, .accept, .sendBack, .file])
        #expect(history.map(\.revision) == Array(1...8))
        #expect(history.map(\.version) == [1, 1, 1, 1, 1, 1, 1, 2])
        #expect(try await city.read { try ReviewSchema.verify($0, city.housing).map(\.place) } == [])
    }

    @Test("an act about a page that has changed meanwhile is a conflict, and nothing is lost")
    func stale() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let seen = try await city.status().revision
        // The reporter corrects while the head reads.
        try await city.file(city.reporter, Rows.progress([("A1", 130)]))
        let order = PageOrder(.approve, .progress, revision: seen)
        #expect(await code { _ = try await city.write { try PageStates.perform($0, city.head, order, at: now) } } == "W002")
        #expect(try await city.status().state == .filed)
        // Two heads approve what both have seen: one does it, the other is told.
        try await city.perform(.submit, city.reporter)
        let both = PageOrder(.approve, .progress, revision: try await city.status().revision)
        let answers = await withTaskGroup(of: String.self) { group in
            for name in ["负责甲", "负责乙", "负责丙"] {
                let head = city.access(name, .districtHead)
                group.addTask { await code { _ = try await city.write { try PageStates.perform($0, head, both, at: now) } } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.sorted() == ["W002", "W002", "ok"])
    }

    @Test("nobody approves or accepts what they submitted or approved themselves")
    func fourEyes() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .filed)
        let both = Access.program(city: .city, districts: .all, actor: "一人")
        try await city.perform(.submit, both)
        #expect(await code { try await city.perform(.approve, both) } == "W003")
        let second = Access.program(city: .city, districts: .all, actor: "二人")
        try await city.perform(.approve, second)
        #expect(await code { try await city.perform(.accept, both) } == "W003")
        #expect(await code { try await city.perform(.accept, second) } == "W003")
        try await city.perform(.accept, city.housing)

        try await city.bring(.tasks, to: .submitted)
        #expect(await code { try await city.perform(.accept, city.housing, .tasks) } == "W003")
        try await city.perform(.accept, city.otherHousing, .tasks)
    }

    @Test("only who submitted a page withdraws it, and only until it is approved")
    func withdraw() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        #expect(await code { try await city.perform(.withdraw, city.access("朝阳填报二", .districtReporter)) } == "W004")
        try await city.perform(.approve, city.head)
        #expect(await code { try await city.perform(.withdraw, city.reporter) } == "W001")
    }

    @Test("a page is sent back with a reason to a named person, who finds it on the desk")
    func sendBack() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        #expect(await code { try await city.perform(.sendBack, city.head, reason: " \u{3000}") } == "W005")
        #expect(await code { try await city.perform(.sendBack, city.head, addressee: "") } == "W006")
        try await city.perform(.sendBack, city.head)
        #expect(try await city.read { try Desk($0, city.reporter).returned.map(\.address) } == [.progress])
        #expect(try await city.read { try Desk($0, city.access("朝阳填报二", .districtReporter)).returned.map(\.address) } == [])
        try await city.file(city.reporter, Rows.progress([("A1", 130)]))
        #expect(try await city.read { try Desk($0, city.reporter).returned.map(\.address) } == [])
    }

    @Test("of many acts at once all that can be done are, and the rest say why not")
    func bulk() async throws {
        let city = try await City()
        for month in ["2023-01", "2023-02", "2023-03"] {
            try await city.file(
                city.reporter, Rows.progress([("A1", 10)], period: month), at: "2023-02-01T09:00:00+08:00")
        }
        let pages = ["2023-01", "2023-02", "2023-03"].compactMap { PageAddress("progress/110105/\($0)") }
        try await city.perform(.submit, city.reporter, pages[0])
        try await city.perform(.submit, city.reporter, pages[1])
        let orders =
            pages.map { PageOrder(.approve, $0, revision: 2) } + [PageOrder(.approve, PageAddress("progress/110101/2023-01")!, revision: 1)]
        let outcome = try await city.write { connection in
            let outcome = try PageStates.performAll(connection, city.head, orders, at: now)
            return (outcome.done.map(\.address), outcome.refused.map { "\($0.order.address) \($0.code)" })
        }
        #expect(outcome.0 == Array(pages[..<2]))
        #expect(outcome.1 == ["progress/110105/2023-03 W002", "progress/110101/2023-01 L001"])
    }

    @Test("a page filed without review still counts as filed")
    func unreviewed() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .accepted)
        let file = city.path + "/a.csv"
        try Data(Rows.progress([("A1", 7)]).utf8).write(to: URL(fileURLWithPath: file))
        _ = try await Returns.Intake(database: city.store, vault: city.vault, regions: .beijing, access: city.housing).file(file)
        let status = try await city.status()
        #expect(status.state == .filed && status.version == 2 && status.revision == 5)
    }

    @Test("docs/review.md shows the state machine as it is declared")
    func documented() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/review.md"), encoding: .utf8)
        let isShown = text.contains("\n" + StateMachine.documentation + "\n")
        let copy = NSTemporaryDirectory() + "anju-state-machine.md"
        if !isShown { try StateMachine.documentation.write(toFile: copy, atomically: true, encoding: .utf8) }
        #expect(isShown, "the table of docs/review.md is not the one now in \(copy)")
    }
}
