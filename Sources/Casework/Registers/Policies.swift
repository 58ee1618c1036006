internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 政策文件: registered with their text, superseded and repealed with dates.
    public static let policy: CaseKind = CaseKind(
        "policy", Text("政策文件", "Policy"),
        purpose: Text(
            "登记文件和文本，替代、废止写明日期；供指标和规则引用", "Documents with their text; superseded and repealed with dates; cited by indicators and rules"),
        group: .registers, ledger: .policies, state: "state", title: "title",
        documents: [DocumentKind("text", "文件文本", "Text"), DocumentKind("explanation", "政策解读", "Explanation", required: false)],
        derived: { _, _ in "in_force" },
        acts: [
            CaseAct(
                "draft", Text("登记待印发文件", "Register a draft"), to: "draft", may: .decideCases,
                asks: Sheet.policies.columns("policy", "title", "programme", "topic"), takesDocuments: true),
            CaseAct(
                "issue", Text("印发", "Issue"), from: ["draft"], to: "in_force", may: .decideCases,
                asks: Sheet.policies.columns("document", "supersedes") + [
                    Renewal.day(.policies, "issued_on"), Renewal.day(.policies, "effective_on"),
                ],
                documents: ["text"], needs: [PolicyActs.replacesOneInForce, PolicyActs.isNotRepeated], effect: PolicyActs.replace),
            CaseAct(
                "register", Text("登记文件", "Register"), to: "in_force", may: .decideCases,
                asks: Sheet.policies.columns(except: "state", "ended_on"), takesDocuments: true,
                needs: [PolicyActs.replacesOneInForce, PolicyActs.isNotRepeated], effect: PolicyActs.replace),
            CaseAct("attach", Text("补充文本", "Attach the text"), from: ["draft", "in_force"], may: .handleCases, documents: ["text"]),
            CaseAct(
                "correct", Text("更正登记", "Correct"), from: ["draft", "in_force"], may: .decideCases,
                asks: Sheet.policies.columns("title", "document", "issued_on", "programme", "topic", "effective_on"), reason: true,
                needs: [PolicyActs.isNotRepeated]),
            CaseAct(
                "supersede", Text("被替代", "Superseded"), from: ["in_force"], to: "superseded", may: .decideCases,
                asks: [
                    Column("successor", Text("替代它的文件编号", "By which"), .code()), Renewal.day(.policies, "ended_on"),
                ], needs: [PolicyActs.knowsSuccessor]),
            CaseAct(
                "repeal", Text("废止", "Repeal"), from: ["in_force"], to: "repealed", may: .decideCases,
                asks: [Renewal.day(.policies, "ended_on")],
                reason: true),
        ])
}

/// What policies need and do.
enum PolicyActs {
    static let replacesOneInForce: Need = Need("N-POL-01", Text("被替代的文件有效", "what it supersedes is in force")) { work in
        let old = work.answerText("supersedes")
        guard !old.isEmpty else { return nil }
        guard let entry = try work.known(.policies, key: old) else { return Text("没有编号为\(old)的文件", "there is no policy \(old)") }
        let state = CaseView.state(.policy, entry.values)
        return state == "in_force" ? nil : Text("文件\(old)的效力是“\(CaseKind.policy.state(state).name.zh)”", "policy \(old) is not in force")
    }

    static let isNotRepeated: Need = Need("N-POL-02", Text("同一文号只登记一次", "a document is registered once")) { work in
        let number = work.answerText("document")
        let own = work.answers["policy"]?.plain ?? work.key
        guard !number.isEmpty else { return nil }
        let other = try work.known(.policies, "document", is: number).first { $0.key != own }
        return other.map { Text("\(number)已登记为\($0.key)", "\(number) is registered as \($0.key)") }
    }

    static let knowsSuccessor: Need = Need("N-POL-03", Text("替代它的文件已登记", "its successor is registered")) { work in
        let code = work.answerText("successor")
        guard code != work.key, try work.known(.policies, key: code) != nil else {
            return Text("没有编号为\(code)的其他文件", "there is no other policy \(code)")
        }
        return nil
    }

    /// What it supersedes ends the day it comes into force.
    static func replace(_ work: CaseWork) throws {
        let old = work.text("supersedes")
        guard !old.isEmpty, let entry = try work.known(.policies, key: old) else { return }
        let end = work.date("effective_on") ?? work.date("issued_on") ?? work.day
        try work.change(entry, ["state": "superseded", "ended_on": .integer(end.stored)])
    }
}
