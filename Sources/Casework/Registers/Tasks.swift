internal import Ledgers
internal import Quantities

extension CaseKind {
    /// 年度重点任务: lead, deadline and follow-up of the year's tasks.
    public static let task = CaseKind(
        "task", Text("重点任务", "Task of the year"),
        purpose: Text("年度工作要点的任务，明确牵头单位和时限，跟踪到办结", "The year's tasks with lead and deadline, followed until they are done"),
        group: .registers, ledger: .tasks, state: "state", title: "title",
        documents: [DocumentKind("result", "办结材料", "Proof of completion", required: false)],
        acts: [
            CaseAct("add", Text("登记任务", "Add"), to: "running", may: .decideCases, asks: Sheet.tasks.columns(except: "state")),
            CaseAct(
                "report", Text("报告进展", "Report progress"), from: ["running", "late"], may: .handleCases,
                asks: [Column("note", Text("进展情况", "Progress"), .text(max: 500))], takesDocuments: true),
            CaseAct(
                "postpone", Text("调整时限", "Set another deadline"), from: ["running", "late"], to: "running", may: .decideCases,
                asks: Sheet.tasks.columns("deadline"), reason: true),
            CaseAct(
                "markLate", Text("标记逾期", "Mark as late"), from: ["running"], to: "late", may: .decideCases, bulk: true,
                needs: [
                    Need("N-TSK-01", Text("时限已过", "the deadline is over")) { work in
                        guard let deadline = work.date("deadline"), work.day <= deadline else { return nil }
                        return Text("时限\(deadline.chinese)未过", "the deadline, \(deadline), is not over")
                    }
                ]),
            CaseAct(
                "finish", Text("办结", "Finish"), from: ["running", "late"], to: "done", may: .decideCases,
                asks: [Column("result", Text("完成情况", "Result"), .text(max: 500))], takesDocuments: true, byFile: true),
            CaseAct("reopen", Text("重新办理", "Reopen"), from: ["done"], to: "running", may: .decideCases, reason: true),
        ])
}
