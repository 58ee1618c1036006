public import Quantities

extension Sheet {
    /// 会议记录: joint meetings and expert reviews, on which plans rest.
    public static let meetings = Sheet(
        "meetings", Text("联席会议和联审台账", "Joint meetings and reviews"),
        purpose: Text(
            "联席会议、联审和专家评审，每次一行；形成决定后计入次数", "Joint meetings, joint reviews and expert reviews, one a row; one counts when it has decided"),
        filedBy: .city, cycle: .yearly, key: ["meeting"],
        columns: [
            Column("meeting", Text("会议编号", "Meeting"), .code()),
            Column("programme", Text("专项", "Programme"), .choice(Choices.programme)),
            Column(
                "kind", Text("类型", "Kind"),
                .choice([
                    Choice("joint", "联席会议", "Joint meeting"), Choice("review", "联审", "Joint review"),
                    Choice("expert", "专家评审", "Expert review"),
                ])),
            Column("held_on", Text("日期", "Held on"), .date),
            Column("decision", Text("决定", "Decision"), .text(max: 300), required: false, help: Text("会议结束后填写", "when the meeting is over")),
            Column("title", Text("会议名称", "Title"), .text(max: 100), required: false),
            Column("chair", Text("主持人职务", "Chair, by office"), .text(max: 60), required: false),
            Column(
                "state", Text("会议状态", "State"),
                .choice([
                    Choice("convened", "已召集", "Convened"), Choice("closed", "已形成决定", "Decided"), Choice("cancelled", "已取消", "Cancelled"),
                ]), required: false, help: Text("按办理记录形成；文件填报可不填", "follows from the acts; files may leave it out")),
        ])

    /// 会议议题: what stood on the agenda, and what was decided of each.
    public static let meetingItems = Sheet(
        "meeting_items", Text("会议议题台账", "Items of meetings"),
        purpose: Text(
            "每次会议每个议题一行：项目、小区、计划批次或其他事项及决定",
            "One item of a meeting a row: a project, community, plan batch or other matter, and its decision"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["meeting", "item"],
        columns: [
            Column("meeting", Text("会议编号", "Meeting"), .code()),
            Column(
                "item", Text("议题对象编号", "Item"), .code(max: 60), help: Text("项目、小区或计划批次的编号", "the code of a project, community or batch")),
            Column(
                "subject", Text("议题类型", "Subject"),
                .choice([
                    Choice("project", "项目", "Project"), Choice("community", "小区", "Community"), Choice("batch", "计划批次", "Plan batch"),
                    Choice("other", "其他事项", "Other"),
                ])),
            Column("title", Text("议题名称", "Title"), .text(max: 120)),
            Column("place", Text("属地代码", "Code of its district"), .code(max: 12), required: false),
            Column(
                "decision", Text("决定", "Decision"),
                .choice([
                    Choice("approve", "同意", "Approved"), Choice("postpone", "缓议", "Postponed"), Choice("reject", "不同意", "Rejected"),
                ]), required: false),
            Column("decided_on", Text("决定日期", "Decided on"), .date, required: false),
            Column("note", Text("说明", "Note"), .text(max: 300), required: false),
        ])

    /// 成员单位意见: what each member body or expert said of an item.
    public static let opinions = Sheet(
        "opinions", Text("成员单位意见台账", "Opinions of members"),
        purpose: Text("每个议题每个成员单位（专家）一行", "One member body or expert and one item a row"),
        filedBy: .city, cycle: .yearly, owed: false, key: ["meeting", "item", "unit"],
        columns: [
            Column("meeting", Text("会议编号", "Meeting"), .code()),
            Column("item", Text("议题对象编号", "Item"), .code(max: 60)),
            Column("unit", Text("成员单位或专家", "Member or expert"), .code(max: 60, chinese: true)),
            Column(
                "opinion", Text("意见", "Opinion"),
                .choice([
                    Choice("agree", "同意", "Agrees"), Choice("conditional", "有条件同意", "Agrees with conditions"),
                    Choice("disagree", "不同意", "Disagrees"), Choice("abstain", "弃权", "Abstains"),
                ])),
            Column("text", Text("意见内容", "What was said"), .text(max: 500), required: false),
            Column("given_on", Text("日期", "Given on"), .date),
        ])
}
