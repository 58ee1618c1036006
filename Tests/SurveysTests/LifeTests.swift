import Ledgers
import Quantities
import Store
import Testing

@testable import Surveys

@Suite("the life of a survey")
struct LifeTests {
    @Test("what is not listed cannot be done: every act in every state")
    func everything() async throws {
        let possible = Set(SurveyStates.transitions.map { "\($0.from) \($0.act)" })
        #expect(possible.count == SurveyStates.transitions.count)
        #expect(
            possible == [
                "draft freeze", "frozen commit", "committed draw", "drawn open", "open close", "closed reopen", "closed publish",
            ])
        for state in [SurveyState.draft, .frozen, .committed, .drawn, .open] {
            let city = try await City()
            let access = city.assessor
            let (survey, _) = try await city.survey(state)
            #expect(survey.state == state)
            let acts: [(SurveyAct, @Sendable (any Connection) throws -> Void)] = [
                (.freeze, { _ = try Frames.freeze($0, access, survey.number, revision: survey.revision, source: "", at: now) }),
                (.draw, { _ = try SurveyDraws.reveal($0, access, survey.number, revision: survey.revision, at: now) }),
                (.open, { _ = try Invitations.open($0, access, survey.number, revision: survey.revision, at: now) }),
                (.close, { _ = try Answers.close($0, access, survey.number, revision: survey.revision, at: now) }),
                (.reopen, { _ = try Answers.reopen($0, access, survey.number, revision: survey.revision, reason: "延长", at: now) }),
                (.publish, { _ = try SurveyPublication.publish($0, access, survey.number, revision: survey.revision, at: now) }),
            ]
            for (act, perform) in acts where SurveyStates.transition(act, from: state) == nil {
                await refused("Q002") { try await city.write(perform) }
            }
        }
    }

    @Test("neither frame nor questionnaire changes after its time")
    func frozen() async throws {
        let city = try await City()
        let access = city.assessor
        let (frozen, _) = try await city.survey(.frozen)
        await refused("Q002") {
            try await city.write {
                try Frames.replace($0, access, frozen.number, City.frame(City.usual), source: "", at: now)
            }
        }
        let (open, _) = try await city.survey(.open)
        await refused("Q002") { try await city.write { _ = try Questionnaires.save($0, access, open.number, .preset("rental"), at: now) } }
        await refused("Q003") { try await city.write { _ = try Answers.close($0, access, open.number, revision: 1, at: now) } }
    }

    @Test("only who may run surveys does, and only for the whole city")
    func rights() async throws {
        let city = try await City()
        let (survey, letters) = try await city.survey(.open)
        for role in Role.allCases where !role.permissions.contains(.runSurveys) {
            await refused("L004") { _ = try await city.read { try SurveyTally.read($0, city.access(role), survey.number) } }
        }
        let narrowed = Role.assessor.access(city: .city, districts: [.chaoyang], actor: "a")
        await refused("Q004") { _ = try await city.read { try Surveys.list($0, narrowed) } }
        // Paper is entered by those who run it, not by whoever holds a code.
        await refused("L004") { try await city.submit(letters[0].code.text, overall: 5, as: city.anybody) }
        try await city.submit(letters[0].code.text, overall: 5, as: city.assessor)
    }

    @Test("marks stay sealed while the survey is open; published counts are those sent in")
    func whole() async throws {
        let city = try await City()
        let access = city.assessor
        let (survey, letters) = try await city.survey(.open)
        // 30 answers: 27 satisfied, 3 not. By district: Chaoyang 20 letters, Dongcheng 20.
        for (index, letter) in letters.prefix(30).enumerated() {
            try await city.submit(letter.code.text, overall: index % 10 == 9 ? 2 : 5, ["conduct": 0])
        }
        let sealed = try await city.read { try SurveyTally.read($0, access, survey.number) }
        #expect(sealed.received == 30)
        #expect(sealed.marks.isEmpty)
        #expect(sealed.count("overall").valid == 0)
        let closed = try await city.write { try Answers.close($0, access, survey.number, revision: survey.revision, at: now) }
        await refused("Q015") { try await city.submit(letters[35].code.text, overall: 5) }
        let tally = try await city.read { try SurveyTally.read($0, access, survey.number) }
        #expect(tally.count("overall") == .init(valid: 30, satisfied: 27))
        // 不了解 is no valid answer.
        #expect(tally.count("conduct") == .init(valid: 0, satisfied: 0))
        #expect(tally.steps("conduct")[0] == 30)
        #expect(tally.responseRate == Rational(3, 4))
        let published = try await city.write {
            try SurveyPublication.publish($0, access, survey.number, revision: closed.revision, at: now)
        }
        #expect(published.items.map(\.id) == ["overall"])
        #expect(published.ledgerRow(published.items[0]).prefix(8) == ["S2023-1", "renewal", "2023", "overall", "总体满意度", "40", "30", "27"])
        let all = try await city.read { try SurveyPublication.all($0, city.anybody) }
        #expect(all == [published])
        #expect(try await city.read { try SurveysSchema.verify($0, access) }.isEmpty)
    }

    @Test("an answer changed after closing is found")
    func changed() async throws {
        let city = try await City()
        let access = city.assessor
        let (survey, letters) = try await city.survey(.open)
        for letter in letters.prefix(10) { try await city.submit(letter.code.text, overall: 2) }
        try await city.write { _ = try Answers.close($0, access, survey.number, revision: survey.revision, at: now) }
        #expect(try await city.read { try SurveysSchema.verify($0, access) }.isEmpty)
        await #expect(throws: StoreError.self) { try await city.write { try $0.execute("UPDATE survey_marks SET mark = 5") } }
        try await city.write { connection in
            try connection.execute("DROP TRIGGER survey_marks_no_update")
            try connection.execute("UPDATE survey_marks SET mark = 5")
        }
        #expect(try await city.read { try SurveysSchema.verify($0, access) }.count == 1)
    }

    @Test("fewer answers than the smallest cell are not published")
    func tooFew() async throws {
        let city = try await City()
        let access = city.assessor
        let (survey, letters) = try await city.survey(.open)
        for letter in letters.prefix(4) { try await city.submit(letter.code.text, overall: 5) }
        let closed = try await city.write { try Answers.close($0, access, survey.number, revision: survey.revision, at: now) }
        await refused("Q021") {
            try await city.write { _ = try SurveyPublication.publish($0, access, survey.number, revision: closed.revision, at: now) }
        }
        await refused("Q020") {
            try await city.write { _ = try Answers.reopen($0, access, survey.number, revision: closed.revision, reason: " ", at: now) }
        }
        let again = try await city.write {
            try Answers.reopen($0, access, survey.number, revision: closed.revision, reason: "延长一周", at: now)
        }
        #expect(again.state == .open)
    }

    @Test("every preset is a questionnaire; a faulty one is refused with its fault", arguments: Choices.programme.map(\.code))
    func presets(_ programme: String) throws {
        var questionnaire = Questionnaire.preset(programme)
        try questionnaire.check()
        questionnaire.satisfied = [3]
        #expect(throws: SurveyError.self) { try questionnaire.check() }
        questionnaire.satisfied = [3, 4, 5]
        try questionnaire.check()
        questionnaire.items[0].isRequired = false
        #expect(throws: SurveyError.self) { try questionnaire.check() }
    }

    @Test("steps of the schema have names of their own")
    func names() {
        let names = SurveysSchema.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
