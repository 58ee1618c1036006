internal import Ledgers
internal import Quantities

extension CaseCatalogue {
    /// docs/cases.md, written from the declarations; a test compares the file.
    public static var documentation: String {
        let head = """
            # Kinds of cases

            Made from the declarations in `Sources/Casework` by `anju cases --markdown`; not edited by hand. How acts are done stands in [casework.md](casework.md).


            """
        return head
            + CaseGroup.allCases.map { group in
                let kinds = all.filter { $0.group == group }
                return kinds.isEmpty ? "" : "## \(group.title.zh) \(group.title.en)\n\n" + kinds.map(section).joined()
            }.joined()
    }

    private static func section(_ kind: CaseKind) -> String {
        let acts = kind.acts.map { row(kind, $0) }.joined()
        return """
            ### \(kind.title.zh) \(kind.title.en) `\(kind.name)`

            \(kind.purpose.zh). \(kind.purpose.en). Ledger `\(kind.ledger.ledger)`.

            ```mermaid
            \(kind.diagram(.chinese))```

            | 事项 act | 状态 from | 之后 to | 权限 permission | 可由文件 by file | 条件 needs |
            |---|---|---|---|---|---|
            \(acts)

            """
    }

    private static func row(_ kind: CaseKind, _ act: CaseAct) -> String {
        let from = act.opens ? "—" : act.from.map { kind.state($0).name.zh }.joined(separator: "、")
        let to = act.to.map { kind.state($0).name.zh } ?? (act.opens ? kind.states[0].name.zh : "不变")
        var needs: [String] = []
        if !act.needsDocuments.isEmpty { needs.append("附件 documents: " + act.needsDocuments.joined(separator: ", ")) }
        if act.needsReason { needs.append("理由 a reason") }
        if act.byAnother { needs.append("另一人 another person") }
        if let days = act.workingDays { needs.append("\(days)个工作日 working days") }
        for need in act.needs { needs.append("\(need.text.zh) \(need.text.en) (\(need.code))") }
        let cells = [
            "\(act.title.zh) \(act.name)", from, to, "\(act.may.title.zh) \(act.may.rawValue)", act.byFile || act.opens ? "是 yes" : "—",
            needs.joined(separator: "; "),
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }
}
