import Ledgers
import Quantities

/// The city's smaller registers: tasks, agreements with banks, meetings.
enum RegisterBook {
    static func all(_ city: Region, seed: UInt64) -> [Book] { [tasks(city), agreements(city), meetings(city, seed: seed)] }

    /// Seven areas and twenty-seven tasks, as the report counts them; what each says is made up.
    private static let areas: [(name: String, tasks: [String])] = [
        ("统筹推进", ["编制年度实施计划", "完善储备库数据", "建立月度调度机制", "统筹管线改造计划"]),
        ("居民参与", ["推动成立业主组织", "规范方案表决程序", "推行施工楼栋长制", "开展线上议事"]),
        ("资金支持", ["落实市区两级资金", "引导社会资本参与", "加强资金使用检查", "推动居民合理出资"]),
        ("质量安全", ["实施工程质量监管", "开展专项检查", "压实参建单位责任", "加强消防安全管理"]),
        ("改造内容", ["推进楼本体节能改造", "改造老旧管线", "加装电梯", "提升小区绿化"]),
        ("长效管理", ["完善物业管理", "明确管理模式", "巩固改造成果", "推进设施移交"]),
        ("宣传引导", ["发布工作指引", "推广典型案例", "开展满意度调查"]),
    ]

    private static func tasks(_ city: Region) -> Book {
        var book = Book(.tasks)
        var number = 0
        for area in areas {
            for title in area.tasks {
                number += 1
                book.rows.append(
                    BookRow(
                        district: city.code, period: Period(year: ExampleCity.year),
                        cells: [
                            .text("RW-\(Decimals.text(number, width: 2))"), .text(area.name), .text("\(title)（样例）"), .text("样例牵头处室"),
                            .date(day(3 + number % 10, 28)), .text("done"),
                        ]))
            }
        }
        return book
    }

    /// The four banks are the report's, which gives the month; the day is made up.
    private static func agreements(_ city: Region) -> Book {
        var book = Book(.agreements)
        for (index, bank) in ["国家开发银行", "农业发展银行", "建设银行", "招商银行"].enumerated() {
            book.rows.append(
                BookRow(
                    district: city.code, period: Period(year: ExampleCity.year),
                    cells: [
                        .text("XY-2022-\(index + 1)"), .text(bank), .date(day(1, 20 + index, year: 2022)), .text("保障性租赁住房建设运营融资合作"),
                    ]))
        }
        return book
    }

    private static func meetings(_ city: Region, seed: UInt64) -> Book {
        var book = Book(.meetings)
        var random = SplitMix64(seed, "meetings")
        let counts: [(programme: String, kind: String, count: Int, decision: String)] = [
            ("rental", "joint", 4, "审议保障性租赁住房年度重点事项，原则同意（样例）"), ("rental", "expert", 36, "设计方案通过评审，按意见完善（样例）"),
            ("renewal", "joint", 4, "研究老旧小区改造重点难点问题（样例）"), ("renewal", "review", 6, "联审改造项目实施方案，同意按程序申报（样例）"),
            ("redevelopment", "joint", 2, "审议棚改项目实施方案，同意报市政府批准（样例）"), ("redevelopment", "review", 1, "联审棚改项目实施方案，同意提交联席会（样例）"),
        ]
        for entry in counts {
            for index in 0..<entry.count {
                // The one project of the redevelopment plan was reviewed before the plan was issued in March.
                let month = entry.programme == "redevelopment" ? 1 + index : 1 + index * 12 / entry.count
                let number = book.rows.count + 1
                book.rows.append(
                    BookRow(
                        district: city.code, period: Period(year: ExampleCity.year),
                        cells: [
                            .text("HY-\(Decimals.text(number, width: 3))"), .text(entry.programme), .text(entry.kind),
                            .date(day(month, random.int(3...28))), .text(entry.decision), .blank, .blank, .blank,
                        ]))
            }
        }
        return book
    }
}
