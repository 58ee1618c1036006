import Claims

/// Tables, in the forms they come in.
let tableExamples: [Example] = [
    Example(.holds(.columnSum), "县区\t计划数\t完成数\n甲县\t100\t90\n乙县\t200\t180\n丙县\t50\t50\n合计\t350\t320"),
    Example(.wrong(.columnSum), "县区\t计划数\t完成数\n甲县\t100\t90\n乙县\t200\t180\n丙县\t50\t50\n合计\t350\t330"),
    Example(.holds(.rate), "县区 | 计划数 | 完成数 | 完成率\n甲县 | 100 | 90 | 90%\n乙县 | 200 | 180 | 90%\n丙县 | 50 | 50 | 100%"),
    Example(.wrong(.rate), "县区 | 计划数 | 完成数 | 完成率\n甲县 | 100 | 90 | 90%\n乙县 | 200 | 180 | 80%\n丙县 | 50 | 50 | 100%\n丁县 | 80 | 60 | 75%"),
    Example(
        .holds(.columnSum),
        "地区      开工（套）   投资（万元）\n东区      1200         3456.12\n西区      800          2210.33\n南区      400          999.55\n合计      2400         6666.00"
    ),
    Example(
        .wrong(.columnSum),
        "地区      开工（套）   投资（万元）\n东区      1200         3456.12\n西区      800          2210.33\n南区      400          999.55\n合计      2500         6666.00"
    ),
    Example(.holds(.columnSum), "项目|金额（万元）\n甲|33.33\n乙|33.33\n丙|33.33\n合计|100.00"),
    Example(.wrong(.columnSum), "项目|金额（万元）\n甲|33.33\n乙|33.33\n丙|33.33\n合计|110.00"),
    Example(.quiet, "年度\t开工率\t满意度\n2021年\t95%\t90%\n2022年\t97%\t92%\n合计\t96%\t91%"),
    Example(.holds(.columnSum), "序号\t地区\t户数\n合计\t\t600\n1\t甲区\t150\n2\t乙区\t250\n3\t丙区\t200"),
    Example(.wrong(.columnSum), "序号\t地区\t户数\n1\t甲区\t150\n2\t乙区\t250\n3\t丙区\t200\n合计\t\t650"),
    Example(.holds(.partsSum), "地区\t小计\t公租房\t保租房\n甲区\t150\t100\t50\n乙区\t250\t120\t130\n丙区\t200\t80\t120"),
    Example(.wrong(.partsSum), "地区\t小计\t公租房\t保租房\n甲区\t150\t100\t50\n乙区\t250\t120\t130\n丙区\t200\t80\t120\n丁区\t90\t40\t60"),
    Example(.holds(.rate), "资金\t全年预算数\t全年执行数\t执行率\n年度资金总额\t200\t180\t90%"),
    Example(.wrong(.rate), "资金\t全年预算数\t全年执行数\t执行率\n年度资金总额\t200\t66.86\t100%"),
    Example(.wrong(.threshold), "指标\t分值\t得分\n数量\t20\t20\n质量\t20\t25\n时效\t10\t9"),
    Example(.holds(.columnSum), "指标\t分值\t得分\n数量\t40\t40\n质量\t40\t38\n时效\t20\t19\n合计\t100\t97"),
    Example(.wrong(.columnSum), "指标\t分值\t得分\n数量\t40\t40\n质量\t40\t38\n时效\t20\t19\n合计\t100\t99"),
    Example(.wrong(.band), "序号 | 项目 | 评价得分 | 评价结果\n1 | 甲工程 | 87 | 优\n2 | 乙工程 | 91 | 优"),
    Example(.holds(.band), "序号 | 项目 | 评价得分 | 评价结果\n1 | 甲工程 | 87 | 良\n2 | 乙工程 | 91 | 优"),
    Example(.holds(.columnSum), "地区\t套数\n东片\t\n甲\t10\n乙\t20\n小计\t30\n西片\t\n丙\t15\n丁\t25\n小计\t40\n合计\t70"),
    Example(.wrong(.columnSum), "地区\t套数\n东片\t\n甲\t10\n乙\t20\n小计\t30\n西片\t\n丙\t15\n丁\t25\n小计\t45\n合计\t75"),
    Example(.holds(.share), "地区\t户数\t占比\n甲\t25\t25%\n乙\t35\t35%\n丙\t40\t40%\n合计\t100\t100%"),
    Example(.wrong(.share), "地区\t户数\t占比\n甲\t25\t25%\n乙\t35\t35%\n丙\t30\t30%\n丁\t10\t15%\n合计\t100\t100%"),
]
