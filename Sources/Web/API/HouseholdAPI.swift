import Households
import Ledgers
import Quantities
import Store

/// 家庭与住房: files, applications, eligibility, waiting, draws, subsidies, doubts. Names and identity numbers are masked; money is in fen.
enum HouseholdAPI {
    static let tag = Contract.Tag("households", "家庭与住房", "Households and homes")
    static let readers = Route.Requirement.may(.readHouseholds)

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/households", may: readers, tag, Text("家庭档案清单", "Household files"), query: [Asking.district, Paging.limit, after], list)
        routes.answer(.get, "/households/:household", may: HouseholdPages.ours, tag, Text("一个家庭", "One household"), household)
        routes.answer(
            .get, "/applications", may: readers, tag, Text("申请清单", "Applications"),
            query: [
                Asking.district, .init("state", .choice(ApplicationState.allCases.map(\.rawValue)), "只要该状态", "only in this state"),
            ] + Paging.parameters, applications)
        routes.answer(.get, "/applications/:application", may: HouseholdPages.ours, tag, Text("一件申请", "One application"), application)
        routes.order(
            .post, "/applications/:application/acts", may: .may(.handleHouseholds, .decideHouseholds, .applyForHousing), tag,
            Text("办理申请", "Act on an application"), act)
        routes.order(.post, "/eligibility", may: readers, tag, Text("资格和补贴测算", "Eligibility and subsidy of supposed facts"), eligibility)
        routes.answer(
            .get, "/waiting", may: readers, tag, Text("轮候名单", "Waiting list"),
            query: [.init("district", .form(.district), required: true, "行政区划", "the district")], waiting)
        routes.answer(.get, "/draws/:draw", may: readers, tag, Text("一次摇号", "One draw"), draw)
        routes.answer(.get, "/subsidy-batches", may: readers, tag, Text("发放批次清单", "Subsidy batches"), query: Paging.parameters, batches)
        routes.answer(.get, "/subsidy-batches/:batch", may: readers, tag, Text("一个发放批次", "One batch"), batch)
        routes.order(
            .post, "/subsidy-batches/:batch/acts", may: .may(.handleHouseholds, .approveSubsidies), tag, Text("办理发放批次", "Act on a batch"),
            actOnBatch)
        routes.answer(.get, "/doubts", may: readers, tag, Text("疑点清单", "Doubts"), query: Paging.parameters, doubts)
        routes.order(
            .post, "/doubts/:doubt/acts", may: .may(.handleHouseholds, .decideHouseholds, .decideCases), tag,
            Text("办理疑点", "Act on a doubt"),
            actOnDoubt)
        routes.answer(.get, "/coverage", may: readers, tag, Text("重点家庭保障率", "Coverage of the frozen list"), query: [Asking.year], coverage)
    }

    private static let after = Contract.Parameter("after", .words(24), "从该家庭之后开始", "begin after this household")

    private static func list(_ visit: Visit) async throws -> Listing<HouseholdItem> {
        let district = try visit.askedDistrict()
        let (files, _) = try await visit.reading { try HouseholdFiles.list($0, $1, district: district) }
        return try Paging.piece(files, visit, named: \.household) { HouseholdItem($0) }
    }

    private static func household(_ visit: Visit) async throws -> HouseholdDocumentation {
        let name = try visit.parameter("household")
        let (found, _) = try await visit.reading { connection, access in
            (
                try HouseholdFiles.file(connection, access, name), try HouseholdMembers.list(connection, access, name),
                try HouseholdFiles.facts(connection, access, name)
            )
        }
        return HouseholdDocumentation(
            household: HouseholdItem(found.0),
            members: found.1.map { .init(member: $0.member, relation: $0.relation, name: $0.name, identity: $0.identity, from: $0.from) },
            facts: found.2.all.map { .init(fact: $0.kind, value: $0.value.plain, from: $0.from, source: $0.source) })
    }

    private static func applications(_ visit: Visit) async throws -> Listing<ApplicationItem> {
        let states = visit.query["state"].flatMap(ApplicationState.init(rawValue:)).map { [$0] } ?? Set<ApplicationState>()
        let district = try visit.askedDistrict()
        let (found, _) = try await visit.reading { try Applications.list($0, $1, states: states, district: district) }
        return Paging.piece(found, visit, by: \.number) { ApplicationItem($0) }
    }

    private static func application(_ visit: Visit) async throws -> ApplicationDocumentation {
        try await documentation(visit, try visit.number("application"))
    }

    private static func documentation(_ visit: Visit, _ number: Int64) async throws -> ApplicationDocumentation {
        let (policy, today) = (try HouseholdsFrame.policy(visit), visit.now.date)
        let (found, names) = try await visit.reading { connection, access in
            let application = try Applications.application(connection, access, number)
            return (
                application,
                policy.eligibility.decide(try HouseholdFiles.facts(connection, access, application.household), on: today),
                try Applications.history(connection, access, number)
            )
        }
        return ApplicationDocumentation(
            application: ApplicationItem(found.0), decision: DecisionDocument(found.1, visit),
            acts: found.2.map { .init(act: $0.act, to: $0.to, by: Somebody($0.actor, names), at: $0.at) })
    }

    private static func act(_ visit: Visit, _ order: ApplicationActOrder) async throws -> ApplicationDocumentation {
        let number = try visit.number("application")
        var detail: [String: String] = [:]
        if let from = order.from { detail["from"] = from.description }
        if let until = order.until { detail["until"] = until.description }
        let wanted = Order(
            order.act, number, revision: order.revision, note: try PageActAPI.limited(order.note, "note"), detail: detail)
        let policy = try HouseholdsFrame.policy(visit)
        try await visit.writing { _ = try Applications.perform($0, $1, wanted, policy: policy, at: $2) }
        return try await documentation(visit, number)
    }

    private static func eligibility(_ visit: Visit, _ order: EligibilityOrder) async throws -> EligibilityDocument {
        let policy = try HouseholdsFrame.policy(visit)
        var facts = HouseholdFacts()
        for fact in order.facts {
            facts.add(Fact(fact.fact, try FactValue(fact.value, for: fact.fact), from: fact.from, source: fact.source))
        }
        guard visit.office.regions[order.district] != nil else {
            throw Refusal.unacceptable("district", "没有这个区", "there is no such district")
        }
        let subsidy = (try? SubsidyCase(facts, district: order.district, on: order.on)).flatMap {
            try? policy.subsidies.compute($0, on: order.on)
        }
        return EligibilityDocument(
            decision: DecisionDocument(policy.eligibility.decide(facts, on: order.on), visit),
            subsidy: subsidy.map {
                .init(
                    paidClass: $0.paidClass, standardFen: $0.standard.fen, amountFen: $0.amount.fen,
                    reasons: $0.reasons.map { visit.t($0) },
                    source: visit.t($0.policy.shown))
            })
    }

    private static func waiting(_ visit: Visit) async throws -> WaitingDocument {
        guard let district = try visit.askedDistrict() else { throw Refusal.notFound }
        let (policy, today) = (try HouseholdsFrame.policy(visit), visit.now.date)
        let (places, _) = try await visit.reading { try WaitingLists.order($0, $1, district: district, policy: policy, on: today) }
        return WaitingDocument(
            district: district,
            places: places.map {
                .init(
                    place: $0.place, application: $0.application, household: $0.household, appliedOn: $0.appliedOn,
                    reason: visit.t($0.reason))
            })
    }

    private static func draw(_ visit: Visit) async throws -> DrawDocument {
        let number = try visit.number("draw")
        let (draw, _) = try await visit.reading { try HousingDraws.draw($0, $1, number) }
        return DrawDocument(
            number: draw.number, title: draw.title, district: draw.district, state: draw.state, items: draw.items, homes: draw.homes,
            listHash: draw.listHash.hex, commitment: draw.commitment.hex, witnessSource: draw.witnessSource, seed: draw.secret?.text,
            witness: draw.secret == nil ? nil : draw.witness, order: try draw.order().map(\.id))
    }

    private static func batches(_ visit: Visit) async throws -> Listing<BatchItem> {
        let (found, _) = try await visit.reading { try SubsidyBatches.list($0, $1) }
        return Paging.piece(found, visit, by: \.number) { BatchItem($0) }
    }

    private static func batch(_ visit: Visit) async throws -> BatchDocument { try await document(visit, try visit.number("batch")) }

    private static func document(_ visit: Visit, _ number: Int64) async throws -> BatchDocument {
        let (found, _) = try await visit.reading { (try SubsidyBatches.batch($0, $1, number), try SubsidyBatches.items($0, $1, number)) }
        return BatchDocument(
            batch: BatchItem(found.0),
            items: found.1.map { item in
                .init(
                    household: item.household, paidClass: item.paidClass, rentFen: item.rent.fen, standardFen: item.standard.fen,
                    computedFen: item.computed.fen, settledFen: item.settled.fen, amountFen: item.amount.fen, isPaid: item.result?.isPaid,
                    paidOn: item.result?.paidOn)
            })
    }

    private static func actOnBatch(_ visit: Visit, _ order: BatchActOrder) async throws -> BatchDocument {
        let number = try visit.number("batch")
        let wanted = Order(order.act, number, revision: order.revision, note: try PageActAPI.limited(order.note, "note"))
        try await visit.writing { try SubsidyBatches.perform($0, $1, wanted, at: $2) }
        return try await document(visit, number)
    }

    private static func doubts(_ visit: Visit) async throws -> Listing<DoubtItem> {
        let (found, names) = try await visit.reading { try Doubts.list($0, $1) }
        return Paging.piece(found, visit, by: \.number) { DoubtItem($0, names, visit) }
    }

    private static func actOnDoubt(_ visit: Visit, _ order: DoubtActOrder) async throws -> DoubtItem {
        let number = try visit.number("doubt")
        let wanted = Order(order.act, number, revision: order.revision, note: try PageActAPI.limited(order.note, "note"))
        try await visit.writing { try Doubts.perform($0, $1, wanted, at: $2) }
        let (task, names) = try await visit.reading { try Doubts.task($0, $1, number) }
        return DoubtItem(task, names, visit)
    }

    private static func coverage(_ visit: Visit) async throws -> CoverageDocument {
        let year = visit.year
        let (found, _) = try await visit.reading { connection, access in
            let lists = try FrozenLists.lists(connection, access, year: year)
            return (lists.last, try lists.last.map { try FrozenLists.households(connection, access, $0) } ?? [])
        }
        guard let list = found.0 else { throw Refusal.notFound }
        var rows: [CoverageDocument.Row] = []
        for district in Set(found.1.map(\.district)).sorted() {
            for category in ListedHousehold.Category.allCases {
                let some = found.1.filter { $0.district == district && $0.category == category }
                if some.isEmpty { continue }
                let coverage = Coverage(some)
                rows.append(
                    .init(
                        district: district, category: category, listed: coverage.listed, applied: coverage.applied,
                        guaranteed: coverage.guaranteed, declined: coverage.declined, missing: coverage.missing, rate: coverage.rate))
            }
        }
        return CoverageDocument(year: year, version: list.version, frozenOn: list.frozenOn, hash: list.hash.hex, rows: rows)
    }
}
