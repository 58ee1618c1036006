public import Quantities

extension Sheet {
    /// 满意度调查: valid and satisfied answers by survey and item, this year's and last year's.
    public static let surveys = Sheet(
        "surveys", Text("满意度调查结果台账", "Survey results"),
        purpose: Text("每项调查的总体满意度和各分项，一项一行；满意度按满意份数除以有效份数计算", "One item a row; satisfaction is satisfied ÷ valid answers"),
        filedBy: .city, cycle: .yearly, key: ["survey", "item"],
        columns: [
            Column("survey", Text("调查编号", "Survey"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column("year", Text("调查年度", "Year"), .year),
            Column("item", Text("分项编号", "Item"), .code(max: 20), help: Text("总体满意度填overall", "`overall` for the whole")),
            Column("title", Text("分项名称", "Title"), .text(max: 60)),
            Column("invited", Text("发放份数", "Sent"), .count(.none)),
            Column("valid", Text("有效份数", "Valid answers"), .count(.none)),
            Column("satisfied", Text("满意份数", "Satisfied"), .count(.none)),
            Column("method", Text("调查方式", "Method"), .text(max: 100)),
        ],
        rules: [
            RowRule("R-SUR-01", .error, ["satisfied", "valid"], Text("满意份数不得多于有效份数", "more satisfied than valid")) { row in
                guard let satisfied = row.number(0), let valid = row.number(1) else { return true }
                return satisfied <= valid
            },
            RowRule("R-SUR-02", .error, ["valid", "invited"], Text("有效份数不得多于发放份数", "more valid than sent")) { row in
                guard let valid = row.number(0), let invited = row.number(1) else { return true }
                return valid <= invited
            },
        ])
}
