public import Ledgers
public import Quantities
internal import Store

/// 项目认定书 on paper: one page, with the address at which anybody can check it.
///
///     let paper = CertificatePaper(entry, authority: "北京市住房和城乡建设委员会", address: address, qr: png)
///     try WordReport.write(paper.document(.chinese), to: "认定书.docx")
///
/// The layout follows GB/T 9704-2012; the wording is Anju's own, as the notice's own form (京建发〔2022〕84号) could not be had.
public struct CertificatePaper: Sendable {
    public let entry: Entry
    /// The body that issues it, by name.
    public let authority: Text
    /// Where it is checked: an address without a scheme, or with.
    public let address: String
    /// The address as a QR code, PNG.
    public let qr: [UInt8]?

    public init(_ entry: Entry, authority: Text, address: String, qr: [UInt8]?) {
        self.entry = entry
        self.authority = authority
        self.address = address
        self.qr = qr
    }

    /// What the certificate opens, as the city's notices name it.
    public static let entitlements = [
        Text("住房租赁有关税收政策（京建发〔2022〕155号）", "tax rules for rental housing (京建发〔2022〕155号)"),
        Text(
            "用水用电用气用热执行居民价格（京发改〔2022〕744号）", "household prices for water, power, gas and heat (京发改〔2022〕744号)"),
    ]

    public func document(_ language: Language) -> ReportDocument {
        func t(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
        let sheet = entry.sheet
        func shown(_ name: String) -> String { sheet.index(of: name).map { entry.shown($0, language) } ?? "" }
        func date(_ name: String) -> CivilDate? {
            guard case .integer(let number) = entry[name] else { return nil }
            return CivilDate(stored: number)
        }
        func day(_ name: String) -> String { date(name).map { t($0.chinese, $0.description) } ?? "" }
        let rows = ["name", "source", "address", "applicant", "operator", "area", "homes"].compactMap { name -> [[ReportSpan]]? in
            guard let column = sheet.column(name) else { return nil }
            let unit = column.type.unit.map { $0 == .none ? "" : $0.word[language] } ?? ""
            return [[.text(column.title[language])], [.text(shown(name) + (language == .english && !unit.isEmpty ? " " : "") + unit)]]
        }
        let supports = Self.entitlements.map { $0[language] }.joined(separator: t("；", "; "))
        var blocks: [ReportBlock] = [
            .title(t("保障性租赁住房项目认定书", "Certificate of an\naffordable rental housing project")),
            .paragraph([.text(t("编号：", "Number: ") + shown("certificate"))]),
            .paragraph([
                .text(
                    t(
                        "经审核，下列项目符合本市保障性租赁住房项目认定条件，予以认定。",
                        "The project below meets the city's conditions for affordable rental housing and is so certified."))
            ]),
            .table(
                ReportTable(
                    caption: "",
                    columns: [.init(t("事项", "Item"), share: 3), .init(t("内容", "Content"), share: 9)],
                    rows: rows.map { ReportTable.Row($0) })),
            .paragraph([
                .text(
                    t(
                        "本认定书有效期自\(day("issued_on"))至\(day("expires_on"))。持本认定书可按规定享受：\(supports)。",
                        "Valid from \(day("issued_on")) to \(day("expires_on")). It opens, as the rules say: \(supports)."))
            ]),
        ]
        // The body signs what it certifies; how to check it stands below, small, so that all of it keeps to one page.
        blocks.append(.closing([authority[language], day("issued_on")]))
        if let qr { blocks.append(.picture(ReportPicture(png: qr, title: t("核验二维码", "QR code of the check"), millimetres: 22))) }
        blocks.append(
            .note([
                .text(
                    t(
                        "核验：\(address)　核验码：\(shown("check_code"))　运营单位变更或续期后核验码随之更换，以查询结果为准。样式由系统生成，以主管部门发布的样式为准。",
                        "Check at \(address) with code \(shown("check_code")); the code changes with the operator and on renewal. The layout is the program's own."
                    ))
            ]))
        return ReportDocument(
            language: language,
            properties: ReportProperties(
                title: t("保障性租赁住房项目认定书", "Project certificate") + " " + shown("certificate"), creator: authority[language],
                year: entry.page.period.year, date: date("issued_on")),
            blocks: blocks)
    }
}
