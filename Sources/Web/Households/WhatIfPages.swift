import Households
import Ledgers
import Quantities
import Store

/// 政策测算: what the rules say of facts that need not be true. Nothing is kept; the values travel in the body, never in an address.
enum WhatIfPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/what-if", may: HouseholdsFrame.readers, Text("政策测算", "What if")) { visit in
            .html(try await page(visit, facts: nil, date: visit.now.date))
        }
        routes.page(.post, "/what-if", may: HouseholdsFrame.readers, Text("测算", "Compute")) { visit in
            let date = try visit.formDate("date", ("日期", "Day"))
            var facts = HouseholdFacts()
            for kind in FactKind.allCases {
                guard let text = visit.form.text("f-\(kind.rawValue)") else { continue }
                facts.add(
                    Fact(
                        kind, try FactValue(text, for: kind), from: CivilDate(year: 1900, month: 1, day: 1) ?? date,
                        source: visit.t("测算", "supposed")))
            }
            return .html(try await page(visit, facts: facts, date: date))
        }
    }

    private static func page(_ visit: Visit, facts: HouseholdFacts?, date: CivilDate) async throws -> HTML {
        let policy = try HouseholdsFrame.policy(visit)
        var district = visit.form["district"].flatMap(RegionCode.init) ?? visit.districts.first?.code
        var known = facts ?? HouseholdFacts()
        if facts == nil, let household = visit.query["household"] {
            let (read, _) = try await visit.reading {
                (try HouseholdFiles.file($0, $1, household).district, try HouseholdFiles.facts($0, $1, household))
            }
            (district, known) = (read.0, read.1)
        }
        let fields = HTML(FactKind.allCases) { kind in
            let value = known.fact(kind, on: date)?.value.plain ?? ""
            let name = "f-\(kind.rawValue)"
            let title = visit.t(kind.title)
            switch kind.form {
            case .date: return visit.field(name, title, type: "date", value: value, required: false)
            case .flag:
                return visit.choice(
                    name, title, [("yes", visit.t("是", "yes")), ("no", visit.t("否", "no"))], chosen: value.isEmpty ? nil : value,
                    required: false)
            case .category:
                return visit.choice(
                    name, title, HouseholdCategory.allCases.map { ($0.rawValue, visit.t($0.title)) }, chosen: value.isEmpty ? nil : value,
                    required: false)
            case .money: return visit.field(name, title + visit.t("（元）", " (yuan)"), value: value, required: false, max: 14)
            case .area: return visit.field(name, title + visit.t("（平方米）", " (m²)"), value: value, required: false, max: 10)
            case .count: return visit.field(name, title, value: value, required: false, max: 2)
            }
        }
        let places = visit.districts.map { (value: $0.code.digits, title: $0.name[visit.language]) }
        var result = HTML.nothing
        if let facts {
            result = ApplicationPages.decision(visit, policy.eligibility.decide(facts, on: date))
            if let district {
                do {
                    result += ApplicationPages.subsidy(
                        visit, try policy.subsidies.compute(try SubsidyCase(facts, district: district, on: date), on: date))
                } catch {
                    let text = visit.t(error.text)
                    result += "<p class=\"hint\">\(text)</p>"
                }
            }
        }
        return HouseholdsFrame.page(
            visit, visit.t("政策测算", "What if"),
            """
            \(result)<form method="post" action="/what-if" class="card">\(visit.tokenField)<p class="quiet">\(visit.t("改动任何一项，看条件是否符合、补贴多少；不保存。", "Change anything and see; nothing is kept."))</p>
            <div class="row">\(visit.field("date", visit.t("按哪一天的政策和情况", "As of"), type: "date", value: date.description))\(visit.choice("district", visit.t("行政区划", "District"), places, chosen: district?.digits))\(fields)</div><button>\(visit.t("测算", "Compute"))</button></form>
            """)
    }
}
