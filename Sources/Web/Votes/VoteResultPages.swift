import Foundation
import Ledgers
import Quantities
import Store
import Votes
import Workbooks

/// 表决结果: for everybody; receipts are looked for here, and the file to count again from is here.
enum VoteResultPages {
    static func show(_ visit: Visit) async throws -> Reply {
        let (access, code) = (VotePages.access(visit), try visit.parameter("code"))
        let (poll, file) = try await visit.office.database.read { try PublicPolls.result($0, access, code: code) }
        let found = visit.form.text("receipt").map { text -> HTML in
            // Letters are read as digits where they look alike (Crockford).
            let plain = String(
                decoding: text.uppercased().utf8.compactMap { byte -> UInt8? in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A: byte == 0x4F ? 0x30 : byte == 0x49 || byte == 0x4C ? 0x31 : byte
                    default: nil
                    }
                }, as: UTF8.self)
            return file.document.receipts.contains(plain)
                ? "<p class=\"good\" role=\"status\">\(visit.t("找到了：回执\(VotePages.spaced(plain))已计入结果。", "Found: receipt \(VotePages.spaced(plain)) is counted."))</p>"
                : "<p class=\"problem\" role=\"alert\">\(visit.t("没有这个回执。若您重新表决过，只有最后一张票的回执在列；仍有疑问请联系组织单位。", "There is no such receipt. Where you voted again, only the last one is listed; otherwise ask the organiser."))</p>"
        }
        return .html(
            visit.portal(
                visit.t("表决结果：\(poll.definition.title)", "Result: \(poll.definition.title)"),
                trail: [(visit.t("业主表决", "Owners’ votes"), "/vote"), (poll.definition.place, VotePages.path(poll))],
                """
                \(found)\(results(visit, file.document))
                <h2>\(visit.t("查对回执", "Find your receipt"))</h2><form method="post" action="\(VotePages.path(poll, "result"))"><label for="receipt">\(visit.t("回执（16位）", "Receipt (16 signs)"))</label><input class="code" id="receipt" name="receipt" maxlength="24" required autocomplete="off" spellcheck="false"><p class="acts"><button>\(visit.t("查对", "Look"))</button></p></form>
                <h2>\(visit.t("自己重新计票", "Count again yourself"))</h2><p><a href="\(VotePages.path(poll, "files/result.json"))">result.json</a>　<a href="\(VotePages.path(poll, "files/slips.csv"))">slips.csv</a>　<a href="\(VotePages.path(poll, "files/receipts.csv"))">receipts.csv</a>　<a href="\(VotePages.path(poll, "files/tally.py"))">tally.py</a></p>
                <p class="quiet">\(visit.t("result.json含全部回执，以及按面积段合计的选择；运行 python3 tally.py result.json 即可独立重算。哪张回执对应哪个选择，任何公布文件中都没有。", "result.json holds all receipts, and the choices added up by ranges of area; python3 tally.py result.json counts again. Which receipt goes with which choice is in no published file."))</p>
                <dl><dt>\(visit.t("文件SHA-256", "SHA-256 of the file"))</dt><dd><code>\(file.hash)</code></dd></dl>
                """))
    }

    /// `87.35`, in square metres.
    static func area(_ area: Area) -> String { area.value.decimalText(decimals: 2) }
    static func area(_ raw: Int64) -> String { area(Area(raw: raw)) }

    private static func percent(_ part: Int64, _ whole: Int64) -> String {
        whole == 0 ? "—" : (Rational(part, whole) * 100).decimalText(decimals: 2, rounding: .halfUp) + "%"
    }

    /// The tables of a result, for the public page, the officials' page and the paper.
    static func results(_ visit: Visit, _ document: ResultDocument) -> HTML {
        let roll = Weight(heads: document.roll.heads, area: document.roll.area)
        let head: HTML = """
            <dl><dt>\(visit.t("范围", "Whose vote"))</dt><dd>\(document.definition.place)</dd><dt>\(visit.t("时间", "Time"))</dt><dd>\(visit.time(document.openedAt)) — \(visit.time(document.closedAt))</dd>
            <dt>\(visit.t("名册", "Roll"))</dt><dd>\(visit.t("业主\(roll.heads)人，面积\(area(roll.area))平方米", "\(roll.heads) owners, \(area(roll.area)) m²"))</dd><dt>\(visit.t("计入选票", "Ballots counted"))</dt><dd>\(document.ballots.counted)（\(visit.t("另有\(document.ballots.replaced)张被后一张取代", "\(document.ballots.replaced) more were replaced"))）</dd>
            <dt>\(visit.t("规则", "Rule"))</dt><dd>\(visit.t(document.rule.source))</dd></dl>
            """
        return head
            + HTML(zip(document.definition.matters, document.results)) { matter, result in
                one(visit, matter, result, roll, document.rule)
            }
    }

    private static func one(_ visit: Visit, _ matter: Matter, _ result: MatterResult, _ roll: Weight, _ rule: VotingRule) -> HTML {
        let base = rule.base == .participants ? result.takingPart : roll
        func line(_ title: String, _ weight: Weight, of whole: Weight) -> HTML {
            "<tr><th scope=\"row\">\(title)</th><td class=\"n\">\(weight.heads)</td><td class=\"n\">\(percent(weight.heads, whole.heads))</td><td class=\"n\">\(area(weight.area))</td><td class=\"n\">\(percent(weight.area, whole.area))</td></tr>"
        }
        var rows = line(visit.t("参与表决（占全体）", "Taking part (of all)"), result.takingPart, of: roll)
        if let inFavour = result.for { rows += line(visit.t("同意", "For"), inFavour, of: base) }
        if let against = result.against { rows += line(visit.t("不同意", "Against"), against, of: base) }
        if let abstain = result.abstain { rows += line(visit.t("弃权", "Abstaining"), abstain, of: base) }
        for candidate in result.candidates ?? [] {
            let mark =
                candidate.elected
                ? visit.t("（当选）", " (elected)")
                : candidate.tied
                    ? visit.t("（同票，须再选）", " (tied: another round)")
                    : candidate.hasMajority ? visit.t("（过半未当选）", " (majority, no seat)") : ""
            rows += line(candidate.name + mark, candidate.votes, of: base)
        }
        if result.blank.heads > 0 { rows += line(visit.t("未表示意见或无效（不计参与）", "Blank (not taking part)"), result.blank, of: roll) }
        let quorum = result.quorum.map { isMet -> HTML in
            let words =
                isMet
                ? visit.t("参与面积和人数均达到三分之二。", "Two thirds of area and heads took part.")
                : visit.t("参与面积或人数未达到三分之二。", "Less than two thirds of area or heads took part.")
            return "\(words)"
        }
        let needed = visit.t(
            "须\(rule.base == .participants ? "参与表决" : "全体")面积和人数均\(result.threshold.text.zh)",
            "needs \(result.threshold.text.en) by area and by heads")
        let passed =
            result.candidates == nil
            ? (result.passed ? visit.t("通过", "Passed") : visit.t("未通过", "Not passed"))
            : (result.passed ? visit.t("名额选满", "All seats filled") : visit.t("名额未满", "Seats left empty"))
        return """
            <section class="box card"><h2>\(result.matter). \(matter.text)</h2><p><b class="big stat">\(passed)</b></p><p>\(quorum)\(needed)。</p>
            <div class="scroll" tabindex="0" role="region" aria-label="\(matter.text)"><table><thead><tr><th></th><th class="n">\(visit.t("人数", "Heads"))</th><th class="n">%</th><th class="n">\(visit.t("面积（㎡）", "Area (m²)"))</th><th class="n">%</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    static func file(_ visit: Visit) async throws -> Reply {
        let (access, code, name) = (VotePages.access(visit), try visit.parameter("code"), try visit.parameter("file"))
        let (poll, file) = try await visit.office.database.read { try PublicPolls.result($0, access, code: code) }
        let title = "\(poll.code)-"
        switch name {
        case "result.json": return .download(.bytes(file.bytes), name: title + name, type: "application/json")
        case "receipts.csv":
            var csv = CSVWriter()
            csv.write([visit.t("回执", "receipt")])
            for receipt in file.document.receipts { csv.write([receipt]) }
            return .download(.bytes(csv.drain()), name: title + name, type: Reply.csv)
        case "slips.csv": return .download(.bytes(slips(file.document)), name: title + name, type: Reply.csv)
        case "tally.py": return .download(.bytes(Assets.load("tally.py")), name: name, type: "text/x-python; charset=utf-8")
        default: throw Refusal.notFound
        }
    }

    private static func slips(_ document: ResultDocument) -> [UInt8] {
        var csv = CSVWriter()
        csv.write(["面积段起 from", "面积段止 to", "名册人数 roll", "事项 matter", "选择 choice", "候选人 candidate", "人数 heads", "面积 area"])
        for part in document.classes {
            for slip in part.slips {
                let name = slip.candidate.flatMap { candidate in
                    document.definition.matters[slip.matter - 1].election?.candidates[candidate - 1]
                }
                csv.write([
                    area(part.from), area(part.to), String(part.roll.heads), String(slip.matter), slip.choice ?? "", name ?? "",
                    String(slip.votes.heads), area(slip.votes.area),
                ])
            }
        }
        return csv.drain()
    }
}
