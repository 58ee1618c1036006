import Ledgers
import Quantities
import Store
import Votes

/// What is put up in the stairway: the notice of a poll, and its result. Both carry the address where anybody can check them.
enum PollPapers {
    private static func code(_ visit: Visit, _ poll: Poll, _ rest: String = "") -> HTML {
        let address = visit.origin + VotePages.path(poll, rest)
        return
            "<div class=\"letterline\"><div><p>\(visit.t("网址", "Address"))：<code>\(address)</code></p><p>\(visit.t("表决码", "Code"))：<code>\(poll.code)</code></p></div><div class=\"qr\">\(QRCode.svg(address, title: address))</div></div>"
    }

    static func notice(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        guard poll.state != .draft, poll.state != .cancelled else { throw Refusal.notFound }
        let closing = poll.closesAt.map { visit.time($0.description) } ?? visit.t("另行通知", "to be announced")
        return .html(
            visit.page(
                visit.t("表决通知", "Notice of a poll"), trail: PollPages.trail(visit, poll),
                """
                <article class="letter"><h2>\(poll.definition.place)\(visit.t("业主表决通知", ": notice of a poll"))</h2><p><b>\(poll.definition.title)</b></p><p class="said">\(poll.definition.explanation)</p>\(VotePages.matters(visit, poll))
                \(VotePages.facts(visit, poll))<p>\(visit.t("截止时间：\(closing)。", "Closes: \(closing)."))</p>
                <p>\(visit.t("手机表决：扫描二维码，输入证件号码和不动产权证号，核验后逐项选择并提交，记下回执。不能使用手机的，可向组织单位领取纸质选票，或书面委托他人；纸质选票由两人分别录入。同一业主以截止前最后一张票为准。截止前任何人不能查看选择。结果公布后，可凭回执查对，并可用公布的文件重新计票。", "By phone: scan the code, enter your identity number and certificate number, choose, and note the receipt. On paper: ask the organiser; two people enter it. The last ballot before the closing counts. Nobody sees choices before. Afterwards everybody can look for a receipt and count again."))</p>\(code(visit, poll))</article>
                """))
    }

    static func result(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let access = visit.access
        guard let file = try await visit.office.database.read({ try Results.result($0, access, poll.number) }) else {
            throw Refusal.notFound
        }
        return .html(
            visit.page(
                visit.t("表决结果公告", "Result of a poll"), trail: PollPages.trail(visit, poll),
                """
                <article class="letter"><h2>\(poll.definition.place)\(visit.t("业主表决结果公告", ": result of a poll"))</h2><p><b>\(poll.definition.title)</b></p>\(VoteResultPages.results(visit, file.document))
                <p>\(visit.t("结果文件SHA-256", "SHA-256 of the result file"))：<code>\(file.hash)</code></p>\(code(visit, poll, "result"))</article>
                """))
    }
}
