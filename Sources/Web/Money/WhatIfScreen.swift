import Casework
import Foundation
import Ledgers
import Quantities
import Store

/// 分配测算: an amount shared by two settings, side by side. A form and its answer; nothing is stored until a plan is drafted.
enum WhatIfScreen {
    /// One side of the comparison: a rule and its weights.
    struct Setting {
        let prefix: String
        let rule: AllocationRule
        /// Weights that could not be read.
        let fault: String?
    }

    static func show(_ visit: Visit) async throws -> Reply {
        let (access, year) = (visit.access, visit.year)
        let programme = Choices.programme.first { $0.code == visit.query["programme"] }?.code ?? "renewal"
        let (input, pots) = try await visit.office.database.read { connection in
            (
                try AllocationInput(connection, access, programme: programme, year: year),
                try MoneyPots.list(connection, access, year: year).filter { $0.programme == programme && $0.rest > 0 }
            )
        }
        let asked = visit.query.text("amount").flatMap(Rational.init).flatMap { ($0 * 1_000_000).int64 }
        let total = max(0, asked ?? pots.first?.rest ?? 0)
        let settings = [setting(visit, "a", programme, 0), setting(visit, "b", programme, 1)].compactMap { $0 }
        var results: [AllocationResult] = []
        var faults: [Text] = settings.compactMap { setting in
            setting.fault.map { Text("权重“\($0)”不是不小于0的数", "the weight “\($0)” is no number of zero or more") }
        }
        for setting in settings {
            do { results.append(try setting.rule.share(total, input)) } catch { faults.append(error.text(visit.office.regions)) }
        }
        let table = results.count == settings.count ? table(visit, results) : nil
        if let file = try table?.export(visit) { return file }
        var seen: Set<Text> = []
        let problems = HTML(faults.filter { seen.insert($0).inserted }) {
            "<p class=\"problem\" role=\"alert\">\(visit.t($0))　<a href=\"/returns?year=\(year)\">\(visit.t("登记分配因素和困难系数", "Register factors and coefficients"))</a></p>"
        }
        let invented: HTML =
            "<p class=\"notice\">\(visit.t("规则中标“示例”的权重没有见到原文，为本系统示例，使用前请按文件核对。", "Weights marked “made up” were not seen in a source: check them against the document before use."))</p>"
        return .html(
            visit.page(
                visit.t("分配测算", "Allocation, what if"), trail: MoneyPages.trail(visit), isWide: true,
                """
                \(problems)\(form(visit, programme, total, settings, pots))\(invented, if: settings.contains { !$0.rule.isSeen })
                \(table.map { MoneyPages.section(visit.t("两种设定对比", "Side by side"), $0, visit, note: visit.t("各区之和等于分配金额；余下的分按最大余数法分给小数部分最大的区。", "The shares add up to the amount; the last fen go by the largest remainder.")) })
                \(drafts(visit, programme, total, settings, pots), if: visit.may(.allocateMoney) && faults.isEmpty)
                """))
    }

    /// The rule and weights of one side, from the address; without any, the programme's last rule and the one before.
    private static func setting(_ visit: Visit, _ prefix: String, _ programme: String, _ place: Int) -> Setting? {
        let rules = AllocationRule.of(programme: programme)
        let usual = rules.isEmpty ? nil : rules[max(0, rules.count - 1 - place)]
        guard let rule = rules.first(where: { $0.name == visit.query["\(prefix).rule"] }) ?? usual else { return nil }
        let parts = rule.terms.compactMap { term -> (String, String)? in
            // Weights of another rule, left in the address when the rule was changed, count for nothing.
            guard visit.query["\(prefix).of"] == rule.name, let text = visit.query.text("\(prefix).\(term.id)") else { return nil }
            return (term.id, text)
        }
        for (id, text) in parts where rule.with(weights: "\(id)-\(text)") == nil && Rational(text).map(\.isZero) != true {
            return Setting(prefix: prefix, rule: rule, fault: text)
        }
        let changed = rule.with(weights: parts.map { "\($0.0)-\($0.1)" }.joined(separator: "/"))
        return Setting(prefix: prefix, rule: changed ?? rule, fault: changed == nil ? "0" : nil)
    }

    private static func form(_ visit: Visit, _ programme: String, _ total: Int64, _ settings: [Setting], _ pots: [MoneyPot]) -> HTML {
        let programmes = HTML(Choices.programme) {
            "<option value=\"\($0.code)\"\(" selected", if: $0.code == programme)>\(visit.t($0.name))</option>"
        }
        let left = HTML(pots) { pot in
            "<li><a href=\"/money/documents?year=\(visit.year)&amp;number=\(path: pot.document)\">\(pot.document)</a> \(visit.t("尚未分配", "left")) \(MoneyPages.text(pot.rest, visit)) <span class=\"quiet\">\(visit.t("下达期限", "due")) \(pot.due.description)</span></li>"
        }
        let sides = HTML(settings) { setting in
            let rules = HTML(AllocationRule.of(programme: programme)) {
                "<option value=\"\($0.name)\"\(" selected", if: $0.name == setting.rule.name)>\(visit.t($0.title))</option>"
            }
            let terms = HTML(setting.rule.terms) { term in
                let mark: HTML = "<span class=\"state warn\">\(visit.t("示例", "made up"))</span>"
                return """
                    <label><span>\(visit.t(term.title)) \(mark, if: !term.isSeen) <span class="quiet">\(term.source)</span></span><input name="\(setting.prefix).\(term.id)" value="\(term.weight.exactDecimal ?? "0")" inputmode="decimal" size="6"></label>
                    """
            }
            let sum = setting.rule.sum.exactDecimal ?? ""
            return """
                <fieldset class="card stack"><legend>\(visit.t(setting.prefix == "a" ? Text("设定甲", "Setting A") : Text("设定乙", "Setting B")))</legend><label>\(visit.t("规则", "Rule"))<select name="\(setting.prefix).rule">\(rules)</select></label><input type="hidden" name="\(setting.prefix).of" value="\(setting.rule.name)">\(terms)<p class="quiet">\(visit.t("权重合计\(sum)，按比例计算", "weights come to \(sum) and count in proportion"))</p></fieldset>
                """
        }
        return """
            <form class="stack wide"><div class="row"><label>\(visit.t("年度", "Year"))<input name="year" value="\(visit.year)" inputmode="numeric" size="5" maxlength="4"></label><label>\(visit.t("专项", "Programme"))<select name="programme">\(programmes)</select></label><label>\(visit.t("分配金额（万元）", "Amount (10,000 yuan)"))<input name="amount" value="\(Rational(total, 1_000_000).exactDecimal ?? "")" inputmode="decimal" size="12"></label></div>
            <ul>\(left)</ul><div class="beside">\(sides)</div><div class="acts"><button>\(visit.t("测算", "Compute"))</button></div></form>
            """
    }

    private static func table(_ visit: Visit, _ results: [AllocationResult]) -> DataTable {
        typealias P = MoneyPages
        let (a, b) = (results.first, results.count > 1 ? results[1] : nil)
        var table = DataTable(
            "shares", title: visit.t("分配测算", "Allocation"),
            columns: [
                P.column("district", "区", "District", visit), P.amount("a", "设定甲", "Setting A", visit),
                P.amount("b", "设定乙", "Setting B", visit),
                P.amount("difference", "乙－甲", "B − A", visit), P.column("share", "甲占比", "Share in A", visit, number: true),
                P.column("parts", "甲各因素（万元）", "Terms of A (10,000 yuan)", visit, minor: true),
            ])
        for (index, line) in (a?.lines ?? []).enumerated() {
            let other = b?.lines[index].amount ?? line.amount
            let parts = (a?.rule.terms ?? []).compactMap { term in
                line.parts[term.id].map { "\(visit.t(term.title)) \(($0 / 1_000_000).decimalText(decimals: 2))" }
            }.joined(separator: visit.t("；", "; "))
            table.rows.append([
                P.district(line.district, visit), P.wan(line.amount), P.wan(other), P.wan(other - line.amount),
                P.percent(Rational(line.amount).divided(by: Rational(a?.total ?? 0))), DataTable.Cell(parts),
            ])
        }
        if !table.rows.isEmpty {
            let sums = [a, b].map { ($0?.lines ?? []).reduce(Int64(0)) { $0 + $1.amount } }
            table.rows.append([
                DataTable.Cell(visit.t("合计", "Total")), P.wan(sums[0]), P.wan(sums[1]), P.wan(sums[1] - sums[0]), DataTable.Cell(""),
                DataTable.Cell(""),
            ])
        }
        return table
    }

    /// Each setting can be taken into a plan: the form that opens it, with what is known filled in.
    private static func drafts(_ visit: Visit, _ programme: String, _ total: Int64, _ settings: [Setting], _ pots: [MoneyPot]) -> HTML {
        let links = HTML(settings) { setting in
            let known: [(String, String)] = [
                ("year", String(visit.year)), ("a-central_document", pots.first?.document ?? ""), ("a-programme", programme),
                ("a-amount", Rational(total, 1_000_000).exactDecimal ?? ""), ("a-rule", setting.rule.name),
                ("a-weights", setting.rule.changedWeights),
            ]
            let query = known.map { "\($0.0)=\(HTML.encoded($0.1))" }.joined(separator: "&")
            return
                "<a class=\"button plain\" href=\"/cases/allocation/new/draft?\(query)\">\(visit.t(setting.prefix == "a" ? Text("按设定甲拟方案", "Draft a plan by A") : Text("按设定乙拟方案", "Draft a plan by B")))</a> "
        }
        return "<p class=\"acts\">\(links)</p>"
    }
}
