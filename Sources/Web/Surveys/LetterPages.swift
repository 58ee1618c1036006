import Foundation
import Quantities
import Store
import Surveys

/// 邀请信: printed once. The answer to this one request is the only place where a household and its code stand together.
enum LetterPages {
    static func make(_ visit: Visit) async throws -> Reply {
        guard let district = visit.form["district"].flatMap(RegionCode.init), let region = visit.office.regions[district] else {
            throw Refusal.notFound
        }
        let (number, access, now) = (try visit.number("survey"), visit.access, visit.now)
        let (survey, letters, questionnaire) = try await visit.office.database.write { connection in
            (
                try Surveys.survey(connection, access, number),
                try Invitations.make(connection, access, number, district: district, at: now),
                try Questionnaires.current(connection, access, number)?.questionnaire
            )
        }
        let paper = visit.form["paper"] == "1" ? questionnaire.map(Self.paper) : nil
        let place = visit.origin + "/survey"
        let pages = HTML(letters) { letter in
            // Behind # the code stays in the phone: browsers do not send it.
            let code = QRCode.svg("\(place)#\(letter.code)", title: visit.t("邀请码二维码", "QR code of the invitation"))
            return """
                <section class="letter"><p class="quiet">\(region.name.zh)　\(letter.unit.stratum.project)　\(letter.unit.name)　<b>\(letter.unit.unit)</b></p>
                <h2>\(survey.title)</h2><p>尊敬的住户：</p>
                <p>您家被随机抽中，请您说说对住房保障工作是否满意。填答约三分钟，不记姓名。请用手机扫描右侧二维码，或打开 \(place) 输入邀请码：</p>
                <div class="letterline"><p class="stat mono">\(letter.code.description)</p><div class="qr">\(code)</div></div>
                <p>每个邀请码只能提交一次。答案与邀请码分开保存，任何人都无法把两者对应起来。不便上网的，可将纸质问卷连同邀请码交给社区代为录入。</p>
                <p class="quiet">\(visit.office.regions.city.name.zh)住房城乡建设部门　\(visit.now.date.chinese)</p>\(paper)</section>
                """
        }
        return .html(
            visit.page(
                visit.t("邀请信　\(region.name.zh)　\(letters.count)封", "Letters, \(region.name.en), \(letters.count)"),
                trail: [(survey.code, SurveyPages.path(number))],
                """
                <p class="warn">\(visit.t("请立即打印本页并妥善投递。关闭后邀请码不能再次显示，只能作废重做。", "Print this page now. Once closed, the codes cannot be shown again; they can only be voided and made anew."))</p>\(pages)
                """))
    }

    /// The questions with boxes to tick, for those who would rather write.
    private static func paper(_ questionnaire: Questionnaire) -> HTML {
        let heads = HTML(questionnaire.steps.reversed()) { "<th>\($0.zh)</th>" }
        let rows = HTML(questionnaire.items.enumerated()) { index, item in
            let boxes = HTML(questionnaire.steps) { _ in "<td>☐</td>" }
            return "<tr><td>\(index + 1). \(item.title.zh)</td>\(boxes)<td>\(item.isRequired ? "" : "☐")</td></tr>"
        }
        let remark = questionnaire.remark.map { "<p>\($0.title.zh)</p><p>　</p><p>　</p>" as HTML }
        return """
            <h3>纸质问卷（每行勾选一格）</h3><table><thead><tr><th>分项</th>\(heads)<th>不了解</th></tr></thead><tbody>\(rows)</tbody></table>\(remark)
            """
    }
}
