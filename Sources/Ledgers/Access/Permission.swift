public import Quantities

/// What a person may do. Every act of the data layer and every route names one; a role is a set of them.
public enum Permission: String, Sendable, Codable, CaseIterable, Comparable {
    /// 查看台账: entries, pages, receipts and originals within the scope.
    case readLedgers
    /// 报送: file returns and submit their pages for approval.
    case fileReturns
    /// 区级审核: approve or send back what a reporter submitted.
    case approvePages
    /// 市级接收: accept or send back what a district approved; reopen what was accepted.
    case acceptPages
    /// 提问: open and close questions on a page, a cell or a figure.
    case askQuestions
    /// 答复.
    case answerQuestions
    /// 申请豁免或延期.
    case requestWaivers
    /// 批准豁免和延期, 设定期限.
    case grantWaivers
    /// 查看评价: figures, scores, traces and rules within the scope.
    case readEvaluation
    /// 封账.
    case freeze
    /// 住房部门签署.
    case signForHousing
    /// 财政部门签署.
    case signForFinance
    /// 第三方核查: counter-figures and findings of an assessor.
    case assess
    /// 业务经办: opens cases and does what an applicant or a clerk may do with them.
    case handleCases
    /// 区级复核: the district's opinion on a case.
    case reviewCases
    /// 市级决定: the city's decision on a case.
    case decideCases
    /// 分配资金: passes the central subsidy on to districts.
    case allocateMoney
    /// 拨付资金: pays projects and registers vouchers.
    case payMoney
    /// 查看家庭档案: applications, eligibility, waiting lists, subsidies and homes; personal data masked.
    case readHouseholds
    /// 家庭经办: enters applications, evidence, notices and changes.
    case handleHouseholds
    /// 家庭审核: decides eligibility, allocation and subsidies.
    case decideHouseholds
    /// 查看个人信息: reveals masked personal data, with a purpose and an entry in the journal.
    case revealPersonalData
    /// 复核发放: the second pair of eyes on a month's subsidies.
    case approveSubsidies
    /// 组织表决: keeps rolls, opens and closes owners' votes, enters paper ballots.
    case runVotes
    /// 组织调查: questionnaires, samples, invitations and results.
    case runSurveys
    /// 居民办事: an applicant's own applications and place.
    case applyForHousing
    /// 系统管理员: opens, closes and invites accounts; gives no rights.
    case manageAccounts
    /// 安全管理员: gives roles and scopes, resets second factors, lifts locks.
    case grantRights
    /// 审计管理员: reads the journal.
    case readJournal

    public var title: Text {
        switch self {
        case .readLedgers: Text("查看台账", "read ledgers")
        case .fileReturns: Text("报送", "file returns")
        case .approvePages: Text("区级审核", "approve for the district")
        case .acceptPages: Text("市级接收", "accept for the city")
        case .askQuestions: Text("提问", "ask questions")
        case .answerQuestions: Text("答复", "answer questions")
        case .requestWaivers: Text("申请豁免或延期", "request waivers and extensions")
        case .grantWaivers: Text("批准豁免和延期", "grant waivers and extensions")
        case .readEvaluation: Text("查看评价", "read the evaluation")
        case .freeze: Text("封账", "freeze")
        case .signForHousing: Text("住房部门签署", "sign for housing")
        case .signForFinance: Text("财政部门签署", "sign for finance")
        case .assess: Text("第三方核查", "assess")
        case .handleCases: Text("业务经办", "handle cases")
        case .reviewCases: Text("区级复核", "review cases for the district")
        case .decideCases: Text("市级决定", "decide cases for the city")
        case .allocateMoney: Text("分配资金", "allocate money")
        case .payMoney: Text("拨付资金", "pay money")
        case .readHouseholds: Text("查看家庭档案", "read household files")
        case .handleHouseholds: Text("家庭经办", "handle households")
        case .decideHouseholds: Text("家庭审核", "decide on households")
        case .revealPersonalData: Text("查看个人信息", "reveal personal data")
        case .approveSubsidies: Text("复核发放", "approve subsidies")
        case .runVotes: Text("组织表决", "run votes")
        case .runSurveys: Text("组织调查", "run surveys")
        case .applyForHousing: Text("居民办事", "apply for housing")
        case .manageAccounts: Text("管理账户", "manage accounts")
        case .grantRights: Text("授予权限", "grant rights")
        case .readJournal: Text("查阅日志", "read the journal")
        }
    }

    public static func < (a: Permission, b: Permission) -> Bool { a.rawValue < b.rawValue }
}
