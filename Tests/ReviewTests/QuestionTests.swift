import Ledgers
import Quantities
import Store
import Testing

@testable import Review

@Suite struct QuestionTests {
    @Test("a question is asked of a cell, answered twice, closed, taken up again, and all of it is kept")
    func life() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let subject = Question.Subject.cell(.progress, row: 2, column: "homes")
        let asked = try await city.write { try Questions.ask($0, city.finance, subject, "套数与拨款不符？", addressee: "朝阳填报", at: now) }
        #expect(asked.state == .open && asked.name == "W1")
        #expect(try await city.read { try Desk($0, city.reporter).toAnswer.map(\.number) } == [1])
        #expect(try await city.read { try Desk($0, city.head).toAnswer.map(\.number) } == [], "it is for a named person")
        #expect(try await city.read { try Questions.list($0, city.housing, states: [.open], addressee: "朝阳填报").map(\.number) } == [1])
        #expect(await code { try await say(city, city.reporter, .close, "") } == "L004")
        #expect(await code { try await say(city, city.finance, .reopen, "再问") } == "W013")
        #expect(await code { try await say(city, city.reporter, .answer, " ") } == "W005")
        try await say(city, city.reporter, .answer, "含转入项目")
        try await say(city, city.reporter, .answer, "明细见附件")
        #expect(try await city.read { try Desk($0, city.finance).answered.map(\.number) } == [1])
        try await say(city, city.finance, .close, "")
        #expect(await code { try await say(city, city.reporter, .answer, "补充") } == "W013")
        try await say(city, city.finance, .reopen, "附件缺页")
        let question = try await city.read { try Questions.question($0, city.reporter, 1) }
        #expect(question.state == .open && question.subject == subject)
        #expect(question.messages.map(\.act) == [.answer, .answer, .close, .reopen])
        #expect(question.messages.map(\.text) == ["含转入项目", "明细见附件", "", "附件缺页"])
        let entries = try await city.journal().filter { $0.utf8.starts(with: "question".utf8) }
        #expect(
            entries == ["ask", "answer", "answer", "close", "reopen"].map { "question.\($0) W1 progress/110105/2023-05 homes 2" })
    }

    @Test("a question on a figure is for those who read the evaluation of its district")
    func figure() async throws {
        let city = try await City()
        let tag = "rental.subsidy.households"
        _ = try await city.write { try Questions.ask($0, city.housing, .figure(tag, .chaoyang), "同比下降的原因？", at: now) }
        _ = try await city.write { try Questions.ask($0, city.housing, .figure(tag, .city), "全市口径？", at: now) }
        #expect(try await city.read { try Questions.list($0, city.reporter, figure: tag).map(\.number) } == [1])
        #expect(try await city.read { try Questions.list($0, city.finance, figure: tag).map(\.number) } == [1, 2])
        #expect(try await city.read { try Questions.list($0, city.access("项目单位", .projectUnit)).map(\.number) } == [])
        #expect(try await city.read { try Desk($0, city.reporter).toAnswer.map(\.number) } == [1])
        #expect(await code { _ = try await city.write { try Questions.ask($0, city.reporter, .page(.progress), "？", at: now) } } == "L004")
        #expect(
            await code {
                _ = try await city.write { try Questions.ask($0, city.housing, .cell(.progress, row: 2, column: "none"), "？", at: now) }
            }
                == "W018")
    }

    private func say(_ city: City, _ access: Access, _ act: Question.Act, _ text: String) async throws {
        _ = try await city.write { try Questions.perform($0, access, act, 1, text, at: now) }
    }
}
