internal import Quantities

extension Sheet {
    /// 保障性租赁住房项目认定书: applications, opinions, decisions and the certificates in force (京建发〔2022〕84号).
    public static let certificates = Sheet(
        "certificates", Text("项目认定书台账", "Project certificates"),
        purpose: Text(
            "保障性租赁住房项目认定书的申请、审核、发放、续期和撤销，每份申请一行",
            "Applications for project certificates, with opinion, decision, renewal and revocation; one application a row"),
        cycle: .yearly, owed: false, key: ["application"],
        columns: [
            Column("application", Text("申请编号", "Application"), .code()),
            Column("project", Text("项目编号", "Project"), .code()),
            Column("name", Text("项目名称", "Name"), .text(max: 100)),
            Column("source", Text("房源类别", "Source"), .choice(Choices.certifiedSource)),
            Column("address", Text("项目地址", "Address"), .text(max: 150)),
            Column("applicant", Text("申请单位", "Applicant"), .text(max: 100)),
            Column("applicant_code", Text("申请单位信用代码", "Applicant's credit code"), .creditCode, required: false),
            Column("operator", Text("运营单位", "Operator"), .text(max: 100)),
            Column("area", Text("建筑面积", "Floor area"), .area(.squareMetres)),
            Column("homes", Text("房源套数", "Homes"), .count(.homes), help: Text("宿舍型按间计", "dormitories by room")),
            Column(
                "state", Text("办理状态", "State"),
                .choice([
                    Choice("applied", "待区级意见", "Awaiting the district"), Choice("returned", "待补正", "To be completed"),
                    Choice("agreed", "待市级决定", "Awaiting the city"), Choice("refused", "不予认定", "Refused"),
                    Choice("issued", "有效", "In force"), Choice("renewing", "续期办理中", "Being renewed"),
                    Choice("revoked", "已撤销", "Revoked"), Choice("expired", "已失效", "Expired"),
                ])),
            Column("applied_on", Text("申请日期", "Applied on"), .date),
            Column("certificate", Text("认定书编号", "Certificate"), .code(), required: false),
            Column("issued_on", Text("发放日期", "Issued on"), .date, required: false),
            Column("expires_on", Text("有效期至", "Valid until"), .date, required: false),
            Column("check_code", Text("核验码", "Check code"), .code(max: 20), required: false),
            Column("ended_on", Text("撤销或失效日期", "Ended on"), .date, required: false),
        ],
        rules: [
            RowRule("R-CER-01", .error, ["certificate", "state"], Text("发放后应有认定书编号", "a certificate in force needs its number")) { row in
                row.text(0) != nil || !(row.isText(1, "issued") || row.isText(1, "renewing"))
            },
            RowRule("R-CER-02", .error, ["expires_on", "issued_on"], Text("有效期至应晚于发放日期", "it must end after it begins")) { row in
                guard let end = row.number(0), let start = row.number(1) else { return true }
                return end > start
            },
        ])
}
