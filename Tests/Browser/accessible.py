#!/usr/bin/env python3
"""axe-core over pages of a running server, at 375 and 1280 px.

    python3 -m venv V && V/bin/pip install selenium==4.51.0 axe-playwright-python==0.1.8     # which carries axe.min.js
    V/bin/python Tests/Browser/accessible.py http://127.0.0.1:8080 /portal /survey …

Pages that need an account: ANJU_COOKIE=the session's cookie. Prints what axe finds (WCAG 2.2 A and AA, and best practice); exit code 1 where
there is any. The control: a page without a language must be found.
"""
import glob, os, sys
from selenium import webdriver
from selenium.webdriver.chrome.options import Options

RUN = """const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
  .then(r => done(r.violations.map(v => `${v.id} (${v.impact}) × ${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)}`)));"""

axe = open(glob.glob(sys.prefix + "/lib/python3*/site-packages/axe_playwright_python/axe.min.js")[0]).read()
options = Options()
options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"]:
    options.add_argument(argument)
browser = webdriver.Chrome(options=options)
browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
base, paths, found = sys.argv[1].rstrip("/"), sys.argv[2:], 0


def ask(address):
    browser.get(address)
    browser.execute_script(axe)
    return browser.execute_async_script(RUN)


if cookie := os.environ.get("ANJU_COOKIE"):
    browser.get(base + "/healthz")
    browser.add_cookie({"name": "anju", "value": cookie, "path": "/"})
for path in paths:
    for width in (375, 1280):
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})
        faults = ask(base + path)
        wide = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{wide} px too wide")
        found += len(faults)
        print(f"{path} {width}: " + ("ok" if not faults else "; ".join(faults)))
control = ask("data:text/html,<title>x</title><main><h1>x</h1></main>")
print("control:", "ok" if any("html-has-lang" in fault for fault in control) else "NOT found")
browser.quit()
sys.exit(1 if found or not control else 0)
