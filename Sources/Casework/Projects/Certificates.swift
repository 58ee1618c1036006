internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 项目认定书: application, the district's opinion, the city's decision, renewal and revocation (京建发〔2022〕84号).
    public static let certificate = CaseKind(
        "certificate", Text("项目认定书", "Project certificate"),
        purpose: Text(
            "列入计划的保障性租赁住房项目申请认定书：区级2个工作日内提出意见，市级3个工作日内决定；有效期3年",
            "A planned rental project applies: the district gives its opinion in 2 working days, the city decides in 3; valid for 3 years"),
        group: .projects, ledger: .certificates, state: "state", title: "name",
        documents: [
            DocumentKind("application", "认定申请表", "Application form"), DocumentKind("approval", "项目批准文件", "Approval of the project"),
            DocumentKind("land", "土地或房屋权属文件", "Title to land or building"),
            DocumentKind("operation", "运营方案", "Operating plan", required: false),
        ],
        acts: [
            CaseAct(
                "apply", Text("申请认定", "Apply"), to: "applied", may: .handleCases,
                asks: Sheet.certificates.columns(
                    "application", "project", "name", "source", "address", "applicant", "applicant_code", "operator", "area", "homes"),
                documents: ["application"], needs: [Certificates.isPlanned, Certificates.isOnlyOne]
            ) { $0["applied_on"] = .integer($0.day.stored) },
            CaseAct("complete", Text("补正", "Complete"), from: ["returned"], to: "applied", may: .handleCases, takesDocuments: true),
            CaseAct(
                "agree", Text("区级同意", "District agrees"), from: ["applied"], to: "agreed", may: .reviewCases,
                asks: [Certificates.opinion], byAnother: true, bulk: true, within: 2),
            CaseAct(
                "return", Text("退回补正", "Send back"), from: ["applied", "agreed"], to: "returned", may: .reviewCases, reason: true, within: 2
            ),
            CaseAct(
                "issue", Text("发放认定书", "Issue"), from: ["agreed"], to: "issued", may: .decideCases, bulk: true, within: 3,
                needs: [Certificates.isPlanned, Certificates.isComplete], effect: Certificates.issue),
            CaseAct(
                "refuse", Text("不予认定", "Refuse"), from: ["agreed"], to: "refused", may: .decideCases, reason: true, within: 3
            ) { $0["ended_on"] = .integer($0.day.stored) },
            CaseAct(
                "changeOperator", Text("变更运营单位", "Change of operator"), from: ["issued"], may: .decideCases,
                asks: Sheet.certificates.columns("operator"), reason: true, effect: Certificates.reissue),
            CaseAct(
                "askRenewal", Text("申请续期", "Ask for renewal"), from: ["issued"], to: "renewing", may: .handleCases,
                needs: [Certificates.isNearItsEnd]),
            CaseAct(
                "renew", Text("准予续期", "Renew"), from: ["renewing"], to: "issued", may: .decideCases, bulk: true, within: 3,
                effect: Certificates.renew),
            CaseAct(
                "denyRenewal", Text("不予续期", "Deny renewal"), from: ["renewing"], to: "issued", may: .decideCases, reason: true, within: 3),
            CaseAct("revoke", Text("撤销", "Revoke"), from: ["issued", "renewing"], to: "revoked", may: .decideCases, reason: true) {
                $0["ended_on"] = .integer($0.day.stored)
            },
            CaseAct(
                "expire", Text("到期失效", "Expire"), from: ["issued", "renewing"], to: "expired", may: .decideCases, bulk: true,
                needs: [Certificates.isOver]
            ) { $0["ended_on"] = $0["expires_on"] },
        ])
}

/// What a certificate rests on.
enum Certificates {
    static let opinion = Column("opinion", Text("区级意见", "The district's opinion"), .text(max: 500))

    static let isPlanned = Need(
        "N-CER-01", Text("项目已列入本年度或以前年度计划", "the project is in this year's plan or an earlier one")
    ) { work in
        let project = work.answers["project"]?.plain ?? work.text("project")
        for past in 0..<4 {
            if try work.desk.entries(.plans, year: work.year - past).contains(where: { $0.text("project") == project }) { return nil }
        }
        return Text("项目\(project)未列入计划", "project \(project) is in no plan")
    }

    static let isOnlyOne = Need("N-CER-02", Text("同一项目没有有效或在办的认定书", "no other certificate of the project is in force or under way")) {
        work in
        let project = work.answers["project"]?.plain ?? ""
        let open: Set<String> = ["applied", "returned", "agreed", "issued", "renewing"]
        for past in 0..<4 {
            let other = try work.desk.entries(.certificates, year: work.year - past).first {
                $0.text("project") == project && open.contains($0.text("state"))
            }
            if let other { return Text("项目\(project)已有\(other.key)", "project \(project) has \(other.key)") }
        }
        return nil
    }

    static let isComplete = Need("N-CER-03", Text("申请材料齐全", "the application is complete")) { work in
        let missing = work.kind.documents.filter { $0.isRequired && !work.documents.contains($0.code) }
        guard !missing.isEmpty else { return nil }
        return Text("缺" + missing.map(\.title.zh).joined(separator: "、"), "missing: " + missing.map(\.title.en).joined(separator: ", "))
    }

    static let isNearItsEnd = Need("N-CER-04", Text("距有效期届满不足6个月", "fewer than 6 months are left")) { work in
        guard let end = work.date("expires_on"), let opens = end.adding(months: -6), work.day < opens else { return nil }
        return Text("可自\(opens.chinese)起申请续期", "renewal can be asked for from \(opens)")
    }

    static let isOver = Need("N-CER-05", Text("有效期已届满", "the term is over")) { work in
        guard let end = work.date("expires_on"), work.day <= end else { return nil }
        return Text("有效期至\(end.chinese)", "it is valid until \(end)")
    }

    /// Gives number, dates and check code. The number counts the district's certificates of the year; it is Anju's own scheme.
    static func issue(_ work: CaseWork) throws {
        let issued = try work.entries(.certificates, inDistrict: true).count { !$0.text("certificate").isEmpty } + 1
        let digits = String(issued)
        let number = "BZ\(work.year)-\(work.district.digits)-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        work["certificate"] = .text(number)
        work["issued_on"] = .integer(work.day.stored)
        work["expires_on"] = work.day.adding(months: 36).map { .integer($0.stored) } ?? .null
        work["check_code"] = .text(checkCode(number, work))
    }

    /// A change of operator gives a new check code: the paper with the old one no longer checks.
    static func reissue(_ work: CaseWork) throws { work["check_code"] = .text(checkCode(work.text("certificate"), work)) }

    static func renew(_ work: CaseWork) throws {
        let start = work.date("expires_on") ?? work.day
        work["expires_on"] = start.adding(months: 36).map { .integer($0.stored) } ?? .null
        work["check_code"] = .text(checkCode(work.text("certificate"), work))
    }

    /// Ten characters that cannot be guessed from the number: the first of a digest over the number, the day and what is certified, and a
    /// random part.
    private static func checkCode(_ number: String, _ work: CaseWork) -> String {
        var bytes = CanonicalBytes()
        bytes.append(text: number)
        bytes.append(int64: Int64.random(in: .min ... .max))
        bytes.append(int64: Int64.random(in: .min ... .max))
        for value in work.values { bytes.append(value) }
        let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ".unicodeScalars)
        return String(String.UnicodeScalarView(bytes.digest().bytes.prefix(10).map { alphabet[Int($0) % alphabet.count] }))
    }
}
