import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store
import Surveys
import Workbooks

/// What moves a survey on.
enum SurveyActs {
    static func act(_ visit: Visit) async throws -> Reply {
        guard let act = visit.form["act"].flatMap(SurveyAct.init(rawValue:)) else { throw Refusal.malformed("没有这项办理", "no such act") }
        let (number, access, now, form) = (try visit.number("survey"), visit.access, visit.now, visit.form)
        let revision = form["revision"].flatMap(Int64.init) ?? -1
        try await visit.office.database.write { connection in
            switch act {
            case .freeze:
                _ = try Frames.freeze(connection, access, number, revision: revision, source: "", at: now)
            case .commit:
                let allocation = try allocation(form, try Frames.parts(connection, access, number))
                _ = try SurveyDraws.commit(
                    connection, access, number, revision: revision, allocation, wordSource: form["word_source"] ?? "", at: now)
            case .draw:
                _ = try SurveyDraws.reveal(connection, access, number, revision: revision, word: form["word"] ?? "", at: now)
            case .open: _ = try Invitations.open(connection, access, number, revision: revision, at: now)
            case .close: _ = try Answers.close(connection, access, number, revision: revision, at: now)
            case .reopen:
                _ = try Answers.reopen(connection, access, number, revision: revision, reason: form["reason"] ?? "", at: now)
            case .publish: _ = try SurveyPublication.publish(connection, access, number, revision: revision, at: now)
            }
        }
        if act == .publish, visit.may(.acceptPages) {
            do {
                return try await fileResults(visit)
            } catch is ReviewError {
                // Published all the same: the ledger's page is locked or accepted, and is filed once it is opened again.
                return .see(SurveyPages.path(number) + "?done=unfiled")
            }
        }
        return .see(SurveyPages.path(number) + "?done=saved")
    }

    private static func allocation(_ form: Fields, _ parts: [Frames.Part]) throws -> Allocation {
        func count(_ name: String) throws -> Int64 {
            guard let text = form.text(name), let number = Int64(text), (0...1_000_000_000).contains(number) else {
                throw Refusal.invalid("“\(name)”应为整数", "“\(name)” is a whole number")
            }
            return number
        }
        let method: Allocation.Method =
            form["method"] == "fixed"
            ? .fixed(each: try count("each")) : .proportional(total: try count("total"), least: try count("least"))
        return try Allocation.make(method, of: parts, wanted: try count("wanted"))
    }

    static func importFrame(_ visit: Visit) async throws -> Reply {
        guard let file = visit.files.first(where: { $0.field == "file" }) else { throw Refusal.invalid("请选择文件", "choose a file") }
        let (number, access, now, regions) = (try visit.number("survey"), visit.access, visit.now, visit.office.regions)
        let units = try FrameFile.read(path: file.path, regions: regions)
        try await visit.office.database.write {
            try Frames.replace($0, access, number, units, source: file.name, at: now)
        }
        return .see(SurveyPages.path(number) + "?done=saved")
    }

    static func frameFromLedger(_ visit: Visit) async throws -> Reply {
        guard let source = visit.form["source"].flatMap(Frames.Source.init(rawValue:)), let year = visit.form.text("year").flatMap(Int.init)
        else { throw Refusal.invalid("请选择台账和年度", "choose a ledger and a year") }
        let (number, access, now) = (try visit.number("survey"), visit.access, visit.now)
        try await visit.office.database.write { connection in
            let units = try Frames.units(connection, access, from: source, year: year)
            try Frames.replace(connection, access, number, units, source: "\(source.rawValue) \(year)", at: now)
        }
        return .see(SurveyPages.path(number) + "?done=saved")
    }

    /// The results as rows of the ledger `surveys`: a file like any other, kept, checked and receipted, in which only these rows change.
    static func fileResults(_ visit: Visit) async throws -> Reply {
        let (number, access) = (try visit.number("survey"), visit.access)
        let (survey, publication) = try await visit.office.database.read { connection in
            let survey = try Surveys.survey(connection, access, number)
            return (survey, try SurveyPublication.all(connection, access).first { $0.code == survey.code })
        }
        guard let publication else { throw Refusal(409, "H409", "结果公布后才能录入台账", "results are filed once they are published") }
        let sheet = Sheet.surveys
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/" + Multipart.safeName("满意度调查\(survey.code).csv")
        var csv = CSVWriter()
        csv.write(PageColumn.allCases.map { $0.title.zh } + sheet.columns.map { $0.header(.chinese) })
        for item in publication.items {
            let row = publication.ledgerRow(item)
            let programme = SurveyPages.programme(row[1], visit)
            csv.write(
                [visit.office.regions.city.code.digits, String(survey.year)] + [row[0], programme] + row.dropFirst(2))
        }
        try csv.finish(path: path)
        var options = IntakeOptions(ledger: sheet.ledger, district: visit.office.regions.city.code, period: Period(year: survey.year))
        options.isPartial = true
        do {
            _ = try await UploadPages.intake(visit, options).file(path, at: Date(timeIntervalSince1970: TimeInterval(visit.now.seconds)))
        } catch let refusal as Intake.Refusal where refusal.error.code == "P-10" {
            // Filed already, word for word.
        }
        return .see("/returns/\(sheet.ledger)/\(visit.office.regions.city.code)/\(survey.year)?done=saved")
    }
}
