import Casework
import Foundation
import Ledgers
import Quantities
import Store
import Votes

/// 登记到小区台账: a community's published vote becomes an act of its case, with the result file as its document.
enum PollLedger {
    /// The act that a result asks for, where casework has such a kind of case.
    private static func act(_ figures: CommunityFigures) -> CaseAct? {
        CaseCatalogue.kind("community")?.acts.first { $0.name == (figures.passed ? "vote" : "voteFailed") }
    }

    /// The form on the poll's page.
    static func form(_ visit: Visit, _ poll: Poll, _ document: ResultDocument) -> HTML? {
        guard let figures = document.figuresForCommunity else { return nil }
        let words: HTML = """
            <p class="quiet">\(visit.t("小区\(figures.community)：参与表决\(figures.takingPart.heads)户（人），同意\(figures.inFavour.heads)户（人）。", "Community \(figures.community): \(figures.takingPart.heads) taking part, \(figures.inFavour.heads) in favour."))</p>
            """
        guard poll.state == .published, visit.may(.handleCases), let act = act(figures) else { return words }
        return """
            \(words)<form method="post" action="\(PollPages.path(poll.number, "ledger"))" class="acts">\(visit.tokenField)<label>\(visit.t("年度", "Year")) <input name="year" inputmode="numeric" maxlength="4" required value="\(visit.year)"></label><button class="plain">\(visit.t(act.title))</button></form>
            """
    }

    static func file(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let access = visit.access
        guard poll.state == .published, let result = try await visit.office.database.read({ try Results.result($0, access, poll.number) }),
            let figures = result.document.figuresForCommunity, let act = act(figures)
        else { throw Refusal.notFound }
        let year = visit.form["year"].flatMap(Int.init) ?? visit.year
        let numbers = [
            "votes_cast": String(figures.takingPart.heads), "votes_for": String(figures.inFavour.heads),
            "failed_cast": String(figures.takingPart.heads), "failed_for": String(figures.inFavour.heads),
            "area_cast": VoteResultPages.area(figures.takingPart.area), "area_for": VoteResultPages.area(figures.inFavour.area),
            "matter": [MatterKind.raiseFund, .rebuild, .commonUse].contains(figures.kind) ? "rebuilding" : "ordinary",
            "poll": poll.code,
        ]
        let asked = Set(act.asks.map(\.name))
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/result.json"
        try Data(result.bytes).write(to: URL(fileURLWithPath: path))
        let order = CaseOrder(
            "community", act.name, district: figures.district, year: year, key: figures.community,
            answers: numbers.filter { asked.contains($0.key) },
            documents: [CaseAttachment(document: "ballots", fileName: "\(poll.code)-result.json", path: path)])
        let casework = Casework(database: visit.office.database, vault: visit.office.vault, regions: visit.office.regions)
        try await casework.perform(order, as: access, at: visit.now)
        return .see(PollPages.path(poll.number) + "?done=saved")
    }
}
