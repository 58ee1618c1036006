import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Surveys

let now = Moment(seconds: 1_700_000_000)
let today = now.date

extension RegionCode {
    static let city = RegionCode("110000")!
    static let chaoyang = RegionCode("110105")!
    static let dongcheng = RegionCode("110101")!
}

/// A city's store in a folder that goes away with the test.
final class City: Sendable {
    let path: String
    let store: SQLiteStore

    init() async throws {
        path = NSTemporaryDirectory() + "anju-surveys-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        store = try await SQLiteStore.open(
            directory: DataDirectory(path + "/data"),
            migrations: Journal.migrations + LedgerSchema.migrations + SurveysSchema.migrations)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func access(_ role: Role, actor: String = "调查员") -> Access { role.access(city: .city, districts: [], actor: actor) }
    var assessor: Access { access(.assessor) }
    var anybody: Access { Access(city: .city, districts: .only([]), ledgers: .only([]), permissions: [], actor: "public") }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.read(body) }
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.write(body) }

    /// A frame: so many households in each project.
    static func frame(_ sizes: [(RegionCode, String, Int)]) -> [FrameUnit] {
        sizes.flatMap { district, project, size in
            (1...size).map { FrameUnit(Stratum(district, project), "\($0)", name: "项目\(project)") }
        }
    }

    static let usual: [(RegionCode, String, Int)] = [(.chaoyang, "C1", 60), (.chaoyang, "C2", 40), (.dongcheng, "D1", 100)]

    /// A survey on its way to a state.
    func survey(
        _ state: SurveyState, frame: [(RegionCode, String, Int)] = usual, sample: Int64 = 40, wanted: Int64 = 100,
        seed: Draw.Seed = .random(),
        wordSource: String = ""
    ) async throws -> (survey: Survey, letters: [Invitations.Letter]) {
        let access = assessor
        return try await store.write { connection in
            let plan = Surveys.Plan(programme: "renewal", year: 2023, title: "满意度调查", method: "入户随机抽样")
            var survey = try Surveys.make(connection, access, plan, at: now)
            try Questionnaires.save(connection, access, survey.number, .preset("renewal"), at: now)
            try Frames.replace(connection, access, survey.number, City.frame(frame), source: "测试", at: now)
            if state == .draft { return (survey, []) }
            survey = try Frames.freeze(connection, access, survey.number, revision: survey.revision, source: "测试", at: now)
            if state == .frozen { return (survey, []) }
            let allocation = try Allocation.make(
                .proportional(total: sample, least: 0), of: Frames.parts(connection, access, survey.number), wanted: wanted)
            survey = try SurveyDraws.commit(
                connection, access, survey.number, revision: survey.revision, allocation, wordSource: wordSource, seed: seed, at: now)
            if state == .committed { return (survey, []) }
            survey = try SurveyDraws.reveal(connection, access, survey.number, revision: survey.revision, word: wordSource, at: now)
            if state == .drawn { return (survey, []) }
            let districts = Set(frame.map(\.0)).sorted()
            let letters = try districts.flatMap {
                try Invitations.make(connection, access, survey.number, district: $0, at: now)
            }
            survey = try Invitations.open(connection, access, survey.number, revision: survey.revision, at: now)
            return (survey, letters)
        }
    }

    func submit(_ code: String, overall: Int, _ marks: [String: Int] = [:], remark: String = "", as access: Access? = nil) async throws {
        let who = access ?? anybody
        let sheet = Answers.Sheet(version: 1, marks: marks.merging(["overall": overall]) { $1 }, remark: remark)
        try await store.write { try Answers.submit($0, who, code: code, sheet, channel: access == nil ? .phone : .paper, on: today) }
    }
}

func refused(_ code: String, _ body: () async throws -> Void) async {
    do {
        try await body()
        Issue.record("nothing was refused; \(code) was expected")
    } catch let error as SurveyError {
        #expect(error.code == code, "\(error)")
    } catch let error as LedgerError {
        #expect(error.code == code, "\(error)")
    } catch {
        Issue.record("\(error)")
    }
}
