import Ledgers
import Quantities

/// 政策文件台账: the public documents that the published report names, and no others.
///
/// Dates are given where the report or the document gives a day. Assertions whose topic is not here have no evidence, and the
/// evaluation says so.
enum PolicyBook {
    private struct Policy {
        var title: String
        var number: String?
        var issued: CivilDate?
        var topic: String

        init(_ title: String, _ number: String? = nil, issued: CivilDate? = nil, on topic: String) {
            self.title = title
            self.number = number
            self.issued = issued
            self.topic = topic
        }
    }

    private static let rental = [
        Policy("国务院办公厅关于加快发展保障性租赁住房的意见", "国办发〔2021〕22号", on: "rental_state_opinion"),
        Policy("北京市关于加快发展保障性租赁住房的实施方案", "京政办发〔2022〕9号", issued: day(3, 18, year: 2022), on: "rental_implementation"),
        Policy("关于进一步加强利用集体土地建设租赁住房工作的有关意见", on: "rental_collective_land"),
        Policy("关于加强北京市集体土地租赁住房试点项目建设管理的暂行意见", on: "rental_collective_land"),
        Policy("关于本市利用集体土地建设租赁住房相关政策的补充意见", on: "rental_collective_land"),
        Policy("关于进一步加强全市集体土地租赁住房规划建设管理的意见", on: "rental_collective_land"),
        Policy("关于发展租赁性职工集体宿舍的意见（试行）", on: "rental_conversion"),
        Policy("关于进一步推进非居住建筑改建宿舍型租赁住房有关工作的通知", on: "rental_conversion"),
        Policy("关于加强保障性租赁住房项目认定书服务管理有关工作的通知", "京建发〔2022〕84号", on: "rental_certificate"),
        Policy("关于保障性租赁住房落实住房租赁有关税收政策的通知", "京建发〔2022〕155号", on: "rental_tax"),
        Policy("关于本市保障性租赁住房用水用电用气用热执行居民价格有关问题的通知", "京发改〔2022〕744号", on: "rental_utilities"),
        Policy("关于统筹利用产业园区配套用地建设筹集保障性租赁住房的通知", on: "rental_industrial_park"),
        Policy("北京市保障性租赁住房建设导则（试行）", on: "rental_design_guide"),
        Policy("关于严禁公租房、保障性租赁住房变相销售行为的通知", "京建发〔2021〕353号", on: "rental_no_sale"),
    ]

    private static let renewal = [
        Policy("老旧小区改造年度工作要点", on: "renewal_year_plan"),
        Policy("老旧小区改造群众工作指引", on: "renewal_mass_work"),
        Policy("老旧小区绿化改造工作指引", on: "renewal_greening"),
        Policy("关于在老旧小区改造中进一步完善物业管理工作的意见", on: "renewal_management"),
        Policy("既有多层住宅加装电梯操作指引（试行）", on: "renewal_lift"),
    ]

    static func make(_ city: Region) -> Book {
        var book = Book(.policies)
        for (programme, policies) in [("rental", rental), ("renewal", renewal)] {
            for (index, policy) in policies.enumerated() {
                book.rows.append(
                    BookRow(
                        district: city.code, period: Period(year: ExampleCity.year),
                        cells: [
                            .text("ZC-\(programme == "rental" ? "ZL" : "LJ")-\(Decimals.text(index + 1, width: 2))"), .text(policy.title),
                            policy.number.map(BookCell.text) ?? .blank, policy.issued.map(BookCell.date) ?? .blank, .text(programme),
                            .text(policy.topic),
                        ]))
            }
        }
        return book
    }
}
