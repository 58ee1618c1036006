import Casework
import Foundation
import HTTPTypes
import Ledgers
import Quantities
import Reports
import Store

/// 项目认定书: the paper for those who see the case, and the check for everybody.
enum CertificatePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/certificates/check", may: .everyone, Text("核验认定书", "Check a certificate")) { visit in
            .html(form(visit, number: visit.query["number"] ?? "", code: visit.query["code"] ?? "", answer: HTML.nothing))
        }
        routes.page(.post, "/certificates/check", may: .everyone, Text("核验", "Check"), check)
        routes.page(
            .get, "/certificates/papers/:district/:application/:file", may: .may(.readLedgers),
            Text("认定书文件", "The certificate as a document"),
            paper)
    }

    // MARK: The check

    private static func check(_ visit: Visit) async throws -> Reply {
        let (number, code) = (visit.form.text("number") ?? "", visit.form.text("code") ?? "")
        let (city, day) = (visit.office.regions.city.code, visit.now.date)
        let found = try await visit.office.database.read {
            try CertificateCheck.find($0, city: city, number: number, code: code, on: day)
        }
        return .html(form(visit, number: number, code: "", answer: found.map { shown(visit, $0) } ?? unknown(visit)))
    }

    private static func form(_ visit: Visit, number: String, code: String, answer: HTML) -> HTML {
        visit.page(
            visit.t("核验保障性租赁住房项目认定书", "Check a project certificate"),
            """
            \(answer)<section class="card"><p>\(visit.t("输入认定书上的编号和核验码，可查看认定书是否有效。", "Enter the number and the check code printed on the certificate to see whether it is valid."))</p>
            <form method="post" action="/certificates/check" class="stack"><label>\(visit.t("认定书编号", "Certificate number"))<input name="number" value="\(number)" required maxlength="40" autocomplete="off" placeholder="BZ2023-110105-0001"></label>
            <label>\(visit.t("核验码（10位）", "Check code (10 characters)"))<input name="code" value="\(code)" required maxlength="20" autocomplete="off" spellcheck="false"></label><button>\(visit.t("核验", "Check"))</button></form></section>
            """)
    }

    private static func unknown(_ visit: Visit) -> HTML {
        """
        <p class="problem" role="alert">\(visit.t("没有编号和核验码均相符的认定书。请核对后再试；运营单位变更或续期后，旧核验码不再有效。", "No certificate has this number and this code. Look again; after a change of operator or a renewal the old code no longer checks."))</p>
        """
    }

    private static func shown(_ visit: Visit, _ found: CertificateCheck) -> HTML {
        let style = found.standing == .valid ? "good" : "overdue"
        let until: HTML =
            "<dt>\(visit.t("有效期", "Valid"))</dt><dd>\(found.issuedOn?.description ?? "") — \(found.expiresOn?.description ?? "")</dd>"
        let ended: HTML = "<dt>\(visit.t("终止日期", "Ended on"))</dt><dd>\(found.endedOn?.description ?? "")</dd>"
        return """
            <section class="card" role="status"><h2>\(found.certificate)　<span class="state \(style)">\(visit.t(found.standing.title))</span></h2>
            <dl class="facts"><dt>\(visit.t("项目名称", "Project"))</dt><dd>\(found.project)</dd><dt>\(visit.t("项目地址", "Address"))</dt><dd>\(found.address)</dd><dt>\(visit.t("房源类别", "Source"))</dt><dd>\(visit.t(found.source))</dd><dt>\(visit.t("房源套数", "Homes"))</dt><dd>\(found.homes)</dd><dt>\(visit.t("运营单位", "Operator"))</dt><dd>\(found.operating)</dd>\(until)\(ended, if: found.endedOn != nil)</dl></section>
            """
    }

    // MARK: The paper

    private static func paper(_ visit: Visit) async throws -> Reply {
        let (district, key, access, year) = (try visit.district(), try visit.parameter("application"), visit.access, visit.year)
        let found = try await visit.office.database.read {
            try Cases.list($0, access, .certificate, year: year, district: district.code).first { $0.key == key }
        }
        guard let entry = found?.entry, CertificateCheck(entry, on: visit.now.date) != nil else { throw Refusal.notFound }
        let address = visit.publicAddress("/certificates/check")
        let link = address + "?number=\(HTML.encoded(entry["certificate"].plain))&code=\(HTML.encoded(entry["check_code"].plain))"
        let authority = YearDocuments.bodies(visit.office.regions.city)[0]
        let paper = CertificatePaper(entry, authority: authority, address: address, qr: QRCode.png(link))
        let name = visit.t("项目认定书", "Certificate") + "-\(entry["certificate"].plain)"
        let bytes = try WordReport.bytes(paper.document(visit.language))
        switch try visit.parameter("file") {
        case "docx": return .download(.bytes(bytes), name: name + ".docx", type: Reply.docx)
        case "pdf": return .download(.bytes(try await pdf(visit, bytes)), name: name + ".pdf", type: "application/pdf")
        default: throw Refusal.notFound
        }
    }

    /// The same document through LibreOffice, where it is installed.
    static func pdf(_ visit: Visit, _ word: [UInt8]) async throws -> [UInt8] {
        guard let converter = PDFConverter.installed() else { throw Refusal(503, "D201", PDFConverter.missing.text) }
        try visit.office.limits.take(.export, "export", visit.access.actor)
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await blocking {
            try Data(word).write(to: URL(fileURLWithPath: folder + "/paper.docx"))
            let made = try converter.convert([folder + "/paper.docx"], to: folder)
            return Array(try Data(contentsOf: URL(fileURLWithPath: made[0])))
        }
    }

    /// Links to the paper, for the case's page; nothing before there is a certificate.
    static func links(_ visit: Visit, _ line: CaseLine) -> HTML {
        guard CertificateCheck(line.entry, on: visit.now.date) != nil else { return HTML.nothing }
        let base = "/certificates/papers/\(line.district.digits)/\(HTML.encoded(line.key))"
        return """
            <section class="card"><h2>\(visit.t("认定书", "Certificate"))</h2><p><a href="\(base)/docx?year=\(line.year)">DOCX</a>　<a href="\(base)/pdf?year=\(line.year)">PDF</a>　<a href="/certificates/check?number=\(path: line.entry["certificate"].plain)">\(visit.t("公开核验", "Public check"))</a></p></section>
            """
    }
}
