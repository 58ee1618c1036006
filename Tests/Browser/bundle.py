#!/usr/bin/env python3
"""Opens an offline bundle from file:// in Chromium, wants it verified, then spoils copies of it and wants each spoiled place named.

    anju demo --out /tmp/out && anju bundle 2023-1 --data /tmp/out/data --out /tmp/bundle.html
    pip install selenium; apt-get install chromium chromium-driver
    python3 Tests/Browser/bundle.py /tmp/bundle.html [FOLDER FOR SCREENSHOTS]
"""
import base64, json, os, re, sys, tempfile, time
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

path = os.path.abspath(sys.argv[1])
shots = sys.argv[2] if len(sys.argv) > 2 else None
page = open(path, encoding="utf-8").read()
start = page.index('<script type="application/json" id="data">') + len('<script type="application/json" id="data">')
end = page.index("</script>", start)
data = json.loads(page[start:end])

options = Options()
for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"]:
    options.add_argument(flag)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def open_page(file):
    begun = time.monotonic()
    driver.get("file://" + file)
    while True:
        element = driver.find_element(By.ID, "verdict")
        if "wait" not in element.get_attribute("class").split():
            break
        assert time.monotonic() - begun < 60, "no verdict"
        time.sleep(0.05)
    faults = [x.get_attribute("textContent") for x in driver.find_elements(By.CSS_SELECTOR, "#faults li")]
    return element.get_attribute("class"), element.text, faults, time.monotonic() - begun


def with_data(change):
    """A copy whose data are changed."""
    copy = json.loads(json.dumps(data))
    change(copy)
    return page[:start] + json.dumps(copy, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") + page[end:]


def other_digit(text, last=True):
    """The text with one digit changed."""
    places = [m.start() for m in re.finditer(r"\d", text)]
    at = places[-1 if last else 0]
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def shown(change, tag="rental.bonded.raised", lang="zh"):
    """A copy in which one print of a figure in the text is changed."""
    pattern = re.compile(r'(<a class="figure"[^>]*href="#%s-trace-%s"[^>]*>)([^<]*)(</a>)' % (lang, re.escape(tag)))
    assert pattern.search(page), tag
    return pattern.sub(lambda m: m[1] + change(m[2]) + m[3], page, count=1)


def frozen(copy, index=None):
    row = next(f for f in copy["figures"] if f[0] == "rental.bonded.raised")
    row[1] = other_digit(row[1])


def set_item(name, row, column, change):
    def body(copy):
        copy[name][row][column] = change(copy[name][row][column])
    return body


def file_changed():
    link = re.search(r'(<a class="file" id="file-0"[^>]*;base64,)([^"]*)"', page)
    spoiled = bytearray(base64.b64decode(link[2]))
    spoiled[len(spoiled) // 2] ^= 1
    return page[: link.start(2)] + base64.b64encode(bytes(spoiled)).decode() + page[link.end(2) :]


def sentence_changed():
    place = next(s for s in data["statements"] if s[0] in data["said"]["zh"] and "推进" in s[2] and "<" not in s[2])
    head, word, rest = place[2].partition("推进")
    before = page[: page.index('id="zh-traces"')]
    return place[2], before.replace("推进", "推迟") + page[len(before) :]


seal = data["pages"][100]
sentence, spoiled_sentence = sentence_changed()
cases = [
    ("a shown number", shown(other_digit), "rental.bonded.raised"),
    ("its first digit", shown(lambda t: other_digit(t, last=False)), "rental.bonded.raised"),
    ("a shown number in English", shown(lambda t: other_digit(t, last=False), lang="en"), "rental.bonded.raised"),
    ("a shown rate", shown(other_digit, "rental.bonded.raised.rate"), "rental.bonded.raised.rate"),
    ("a number without its link", re.sub(r'<a class="figure"[^>]*href="#zh-trace-rental.bonded.raised"[^>]*>[^<]*</a>', "81550套", page, count=1), "个数"),
    ("a shown score", shown(other_digit, "rental/score"), "rental/score"),
    ("a shown weight", shown(other_digit, "rental.funds.execution/weight"), "rental.funds.execution/weight"),
    ("a shown attainment", shown(other_digit, "rental.output.public_raised/attainment"), "rental.output.public_raised/attainment"),
    ("a frozen figure", with_data(frozen), "rental.bonded.raised"),
    ("a frozen score", with_data(set_item("scores", 3, 1, other_digit)), data["scores"][3][0]),
    ("a frozen sentence", with_data(set_item("statements", 2, 2, lambda t: t + "。")), "句子"),
    ("a page's seal", with_data(set_item("pages", 100, 1, lambda t: ("1" if t[0] == "0" else "0") + t[1:])), seal[2]),
    ("a page's number", with_data(set_item("pages", 100, 0, lambda n: n + 10000)), seal[2]),
    ("a material's digest", with_data(set_item("materials", 0, 1, other_digit)), data["materials"][0][0]),
    ("the root in the data", with_data(lambda c: c.update(root=other_digit(c["root"]))), "根值"),
    ("the root printed", page.replace("<code>" + data["root"], "<code>" + other_digit(data["root"]), 1), "根值"),
    ("a file", file_changed(), data["files"][0]["name"]),
    ("a sentence of the text", spoiled_sentence, sentence[:12]),
    ("the journal's proof", with_data(lambda c: c["journal"]["path"].__setitem__(0, other_digit(c["journal"]["path"][0]))), "日志"),
    ("the journal's entry", with_data(lambda c: c["journal"].update(actor="someone")), "日志"),
]

failures = 0
mark, text, faults, seconds = open_page(path)
print(f"whole: {mark} in {seconds:.2f} s: {text}")
for line in faults[:10]:
    print("   ", line)
for entry in driver.get_log("browser"):
    print("   console:", entry["message"])
    failures += 1
if mark != "good":
    failures += 1
if shots:
    os.makedirs(shots, exist_ok=True)
    for width in [1280, 375]:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        for lang in ["zh", "en"]:
            driver.execute_script("window.scrollTo(0, 0)")
            driver.find_element(By.ID, "use-" + lang).click()
            driver.save_screenshot(f"{shots}/bundle-{width}-{lang}.png")
            if lang == "zh":
                driver.execute_script("document.getElementById('freeze').scrollIntoView()")
                driver.execute_script("document.querySelector('details.list').open = true")
                time.sleep(0.2)
                driver.save_screenshot(f"{shots}/bundle-{width}-freeze.png")
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        print(f"at {width} px the page is {wide} px wide")
        if wide > width:
            failures += 1
            print(driver.execute_script("""
                return Array.from(document.querySelectorAll('body *')).filter(x => x.getBoundingClientRect().right > innerWidth + 1
                    && !x.closest('.scroll') && x.offsetParent).slice(0, 8).map(x => x.tagName + '.' + x.className + '#' + x.id).join(' ')"""))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
with tempfile.TemporaryDirectory() as folder:
    for index, (name, text, wanted) in enumerate(cases):
        assert text != page, name
        file = os.path.join(folder, f"{index}.html")
        open(file, "w", encoding="utf-8").write(text)
        mark, verdict, faults, _ = open_page(file)
        named = mark == "bad" and any(wanted in fault for fault in faults)
        failures += not named
        print(("ok  " if named else "NOT ") + name + ": " + (faults[0][:150] if faults else verdict))
        if named and len(faults) > 3:
            print(f"     and {len(faults) - 1} more")
driver.quit()
# One for each case, one for the bundle as it is with its widths and console.
print(f"bundle: {max(0, len(cases) + 1 - failures)} passed, {failures} failed")
sys.exit(1 if failures else 0)
