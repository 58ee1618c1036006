import Claims

/// Tables, in the forms they come in.
let tableExamples: [Example] = [
    Example(.holds(.columnSum), "区县 计划数 开工数\n东城区 10 12\n西城区 20 21\n朝阳区 30 35\n合计 60 68"),
    Example(.wrong(.columnSum), "区县 计划数 开工数\n东城区 10 12\n西城区 20 21\n朝阳区 30 35\n合计 60 78"),
    Example(.quiet, "全年任务 完成情况\n甲项目 开工\n乙项目 竣工\n丙项目 验收"),
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
    Example(
        .holds(.columnSum),
        "一级指标\t分值\t年度指标值\t实际完成值\t得分\n产出指标\t20\t≥20个\t22个\t20\n质量指标\t15\t100%\t100%\t15\n时效指标\t15\t≥90%\t85%\t14.2\n合计\t50\t\t\t49.2"),
    Example(
        .wrong(.columnSum),
        "一级指标\t分值\t年度指标值\t实际完成值\t得分\n产出指标\t20\t≥20个\t22个\t20\n质量指标\t15\t100%\t100%\t15\n时效指标\t15\t≥90%\t85%\t14.2\n合计\t50\t\t\t50.2"),
    Example(.holds(.columnSum), "单位：万元\n地区    计划    完成\n东区    241     153\n西区    187     102\n南区    66      45\n合  计  494     300"),
    Example(
        .wrong(.growth),
        "指标\t2023年\t2022年\t增减（%）\n公租房（套）\t5200\t5000\t4.0\n租赁补贴（户）\t3300\t3000\t12.0\n改造小区（个）\t45\t50\t-10.0\n棚改（套）\t880\t800\t10.0"),
    Example(
        .wrong(.columnSum),
        "| 区域 | 小区数 | 户数 |\n|---|---:|---:|\n| 东区 | 12 | 3400 |\n| 西区 | 8 | 2100 |\n| 南区 | 15 | 4500 |\n| 总计 | 35 | 10100 |"),
    Example(.quiet, "姓名\t年龄\t住房面积\t补贴（元/月）\n张某\t45\t32\t300\n李某\t52\t28\t350\n王某\t38\t40\t280\n合计\t\t\t930"),
    Example(.quiet, "项目\t总投资\t开工时间\t户数\n甲\t350\t2022.03\t320\n乙\t420\t2022.04\t410\n丙\t280\t2022.05\t250\n合计\t1050\t\t980"),
]
