#!/usr/bin/env python3
"""A year of two districts, played in Chromium as its people would.

    python3 Tests/Browser/year.py --anju .build/debug/anju [--demo FOLDER OF anju demo] [--out FOLDER] [--only STEP …] [--control]

What it leaves in --out: screenshots, downloads, the server's log. `--control` (or ANJU_BROWSER_CONTROL=1) expects a wrong number in the
report and must fail.
"""
import argparse, json, os, re, shutil, sqlite3, sys, tempfile, time, traceback, zipfile
from datetime import date, timedelta
import openpyxl
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from office import Office, make_demo, one_time_code
from person import Browser, Person, number
from workbooks import Template, marked_cells

MENTOUGOU, CHAOYANG = "110109", "110105"
PASSWORD = "一把很长很长很长很长的新钥匙"


class Year:
    """What the steps share: the people, and what was noted on the way."""

    def __init__(self, office, browser, out, control):
        self.office, self.browser, self.out, self.control = office, browser, out, control
        self.people = {}
        # anju demo makes one freeze; the story makes its own.
        self.freeze = "2023-1"
        self.expected_cell = "521"

    def who(self, login):
        """The person, signed in."""
        if login not in self.people:
            self.people[login] = Person(self.browser, self.office, login).sign_in()
        return self.people[login]

    def file(self, name):
        return os.path.join(self.out, name)


def page(ledger, district, period):
    return f"/returns/{ledger}/{district}/{period}"


# ---- 1 Accounts

def new_account(year):
    """Invited by one administrator, given rights by another; the person sets a password and a second factor."""
    system = year.who("system")
    system.follow("账户", "//header")
    system.fill("账号", "chaoyang.new")
    system.fill("姓名", "林新")
    system.press("发出邀请")
    system.sees_heading("邀请已生成")
    path = re.search(r"/invitation/[\w\-]+", system.text()) or re.search(r"/invitation/[\w\-]+", system.here().page_source)
    take_up_invitation(year, path[0])
    newcomer = year.people["chaoyang.new"]
    newcomer.sign_in(PASSWORD, newcomer.recovery[0])
    newcomer.sees("账户还没有权限")
    give_rights(year.who("security"))
    # New rights end the sessions of the old ones.
    newcomer.open("/")
    newcomer.sees_heading("登录")
    newcomer.sign_in(PASSWORD, newcomer.recovery[1])
    newcomer.sees("填报", within="header")
    # A recovery code serves once.
    again = Person(year.browser, year.office, "chaoyang.new")
    again.open("/sign-in")
    again.fill("账号", "chaoyang.new")
    again.fill("密码", PASSWORD)
    again.press("下一步")
    again.fill("六位数字", newcomer.recovery[0])
    again.press("登录")
    assert again.status() == 401
    again.forget_refusal(401)


def take_up_invitation(year, path):
    newcomer = Person(year.browser, year.office, "chaoyang.new", "林新")
    newcomer.open(path)
    newcomer.sees_heading("欢迎，林新")
    newcomer.fill("设置密码", PASSWORD)
    newcomer.fill("再输入一次", "另一把很长很长很长的旧钥匙")
    newcomer.press("下一步")
    assert newcomer.status() == 422
    newcomer.forget_refusal(422)
    newcomer.fill("设置密码", PASSWORD)
    newcomer.fill("再输入一次", PASSWORD)
    newcomer.press("下一步")
    newcomer.sees_heading("启用第二因素")
    assert newcomer.here().find_elements(By.CSS_SELECTOR, ".qr svg"), "no QR code"
    secret = newcomer.element("//main//code", "the secret").text
    newcomer.fill("六位数字", one_time_code(secret))
    newcomer.press("完成")
    newcomer.sees_heading("账户已启用")
    newcomer.recovery = [x.text for x in newcomer.here().find_elements(By.CSS_SELECTOR, ".codes code")]
    assert len(set(newcomer.recovery)) >= 8, newcomer.recovery
    year.people["chaoyang.new"] = newcomer
    newcomer.is_refused(path, 404, "已使用或已过期")


def give_rights(security):
    security.follow("账户", "//header")
    security.sees_not("发出邀请")
    security.follow("chaoyang.new")
    security.choose("角色", "区级填报员")
    security.tick("朝阳区")
    security.press("授予")
    security.sees("已保存")


def sees_own_district_only(year):
    newcomer = year.people["chaoyang.new"]
    newcomer.open("/returns")
    newcomer.sees_heading("朝阳区")
    newcomer.sees_not("门头沟", "海淀")
    newcomer.open("/returns/list")
    assert {row[1] for row in newcomer.table()} == {"朝阳区"}, "other districts in the list"
    newcomer.open(f"/returns/list?district={MENTOUGOU}")
    newcomer.sees_not("门头沟")
    newcomer.open("/receipts")
    newcomer.sees_not("门头沟", "海淀")
    for path in [page("progress", MENTOUGOU, "2023-05"), page("progress", MENTOUGOU, "2023-05") + "/template", "/figures/rental.bonded.raised",
                 "/freezes/2023-1", "/freezes/2023-1/report"]:
        newcomer.is_refused(path, 404, "没有找到")
    for path in ["/accounts", "/journal"]:
        newcomer.is_refused(path, 403, "没有这项权限")
    foreign = receipt_of(year.who("city"), "门头沟区")
    for rest in ["", "/original", "/errors", "/sheet"]:
        newcomer.is_refused(foreign + rest, 404, "没有")
    newcomer.open("/search?q=门头沟")
    assert not newcomer.here().find_elements(By.CSS_SELECTOR, f"main a[href*='{MENTOUGOU}']"), "search finds another district"
    year.who("system").is_refused("/returns", 403, "没有这项权限")


def receipt_of(city, name):
    city.open(f"/receipts?receipts.q={name}")
    return city.element("//main//tbody//a[contains(@href, '/receipts/')]", "a receipt").get_attribute("href").replace(city.office.address, "")


# ---- 2 By keyboard

def by_keyboard_alone(year):
    """Signs in and submits a page without touching the mouse."""
    reporter = Person(year.browser, year.office, "mentougou")
    year.people["mentougou"] = reporter
    reporter.open("/sign-in")
    type_keys(reporter, "mentougou", Keys.TAB, reporter.account["密码"])
    with reporter.leaving():
        type_keys(reporter, Keys.ENTER)
    with reporter.leaving():
        type_keys(reporter, one_time_code(reporter.account["验证密钥"]), Keys.ENTER)
    reporter.sees_heading("工作台")
    enter_by_tab(reporter, lambda x: x.text == "填报")
    enter_by_tab(reporter, lambda x: "项目进度" in (x.get_attribute("aria-label") or "") and "10月" in x.get_attribute("aria-label"))
    reporter.sees_heading("项目进度")
    enter_by_tab(reporter, lambda x: x.tag_name == "button" and x.text == "提交")
    reporter.sees("已提交")


def type_keys(person, *keys):
    """Keys to whatever has the focus."""
    for key in keys:
        person.here().switch_to.active_element.send_keys(key)


def enter_by_tab(person, wanted):
    """Tabs on until the thing is reached, which must show that it has the focus, and presses Enter on it."""
    for _ in range(200):
        type_keys(person, Keys.TAB)
        here = person.here().switch_to.active_element
        if here.tag_name == "body":
            continue
        if wanted(here):
            outline = here.value_of_css_property("outline-style")
            assert outline != "none", f"no sign of focus on {here.text}"
            with person.leaving():
                here.send_keys(Keys.ENTER)
            return
    raise AssertionError("not reached by Tab")


# ---- 3 A return: wrong, returned, right

MAY = page("progress", MENTOUGOU, "2023-05")


def download_template(year):
    reporter = year.who("mentougou")
    reporter.open(MAY)
    path = reporter.download(reporter.link("下载模板"))
    assert open(path, "rb").read(2) == b"PK", path
    template = Template(path)
    shown = [row for row in reporter.table("#entries table")]
    assert len(template.rows()) == len(shown) > 0, "the template is not filled in with the page's entries"
    assert [str(v["项目编号"]) for _, v in template.rows()] == [row[1] for row in shown]
    year.template = path


def upload_with_errors(year):
    """Six kinds of faults; all are on the page with their cells, and the counts add up."""
    reporter = year.who("mentougou")
    template = Template(year.template)
    rows = template.rows()
    first = rows[0][1]
    wanted = {}

    def fault(code, row, title):
        wanted[template.address(row, title)] = code
    fault("F-03", template.write(rows[0][0], 当月套数="２４"), "当月套数")
    fault("F-12", template.write(rows[1][0], 节点="完工"), "节点")
    fault("F-01", template.write(rows[2][0], 达到日期=None), "达到日期")
    new = dict(项目编号="MTG-2023-901", 住房类型=first["住房类型"], 节点="交付", 当月套数=60, 达到日期="2023-05-20")
    fault("F-10", template.add(**{**new, "项目编号": "MTG-2023-902", "达到日期": "2023-02-30"}), "达到日期")
    fault("F-04", template.add(**{**new, "项目编号": "MTG-2023-903", "当月套数": "1,234"}), "当月套数")
    template.add(**new)
    fault("P-21", template.add(**new), "项目编号")
    good = 1
    path = template.save(year.file("wrong.xlsx"))
    reporter.open(MAY)
    reporter.upload(path)
    reporter.sees_heading("回执")
    total = len(template.rows())
    reporter.sees(f"{total} = 收录 {good} + 退回 {total - good}", f"{total - good}行有错误")
    found = {row[2].split("!")[-1]: row[0] for row in reporter.table("main .scroll table")}
    for address, code in wanted.items():
        assert found.get(address) == code, f"{code} at {address} is not on the page: {found}"
    year.wrong, year.receipt = wanted, reporter.path()


def read_error_workbook(year):
    """The person's own rows come back, the bad cells coloured and with a comment."""
    reporter = year.who("mentougou")
    path = reporter.download(reporter.link("下载错误反馈表"))
    coloured, comments = marked_cells(path)
    for address, code in year.wrong.items():
        assert address in coloured, f"{address} is not coloured: {sorted(coloured)}"
        assert code in comments.get(address, ""), f"{address} says {comments.get(address)}"
    reporter.follow(next(iter(year.wrong)))
    cell = reporter.element("//td[@id='here']", "the cell in the original")
    assert "at" in cell.get_attribute("class").split() and cell.text == "２４", cell.text


def cannot_submit_with_errors(year):
    reporter = year.who("mentougou")
    reporter.open(MAY)
    reporter.sees("未收录", "改正后重新上传")
    reporter.press("提交")
    assert reporter.status() >= 400, "a page with rejected rows was submitted"
    reporter.forget_refusal(409, 422)
    reporter.sees_heading("行因错误未收录")


def correct_and_explain(year):
    """The right file; one number wants a reason before the page can be submitted."""
    reporter = year.who("mentougou")
    template = Template(year.template)
    template.add(项目编号="MTG-2023-901", 住房类型=template.rows()[0][1]["住房类型"], 节点="交付", 当月套数=6000, 达到日期="2023-05-20")
    year.may_rows = len(template.rows())
    reporter.open(MAY)
    reporter.upload(template.save(year.file("right.xlsx")))
    reporter.open(MAY)
    reporter.sees("需要说明后才能提交", "R-PRG-02")
    reporter.press("提交")
    assert reporter.status() >= 400, "an unexplained finding was submitted"
    reporter.forget_refusal(409, 422)
    reporter.open(MAY)
    reporter.fill("说明", "整体收购一次交付，已核对移交清单。")
    reporter.press("说明", "//main//form[contains(@action, '/explain')]")
    reporter.sees("说明已保存", "整体收购一次交付")
    reporter.press("提交")
    reporter.sees("已提交")


def two_windows(year):
    """What one window shows is no longer so when the other has acted."""
    reporter = year.who("mentougou")
    reporter.second_window()
    reporter.open(MAY)
    reporter.use_window(0)
    reporter.press("撤回")
    reporter.sees("已撤回")
    reporter.use_window(1)
    reporter.press("撤回")
    assert reporter.status() == 409, reporter.status()
    reporter.forget_refusal(409)
    reporter.sees_heading("已有变动")
    reporter.use_window(0)
    reporter.press("提交")
    reporter.sees("已提交")


def head_sends_back(year):
    head = year.who("mentougou-head")
    head.sees("待我审核")
    head.open(MAY)
    head.unfold("退回")
    head.choose("退给", "胡晓")
    head.fill("理由", "6000套与移交清单不符，应为600套。")
    head.press("退回", "//main//details[@open]")
    head.sees("已退回", "退回理由", "胡晓")


def correct_in_grid(year):
    """The reporter finds it on the desk, corrects it in the browser: first wrongly, then rightly."""
    reporter = year.who("mentougou")
    reporter.open("/")
    reporter.sees("退回给我的", "6000套与移交清单不符")
    reporter.follow("项目进度")
    reporter.follow("在线填写")
    assert len(reporter.here().find_elements(By.CSS_SELECTOR, "tbody tr")) >= year.may_rows
    write_homes(reporter, "MTG-2023-901", "六百")
    reporter.press("保存并校核")
    assert reporter.status() == 422
    reporter.forget_refusal(422)
    reporter.sees("没有保存", "F-02")
    write_homes(reporter, "MTG-2023-901", "600")
    reporter.press("保存并校核")
    reporter.sees("已保存")
    row = next(row for row in reporter.table("#entries table") if row[1] == "MTG-2023-901")
    assert row[4] == "600", row
    reporter.press("提交")
    reporter.sees("已提交")


def write_homes(person, project, homes):
    row = f"//main//tr[.//input[@name='c-project' and @value='{project}']]"
    person.fill("当月套数", homes, within=row)


def approve_and_accept(year):
    head, city = year.who("mentougou-head"), year.who("city")
    head.open(MAY)
    head.press("审核通过")
    head.sees("已审核通过")
    city.open(MAY)
    city.press("接收")
    city.sees("已接收", "市级已接收，账页锁定", "王芳", "请市级退回后再报")
    reporter = year.who("mentougou")
    reporter.open(MAY)
    reporter.sees("市级已接收，账页锁定", "王芳")
    reporter.sees_not("申请延期", within="main")
    assert not reporter.here().find_elements(By.CSS_SELECTOR, "form[data-upload]"), "a locked page offers an upload"


def nil_return(year, period="2023-01"):
    reporter = year.who("mentougou")
    reporter.open(page("inspections", MENTOUGOU, period))
    reporter.press("零报告", confirm=True)
    reporter.sees("已保存", "没有条目")


def lock_and_extension(year):
    """The date is over: the page says what is locked, why, by whom; more time is asked for, granted, used."""
    city, reporter = year.who("city"), year.who("mentougou")
    city.open("/waivers?year=2023")
    city.unfold("更改期限")
    form = "//main//form[@action='/deadlines']"
    city.choose("台账", "工程质量安全检查台账", form)
    city.fill("所属期", "2023-02", form)
    for label, day in [("应报日", "2024-01-10"), ("首次填报截止", "2024-01-20"), ("更正截止", "2024-01-31")]:
        city.fill(label, day, form)
    city.press("更改", form)
    city.sees("已保存", "2024-01-20")
    february = page("inspections", MENTOUGOU, "2023-02")
    reporter.open(february)
    reporter.sees("首次填报已截止", "2024-01-21", "王芳", "由市级批准延期后，本区可继续填报")
    assert not reporter.here().find_elements(By.CSS_SELECTOR, "form[data-upload]"), "a locked page offers an upload"
    reporter.follow("申请延期")
    ask = "//main//form[@action='/waivers']"
    reporter.fill("至", (date.today() + timedelta(days=20)).isoformat(), ask)
    reporter.fill("理由", "检查记录在整理归档。", ask)
    reporter.press("提交申请", ask)
    reporter.sees("申请已提交", "待批准", "检查记录在整理归档")
    city.open("/")
    city.sees("待批准的豁免和延期", "检查记录在整理归档")
    city.open("/waivers?year=2023")
    city.press("批准", "//main//li[contains(., '检查记录在整理归档')]")
    city.sees("已批准")
    nil_return(year, "2023-02")


def question_and_answer(year):
    city, reporter = year.who("city"), year.who("mentougou")
    city.open(page("progress", MENTOUGOU, "2023-06"))
    city.unfold("提问")
    city.choose("向谁", "胡晓")
    city.fill("问题", "6月达到节点的套数从何核实？")
    city.press("发出")
    city.sees("问题已发出")
    where = city.path().split("?")[0]
    reporter.open("/")
    reporter.sees("待答复的问题")
    reporter.follow(city.heading().split()[-1])
    reporter.fill("内容", "按竣工验收备案表逐项核实。")
    reporter.press("答复")
    reporter.sees("答复已发出")
    city.open(where)
    city.sees("按竣工验收备案表逐项核实")
    city.press("办结")
    city.sees("已办结")


def submit_all(year):
    """Over the list: what can be submitted is, what cannot is told why; explained, and submitted."""
    reporter = year.who("mentougou")
    done, refused = act_on_all(reporter, "/returns/list?state=filed", "提交所选")
    assert done > 40, (done, refused)
    reasons = reporter.table("main .scroll table") if refused else []
    assert len(reasons) == refused and all(row[2] for row in reasons), reasons
    for link in [row_link for row_link in links(reporter, "main .scroll table a")]:
        explain_all(reporter, link)
    if refused:
        assert act_on_all(reporter, "/returns/list?state=filed", "提交所选") == (refused, 0)


def links(person, selector):
    return [x.get_attribute("href").replace(person.office.address, "") for x in person.here().find_elements(By.CSS_SELECTOR, selector)]


def explain_all(person, path):
    person.open(path)
    while person.here().find_elements(By.XPATH, "//summary[contains(., '同一规则的全部一起说明')]"):
        person.unfold("同一规则的全部一起说明")
        person.fill("说明", "已与原始凭证核对，情况属实。", "//main//details[@open]")
        person.press("说明", "//main//details[@open]")
        person.sees("说明已保存")


def act_on_all(person, path, button):
    """Ticks all pages of the list and presses the button; how many were done and how many not."""
    person.open(path)
    person.tick("全选")
    person.press(button)
    done, refused = re.search(r"办成(\d+)个，未办(\d+)个", person.heading()).groups()
    return int(done), int(refused)


def approve_and_accept_all(year):
    head, city = year.who("mentougou-head"), year.who("city")
    approved, refused = act_on_all(head, "/returns/list?state=submitted", "审核通过所选")
    assert approved > 40 and refused == 0, (approved, refused)
    accepted, refused = act_on_all(city, f"/returns/list?state=approved&district={MENTOUGOU}", "接收所选")
    assert (accepted, refused) == (approved, 0), (accepted, refused)
    city.open(f"/returns/list?state=accepted&district={MENTOUGOU}&pages.q=项目进度")
    assert len(city.table()) == 6, "not all pages of progress are accepted"


def other_district(year):
    """朝阳区 has a question to answer and a page that came back."""
    reporter, head, city = year.who("chaoyang"), year.who("chaoyang-head"), year.who("city")
    reporter.open("/")
    reporter.sees("退回给我的", "请补报12月下旬的区级检查", "待答复的问题", "11月新开工套数比10月增加较多")
    with reporter.leaving():
        reporter.click(reporter.element("//main//section[contains(., '待答复的问题')]//a", "the question"))
    reporter.fill("内容", "11月有三个项目集中开工。")
    reporter.press("答复")
    reporter.sees("答复已发出")
    reporter.open("/")
    reporter.follow("检查", "//main//section[contains(., '退回给我的')]")
    december = reporter.path().split("?")[0]
    reporter.follow("在线填写")
    copy_last_row(reporter, 检查编号="CY-JC-2023-999", 检查日期="2023-12-28")
    reporter.press("保存并校核")
    reporter.sees("已保存", "CY-JC-2023-999")
    explain_all(reporter, december)
    reporter.press("提交")
    head.open(december)
    head.press("审核通过")
    city.open(december)
    city.press("接收")
    city.sees("已接收", "市级已接收，账页锁定")


def copy_last_row(person, **changes):
    """Fills the spare row of the grid as the last one is filled, but for the changes."""
    person.here().execute_script("""
        const rows = Array.from(document.querySelectorAll('tbody tr'));
        const filled = rows.filter(r => Array.from(r.querySelectorAll('input')).some(i => i.value));
        const from = filled[filled.length - 1].querySelectorAll('input, select');
        rows[filled.length].querySelectorAll('input, select').forEach((x, i) => { x.value = from[i].value; });
        rows[filled.length].id = 'new-row';""")
    for label, value in changes.items():
        person.fill(label, value, within="//tr[@id='new-row']")

# ---- 4 Freeze, evaluate, sign, trace

def freeze_and_evaluate(year):
    city = year.who("city")
    city.open("/evaluation?year=2023")
    city.sees("租赁住房保障", "老旧小区改造", "城市棚户区改造", "占位数")
    year.freeze = freeze(city, "年度报送已接收，封账出具报告。")
    city.sees("待签署", within="main .head")
    year.root = city.element("//dd/code", "the root").text
    assert re.fullmatch(r"[0-9a-f]{64}", year.root), year.root
    city.open(f"/evaluation?freeze={year.freeze}")
    city.sees(f"封账 {year.freeze} 的数据，不随账页变动", year.root[:16])
    city.follow("租赁住房保障")
    city.sees_heading("租赁住房保障")
    assert len(city.table("#indicators table")) > 5


def freeze(city, note):
    city.open("/freezes?year=2023")
    city.fill("说明", note)
    city.press("封账", "//main//form[@action='/freezes']", confirm=True)
    city.sees("已封账", note)
    return city.heading().split()[-1]


def both_sign(year):
    city, finance = year.who("city"), year.who("finance")
    stranger = Person(year.browser, year.office, "")
    public = f"/published/{year.freeze}"
    city.open(f"/freezes/{year.freeze}")
    assert not city.here().find_elements(By.XPATH, "//button[contains(., '财政')]"), "housing is offered finance's signature"
    city.press("签署", confirm=True)
    city.sees("已签署", "王芳")
    stranger.is_refused(public, 404, "没有找到")
    finance.open(f"/freezes/{year.freeze}")
    finance.press("签署", confirm=True)
    finance.sees("双方已签署", "王芳", "赵敏")
    stranger.open(public)
    stranger.sees("绩效评价报告", year.root)
    stranger.sees_not("王芳", "赵敏")
    stranger.follow("在线阅读报告")
    stranger.sees("绩效评价")


RAISED = "rental.bonded.raised"


def raised_homes(year):
    """The number as SQL of our own adds it up from the entries: homes raised, affordable rental, all districts."""
    path = os.path.join(year.office.demo, "data", "anju.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute("""
            SELECT sum(l.homes) FROM ledger_progress l JOIN page_versions v ON v.page = l.page
            WHERE v.ledger = 'progress' AND l.housing = 'bonded' AND l.milestone = 'raised' AND v.version =
                (SELECT max(w.version) FROM page_versions w WHERE (w.ledger, w.district, w.period) = (v.ledger, v.district, v.period))
            """).fetchone()[0]


def report_to_cell(year):
    """From a number of the report down to its cell: report → rate → input → page → entry → cell."""
    city = year.who("city")
    expected = raised_homes(year) + (1 if year.control else 0)
    city.open(f"/freezes/{year.freeze}/report")
    printed = figure_link(city, RAISED)
    assert int(number(printed.text)) == expected, f"the report prints {printed.text}, the entries add up to {expected}"
    year.printed = printed.text
    rate = figure_link(city, RAISED + ".rate")
    shown = rate.text
    with city.leaving():
        city.click(rate)
    city.sees(shown, within="main .head")
    city.sees("计算公式", f"封账 {year.freeze} 的数据")
    with city.leaving():
        city.click(city.element(f"//section[@id='source']//td//a[contains(@href, '/figures/{RAISED}?')]", "the input"))
    city.sees(year.printed, within="main .head")
    city.sees("个账页合计", "与本数相符")
    open_page_of_figure(year, city)
    entry = city.element("//div[@id='entries']//tr[contains(., 'P110105-BZ-001')]//a[contains(@class, 'figure')]", "the entry")
    value = entry.text
    with city.leaving():
        city.click(entry)
    cell = city.element("//td[@id='here']", "the cell")
    assert "at" in cell.get_attribute("class").split(), "the cell is not marked"
    assert cell.text == value == year.expected_cell, (cell.text, value)
    year.cell = city.path()
    assert "P110105-BZ-001" in cell.find_element(By.XPATH, "..").text, "the cell stands in another row"


def figure_link(person, tag):
    return person.element(f"//main//a[contains(@href, '/figures/{tag}?')]", f"the number {tag} in the report")


def open_page_of_figure(year, city):
    """The pages that add up to the figure, narrowed to 朝阳区's July; its entries."""
    city.fill("筛选 账页", "朝阳区")
    with city.leaving():
        city.field("筛选 账页").send_keys(Keys.ENTER)
    july = city.element("//div[@id='pages']//tr[contains(., '朝阳区') and contains(., '2023-07')]//a[contains(@href, 'open=')]", "朝阳区's July")
    with city.leaving():
        city.click(july)
    city.sees("条目：朝阳区 项目进度台账")


def cell_to_sentence(year):
    """And back up: from the cell to the entry, the figures that count it, the sentence that prints them."""
    city = year.who("city")
    city.sees("成为条目", "用到它的数", f"封账 {year.freeze} 的数据")
    with city.leaving():
        city.click(city.element(f"//main//section//a[contains(@href, '/figures/{RAISED}?')]", "the figure that counts the cell"))
    city.sees(year.printed, within="main .head")
    city.sees("用到它的地方", "报告语句", f"封账 {year.freeze} 的数据")
    marked = [x.text for x in city.here().find_elements(By.CSS_SELECTOR, "main mark")]
    assert marked and all(int(number(text)) == int(number(year.printed)) for text in marked), marked
    city.follow("见指标")
    city.sees(year.printed)


def documents(year):
    """What is downloaded is what it says, and holds the number."""
    city = year.who("city")
    digits = number(year.printed)
    city.open(f"/freezes/{year.freeze}")
    word = city.download(city.link("报告 DOCX"))
    with zipfile.ZipFile(word) as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    assert digits in text and year.root in text, "the DOCX holds neither number nor root"
    form = city.download(city.link("绩效自评表 XLSX"))
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(form) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert any(digits in cell.replace(",", "") for cell in cells), "the number is not in the form"
    bundle = city.download(city.link("离线包"))
    held = open(bundle, encoding="utf-8").read()
    assert year.root in held and digits in held, "the bundle holds neither number nor root"
    scores = city.download(city.link("指标得分 JSON"))
    year.figures = figures_of(scores)
    assert int(year.figures[RAISED]) == int(digits)
    city.open(f"/published/{year.freeze}")
    year.public_text = city.text()
    city.open(f"/freezes/{year.freeze}/report")
    year.report_text = city.text()


def figures_of(path):
    with open(path, encoding="utf-8") as file:
        return {figure_tag(x): x.get("value") for x in json.load(file)["figures"]}


def figure_tag(item):
    return item["figure"] + ("@" + item["region"] if item.get("region") and "@" not in item["figure"] else "")


# ---- 5 A correction after publication

JULY = page("progress", CHAOYANG, "2023-07")


def correct_after_publication(year):
    """The city sends the page back; one number is put right and goes through."""
    city, reporter, head = year.who("city"), year.who("chaoyang"), year.who("chaoyang-head")
    city.open(JULY)
    # How often the page was filed depends on how the example is made; this correction is one more.
    year.version = int(re.search(r"第(\d+)版", city.text("main")).group(1))
    city.unfold("退回")
    city.choose("退给", "黄晓")
    city.fill("理由", "BZ-001为531套，请更正。")
    city.press("退回", "//main//details[@open]")
    city.sees("已退回")
    reporter.open(JULY)
    reporter.sees("BZ-001为531套")
    template = Template(reporter.download(reporter.link("下载模板")))
    row = next(row for row, values in template.rows() if values["项目编号"] == "P110105-BZ-001")
    assert str(template.sheet[template.address(row, "当月套数")].value) == year.expected_cell
    template.write(row, 当月套数=531)
    reporter.upload(template.save(year.file("更正.xlsx")))
    reporter.sees("已保存")
    explain_all(reporter, JULY)
    reporter.press("提交")
    reporter.sees("已提交")
    head.open(JULY)
    head.press("审核通过")
    city.open(JULY)
    city.press("接收")
    city.sees("已接收", f"第{year.version + 1}版")


def second_freeze_and_comparison(year):
    """Exactly the page and the figures that moved, with before and after."""
    city = year.who("city")
    year.second = freeze(city, "更正朝阳区7月进度。")
    city.follow(f"{year.freeze} → {year.second}")
    city.sees_heading(f"比较 {year.freeze} → {year.second}")
    assert city.table("#pages table") == [["朝阳区 项目进度台账 2023年7月", f"第{year.version}版", f"第{year.version + 1}版"]] or one_page(city, year), city.table("#pages table")
    export = city.download(city.element("//div[@id='figures']//a[normalize-space(.)='CSV']", "the export"))
    city.open(f"/freezes/{year.second}")
    after = figures_of(city.download(city.link("指标得分 JSON")))
    moved = {tag for tag in set(after) | set(year.figures) if after.get(tag) != year.figures.get(tag)}
    assert RAISED in moved and f"{RAISED}@{CHAOYANG}" in moved, sorted(moved)
    city.open(f"/freezes/{year.freeze}/compare/{year.second}?figures.sort=what")
    listed = {}
    while True:
        for what, before, now, difference in city.table("#figures table"):
            listed[what.split("\n")[-1].strip()] = (before, now, difference)
        more = city.here().find_elements(By.XPATH, "//div[@id='figures']//nav//a[contains(., '下一页')]")
        if not more:
            break
        with city.leaving():
            city.click(more[0])
    assert set(listed) == moved, f"listed and not moved {sorted(set(listed) - moved)}, moved and not listed {sorted(moved - set(listed))}"
    before, now, difference = listed[RAISED]
    assert int(number(before)) == int(number(year.printed)) and int(number(now)) == int(number(before)) + 10 and difference.startswith("+10"), listed[RAISED]
    assert len(open(export, encoding="utf-8-sig").read().strip().splitlines()) == len(listed) + 1


def one_page(city, year):
    rows = city.table("#pages table")
    return len(rows) == 1 and "朝阳区" in rows[0][0] and "2023年7月" in rows[0][0] and rows[0][1:] == [f"第{year.version}版", f"第{year.version + 1}版"]


def first_report_stands(year):
    """Nothing of what was published moves; the old cell still belongs to the old freeze, and to no present figure."""
    city = year.who("city")
    city.open(year.cell)
    city.sees(f"第{year.version}版，已被第{year.version + 1}版取代", year.printed)
    city.open(year.cell.replace(f"&freeze={year.freeze}", ""))
    city.sees("这些数不用账页的这一版")
    city.sees_not("用到它的数")
    city.open(f"/freezes/{year.freeze}/report")
    assert city.text() == year.report_text, "the first report has changed"
    city.open(f"/published/{year.freeze}")
    assert city.text() == year.public_text and year.root in city.text(), "the published page has changed"
    city.is_refused(f"/published/{year.second}", 404, "没有找到")
    city.open(f"/freezes/{year.second}/report")
    assert int(number(figure_link(city, RAISED).text)) == int(number(year.printed)) + 10 == raised_homes(year)


# ---- 6 Every main page, narrow and wide, in both languages

def pages_of(year):
    """Name → who looks, and where."""
    return {
        "desk": ("city", "/"), "desk-district": ("mentougou", "/"), "matrix": ("city", "/returns?year=2023"),
        "matrix-district": ("mentougou", "/returns?year=2023"), "list": ("city", "/returns/list?year=2023"),
        "page": ("mentougou", MAY), "page-open": ("mentougou", page("inspections", MENTOUGOU, "2023-12")),
        "grid": ("mentougou", page("inspections", MENTOUGOU, "2023-12") + "/edit"), "upload": ("mentougou", "/upload"),
        "receipt": ("mentougou", year.receipt), "questions": ("city", "/questions"), "waivers": ("city", "/waivers?year=2023"),
        "rules": ("city", "/rules?year=2023"), "evaluation": ("city", "/evaluation?year=2023"),
        "programme": ("city", "/evaluation/rental?year=2023"), "figure": ("city", f"/figures/{RAISED}?year=2023"),
        "figure-formula": ("city", f"/figures/{RAISED}.rate?year=2023"), "cell": ("city", year.cell),
        "freezes": ("city", "/freezes?year=2023"), "freeze": ("city", f"/freezes/{year.freeze}"),
        "comparison": ("city", f"/freezes/{year.freeze}/compare/{year.second}"), "report": ("city", f"/freezes/{year.freeze}/report"),
        "published": ("city", f"/published/{year.freeze}"), "dashboard": ("city", "/dashboard?year=2023"),
        "dashboard-district": ("chaoyang", "/dashboard?year=2023"), "evaluation-district": ("chaoyang", "/evaluation?year=2023"),
        "search": ("city", "/search?q=P110105-BZ-001"), "journal": ("audit", "/journal"), "accounts": ("system", "/accounts"), "account": ("security", "/accounts/3"), "me": ("city", "/me"),
    }


def narrow_and_wide(year):
    """Pictures of every page; none is wider than its window, none is without its basics."""
    faults = []
    for language in ["zh", "en"]:
        for login in {login for login, _ in pages_of(year).values()}:
            person = year.who(login)
            person.open("/")
            if person.here().execute_script("return document.documentElement.lang")[:2] != language:
                person.speak(language)
        for name, (login, path) in pages_of(year).items():
            person = year.who(login)
            person.open(path)
            lang = person.here().execute_script("return document.documentElement.lang")
            if lang != {"zh": "zh-CN", "en": "en"}[language]:
                faults.append(f"{name}: lang {lang}")
            if language == "en":
                faults += [f"{name}: not in English: {line}" for line in chinese_labels(person) if line not in ("中文", person.name)]
            for width in [1280, 375]:
                person.width(width)
                if name == "cell":
                    person.open(path)
                if name == "cell" and not in_view(person, "#here"):
                    faults.append(f"the cell is out of sight at {width}")
                if wide := too_wide(person):
                    faults.append(f"{name} {language} {width}: {wide}")
                person.picture(year.file(f"{name}-{width}-{language}.png"))
            person.width(None)
    assert not faults, "\n".join(faults)


def in_view(person, selector):
    """Whether it can be seen without moving the table or the page."""
    return person.here().execute_script("""
        const x = document.querySelector(arguments[0]), b = x.getBoundingClientRect(), s = x.closest('.scroll').getBoundingClientRect();
        return b.left >= s.left - 1 && b.right <= s.right + 1 && b.top >= -1 && b.bottom <= innerHeight + 1""", selector)


def too_wide(person):
    """What makes the page scroll sideways."""
    return person.here().execute_script("""
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return null;
        const out = Array.from(document.querySelectorAll('body *')).filter(x => x.getBoundingClientRect().right > root.clientWidth + 1
            && !x.closest('.scroll, nav.places') && x.offsetParent);
        return root.scrollWidth + ' px: ' + out.slice(0, 4).map(x => x.tagName + '.' + x.className + ' ' + x.textContent.trim().slice(0, 30)).join(' | ')""")


def chinese_labels(person):
    """Headings, buttons, labels and column titles that are left in Chinese; data may be."""
    return person.here().execute_script("""
        return Array.from(document.querySelectorAll('main h2, main h3, main button, main label, main th[scope=col], main dt, main summary'))
            .map(x => Array.from(x.childNodes).filter(n => n.nodeType === 3).map(n => n.textContent).join('').trim())
            .filter(t => /[\u4e00-\u9fff]/.test(t)).slice(0, 3)""")


STORY = [
    new_account, sees_own_district_only, by_keyboard_alone, download_template, upload_with_errors, read_error_workbook,
    cannot_submit_with_errors, correct_and_explain, two_windows, head_sends_back, correct_in_grid, approve_and_accept, nil_return,
    lock_and_extension, question_and_answer, submit_all, approve_and_accept_all, other_district,
    freeze_and_evaluate, both_sign, report_to_cell, cell_to_sentence, documents, correct_after_publication, second_freeze_and_comparison,
    first_report_stands, narrow_and_wide,
]


def play(year, steps):
    """Each step in turn; the story ends where one fails."""
    for index, step in enumerate(steps):
        begun = time.monotonic()
        try:
            step(year)
            complaints = year.browser.complaints()
            assert not complaints, f"the console: {complaints}"
        except Exception:
            print(f"NOT {step.__name__}", flush=True)
            traceback.print_exc()
            for login, person in year.people.items():
                try:
                    person.picture(year.file(f"failed-{step.__name__}-{login}.png"))
                except Exception as error:
                    print(f"no picture of {login}: {error}")
            print("--- server\n" + year.office.said()[-4000:])
            return index, len(steps) - index
        print(f"ok  {step.__name__} {time.monotonic() - begun:.1f} s", flush=True)
    return len(steps), 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anju", default=".build/debug/anju")
    parser.add_argument("--demo", help="what anju demo wrote; worked on in a copy")
    parser.add_argument("--out", help="screenshots, downloads, the log")
    parser.add_argument("--only", nargs="*", default=[], help="steps by name")
    parser.add_argument("--control", action="store_true", default=os.environ.get("ANJU_BROWSER_CONTROL") == "1")
    options = parser.parse_args()
    out = os.path.abspath(options.out or tempfile.mkdtemp(prefix="anju-browser-"))
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    place = tempfile.mkdtemp(prefix="anju-year-")
    demo = os.path.join(place, "demo")
    if options.demo:
        shutil.copytree(options.demo, demo)
    else:
        make_demo(options.anju, demo)
    begun = time.monotonic()
    office = Office(options.anju, demo, os.path.join(out, "server.log"))
    browser = None
    passed, failed = 0, 1
    try:
        office.open()
        browser = Browser(os.path.join(out, "downloads"))
        only = options.only or (["report_to_cell"] if options.control else [])
        steps = [step for step in STORY if not only or step.__name__ in only]
        passed, failed = play(Year(office, browser, out, options.control), steps)
    finally:
        if browser:
            print(f"{browser.pages} pages looked at in {time.monotonic() - begun:.0f} s; screenshots in {out}")
            browser.close()
        office.close()
        shutil.rmtree(place, ignore_errors=True)
    print(f"year: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
