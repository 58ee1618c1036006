import Foundation
import Quantities
import Testing

@testable import Households

/// docs/households.md shows the machines and kinds of doubts as they are declared.
@Suite("Documentation")
struct DocumentationTests {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/households.md").path

    static func chapter<State, Act>(_ machine: Machine<State, Act>) -> String {
        "### \(machine.title.zh) \(machine.title.en)\n\n```mermaid\n\(machine.mermaid)```\n\n\(machine.table)"
    }

    static var machines: String {
        [
            chapter(Applications.machine), chapter(HouseholdChanges.machine), chapter(HousingDraws.machine), chapter(SubsidyGrants.machine),
            chapter(SubsidyBatches.machine), chapter(Tenancies.machine), chapter(Doubts.machine),
        ].joined(separator: "\n")
    }

    static var doubts: String {
        "| kind | what is held against what, and what is in order all the same |\n|---|---|\n"
            + DoubtKind.allCases.map { "| \($0.title.zh) \($0.rawValue) | \($0.rule.zh) \($0.rule.en) |\n" }.joined()
    }

    /// The text between two marks, put in its place.
    static func replaced(_ text: String, _ name: String, _ content: String) -> String {
        guard let start = text.range(of: "<!-- \(name)"), let first = text.range(of: "-->\n", range: start.upperBound..<text.endIndex),
            let end = text.range(of: "<!-- /\(name) -->")
        else { return text }
        return text[..<first.upperBound] + content + text[end.lowerBound...]
    }

    @Test("the machines and doubts of docs/households.md are the declared ones")
    func asDeclared() throws {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: Self.path)), as: UTF8.self)
        let made = Self.replaced(Self.replaced(text, "machines", Self.machines), "doubts", Self.doubts)
        if ProcessInfo.processInfo.environment["HOUSEHOLDS_DOCS"] == "write" {
            try Data(made.utf8).write(to: URL(fileURLWithPath: Self.path))
        } else {
            #expect(text == made, "run HOUSEHOLDS_DOCS=write swift test --filter DocumentationTests")
        }
    }

    @Test("every state can be reached, and every one that is left leads to an end or is meant to stay")
    func reachable() {
        func check<State, Act>(_ machine: Machine<State, Act>) {
            var reached: Set<State> = [machine.initial]
            for _ in State.allCases { reached.formUnion(machine.steps.filter { reached.contains($0.from) }.map(\.to)) }
            #expect(reached == Set(State.allCases), "\(machine.kind)")
            #expect(Set(machine.steps.map(\.act)) == Set(Act.allCases), "\(machine.kind)")
            for step in machine.steps { #expect(!step.permissions.isEmpty) }
            #expect(Set(machine.steps.map { "\($0.from) \($0.act)" }).count == machine.steps.count, "\(machine.kind)")
        }
        check(Applications.machine)
        check(HouseholdChanges.machine)
        check(HousingDraws.machine)
        check(SubsidyGrants.machine)
        check(SubsidyBatches.machine)
        check(Tenancies.machine)
        check(Doubts.machine)
    }
}
