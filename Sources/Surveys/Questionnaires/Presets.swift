import Quantities

/// What a new questionnaire begins with. The items are those a report speaks of; a city changes them as it likes.
extension Questionnaire {
    static let scale = [
        Text("很不满意", "Very dissatisfied"), Text("不满意", "Dissatisfied"), Text("一般", "Neither"), Text("满意", "Satisfied"),
        Text("很满意", "Very satisfied"),
    ]

    static let usualIntroduction = Text(
        "请您根据自己的感受作答，大约需要三分钟。调查不记姓名；邀请码只用来保证每户答一份，答案与邀请码分开保存，无法对应。",
        "Please answer as you see it; it takes about three minutes. No names are kept. The code only makes sure that each household answers once: answers are kept apart from codes and cannot be matched."
    )

    static let usualRemark = Remark(
        "您还有什么意见或建议？（可不填；请不要写姓名、门牌和电话）", "Anything else? (optional; please leave out names, addresses and numbers)", limit: 300)

    /// A beginning for a programme.
    public static func preset(_ programme: String) -> Questionnaire {
        let overall = Item(Questionnaire.overall, "总体满意度", "Overall")
        switch programme {
        case "renewal":
            return Questionnaire(
                title: Text("老旧小区改造居民满意度调查", "Residents’ satisfaction with the renewal of their community"),
                introduction: usualIntroduction, steps: scale, satisfied: [4, 5],
                items: [
                    overall, Item("conduct", "文明施工", "Considerate building work", required: false),
                    Item("plan", "参与改造方案制定", "A say in the plan", required: false),
                    Item("insulation", "楼本体节能改造", "Insulation of the buildings", required: false),
                    Item("information", "政策宣传", "Information about the policy", required: false),
                    Item("clearance", "治理违法建设和开墙打洞", "Removal of illegal structures", required: false),
                    Item("match", "改造内容与方案相符", "Works as planned", required: false),
                    Item("surroundings", "环境整治", "Surroundings", required: false),
                    Item("pipes", "上下水改造", "Water pipes and drains", required: false),
                    Item("management", "改造后物业管理", "Management after the works", required: false),
                ], remark: usualRemark)
        case "redevelopment":
            return Questionnaire(
                title: Text("棚户区改造居民满意度调查", "Residents’ satisfaction with redevelopment"), introduction: usualIntroduction,
                steps: scale, satisfied: [4, 5],
                items: [
                    overall, Item("information", "政策公开和讲解", "Information", required: false),
                    Item("compensation", "补偿安置方案", "Compensation", required: false),
                    Item("homes", "安置房质量和位置", "Quality and place of the new homes", required: false),
                    Item("handover", "安置房交付时间", "Time of handover", required: false),
                ], remark: usualRemark)
        default:
            return Questionnaire(
                title: Text("租赁住房保障满意度调查", "Residents’ satisfaction with rental housing"), introduction: usualIntroduction,
                steps: scale, satisfied: [4, 5],
                items: [
                    overall, Item("application", "申请和配租办理", "Application and allocation", required: false),
                    Item("quality", "房屋质量", "Quality of the home", required: false),
                    Item("facilities", "配套设施", "Facilities", required: false),
                    Item("rent", "租金和缴费", "Rent and paying it", required: false),
                    Item("repairs", "维修响应", "Repairs", required: false),
                    Item("management", "物业和运营服务", "Management", required: false),
                ], remark: usualRemark)
        }
    }
}
