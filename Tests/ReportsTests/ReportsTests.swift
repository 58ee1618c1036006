import Foundation
import Quantities
@testable import Reports
import Testing

@Test("lab") func lab() throws {
    func f(_ t: String, _ p: String, _ n: String) -> ReportSpan { .figure(BoundFigure(tag: t, printed: p, title: n)) }
    var d = ReportDocument(language: .chinese, properties: ReportProperties(title: "2023年度保障性安居工程转移支付绩效评价报告", year: 2023, date: CivilDate("2024-03-28"), freeze: FreezeMark(name: "2023-正式", root: String(repeating: "ab12", count: 16))))
    d.blocks = [.title("2023年度保障性安居工程转移支付\n绩效评价报告"),
        .paragraph([.text("2023年，我市加强城镇保障性安居工程财政资金管理工作，进一步提高资金使用效益，保证了年度目标的完成。按照中央对地方专项转移支付绩效管理有关规定，开展绩效自评。具体情况如下：")]),
        .heading(ReportHeading(level: 1, number: "一、", text: "租赁住房保障绩效评价情况", anchor: "rental")),
        .heading(ReportHeading(level: 2, number: "（一）", text: "资金管理", anchor: "rental-funds")),
        .paragraph([.text("2023年，中央共安排我市补助资金（租赁住房保障）"), f("rental.funds.allotted", "3.83亿元", "中央补助"), .text("，全部支出，预算执行率"), f("rental.funds.execution", "100.00%", "执行率"), .text("。")]),
        .heading(ReportHeading(level: 3, number: "1.", text: "保障性租赁住房计划完成率", anchor: "r1")),
        .paragraph([.text("下达我市保障性租赁住房年度计划为建设筹集"), f("target.bonded_raised", "80000套", "目标"), .text("，实际建设筹集“保障性租赁住房”"), f("rental.bonded.raised", "81549套", "筹集"), .text("，超额完成当年年度计划（京建发〔2022〕84号）。" )]),
        .heading(ReportHeading(level: 4, number: "（1）", text: "工作机制", anchor: "r11")),
    ]
    for _ in 0..<6 { d.blocks.append(.paragraph([.text(String(repeating: "我市已建立市保障性租赁住房工作联席会议机制，统筹推进全市保障性租赁住房工作，负责抓好日常工作。", count: 4))])) }
    let table = ReportTable(caption: "租赁住房保障自评得分表", columns: [.init("指标", share: 6), .init("分值", share: 2, .right), .init("目标值", share: 3, .right), .init("实际值", share: 3, .right), .init("得分", share: 2, .right), .init("得分说明", share: 7)], rows: [ReportTable.Row([[.text("资金管理")]], kind: .section)] + (0..<24).map { i in .init([[.text("指标第\(i)保障性租赁住房计划完成率")], [.text("10")], [f("t\(i)", "80000套", "x")], [f("a\(i)", "81549套", "x")], [f("s\(i)", "10.00", "x")], [.text("完成率101.94%，按比例得分，得满分")]]) } + [.init([[.text("合计")], [.text("100")], [], [], [f("sum", "96.00", "x")], []], kind: .total)])
    d.blocks.append(.table(table)); d.blocks.append(.note([.text("注：分值为示例，未经主管部门确认。")]))
    let names = ["东城区", "西城区", "朝阳区", "海淀区", "丰台区"]
    d.blocks.append(.chart(ReportChart(id: "c1", title: "各项完成率", bars: names.enumerated().map { .init(label: $1, value: Rational(80 + $0 * 15, 100), printed: "\(80 + $0 * 15)%") }, reference: .init(label: "目标", value: 1, printed: "100%"), table: ReportTable(caption: "各项完成率", columns: [.init("区"), .init("完成率", .right)], rows: names.enumerated().map { .init([[.text($1)], [f("rate@11010\($0)", "\(80 + $0 * 15)%", "完成率")]]) }))))
    d.blocks.append(.closing(["北京市住房和城乡建设委员会", "2024年3月28日"]))
    try FileManager.default.createDirectory(atPath: "/tmp/anju-dev/r-lab/o", withIntermediateDirectories: true)
    try WordReport.write(d, to: "/tmp/anju-dev/r-lab/o/lab.docx")
    let clock = ContinuousClock()
    print("docx", clock.measure { for _ in 0..<10 { _ = WordBody.xml(d) } } / 10)
    let note = TraceNote(tag: "rental.bonded.raised", title: "保障性租赁住房建设筹集套数", exact: "81549", rule: "sum(progress.homes)", inputs: [], pages: [.init(address: "progress/110105/2023-05", title: "进度台账 · 朝阳区 · 2023年5月", version: 2, receipt: 41, printed: "1204套", entryCount: 30, entries: [.init(key: "BZ-001", row: 7, printed: "402套", source: "朝阳区-5月.xlsx!F17")])])
    try Data(WebReport.page(d, traces: ["rental.bonded.raised": note])).write(to: URL(fileURLWithPath: "/tmp/anju-dev/r-lab/o/lab.html"))
    let pdf = try PDFConverter.installed()?.convert(["/tmp/anju-dev/r-lab/o/lab.docx"], to: "/tmp/anju-dev/r-lab/o")
    print(pdf ?? [])
}
