import Households
import Quantities

struct HouseholdItem: Codable, Sendable {
    /// `JT110105000012`.
    var household: String
    var district: RegionCode
    var isOnline: Bool
    var openedAt: String

    init(_ file: HouseholdFile) {
        (household, district, isOnline, openedAt) = (file.household, file.district, !file.owner.isEmpty, file.openedAt)
    }
}

struct HouseholdDocumentation: Codable, Sendable {
    var household: HouseholdItem
    var members: [Member]
    var facts: [FactDocument]

    struct Member: Codable, Sendable {
        var member: Int64
        var relation: HouseholdMember.Relation
        /// Masked.
        var name: String
        /// Masked.
        var identity: String
        var from: CivilDate
    }
}

struct FactDocument: Codable, Sendable {
    var fact: FactKind
    /// `2700.00`, `yes`, `2020-05-01`.
    var value: String
    var from: CivilDate
    var source: String
}

struct ApplicationItem: Codable, Sendable {
    var number: Int64
    /// `S12`.
    var name: String
    var household: String
    var district: RegionCode
    var channel: Application.Channel
    var appliedOn: CivilDate
    var state: ApplicationState
    var revision: Int64

    init(_ application: Application) {
        (number, name, household, district) = (application.number, application.name, application.household, application.district)
        (channel, appliedOn, state, revision) = (application.channel, application.appliedOn, application.state, application.revision)
    }
}

struct ApplicationDocumentation: Codable, Sendable {
    var application: ApplicationItem
    /// As of today.
    var decision: DecisionDocument
    var acts: [Act]

    struct Act: Codable, Sendable {
        var act: String
        var to: String
        var by: Somebody
        var at: String
    }
}

struct ApplicationActOrder: Codable, Sendable {
    var act: ApplicationAct
    /// The revision that was seen.
    var revision: Int64
    var note: String?
    /// Of a public notice.
    var from: CivilDate?
    var until: CivilDate?
}

struct DecisionDocument: Codable, Sendable {
    var on: CivilDate
    var isEligible: Bool
    var isIncomplete: Bool
    /// Some value has not been held against its document.
    var restsOnUnconfirmed: Bool
    var conditions: [Condition]

    struct Condition: Codable, Sendable {
        var id: String
        var title: String
        var verdict: EligibilityDecision.Verdict
        var seen: String
        var seenIn: String
        var limit: String
        var source: String
    }

    init(_ decision: EligibilityDecision, _ visit: Visit) {
        on = decision.date
        (isEligible, isIncomplete, restsOnUnconfirmed) = (decision.isEligible, decision.isIncomplete, decision.restsOnUnconfirmed)
        conditions = decision.conditions.map {
            Condition(
                id: $0.id, title: visit.t($0.title), verdict: $0.verdict, seen: visit.t($0.seen), seenIn: $0.seenIn,
                limit: visit.t($0.limit),
                source: $0.policy.map { visit.t($0.shown) } ?? "")
        }
    }
}

struct EligibilityOrder: Codable, Sendable {
    var district: RegionCode
    /// The day whose rules and facts count.
    var on: CivilDate
    var facts: [FactDocument]
}

struct EligibilityDocument: Codable, Sendable {
    var decision: DecisionDocument
    /// Absent where the facts do not suffice.
    var subsidy: Subsidy?

    struct Subsidy: Codable, Sendable {
        /// Absent where the household is in no class.
        var paidClass: Int?
        var standardFen: Int64
        var amountFen: Int64
        var reasons: [String]
        var source: String
    }
}

struct WaitingDocument: Codable, Sendable {
    var district: RegionCode
    var places: [Place]

    struct Place: Codable, Sendable {
        var place: Int
        var application: Int64
        var household: String
        var appliedOn: CivilDate
        var reason: String
    }
}

struct DrawDocument: Codable, Sendable {
    var number: Int64
    var title: String
    var district: RegionCode
    var state: DrawState
    var items: [String]
    var homes: Int
    var listHash: String
    var commitment: String
    var witnessSource: String
    /// Once it is drawn.
    var seed: String?
    var witness: String?
    var order: [String]
}

struct BatchItem: Codable, Sendable {
    var number: Int64
    var district: RegionCode
    var month: Period
    var state: BatchState
    var revision: Int64

    init(_ batch: SubsidyBatch) {
        (number, district, month, state, revision) = (batch.number, batch.district, batch.month, batch.state, batch.revision)
    }
}

struct BatchDocument: Codable, Sendable {
    var batch: BatchItem
    var items: [Item]

    struct Item: Codable, Sendable {
        var household: String
        var paidClass: Int
        var rentFen: Int64
        var standardFen: Int64
        var computedFen: Int64
        var settledFen: Int64
        var amountFen: Int64
        /// What the payer says; absent until it came.
        var isPaid: Bool?
        var paidOn: CivilDate?
    }
}

struct BatchActOrder: Codable, Sendable {
    /// `review`, `send` or `cancel`.
    var act: BatchAct
    var revision: Int64
    var note: String?
}

struct DoubtItem: Codable, Sendable {
    var number: Int64
    var kind: DoubtKind
    var subject: String
    var one: Side
    var other: Side
    var state: DoubtState
    var revision: Int64
    var owner: Somebody?

    struct Side: Codable, Sendable {
        var district: String
        var text: String
    }

    init(_ task: DoubtTask, _ names: [String: String], _ visit: Visit) {
        (number, kind, subject, state, revision) = (task.number, task.doubt.kind, task.doubt.subject, task.state, task.revision)
        one = Side(district: task.doubt.one.district, text: visit.t(task.doubt.one.text))
        other = Side(district: task.doubt.other.district, text: visit.t(task.doubt.other.text))
        owner = .known(task.owner, names)
    }
}

struct DoubtActOrder: Codable, Sendable {
    var act: DoubtAct
    var revision: Int64
    var note: String?
}

struct CoverageDocument: Codable, Sendable {
    var year: Int
    var version: Int64
    var frozenOn: CivilDate
    var hash: String
    var rows: [Row]

    struct Row: Codable, Sendable {
        var district: RegionCode
        var category: ListedHousehold.Category
        var listed: Int
        var applied: Int
        var guaranteed: Int
        var declined: Int
        var missing: Int
        /// Guaranteed ÷ applied; absent where nobody applied.
        var rate: Rational?
    }
}
