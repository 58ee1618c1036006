import Casework

/// What a kind of case shows on its page beside what its declaration says.
enum CaseSections {
    static func of(_ visit: Visit, _ view: CaseView) async throws -> HTML {
        switch view.line.kind.name {
        case "project": try await ProjectSection.html(visit, view)
        case "plan_batch": try await PlanSection.html(visit, view)
        case "meeting": try await MeetingSection.html(visit, view)
        case "certificate": CertificatePages.links(visit, view.line)
        case "target": TargetPages.link(visit, view)
        default: HTML.nothing
        }
    }
}
