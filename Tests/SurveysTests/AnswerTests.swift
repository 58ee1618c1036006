import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Surveys

@Suite("codes and answers")
struct AnswerTests {
    @Test("a code is read as people type it", arguments: ["4f7k-92mx-qw3d", "4F7K92MXQW3D", " 4F7K 92MX QW3D ", "４Ｆ７Ｋ－９２ＭＸ－ＱＷ３Ｄ"])
    func typed(_ written: String) { #expect(InvitationCode(written)?.description == "4F7K-92MX-QW3D") }

    @Test("O is 0, I and L are 1; what is too short, too long or foreign is none")
    func lookalikes() {
        #expect(InvitationCode("OIL0-0000-0000")?.text == "011000000000")
        for wrong in ["", "4F7K-92MX-QW3", "4F7K-92MX-QW3DD", "4F7K-92MX-QW3U", "4F7K/92MX/QW3D", "四F7K-92MX-QW3D"] {
            #expect(InvitationCode(wrong) == nil)
        }
    }

    @Test("a code gives one answer, and neither an unknown nor a replaced one gives any")
    func once() async throws {
        let city = try await City()
        let (survey, letters) = try await city.survey(.open)
        #expect(letters.count == 40)
        try await city.submit(letters[0].code.description, overall: 5)
        await refused("Q014") { try await city.submit(letters[0].code.description.lowercased(), overall: 1) }
        await refused("Q013") { try await city.submit("0000-0000-0000", overall: 5) }
        let access = city.assessor
        let tally = try await city.read { try SurveyTally.read($0, access, survey.number) }
        #expect(tally.received == 1)
    }

    @Test("codes made anew void the earlier ones")
    func replaced() async throws {
        let city = try await City()
        let (survey, _) = try await city.survey(.drawn)
        let access = city.assessor
        let (old, new) = try await city.write { connection in
            let old = try Invitations.make(connection, access, survey.number, district: .chaoyang, at: now)
            _ = try Invitations.make(connection, access, survey.number, district: .dongcheng, at: now)
            let new = try Invitations.make(connection, access, survey.number, district: .chaoyang, at: now)
            try Invitations.open(connection, access, survey.number, revision: survey.revision, at: now)
            return (old, new)
        }
        await refused("Q013") { try await city.submit(old[0].code.text, overall: 5) }
        try await city.submit(new[0].code.text, overall: 5)
    }

    @Test("64 people with the same 10 codes at once, 640 attempts: 10 answers, 630 refusals, nothing else")
    func race() async throws {
        let city = try await City()
        let (survey, letters) = try await city.survey(.open)
        let codes = letters.prefix(10).map(\.code.text)
        let outcome = await withTaskGroup(of: (Int, Int, Int).self) { group in
            for person in 0..<64 {
                group.addTask {
                    var counts = (0, 0, 0)
                    for turn in 0..<codes.count {
                        do {
                            try await city.submit(codes[(turn + person) % codes.count], overall: 4)
                            counts.0 += 1
                        } catch let error as SurveyError where error.code == "Q014" {
                            counts.1 += 1
                        } catch {
                            counts.2 += 1
                        }
                    }
                    return counts
                }
            }
            return await group.reduce((0, 0, 0)) { ($0.0 + $1.0, $0.1 + $1.1, $0.2 + $1.2) }
        }
        #expect(outcome == (10, 630, 0))
        let access = city.assessor
        let received = try await city.read { try SurveyTally.read($0, access, survey.number).received }
        #expect(received == 10)
    }

    @Test("without the check, the table's key still refuses a second answer with a code")
    func constraint() async throws {
        let city = try await City()
        let (_, letters) = try await city.survey(.open)
        try await city.submit(letters[0].code.text, overall: 5)
        await #expect(throws: StoreError.self) {
            try await city.write {
                try $0.execute("INSERT INTO survey_used (city, hash, survey) SELECT city, hash, survey FROM survey_used")
            }
        }
    }

    @Test("no column, no time and no order leads from a code to its answer")
    func anonymous() async throws {
        let city = try await City()
        let (survey, letters) = try await city.survey(.open, frame: [(.chaoyang, "C1", 300)], sample: 200)
        let before = try await city.read { try Journal.checkpoint($0, city: "110000", origin: "t").size }
        // The 200 codes answer in the order of their hashes, the worst order there is; each answer says when it came.
        let sorted = letters.map(\.code).sorted { $0.hash < $1.hash }
        for (index, code) in sorted.enumerated() { try await city.submit(code.text, overall: index % 5 + 1, remark: "意见\(index)") }
        #expect(try await city.read { try Journal.checkpoint($0, city: "110000", origin: "t").size } == before)

        let columns = try await city.read { connection in
            try ["survey_used", "survey_codes", "survey_answers", "survey_marks", "survey_remarks"].map { table in
                Set(try connection.rows("SELECT name FROM pragma_table_info('\(table)')").map { try $0.text(0) })
            }
        }
        #expect(columns[0] == ["city", "hash", "survey"])
        #expect(columns[0].intersection(columns[2]) == ["city", "survey"])
        #expect(columns[1].intersection(columns[2]) == ["city", "survey", "district", "project"])
        #expect(columns[2].intersection(columns[4]) == ["city", "survey", "district"])
        let days = try await city.read { try $0.rows("SELECT DISTINCT day FROM survey_answers").map { try $0.text(0) } }
        #expect(days == [today.description])

        // The order in which the engine stores answers says nothing of the order in which they came: their marks came as 1, 2, 3, 4, 5, 1, …
        let stored = try await city.read {
            try $0.rows("SELECT mark FROM survey_marks WHERE survey = ? AND item = 'overall'", [.integer(survey.number)]).map {
                try $0.int64(0)
            }
        }
        let runs = zip(stored, stored.dropFirst()).filter { $1 == $0 % 5 + 1 }.count
        #expect(stored.count == 200)
        // 199 of 199 in the order of arrival; by chance about 40 (binomial, six standard deviations: 74).
        #expect(runs < 74)
    }

    @Test("a closed stratum takes no more than its quota")
    func quota() async throws {
        let city = try await City()
        let (_, letters) = try await city.survey(.open, frame: [(.chaoyang, "C1", 100)], sample: 20, wanted: 50)
        for letter in letters.prefix(10) { try await city.submit(letter.code.text, overall: 5) }
        await refused("Q016") { try await city.submit(letters[10].code.text, overall: 5) }
    }

    @Test("an answer must be on the scale, complete, and short")
    func faulty() async throws {
        let city = try await City()
        let (_, letters) = try await city.survey(.open)
        let code = letters[0].code.text
        await refused("Q017") { try await city.submit(code, overall: 0) }
        await refused("Q017") { try await city.submit(code, overall: 6) }
        await refused("Q017") { try await city.submit(code, overall: 5, ["pipes": 9]) }
        await refused("Q017") { try await city.submit(code, overall: 5, ["roof": 3]) }
        await refused("Q017") { try await city.submit(code, overall: 5, remark: String(repeating: "长", count: 301)) }
        await refused("Q017") {
            try await city.write {
                try Answers.submit($0, city.anybody, code: code, .init(version: 2, marks: ["overall": 5]), on: today)
            }
        }
        // Nothing of the refused attempts used the code up.
        try await city.submit(code, overall: 5, ["pipes": 0], remark: String(repeating: "长", count: 300))
    }
}
