import Foundation
import Households
import Ledgers
import Quantities
import Store

/// What is done on a household's page.
extension HouseholdPages {
    static func join(_ visit: Visit) async throws -> Reply {
        let household = try visit.parameter("household")
        guard let relation = visit.form["relation"].flatMap(HouseholdMember.Relation.init(rawValue:)) else {
            throw Refusal.invalid("请选择与申请人关系", "choose the relation")
        }
        let (name, identity) = (
            try visit.form.required("name", ("姓名", "Name")), try visit.form.required("identity", ("身份证号", "Identity number"))
        )
        let from = try visit.formDate("from", ("起始日期", "From"))
        try await visit.writing {
            _ = try HouseholdMembers.join($0, $1, household, relation: relation, name: name, identity: identity, from: from, at: $2)
        }
        return .see(path(household) + "?done=saved")
    }

    static func leave(_ visit: Visit) async throws -> Reply {
        let (household, member) = (try visit.parameter("household"), try visit.number("member"))
        let date = try visit.formDate("date", ("日期", "Day"))
        try await visit.writing { try HouseholdMembers.leave($0, $1, household, member: member, on: date, at: $2) }
        return .see(path(household) + "?done=saved")
    }

    /// A fact as a form gives it.
    static func fact(from visit: Visit) throws -> Fact {
        guard let kind = visit.form["fact"].flatMap(FactKind.init(rawValue:)) else { throw Refusal.invalid("请选择情况", "choose the fact") }
        return Fact(
            kind, try FactValue(try visit.form.required("value", ("内容", "Value")), for: kind),
            from: try visit.formDate("from", ("起始日期", "From")), source: try visit.form.required("source", ("来源", "Seen in")))
    }

    static func fact(_ visit: Visit) async throws -> Reply {
        let (household, fact) = (try visit.parameter("household"), try fact(from: visit))
        try await visit.writing { try HouseholdFiles.addFact($0, $1, household, fact, at: $2) }
        return .see(path(household) + "?done=saved")
    }

    static func document(_ visit: Visit) async throws -> Reply {
        let household = try visit.parameter("household")
        let title = try visit.form.required("title", ("材料名称", "Title"))
        guard let file = visit.files.first(where: { $0.field == "file" }), file.size <= 20 << 20 else {
            throw Refusal.invalid("请选择不超过20 MB的文件", "choose a file of at most 20 MB")
        }
        // Only what the household may have is kept: asked before the vault takes it.
        _ = try await visit.reading { try HouseholdFiles.file($0, $1, household) }
        let kept = try visit.office.vault.keep(fileAt: file.path)
        try await visit.writing {
            try HouseholdDocuments.add(
                $0, $1, household, application: 0, title: title, hash: kept.digest, size: kept.size, at: $2)
        }
        return .see(path(household) + "?done=saved")
    }

    static func download(_ visit: Visit) async throws -> Reply {
        let (household, number) = (try visit.parameter("household"), try visit.number("document"))
        let (found, _) = try await visit.reading { try HouseholdDocuments.list($0, $1, household).first { $0.number == number } }
        guard let found else { throw Refusal.notFound }
        return .download(
            .file(try visit.office.vault.open(found.hash)), name: "\(household)-\(found.number)", type: "application/octet-stream")
    }

    static func change(_ visit: Visit) async throws -> Reply {
        let (household, fact, note) = (try visit.parameter("household"), try fact(from: visit), visit.form.text("note") ?? "")
        guard let evidence = visit.form["evidence"].flatMap({ Digest256(hex: $0) }) else {
            throw Refusal.invalid("请选择佐证材料", "choose the evidence")
        }
        try await visit.writing { _ = try HouseholdChanges.ask($0, $1, household, fact, evidence: evidence, reason: note, at: $2) }
        return .see(path(household) + "?done=requested")
    }

    static func decideChange(_ visit: Visit) async throws -> Reply {
        let order = try visit.formOrder(ChangeAct.self, try visit.number("change"))
        let household = try await visit.writing { connection, access, instant in
            let request = try HouseholdChanges.list(connection, access, household: nil).first { $0.number == order.number }
            try HouseholdChanges.perform(connection, access, order, at: instant)
            return request?.household ?? ""
        }
        return .see(path(household) + "?done=" + (order.act == .grant ? "granted" : "refused"))
    }

    static func reveal(_ visit: Visit) async throws -> Reply {
        let (household, purpose) = (try visit.parameter("household"), visit.form.text("purpose") ?? "")
        try visit.office.limits.take(RateLimits.Rule(burst: 50, rate: 50 / 3600), "reveal", visit.access.actor)
        let members = try await visit.writing { try HouseholdMembers.reveal($0, $1, household, purpose: purpose, at: $2) }
        let (whole, names) = try await visit.reading { connection, access in
            Whole(
                file: try HouseholdFiles.file(connection, access, household), members: [],
                facts: try HouseholdFiles.facts(connection, access, household),
                documents: try HouseholdDocuments.list(connection, access, household),
                applications: try Applications.of(connection, access, household),
                changes: try HouseholdChanges.list(connection, access, household: household), grants: [], tenancies: [], payments: [])
        }
        return .html(page(visit, whole, names, revealed: members))
    }

    static func end(_ visit: Visit) async throws -> Reply {
        let household = try visit.parameter("household")
        guard let kind = visit.form["kind"].flatMap(HouseholdEnding.Kind.init(rawValue:)) else {
            throw Refusal.invalid("请选择情形", "choose what")
        }
        let ending = HouseholdEnding(kind: kind, on: try visit.formDate("date", ("日期", "Day")))
        let source = try visit.form.required("source", ("依据", "Seen in"))
        try await visit.writing { try HouseholdEndings.register($0, $1, household, ending, source: source, at: $2) }
        return .see(path(household) + "?done=saved")
    }
}
