public import Quantities
public import Store

/// 疑点: two things on record that do not go together. It is not yet a fault: somebody looks, and says what it is.
public struct Doubt: Sendable, Hashable {
    public let kind: DoubtKind
    /// What it is about: a household, a pair of them, a home, a project; codes only, never a person.
    public let subject: String
    public let one: Side
    public let other: Side
    /// SHA-256 over all that both sides say. As long as it stays, an explanation holds.
    public let fingerprint: Digest256

    /// One side: whose record, and what it says.
    public struct Side: Sendable, Hashable {
        /// The district whose record it is.
        public let district: String
        public let text: Text

        public init(_ district: String, _ text: Text) {
            self.district = district
            self.text = text
        }
    }

    init(_ kind: DoubtKind, _ subject: String, _ one: Side, _ other: Side) {
        self.kind = kind
        self.subject = subject
        self.one = one
        self.other = other
        var bytes = CanonicalBytes()
        for text in [kind.rawValue, subject, one.district, one.text.zh, other.district, other.text.zh] { bytes.append(text: text) }
        fingerprint = bytes.digest()
    }

    /// A doubt as it was kept.
    init(_ kind: DoubtKind, _ subject: String, _ one: Side, _ other: Side, fingerprint: Digest256) {
        self.kind = kind
        self.subject = subject
        self.one = one
        self.other = other
        self.fingerprint = fingerprint
    }

    /// `two_districts/JT11010500012`: the same from run to run.
    public var key: String { "\(kind.rawValue)/\(subject)" }
}

/// The ten kinds.
public enum DoubtKind: String, Sendable, Codable, CaseIterable {
    case twoHouseholds = "two_households"
    case subsidyAndHome = "subsidy_and_home"
    case twoDistricts = "two_districts"
    case paidAfterEnd = "paid_after_end"
    case projectOverfull = "project_overfull"
    case homeTwice = "home_twice"
    case incomeFar = "income_far"
    case paidTwice = "paid_twice"
    case paidAbove = "paid_above"
    case identityUnequal = "identity_unequal"

    public var title: Text {
        switch self {
        case .twoHouseholds: Text("一人在两个家庭", "One person in two households")
        case .subsidyAndHome: Text("已配租又领补贴", "Subsidy and home at once")
        case .twoDistricts: Text("两个区同月发放", "Two districts paying in one month")
        case .paidAfterEnd: Text("退出或死亡后仍发放", "Paid after leaving or death")
        case .projectOverfull: Text("入住多于项目套数", "More tenancies than homes")
        case .homeTwice: Text("同一房源重复计数", "A home counted twice")
        case .incomeFar: Text("收入与档次明显不符", "Income far from the class")
        case .paidTwice: Text("同月重复发放", "Paid twice in a month")
        case .paidAbove: Text("发放高于租金或标准", "Paid above rent or standard")
        case .identityUnequal: Text("申请人前后不一致", "The applicant is another person")
        }
    }

    /// What is held against what, and what is in order all the same.
    public var rule: Text {
        switch self {
        case .twoHouseholds:
            Text("同一身份证号登记在两个家庭", "one identity number is registered in two households")
        case .subsidyAndHome:
            Text("入住期间整月仍领取补贴；入住当月已发放的不算", "a subsidy for a month that lies wholly within a tenancy; the month of moving in is in order")
        case .twoDistricts:
            Text("同一家庭同一月份由两个区发放；年内迁移、各发各月的不算", "one household paid for one month by two districts; moving during the year is in order")
        case .paidAfterEnd:
            Text("退出或死亡次月起仍发放；当月的不算", "paid for a month after the one of leaving or death")
        case .projectOverfull:
            Text("同一天有效的租赁合同多于项目套数；先后承租不算", "more tenancies on one day than the project has homes; one after another is in order")
        case .homeTwice:
            Text("同一房屋单元计入两个项目，或在一个项目计了两次", "one unit counted in two projects, or twice in one")
        case .incomeFar:
            Text(
                "核对所得人均月收入超过所在档次上限一定幅度（见核查数据）", "income per head in another register is above the class's limit by more than the tolerance")
        case .paidTwice:
            Text(
                "同区同月发放两次，合计超过租金或标准；补发后合计不超的不算",
                "paid twice in one month by one district, together above rent or standard; making up a shortfall is in order")
        case .paidAbove:
            Text("一次发放高于月租金或补贴标准；等于的不算", "one payment above the rent or the standard; equal is in order")
        case .identityUnequal:
            Text(
                "发放对象的身份证号与家庭档案或以前月份不同，且没有登记变更",
                "the identity paid is not the file's, or not that of earlier months, and no change was registered")
        }
    }
}
