public import Quantities

extension Sheet {
    /// 工程质量检查: what stands behind “no problem found”.
    public static let inspections = Sheet(
        "inspections", Text("工程质量安全检查台账", "Inspections"),
        purpose: Text("每次检查一行，含企业自查、区级全覆盖检查和市级抽查", "One inspection a row: by the company, by the district, by the city's sample"),
        cycle: .monthly, key: ["inspection"],
        columns: [
            Column("inspection", Text("检查编号", "Inspection"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("site", Text("项目或小区编号", "Project or community"), .code()),
            Column(
                "level", Text("检查层级", "Level"),
                .choice(Choices.inspectionLevel)),
            Column("inspected_on", Text("检查日期", "Inspected on"), .date),
            Column("findings", Text("一般问题数", "Minor findings"), .count(.findings)),
            Column("closed", Text("已整改数", "Put right"), .count(.findings)),
            Column("quality_problems", Text("工程质量问题数", "Quality problems"), .count(.findings)),
        ],
        rules: [
            .paidInPeriod("R-INS-01", "inspected_on"),
            RowRule("R-INS-02", .error, ["closed", "findings"], Text("已整改数不得多于问题数", "more put right than found")) { row in
                guard let closed = row.number(0), let findings = row.number(1) else { return true }
                return closed <= findings
            },
        ])
}
