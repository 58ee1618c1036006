internal import Ledgers
public import Quantities

extension CaseKind {
    /// The states and acts as a Mermaid state diagram, drawn from the declaration; docs/casework.md shows it and a test compares.
    public func diagram(_ language: Language) -> String {
        var lines = ["stateDiagram-v2"]
        for state in states { lines.append("    \(state.code) : \(state.name[language])") }
        for act in acts {
            let label = "\(act.title[language]) · \(act.may.title[language])"
            if act.opens {
                lines.append("    [*] --> \(act.to ?? states[0].code) : \(label)")
            }
            for from in act.from { lines.append("    \(from) --> \(act.to ?? from) : \(label)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
