import Ledgers
import Quantities

/// 满意度调查结果台账: counts of answers whose shares print as the report's.
enum SurveyBook {
    static func make(_ city: Region) -> Book {
        var book = Book(.surveys)
        func add(_ survey: String, _ programme: String, _ year: Int, _ item: String, _ title: String, _ valid: Int, _ satisfied: Int) {
            book.rows.append(
                BookRow(
                    district: city.code, period: Period(year: ExampleCity.year),
                    cells: [
                        .text(survey), .text(programme), .count(year), .text(item), .text(title), .count(valid * 11 / 10), .count(valid),
                        .count(satisfied), .text(programme == "rental" ? "随机抽取项目入户问卷" : "第三方机构察访核验"),
                    ]))
        }
        // 89%.
        add("ZL-2023", "rental", 2023, "overall", "总体满意度", 2_412, 2_147)
        // 95.88% and 95.17%: 0.71 percentage points apart, before rounding and after.
        add("LJ-2023", "renewal", 2023, "overall", "总体满意度", 12_501, 11_986)
        add("LJ-2022", "renewal", 2022, "overall", "总体满意度", 11_982, 11_403)
        for (item, title, satisfied) in items { add("LJ-2023", "renewal", 2023, item, title, 12_501, satisfied) }
        return book
    }

    /// 97.88% first; the others lie above 95%, in an order of our own.
    private static let items = [
        ("construction", "文明施工", 12_236),
        ("design", "参与改造方案制定", 12_156),
        ("insulation", "楼本体节能改造", 12_122),
        ("publicity", "政策宣传情况", 12_105),
        ("violations", "治理违法建设和拆墙打洞", 12_065),
        ("match", "综合整治内容与整治方案的匹配度", 12_036),
        ("environment", "环境整治提升效果", 12_003),
        ("window_bars", "拆除各层外窗护栏", 11_955),
        ("plumbing", "楼本体上下水改造", 11_915),
    ]
}
