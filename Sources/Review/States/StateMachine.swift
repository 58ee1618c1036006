public import Ledgers
public import Quantities

/// One thing that can happen to a page in a state.
public struct Transition: Sendable, Hashable {
    public let filer: Sheet.Filer
    public let from: PageState
    public let act: PageAct
    public let permission: Permission
    public let to: PageState
    public let needs: [Need]
    public let records: [Fact]

    /// What must hold before it is done.
    public enum Need: String, Sendable, CaseIterable {
        case unlocked
        case noRejectedRows
        case findingsExplained
        case bySubmitter
        case byAnother
        case reason
        case person

        public var title: Text {
            switch self {
            case .unlocked: Text("未锁定", "not locked")
            case .noRejectedRows: Text("无未收录行或已豁免", "no rejected rows, or waived")
            case .findingsExplained: Text("需说明的均已说明或豁免", "findings explained or waived")
            case .bySubmitter: Text("提交人本人", "the submitter")
            case .byAnother: Text("非提交人、审核人", "not the submitter or approver")
            case .reason: Text("写明理由", "a reason")
            case .person: Text("指明经办人", "a named person")
            }
        }
    }

    /// What the state keeps of it, beside who and when.
    public enum Fact: String, Sendable, CaseIterable {
        case version
        case submitter
        case approver
        case reason
        case person

        public var title: Text {
            switch self {
            case .version: Text("版本", "version")
            case .submitter: Text("提交人", "submitter")
            case .approver: Text("审核人", "approver")
            case .reason: Text("理由", "reason")
            case .person: Text("经办人", "person")
            }
        }
    }
}

/// 状态机: every transition of every page. What is not listed cannot be done. docs/review.md shows it as a table.
public enum StateMachine {
    public static let transitions: [Transition] = [Sheet.Filer.district, .city].flatMap(of)

    private static func of(_ filer: Sheet.Filer) -> [Transition] {
        func step(
            _ from: [PageState], _ act: PageAct, _ permission: Permission, _ to: PageState, needs: [Transition.Need],
            records: [Transition.Fact]
        ) -> [Transition] {
            from.map {
                Transition(filer: filer, from: $0, act: act, permission: permission, to: to, needs: needs, records: [.version] + records)
            }
        }
        // A page the city has accepted is reopened by sending it back; until then nothing new is filed for it.
        let filed = step([.nothing, .filed, .submitted, .returned], .file, .fileReturns, .filed, needs: [.unlocked], records: [])
        let submitted =
            step(
                [.filed, .returned], .submit, .fileReturns, .submitted, needs: [.noRejectedRows, .findingsExplained], records: [.submitter])
            + step([.submitted], .withdraw, .fileReturns, .filed, needs: [.bySubmitter], records: [])
        let back: [Transition.Need] = [.reason, .person]
        switch filer {
        case .district:
            return filed
                + step([.approved], .file, .fileReturns, .filed, needs: [.unlocked], records: [])
                + submitted
                + step([.submitted], .approve, .approvePages, .approved, needs: [.byAnother], records: [.submitter, .approver])
                + step([.submitted], .sendBack, .approvePages, .returned, needs: back, records: [.reason, .person])
                + step([.approved], .accept, .acceptPages, .accepted, needs: [.byAnother], records: [.submitter, .approver])
                + step([.approved, .accepted], .sendBack, .acceptPages, .returned, needs: back, records: [.reason, .person])
        case .city:
            return filed + submitted
                + step([.submitted], .accept, .acceptPages, .accepted, needs: [.byAnother], records: [.submitter])
                + step([.submitted, .accepted], .sendBack, .acceptPages, .returned, needs: back, records: [.reason, .person])
        }
    }

    public static func transition(_ act: PageAct, from: PageState, filer: Sheet.Filer) -> Transition? {
        transitions.first { $0.filer == filer && $0.from == from && $0.act == act }
    }

    /// What can be done in a state, by whoever may.
    public static func acts(in state: PageState, filer: Sheet.Filer) -> [PageAct] {
        transitions.filter { $0.filer == filer && $0.from == state }.map(\.act)
    }

    /// What this person may do with a page in its state: the buttons of its screen. Needs are not looked at.
    public static func acts(_ status: PageStatus, _ access: Access) -> [PageAct] {
        guard access.allows(status.address) else { return [] }
        let filer = status.filer
        return transitions.filter { $0.filer == filer && $0.from == status.state && access.may($0.permission) }.map(\.act)
    }

    /// The table of docs/review.md.
    public static var documentation: String {
        let head =
            "| 填报主体 filed by | 状态 state | 事项 act | 权限 permission | 之后 then | 条件 needs | 记录 records |\n|---|---|---|---|---|---|---|\n"
        let rows = transitions.map { step in
            [
                step.filer == .city ? "市 city" : "区 district", "\(step.from.title.zh) \(step.from.rawValue)",
                "\(step.act.title.zh) \(step.act.rawValue)", "\(step.permission.title.zh) \(step.permission.rawValue)",
                "\(step.to.title.zh) \(step.to.rawValue)", step.needs.map { "\($0.title.zh) \($0.title.en)" }.joined(separator: "; "),
                step.records.map { "\($0.title.zh) \($0.title.en)" }.joined(separator: "; "),
            ].joined(separator: " | ")
        }
        return head + rows.map { "| \($0) |\n" }.joined()
    }
}
