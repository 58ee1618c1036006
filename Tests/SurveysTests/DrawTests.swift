import Foundation
import Quantities
import Store
import Testing

@testable import Surveys

@Suite("frames and samples")
struct DrawTests {
    @Test("Hamilton's method: 40 of 60, 40 and 100 are 12, 8 and 20; remainders go to the largest")
    func proportional() throws {
        #expect(Allocation.largestRemainder(40, [60, 40, 100]) == [12, 8, 20])
        // 10 × 3/8 = 3.75, 10 × 4/8 = 5.0, 10 × 1/8 = 1.25
        #expect(Allocation.largestRemainder(10, [3, 4, 1]) == [4, 5, 1])
        // The Alabama paradox's own numbers (Balinski & Young): 10 and 11 seats for 6, 6, 2.
        #expect(Allocation.largestRemainder(10, [6, 6, 2]) == [4, 4, 2])
        #expect(Allocation.largestRemainder(11, [6, 6, 2]) == [5, 5, 1])
    }

    @Test("a fixed allocation takes no more than a stratum has; quotas round up")
    func fixed() async throws {
        let city = try await City()
        let (survey, _) = try await city.survey(.frozen, frame: [(.chaoyang, "C1", 3), (.dongcheng, "D1", 50)])
        let access = city.assessor
        let parts = try await city.read { try Frames.parts($0, access, survey.number) }
        let allocation = try Allocation.make(.fixed(each: 20), of: parts, wanted: 50)
        #expect(allocation.parts.map(\.drawn) == [20, 3])
        #expect(allocation.parts.map(\.quota) == [10, 2])
    }

    @Test("Python draws the same sample from the published seed and word (replay_sample.py)")
    func replay() async throws {
        let city = try await City()
        let seed = try #require(Draw.Seed(String(repeating: "0123456789abcdef", count: 4)))
        let (survey, _) = try await city.survey(.drawn, sample: 40, seed: seed, wordSource: "2023年12月1日双色球")
        let access = city.assessor
        let (draw, commitment) = try await city.read {
            (try SurveyDraws.draw($0, access, survey.number), try SurveyDraws.commitment($0, access, survey.number))
        }
        #expect(draw?.sampled == 40)
        #expect(commitment?.listHash.hex == "6000874cd11f457f7844c3ec8a965b616103cd4af0c7ccf89b09676d694b8408")
        #expect(commitment?.commitment.hex == "a8ae6e6ee929abea3afcfc5258c8ccd6f85273e0d4626d26c7279f3250f77c8e")
        #expect(draw?.sampleHash.hex == "011da98725d29fcea82eb0faf1616fc1d64f4c22a2911870e5c393a82f689407")
        let sample = try await city.read { try SurveyDraws.sampled($0, access, survey.number) }
        let counts = Dictionary(grouping: sample, by: \.unit.stratum.project).mapValues(\.count)
        #expect(counts == ["C1": 12, "C2": 8, "D1": 20])
        let faults = try await city.read { try SurveysSchema.verify($0, access) }
        #expect(faults.isEmpty)
    }

    @Test("another frame, another sample or another seed is found by anju verify")
    func tampered() async throws {
        let access = try await City().assessor
        for sql in [
            "UPDATE survey_units SET unit = '999' WHERE project = 'C1' AND unit = '7'",
            "DELETE FROM survey_units WHERE project = 'D1' AND unit = '1'",
            "DROP TRIGGER survey_sample_no_update; UPDATE survey_sample SET place = place + 1",
            "DROP TRIGGER survey_draws_no_update; UPDATE survey_draws SET seed = '\(String(repeating: "0", count: 64))'",
        ] {
            let city = try await City()
            _ = try await city.survey(.drawn)
            try await city.write { connection in for part in sql.split(separator: ";") { try connection.execute(String(part)) } }
            let faults = try await city.read { try SurveysSchema.verify($0, access) }
            #expect(!faults.isEmpty, "\(sql)")
        }
    }

    @Test("a frame's file names its fault, and is refused whole for a column of personal data")
    func files() async throws {
        let city = try await City()
        func read(_ text: String) throws -> [FrameUnit] {
            let path = city.path + "/frame.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try FrameFile.read(path: path, regions: .beijing)
        }
        let units = try read("区,项目编号,项目名称,户编号\n朝阳区,C1,甲小区,1-101\n110101,D1,乙小区,2-202\n\n")
        #expect(units.map(\.id) == ["110105/C1/1-101", "110101/D1/2-202"])
        for (text, words) in [
            ("区,项目编号,项目名称,户编号,户主姓名\n", "姓名"), ("区,项目编号,项目名称\n", "户编号"),
            ("区,项目编号,项目名称,户编号\n东山区,C1,甲,1\n", "第2行"), ("区,项目编号,项目名称,户编号\n朝阳区,C1,甲,1\n朝阳区,C1,甲,1\n", "重复"),
            ("区,项目编号,项目名称,户编号\n朝阳区,C/1,甲,1\n", "斜线"),
        ] {
            #expect(performing: { try read(text) }, throws: { ($0 as? SurveyError)?.text.zh.contains(words) == true })
        }
    }
}
