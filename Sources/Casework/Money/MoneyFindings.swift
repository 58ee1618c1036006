public import Evaluation
public import Ledgers
public import Quantities
public import Store

/// A list that makes itself from the ledgers of money.
public enum MoneyList: String, Sendable, CaseIterable {
    case notPassedOn
    case idle
    case beyondContract
    case outsideProgramme
    case outsidePlan
    case overspent
    case unlinked

    /// Stable for ever.
    public var code: String {
        switch self {
        case .notPassedOn: "M-30D"
        case .idle: "M-IDL"
        case .beyondContract: "M-CON"
        case .outsideProgramme: "M-PRG"
        case .outsidePlan: "M-PLN"
        case .overspent: "M-OVR"
        case .unlinked: "M-UNL"
        }
    }

    public var title: Text {
        switch self {
        case .notPassedOn: Text("收到后30日内未下达", "Not passed on within 30 days")
        case .idle: Text("闲置超过一年", "Idle over a year")
        case .beyondContract: Text("付款超过合同", "Paid beyond contract")
        case .outsideProgramme: Text("用于其他专项", "Paid outside its programme")
        case .outsidePlan: Text("用于未列入计划的项目", "Paid to a project outside any plan")
        case .overspent: Text("支出超过拨付", "More spent than disbursed")
        case .unlinked: Text("未注明项目的付款", "Payments that name no project")
        }
    }

    /// What the list means and where the rule comes from.
    public var meaning: Text {
        switch self {
        case .notPassedOn:
            Text(
                "每份中央文件、每个专项：收文满30日仍未下达的金额，以及逾期下达的金额（预算法第五十二条）",
                "By central document and programme: what is not passed on 30 days after receipt, and what was passed on later than that")
        case .idle:
            Text("分配到区满一年未拨付、拨付到项目满一年未支出的金额", "Allocated for over a year and not disbursed; disbursed for over a year and not spent")
        case .beyondContract:
            Text("合同项下或对同一单位的累计付款超过合同金额", "Payments under a contract, or to one payee of a project, above the contracts' amount")
        case .outsideProgramme: Text("付款的专项与项目所属专项不一致", "The payment's programme is not its project's")
        case .outsidePlan:
            Text("付款当年及此前三年的计划中都没有该项目，或台账中没有该项目", "The project is in no plan of the payment's year or the three before, or in no ledger")
        case .overspent: Text("同一项目的支出累计超过拨付累计", "A project's payments above what was disbursed for it")
        case .unlinked: Text("拨付或支出没有填写项目编号，无法追溯到项目", "A payment without a project cannot be followed to what it built")
        }
    }
}

/// One line of such a list: what is wrong, how much, for how long, both sides of the comparison.
public struct MoneyFinding: Sendable {
    public let list: MoneyList
    public let district: RegionCode?
    public let programme: String
    public let document: String
    public let project: String
    /// In fen.
    public let amount: Int64
    /// Days over the term; `nil` where no time is at fault.
    public let days: Int?
    public let text: Text
    /// Amounts in yuan, or days; the place is a page's address.
    public let left: CrossFinding.Side
    public let right: CrossFinding.Side

    /// List by list, district by district, the largest amount first.
    fileprivate var order: (Int, String, Int64, String, String) {
        (MoneyList.allCases.firstIndex(of: list) ?? 0, district?.digits ?? "", -amount, project, left.place + left.label.zh)
    }
}

/// 资金疑点清单.
public enum MoneyFindings {
    /// All lists as they stand on a day, for what `access` may see, from the ledgers of the year and the three before.
    ///
    /// - Throws: `L004`.
    public static func all(_ connection: any Connection, _ access: Access, year: Int, on day: CivilDate) throws -> [MoneyFinding] {
        try all(MoneySource(connection, access, year: year), on: day)
    }

    static func all(_ source: MoneySource, on day: CivilDate) throws -> [MoneyFinding] {
        let projects = try MoneyProjects.all(source)
        let payments = try MoneyPayments(source)
        let found =
            try notPassedOn(source, day) + idle(source, payments, day) + beyondContract(source, payments)
            + misplaced(payments, projects) + overspent(payments)
        return found.sorted { $0.order < $1.order }
    }

    static func side(_ zh: String, _ en: String, fen: Int64, _ page: PageAddress?) -> CrossFinding.Side {
        CrossFinding.Side(Text(zh, en), Rational(fen, 100), page?.description ?? "")
    }

    /// A side that has no number.
    static func note(_ zh: String, _ en: String) -> CrossFinding.Side { CrossFinding.Side(Text(zh, en), nil, "") }

    static func side(_ zh: String, _ en: String, days: Int, _ page: PageAddress?) -> CrossFinding.Side {
        CrossFinding.Side(Text(zh, en), Rational(days), page?.description ?? "")
    }
}

/// Disbursements and expenditures of the years, read once.
struct MoneyPayments {
    let disbursements: [DeskEntry]
    let expenditures: [DeskEntry]

    init(_ source: MoneySource) throws {
        disbursements = try source.rows(.disbursements)
        expenditures = try source.rows(.expenditures)
    }
}
