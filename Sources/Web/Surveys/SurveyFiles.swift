import Foundation
import Quantities
import Store
import Surveys
import Workbooks

/// The files by which an outsider draws the sample again.
enum SurveyFiles {
    static func reply(_ visit: Visit) async throws -> Reply {
        let (number, access, name) = (try visit.number("survey"), visit.access, try visit.parameter("file"))
        let survey = try await SurveyPages.survey(visit)
        func text(_ text: String) -> Reply {
            .download(.bytes(Array(text.utf8)), name: "\(survey.code)-\(name)", type: "text/plain; charset=utf-8")
        }
        switch name {
        case "frame.txt": return text(try await visit.office.database.read { try Frames.file($0, access, number) })
        case "replay_sample.py": return .download(.bytes(Assets.load("replay_sample.py")), name: name, type: "text/plain; charset=utf-8")
        case "statement.txt", "allocation.csv":
            guard let commitment = try await visit.office.database.read({ try SurveyDraws.commitment($0, access, number) }) else {
                throw Refusal.notFound
            }
            if name == "statement.txt" { return text(statement(survey, commitment)) }
            var csv = CSVWriter()
            csv.write(["district", "project", "units", "drawn", "quota"])
            for part in commitment.allocation.parts {
                csv.write(
                    [
                        part.stratum.district.digits, part.stratum.project, String(part.units), String(part.drawn), String(part.quota),
                    ])
            }
            return .download(
                .bytes(try visit.office.bytes { try csv.finish(path: $0) }), name: "\(survey.code)-\(name)", type: Reply.csv)
        case "sample.csv":
            let sample = try await visit.office.database.read { try SurveyDraws.sampled($0, access, number) }
            guard !sample.isEmpty else { throw Refusal.notFound }
            var csv = CSVWriter()
            csv.write(["区", "项目编号", "项目名称", "户编号", "摇号位次"])
            for one in sample {
                csv.write(
                    [
                        one.unit.stratum.district.digits, one.unit.stratum.project, one.unit.name, one.unit.unit, String(one.place),
                    ])
            }
            return .download(
                .bytes(try visit.office.bytes { try csv.finish(path: $0) }), name: "\(survey.code)-\(name)", type: Reply.csv)
        default: throw Refusal.notFound
        }
    }

    private static func statement(_ survey: Survey, _ commitment: SurveyDraws.Commitment) -> String {
        """
        抽样承诺书  Statement before the draw
        调查 survey: \(survey.code) \(survey.title)
        名单校验值 SHA-256 of the list: \(commitment.listHash.hex)
        种子承诺值 SHA-256 of the seed: \(commitment.commitment.hex)
        样本户数 sample: \(commitment.allocation.total)
        公开随机数 public word: \(commitment.wordSource.isEmpty ? "无 none" : commitment.wordSource)
        公布时间 published: \(commitment.at)

        """
    }
}
