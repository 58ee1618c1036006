import Ledgers
public import Quantities

/// 申请状态.
public enum ApplicationState: String, Titled, Codable {
    case entered
    case submitted
    case incomplete
    case checked
    case noticed
    case objected
    case approved
    case guaranteed
    case declined
    case refused
    case withdrawn

    public var title: Text {
        switch self {
        case .entered: Text("已登记", "entered")
        case .submitted: Text("待核对", "submitted")
        case .incomplete: Text("待补正", "incomplete")
        case .checked: Text("已核对", "checked")
        case .noticed: Text("公示中", "public notice")
        case .objected: Text("异议核查", "objection")
        case .approved: Text("轮候中", "waiting")
        case .guaranteed: Text("已保障", "guaranteed")
        case .declined: Text("已放弃", "declined")
        case .refused: Text("未通过", "refused")
        case .withdrawn: Text("已撤回", "withdrawn")
        }
    }
}

/// 申请办理事项.
public enum ApplicationAct: String, Titled, Codable {
    case submit
    case sendBack = "send_back"
    case check
    case publish
    case object
    case dismiss
    case uphold
    case approve
    case refuse
    case withdraw
    case guarantee
    case decline

    public var title: Text {
        switch self {
        case .submit: Text("提交", "submit")
        case .sendBack: Text("要求补正", "ask for more")
        case .check: Text("核对完毕", "check")
        case .publish: Text("公示", "publish")
        case .object: Text("登记异议", "register an objection")
        case .dismiss: Text("异议不成立", "dismiss the objection")
        case .uphold: Text("异议成立", "uphold the objection")
        case .approve: Text("批准", "approve")
        case .refuse: Text("不予批准", "refuse")
        case .withdraw: Text("撤回", "withdraw")
        case .guarantee: Text("落实保障", "guarantee")
        case .decline: Text("登记放弃", "register that it declines")
        }
    }
}

extension Applications {
    public static let machine = Machine<ApplicationState, ApplicationAct>(
        "application", Text("住房保障申请", "application"), initial: .entered,
        [
            Machine.step([.entered, .incomplete], .submit, .submitted, [.handleHouseholds, .applyForHousing], [.documents]),
            Machine.step([.submitted], .sendBack, .incomplete, [.handleHouseholds], [.reason]),
            Machine.step([.submitted], .check, .checked, [.handleHouseholds], [.factsComplete]),
            Machine.step([.checked], .publish, .noticed, [.handleHouseholds], [.eligible, .noticeDates]),
            Machine.step([.noticed], .object, .objected, [.handleHouseholds], [.reason]),
            Machine.step([.objected], .dismiss, .noticed, [.decideHouseholds], [.reason, .byAnother]),
            Machine.step([.objected], .uphold, .refused, [.decideHouseholds], [.reason, .byAnother]),
            Machine.step([.noticed], .approve, .approved, [.decideHouseholds], [.noticeOver, .eligible, .byAnother]),
            Machine.step([.submitted, .checked, .noticed], .refuse, .refused, [.decideHouseholds], [.reason, .byAnother]),
            Machine.step(
                [.entered, .submitted, .incomplete, .checked, .noticed], .withdraw, .withdrawn, [.handleHouseholds, .applyForHousing]),
            Machine.step([.approved], .guarantee, .guaranteed, [.decideHouseholds]),
            Machine.step([.approved], .decline, .declined, [.handleHouseholds, .applyForHousing], [.reason]),
        ])
}
