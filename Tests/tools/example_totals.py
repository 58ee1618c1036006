#!/usr/bin/env python3
"""Adds up the files of the example city without any of Anju's code, and compares the sums with the published report.

    pip install openpyxl
    python3 Tests/tools/example_totals.py Examples/beijing-2023

Pages (ledger, district, period) are replaced whole by corrections. Every identity number is checked by GB 11643 and every
credit code by GB 32100. Prints each figure; exits with 1 where one differs or a row is not as it should be.
"""
import csv
import datetime
import io
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl

DISTRICTS = {
    "东城区": "110101", "西城区": "110102", "朝阳区": "110105", "丰台区": "110106", "石景山区": "110107", "海淀区": "110108",
    "门头沟区": "110109", "房山区": "110111", "通州区": "110112", "顺义区": "110113", "昌平区": "110114", "大兴区": "110115",
    "怀柔区": "110116", "平谷区": "110117", "密云区": "110118", "延庆区": "110119", "经济技术开发区": "110191", "北京市": "110000",
}
# A column that no other ledger has, and the ledger's name.
MARKS = [
    ({"补贴档次"}, "subsidies"), ({"家庭类别"}, "households"), ({"运营单位性质"}, "operation"), ({"小区编号"}, "communities"),
    ({"应签约户数（户）"}, "clearances"), ({"达到交付使用条件套数（套）"}, "resettlement_homes"), ({"检查层级"}, "inspections"),
    ({"节点"}, "progress"), ({"计划批次"}, "plans"), ({"已入储备库", "来源"}, "projects"), ({"拨付凭证号"}, "disbursements"),
    ({"支付凭证号"}, "expenditures"), ({"汇总指标"}, "declared_totals"), ({"目标指标", "下达日期"}, "targets"),
    ({"目标指标"}, "district_targets"), ({"下达方式"}, "allotments"), ({"分配文号"}, "allocations"), ({"满意份数"}, "surveys"),
    ({"主题"}, "policies"), ({"任务编号"}, "tasks"), ({"协议编号"}, "agreements"), ({"会议编号"}, "meetings"),
    ({"改进措施"}, "explanations"), ({"审核得分"}, "audited_scores"),
]
faults = []


def cell_text(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").rstrip("0").rstrip(".")
    return str(value)


def sheets(path):
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            yield [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        return
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    yield list(csv.reader(io.StringIO(text, newline="")))


def month(text):
    text = text.replace("年", "-").replace("月", "").rstrip("-")
    parts = text.split("-")
    return parts[0] if len(parts) == 1 else f"{parts[0]}-{int(parts[1]):02d}"


def read(path, pages):
    """One file: its pages replace those of the same place."""
    for rows in sheets(path):
        district = period = ""
        if rows[0][0] == "#anju":
            marked, _, district, period = rows[0][1:5]
            rows = rows[1:]
        header = rows[0]
        ledger = next(name for columns, name in MARKS if columns <= set(header))
        if header[:2] != ["行政区划", "所属期"]:
            faults.append(f"{path.name}: header {header[:2]}")
        fresh = defaultdict(list)
        for row in rows[1:]:
            row = row + [""] * (len(header) - len(row))
            place = (ledger, DISTRICTS.get(row[0], row[0]) or district, month(row[1] or period))
            fresh[place].append(dict(zip(header, row)))
        pages.update(fresh)


def is_identity(text):
    """GB 11643: the sum of the digits, weighted by powers of two from the right, leaves 1 when divided by 11."""
    if len(text) != 18:
        return False
    datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    digits = [10 if char == "X" else int(char) for char in text]
    return sum(digit * pow(2, 17 - index, 11) for index, digit in enumerate(digits)) % 11 == 1


def is_credit_code(text):
    """GB 32100, by powers of three."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(char) * pow(3, index, 31) for index, char in enumerate(text[:17]))
    return len(text) == 18 and alphabet[(31 - total % 31) % 31] == text[17]


def rounded(value, digits):
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def main(folder):
    pages = {}
    names = sorted((Path(folder) / "填报").iterdir()) + sorted((Path(folder) / "更正").iterdir())
    for path in names:
        read(path, pages)

    def rows(ledger, **conditions):
        for (name, district, period), entries in pages.items():
            if name == ledger:
                for row in entries:
                    if all(row[column] in values for column, values in conditions.items()):
                        yield district, row

    def total(ledger, column, **conditions):
        return sum((Fraction(row[column]) for _, row in rows(ledger, **conditions)), Fraction(0))

    def count(ledger, **conditions):
        return Fraction(sum(1 for _ in rows(ledger, **conditions)))

    bonded, public, resettlement = ["保障性租赁住房", "bonded"], ["公租房", "public"], ["棚改安置房", "resettlement"]
    results = []

    def check(name, value, published, digits=0, scale=1):
        shown = rounded(Fraction(value) / scale, digits)
        results.append((name, value, shown, Decimal(published)))
        if shown != Decimal(published):
            faults.append(f"{name}: {shown}, published {published}")

    def progress(housing, *milestones):
        return total("progress", "当月套数（套）", 住房类型=housing, 节点=list(milestones))

    for name, words, published in [
        ("rental", ["租赁住房保障", "rental"], "3.83"), ("renewal", ["老旧小区改造", "renewal"], "1.35"),
        ("redevelopment", ["城市棚户区改造", "redevelopment"], "0.44"),
    ]:
        allotted = total("allotments", "金额（万元）", 专项=words)
        check(f"{name} allotted", allotted, published, 2, 10_000)
        for ledger, column in [("allocations", "金额（万元）"), ("disbursements", "拨付金额（万元）"), ("expenditures", "支出金额（万元）")]:
            value = total(ledger, column, 专项=words)
            check(f"{name} {ledger}", value, published, 2, 10_000)
            if value != allotted:
                faults.append(f"{name} {ledger}: {value} is not {allotted}")
    check("batches", len({row["计划批次"] for _, row in rows("plans") if row["计划类别"] not in ("棚改实施计划", "redevelopment")}), "3")
    check("redevelopment plan", len({row["项目编号"] for _, row in rows("plans", 计划类别=["棚改实施计划", "redevelopment"])}), "1")
    check("bonded raised", progress(bonded, "建设筹集", "raised"), "81549")
    check("bonded completed", progress(bonded, "竣工", "completed"), "33871")
    check("bonded basically complete", progress(bonded, "基本建成", "basically_complete"), "33871")
    check("public raised", progress(public, "建设筹集", "raised"), "2685")
    check("public basically complete", progress(public, "基本建成", "basically_complete"), "5073")
    check("resettlement started", progress(resettlement, "新开工", "started"), "17019")
    check("resettlement basically complete", progress(resettlement, "基本建成", "basically_complete"), "13175")
    households = {row["家庭编号"] for _, row in rows("subsidies")}
    check("subsidised households", len(households), "2.91", 2, 10_000)
    check("subsidies of target %", Fraction(len(households) * 100, 27_000), "108")
    applied = [row for _, row in rows("households") if row["申请日期"]]
    helped = [row for row in applied if row["保障结果"] in ("实物配租", "租赁补贴", "home", "subsidy")]
    check("coverage %", Fraction(100 * len(helped), len(applied)), "100")
    check("public projects", count("operation", 住房类型=public), "267")
    entrusted = count("operation", 住房类型=public, 运营单位性质=["企业", "其他机构", "enterprise", "institution"])
    check("run by companies", entrusted, "241")
    check("run by companies %", entrusted * 100 / 267, "90.26", 2)
    started = [row for _, row in rows("communities") if row["实际开工日期"]]
    check("communities", len(started), "303")
    check("communities supervised", sum(1 for row in started if row["纳入工程质量监管"] == "是"), "303")
    check("community households", sum(int(row["户数（户）"]) for row in started), "10.70", 2, 10_000)
    check("community area", sum(Fraction(row["建筑面积（平方米）"]) for row in started), "853.09", 2, 10_000)
    check("community buildings", sum(int(row["楼栋数（栋）"]) for row in started), "1571")
    check("banks", len({row["银行"] for _, row in rows("agreements")}), "4")
    check("tasks", count("tasks"), "27")
    check("areas", len({row["所属方面"] for _, row in rows("tasks")}), "7")
    check("quality problems", total("inspections", "工程质量问题数（个问题）"), "0")
    ready, allocated = total("resettlement_homes", "达到交付使用条件套数（套）"), total("resettlement_homes", "已分配套数（套）")
    check("resettlement ready", ready, "4.75", 2, 10_000)
    check("resettlement allocated", allocated, "4.53", 2, 10_000)
    check("resettlement allocated %", allocated * 100 / ready, "95.28", 2)
    signed = defaultdict(lambda: [0, 0])
    for district, row in rows("clearances"):
        signed[district][0] += int(row["已签约户数（户）"])
        signed[district][1] += int(row["应签约户数（户）"])
    rates = [Fraction(a, b) for a, b in signed.values()]
    check("signing mean %", sum(rates) * 100 / len(rates), "96.83", 2)
    check("districts at or below 80 %", sum(1 for rate in rates if rate <= Fraction(4, 5)), "0")

    def survey(programme, year, item):
        found = [row for _, row in rows("surveys", 专项=[programme], 调查年度=[year], 分项编号=[item])]
        return Fraction(int(found[0]["满意份数"]) * 100, int(found[0]["有效份数"]))

    check("tenants %", survey("租赁住房保障", "2023", "overall"), "89")
    this_year, last_year = survey("老旧小区改造", "2023", "overall"), survey("老旧小区改造", "2022", "overall")
    check("residents %", this_year, "95.88", 2)
    check("residents 2022 %", last_year, "95.17", 2)
    check("residents, change", this_year - last_year, "0.71", 2)
    items = [row["分项编号"] for _, row in rows("surveys", 专项=["老旧小区改造"], 调查年度=["2023"]) if row["分项编号"] != "overall"]
    check("survey items", len(items), "9")
    check("construction %", survey("老旧小区改造", "2023", "construction"), "97.88", 2)
    if not all(95 < survey("老旧小区改造", "2023", item) <= survey("老旧小区改造", "2023", "construction") for item in items):
        faults.append("an item is not between 95 % and that of construction")

    targets = {row["目标指标"]: Fraction(row["目标值"]) for _, row in rows("targets")}
    codes = {"bonded_raised": "保障性租赁住房建设筹集", "bonded_basically_complete": "保障性租赁住房基本建成", "public_raised": "公租房建设筹集",
             "public_basically_complete": "公租房基本建成", "subsidised_households": "租赁补贴发放户数",
             "bonded_five_year": "“十四五”保障性租赁住房建设筹集", "bonded_year": "保障性租赁住房建设筹集年度安排",
             "renewal_communities": "老旧小区改造开工小区数", "renewal_households": "老旧小区改造开工户数", "renewal_area": "老旧小区改造开工面积",
             "renewal_buildings": "老旧小区改造开工楼栋数", "resettlement_started": "棚改安置房新开工", "resettlement_basically_complete": "棚改安置房基本建成"}
    for name, value, published, digits, scale in [
        ("bonded_raised", 0, "80000", 0, 1), ("bonded_basically_complete", 0, "16000", 0, 1), ("public_raised", 0, "2000", 0, 1),
        ("public_basically_complete", 0, "4000", 0, 1), ("subsidised_households", 0, "2.7", 1, 10_000),
        ("bonded_five_year", 0, "40", 0, 10_000), ("bonded_year", 0, "8", 0, 10_000), ("renewal_communities", 0, "300", 0, 1),
        ("renewal_households", 0, "10.27", 2, 10_000), ("renewal_area", 0, "778.20", 2, 10_000), ("renewal_buildings", 0, "1415", 0, 1),
        ("resettlement_started", 0, "9800", 0, 1), ("resettlement_basically_complete", 0, "9600", 0, 1),
    ]:
        check(f"target {name}", targets[codes[name]], published, digits, scale)
        shares = sum(Fraction(row["目标值"]) for _, row in rows("district_targets", 目标指标=[name, codes[name]]))
        if shares != targets[codes[name]]:
            faults.append(f"target {name}: districts have {shares}")

    # What a district declares is what its entries add up to.
    for district, row in rows("declared_totals"):
        name = next(code for code, title in codes.items() if row["汇总指标"] in (code, title))
        own = {
            "bonded_raised": lambda: sum(int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=bonded, 节点=["建设筹集", "raised"]) if d == district),
            "bonded_basically_complete": lambda: sum(
                int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=bonded, 节点=["基本建成", "basically_complete"]) if d == district),
            "public_raised": lambda: sum(int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=public, 节点=["建设筹集", "raised"]) if d == district),
            "public_basically_complete": lambda: sum(
                int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=public, 节点=["基本建成", "basically_complete"]) if d == district),
            "subsidised_households": lambda: len({r["家庭编号"] for d, r in rows("subsidies") if d == district}),
            "renewal_communities": lambda: sum(1 for d, r in rows("communities") if d == district and r["实际开工日期"]),
            "renewal_households": lambda: sum(int(r["户数（户）"]) for d, r in rows("communities") if d == district and r["实际开工日期"]),
            "renewal_area": lambda: sum(Fraction(r["建筑面积（平方米）"]) for d, r in rows("communities") if d == district and r["实际开工日期"]),
            "renewal_buildings": lambda: sum(int(r["楼栋数（栋）"]) for d, r in rows("communities") if d == district and r["实际开工日期"]),
            "resettlement_started": lambda: sum(
                int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=resettlement, 节点=["新开工", "started"]) if d == district),
            "resettlement_basically_complete": lambda: sum(
                int(r["当月套数（套）"]) for d, r in rows("progress", 住房类型=resettlement, 节点=["基本建成", "basically_complete"]) if d == district),
        }[name]()
        if Fraction(row["自报数"]) != own:
            faults.append(f"{district} declares {row['自报数']} for {name}, its entries give {own}")

    people = {}
    numbers = codes_checked = 0
    for (ledger, district, _), entries in pages.items():
        for row in entries:
            identity = row.get("申请人身份证号") or row.get("户主身份证号")
            if identity:
                numbers += 1
                if not is_identity(identity) or not identity.startswith("99"):
                    faults.append(f"{ledger} {district}: identity number {identity}")
                if people.setdefault(identity, row["家庭编号"]) != row["家庭编号"]:
                    faults.append(f"{identity} stands for two households")
            for column in ("建设单位信用代码", "收款单位信用代码"):
                if row.get(column):
                    codes_checked += 1
                    if not is_credit_code(row[column]):
                        faults.append(f"{ledger}: credit code {row[column]}")
    for name, value, shown, published in results:
        print(f"{name:40} {float(value):>16.4f} {shown!s:>10} {published!s:>10} {'' if shown == published else 'DIFFERS'}")
    size = sum(path.stat().st_size for path in names)
    print(f"{len(names)} files, {size} bytes, {len(pages)} pages, {sum(map(len, pages.values()))} entries")
    print(f"{numbers} identity numbers of {len(people)} people and {codes_checked} credit codes checked")
    print(f"{len(results)} figures compared; {len(faults)} faults")
    for fault in faults[:40]:
        print("FAULT", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
