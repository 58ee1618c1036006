public import Ledgers
public import Quantities

/// 调查状态.
public enum SurveyState: String, Sendable, Codable, CaseIterable {
    /// 拟订: questionnaire and frame can still be changed.
    case draft
    /// 抽样框已冻结.
    case frozen
    /// 已公布承诺: the list's hash, the allocation and the seed's commitment are public, the seed is not.
    case committed
    /// 样本已抽取: the seed is public, and with it the sample.
    case drawn
    /// 填答中.
    case open
    /// 已截止.
    case closed
    /// 已公布.
    case published

    public var title: Text {
        switch self {
        case .draft: Text("拟订", "draft")
        case .frozen: Text("抽样框已冻结", "frame frozen")
        case .committed: Text("已公布承诺", "committed")
        case .drawn: Text("样本已抽取", "sample drawn")
        case .open: Text("填答中", "open")
        case .closed: Text("已截止", "closed")
        case .published: Text("已公布", "published")
        }
    }
}

/// 办理事项: what moves a survey from one state to the next.
public enum SurveyAct: String, Sendable, Codable, CaseIterable {
    case freeze
    case commit
    case draw
    case open
    case close
    case publish
    /// 重新截止之前的开放.
    case reopen

    public var title: Text {
        switch self {
        case .freeze: Text("冻结抽样框", "freeze the frame")
        case .commit: Text("公布承诺", "commit to a seed")
        case .draw: Text("公开种子并抽样", "reveal the seed and draw")
        case .open: Text("开始填答", "open")
        case .close: Text("截止", "close")
        case .publish: Text("公布结果", "publish")
        case .reopen: Text("延长填答", "open again")
        }
    }
}

/// One thing that can happen to a survey in a state.
public struct SurveyTransition: Sendable, Hashable {
    public let from: SurveyState
    public let act: SurveyAct
    public let to: SurveyState
    public let needs: [Need]

    /// What must hold before it is done.
    public enum Need: String, Sendable, CaseIterable {
        case questionnaire
        case frame
        case allocation
        case seed
        case codes
        case reason
        case enough

        public var title: Text {
            switch self {
            case .questionnaire: Text("有问卷", "a questionnaire")
            case .frame: Text("有抽样框", "a frame")
            case .allocation: Text("有样本分配", "an allocation")
            case .seed: Text("与承诺相符的种子", "the seed committed to")
            case .codes: Text("邀请码已生成", "codes made")
            case .reason: Text("写明理由", "a reason")
            case .enough: Text("有效份数不少于最小单元", "at least as many valid answers as the smallest cell")
            }
        }
    }
}

/// Every transition of every survey; what is not listed cannot be done. docs/surveys.md shows it as a table.
public enum SurveyStates {
    /// One permission for all of it: who runs a survey runs it whole.
    public static let permission = Permission.runSurveys

    public static let transitions: [SurveyTransition] = [
        SurveyTransition(from: .draft, act: .freeze, to: .frozen, needs: [.questionnaire, .frame]),
        SurveyTransition(from: .frozen, act: .commit, to: .committed, needs: [.allocation]),
        SurveyTransition(from: .committed, act: .draw, to: .drawn, needs: [.seed]),
        SurveyTransition(from: .drawn, act: .open, to: .open, needs: [.codes]),
        SurveyTransition(from: .open, act: .close, to: .closed, needs: []),
        SurveyTransition(from: .closed, act: .reopen, to: .open, needs: [.reason]),
        SurveyTransition(from: .closed, act: .publish, to: .published, needs: [.enough]),
    ]

    public static func transition(_ act: SurveyAct, from state: SurveyState) -> SurveyTransition? {
        transitions.first { $0.act == act && $0.from == state }
    }

    public static func acts(in state: SurveyState) -> [SurveyAct] { transitions.filter { $0.from == state }.map(\.act) }

    /// The table of docs/surveys.md.
    public static var documentation: String {
        "| 状态 state | 事项 act | 之后 then | 条件 needs |\n|---|---|---|---|\n"
            + transitions.map { step in
                "| \(step.from.title.zh) \(step.from.rawValue) | \(step.act.title.zh) \(step.act.rawValue) | \(step.to.title.zh) \(step.to.rawValue) | "
                    + step.needs.map { "\($0.title.zh) \($0.title.en)" }.joined(separator: "; ") + " |\n"
            }.joined()
    }
}
