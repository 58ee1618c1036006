import Accounts
import Foundation
import Ledgers
import Quantities
import Store
import Surveys

/// 现场核查记录: what was seen where, with photographs that are nothing but pictures.
enum SitePages {
    static func list(_ visit: Visit) async throws -> Reply {
        let (access, book, year) = (visit.access, visit.office.accounts, visit.year)
        let (records, names) = try await visit.office.database.read {
            (try Assessment.visits($0, access, year: year), try book.names($0))
        }
        let items = HTML(records) { record in
            let pictures = HTML(record.photographs) { picture in
                """
                <li><a href="/assessor/photographs/\(picture.file.hex)?year=\(year)">\(picture.name)</a> <span class="quiet">\(picture.bytes / 1024) KB\(picture.removed.isEmpty ? "" : visit.t("，已去除附带信息：", "; removed: ") + picture.removed)　<code>\(String(picture.file.hex.prefix(16)))…</code></span></li>
                """
            }
            return """
                <section class="card"><h2>\(visit.office.regions[record.district]?.name[visit.language] ?? "")　\(record.entry)</h2><p class="quiet">\(record.visitedOn.description)　\(names[record.actor] ?? record.actor)</p><p class="said">\(record.text)</p><ul>\(pictures)</ul></section>
                """
        }
        let districts = HTML(visit.districts) { "<option value=\"\($0.code.digits)\">\($0.name[visit.language])</option>" }
        let ledgers = HTML(Assessment.siteLedgers.compactMap(Sheet.named)) {
            "<option value=\"\($0.ledger)\">\(visit.t($0.title))</option>"
        }
        return .html(
            visit.page(
                visit.t("\(year)年现场核查记录", "Site records, \(year)"),
                trail: [(visit.t("第三方核查", "Assessor"), "/assessor?year=\(year)")],
                """
                <section class="card"><h2>\(visit.t("登记现场记录", "Keep a record"))</h2><form method="post" action="/assessor/visits" enctype="multipart/form-data" class="stack">\(visit.tokenField)<input type="hidden" name="year" value="\(year)">
                <div class="row"><label>\(visit.t("区", "District"))<select name="district">\(districts)</select></label><label>\(visit.t("台账", "Ledger"))<select name="ledger">\(ledgers)</select></label><label>\(visit.t("项目或小区编号", "Project or community"))<input name="entry" required maxlength="40"></label><label>\(visit.t("日期", "Date"))<input name="day" type="date" required></label></div>
                <label>\(visit.t("现场情况", "What was seen"))<textarea name="text" required maxlength="2000"></textarea></label>
                <label>\(visit.t("照片（JPEG或PNG，每张不超过15 MB，至多20张；拍摄地点、设备等附带信息会去除）", "Photographs (JPEG or PNG, 15 MB each, 20 at most; place and camera are taken out)"))<input type="file" name="photo" multiple accept="image/jpeg,image/png"></label><button>\(visit.t("登记", "Keep"))</button></form></section>\(items)
                """))
    }

    static func keep(_ visit: Visit) async throws -> Reply {
        let form = visit.form
        guard let district = form["district"].flatMap(RegionCode.init), let day = form["day"].flatMap({ CivilDate($0) }) else {
            throw Refusal.invalid("请选择区和日期", "choose a district and a date")
        }
        let files = visit.files.filter { $0.field == "photo" && $0.size > 0 }
        guard files.count <= 20 else { throw Refusal.invalid("至多20张照片", "20 photographs at most") }
        // All are looked at before any is kept.
        let pictures = try files.map { file in
            guard file.size <= Photograph.largest else { throw Refusal.tooLarge }
            return (file, try Photograph(Array(try Data(contentsOf: URL(fileURLWithPath: file.path)))))
        }
        let kept = try pictures.map { file, picture in
            Assessment.Kept(
                file: try visit.office.vault.keep(picture.bytes).digest, media: picture.media.rawValue, bytes: Int64(picture.bytes.count),
                removed: picture.removed.joined(separator: " "), name: file.name)
        }
        let (access, now) = (visit.access, visit.now)
        let year = form.text("year").flatMap(Int.init) ?? visit.year
        try await visit.office.database.write {
            _ = try Assessment.visit(
                $0, access, year: year, district: district, ledger: form["ledger"] ?? "", entry: form.text("entry") ?? "", on: day,
                words: form["text"] ?? "", kept, at: now)
        }
        return .see("/assessor/visits?year=\(year)&done=saved")
    }

    static func photograph(_ visit: Visit) async throws -> Reply {
        let (access, year) = (visit.access, visit.year)
        let records = try await visit.office.database.read { try Assessment.visits($0, access, year: year) }
        guard let file = Digest256(hex: try visit.parameter("file")),
            let picture = records.flatMap(\.photographs).first(where: { $0.file == file })
        else { throw Refusal.notFound }
        return Reply(type: picture.media, .file(try visit.office.vault.open(file)))
    }
}
