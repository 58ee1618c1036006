public import Quantities

/// 角色: what an account is for. A role names acts and how far they reach; the account narrows that to districts and ledgers of its own.
///
/// The three administrators (系统、安全、审计) share no act, and none of them sees a ledger.
public enum Role: String, Sendable, Codable, CaseIterable {
    case cityHousing = "city_housing"
    case cityFinance = "city_finance"
    case districtReporter = "district_reporter"
    case districtHead = "district_head"
    case districtFinance = "district_finance"
    case streetOffice = "street_office"
    case projectUnit = "project_unit"
    case assessor
    case systemAdministrator = "system_administrator"
    case securityAdministrator = "security_administrator"
    case auditAdministrator = "audit_administrator"
    case resident

    public var title: Text {
        switch self {
        case .cityHousing: Text("市住房城乡建设部门", "City housing commission")
        case .cityFinance: Text("市财政部门", "City finance bureau")
        case .districtReporter: Text("区级填报员", "District reporter")
        case .districtHead: Text("区级负责人", "District head")
        case .districtFinance: Text("区财政部门", "District finance bureau")
        case .streetOffice: Text("街道（乡镇）办事人员", "Street office")
        case .projectUnit: Text("项目单位", "Project unit")
        case .assessor: Text("第三方评估机构", "Third-party assessor")
        case .systemAdministrator: Text("系统管理员", "System administrator")
        case .securityAdministrator: Text("安全管理员", "Security administrator")
        case .auditAdministrator: Text("审计管理员", "Audit administrator")
        case .resident: Text("居民", "Resident")
        }
    }

    public var permissions: Set<Permission> {
        switch self {
        case .cityHousing:
            [
                .readLedgers, .fileReturns, .acceptPages, .askQuestions, .answerQuestions, .grantWaivers, .readEvaluation, .freeze,
                .signForHousing, .handleCases, .decideCases, .readHouseholds, .revealPersonalData, .runVotes, .runSurveys,
            ]
        case .cityFinance:
            [.readLedgers, .askQuestions, .answerQuestions, .readEvaluation, .signForFinance, .allocateMoney, .payMoney]
        case .districtReporter:
            [
                .readLedgers, .fileReturns, .answerQuestions, .requestWaivers, .readEvaluation, .handleCases, .readHouseholds,
                .handleHouseholds, .revealPersonalData, .runVotes,
            ]
        case .districtHead:
            [
                .readLedgers, .approvePages, .askQuestions, .answerQuestions, .requestWaivers, .readEvaluation, .reviewCases,
                .readHouseholds, .decideHouseholds, .revealPersonalData, .approveSubsidies,
            ]
        case .districtFinance: [.readLedgers, .answerQuestions, .readEvaluation, .payMoney]
        case .streetOffice: [.readLedgers, .handleCases, .readHouseholds, .handleHouseholds, .revealPersonalData, .runVotes]
        case .projectUnit: [.readLedgers, .fileReturns, .answerQuestions, .handleCases]
        case .assessor: [.readLedgers, .askQuestions, .readEvaluation, .assess, .runSurveys]
        case .systemAdministrator: [.manageAccounts]
        case .securityAdministrator: [.grantRights]
        case .auditAdministrator: [.readJournal]
        case .resident: [.applyForHousing]
        }
    }

    /// How far the role reaches before an account narrows it.
    public enum Reach: Sendable {
        /// The whole city.
        case city
        /// The districts the account names, and none without.
        case districts
        /// No ledger at all.
        case nothing
    }

    public var reach: Reach {
        switch self {
        case .cityHousing, .cityFinance, .assessor: .city
        case .districtReporter, .districtHead, .districtFinance, .streetOffice, .projectUnit: .districts
        case .systemAdministrator, .securityAdministrator, .auditAdministrator, .resident: .nothing
        }
    }

    /// The ledgers the role can reach at all.
    public var ledgers: Access.Ledgers {
        switch self {
        case .projectUnit:
            .only([
                Sheet.projects.ledger, Sheet.progress.ledger, Sheet.certificates.ledger, Sheet.inspections.ledger, Sheet.visits.ledger,
                Sheet.defects.ledger,
            ])
        case .systemAdministrator, .securityAdministrator, .auditAdministrator, .resident: .only([])
        default: .all
        }
    }

    /// The access of an account with this role.
    ///
    /// - Parameters:
    ///   - districts: what the account is narrowed to; a role that reaches the city needs none.
    ///   - ledgers: a narrower list of ledgers; empty for all the role reaches.
    public func access(city: RegionCode, districts: Set<RegionCode>, ledgers narrower: Set<String> = [], actor: String) -> Access {
        let scope: Access.Scope =
            switch reach {
            case .city: districts.isEmpty ? .all : .only(districts)
            case .districts: .only(districts)
            case .nothing: .only([])
            }
        let books: Access.Ledgers =
            switch (ledgers, narrower.isEmpty) {
            case (let own, true): own
            case (.all, false): .only(narrower)
            case (.only(let own), false): .only(own.intersection(narrower))
            }
        return Access(city: city, districts: scope, ledgers: books, permissions: permissions, actor: actor)
    }
}
