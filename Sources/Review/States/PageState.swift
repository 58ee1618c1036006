public import Quantities

/// 账页状态: how far a page has come.
public enum PageState: String, Sendable, Codable, CaseIterable {
    /// 未填报: nothing has been filed.
    case nothing
    /// 已填报: filed, and still with the one who files.
    case filed
    /// 待审核: submitted, waiting for the district head (or, for a ledger the city files, for the city).
    case submitted
    /// 待接收: approved by the district, waiting for the city.
    case approved
    /// 已接收.
    case accepted
    /// 已退回: sent back with a reason.
    case returned

    public var title: Text {
        switch self {
        case .nothing: Text("未填报", "not filed")
        case .filed: Text("已填报", "filed")
        case .submitted: Text("待审核", "submitted")
        case .approved: Text("待接收", "approved")
        case .accepted: Text("已接收", "accepted")
        case .returned: Text("已退回", "returned")
        }
    }

    /// Whether the page is out of the hands of the one who files it.
    public var isHandedIn: Bool {
        switch self {
        case .nothing, .filed, .returned: false
        case .submitted, .approved, .accepted: true
        }
    }
}

/// 办理事项: what can be done to a page.
public enum PageAct: String, Sendable, Codable, CaseIterable {
    /// 填报: done by the intake of a file, not by ``PageStates/perform(_:_:_:at:)``.
    case file
    case submit
    case withdraw
    case approve
    case sendBack = "return"
    case accept

    public var title: Text {
        switch self {
        case .file: Text("填报", "file")
        case .submit: Text("提交", "submit")
        case .withdraw: Text("撤回", "withdraw")
        case .approve: Text("审核通过", "approve")
        case .sendBack: Text("退回", "send back")
        case .accept: Text("接收", "accept")
        }
    }
}
