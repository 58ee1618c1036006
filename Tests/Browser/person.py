"""A person at a browser: a window of their own with cookies of their own, and what people do there."""
import glob, os, re, time
from contextlib import contextmanager
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait
from office import one_time_code

PATIENCE = 10
"""Seconds any one thing may take."""

BASICS = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "basics.js"), encoding="utf-8").read()
"""What every page must fulfil; gives a list of faults."""


class Browser:
    """One Chromium for everybody."""

    def __init__(self, downloads):
        options = Options()
        options.enable_bidi = True
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=zh-CN", "--accept-lang=zh-CN,zh"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.downloads = downloads
        os.makedirs(downloads, exist_ok=True)
        self.pages = 0

    def context(self):
        """Cookies of their own; downloads go to the folder."""
        context = self.driver.browser.create_user_context()
        behaviour = {"behavior": "allow", "downloadPath": self.downloads, "browserContextId": context}
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
        return context

    def complaints(self):
        """What the console said since it was last asked: errors of scripts and of the content security policy."""
        own = ("Launching Mapper", "BiDi-CDP")
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING") and not any(word in entry["message"] for word in own)]

    def close(self):
        self.driver.quit()


class Person:
    def __init__(self, browser, office, login, name=None):
        self.browser, self.office, self.driver = browser, office, browser.driver
        self.login = login
        self.account = office.accounts.get(login, {})
        self.name = name or self.account.get("姓名", login)
        self.context = browser.context()
        self.windows = [self.driver.browsing_context.create(type="tab", user_context=self.context)]
        self.window = self.windows[0]

    # Windows

    def here(self):
        """Brings this person's window to the front."""
        if self.browser.driver.current_window_handle != self.window:
            self.driver.switch_to.window(self.window)
        return self.driver

    def second_window(self):
        self.windows.append(self.driver.browsing_context.create(type="tab", user_context=self.context))
        self.use_window(len(self.windows) - 1)

    def use_window(self, index):
        self.window = self.windows[index]
        self.driver.switch_to.window(self.window)

    # Going somewhere

    def open(self, path):
        self.here().get(path if path.startswith("http") else self.office.address + path)
        self.arrived()

    def arrived(self):
        """The page is there and fulfils what every page must."""
        self.wait(lambda: self.driver.execute_script("return document.readyState === 'complete'"), "the page to load")
        faults = self.driver.execute_script(BASICS)
        assert not faults, f"{self.path()}: " + "; ".join(faults[:5])
        self.browser.pages += 1

    @contextmanager
    def leaving(self):
        """What is done inside leads to another page."""
        self.here().execute_script("window.stillHere = true")
        yield
        self.wait(lambda: self.driver.execute_script("return !window.stillHere"), "another page")
        self.arrived()

    def wait(self, condition, what):
        try:
            WebDriverWait(self.driver, PATIENCE, poll_frequency=0.03).until(lambda _: condition())
        except Exception as error:
            raise AssertionError(f"{self.login} waited in vain for {what} at {self.path()}: {self.heading()}") from error

    def path(self):
        return self.driver.current_url.replace(self.office.address, "")

    def status(self):
        """The HTTP status of the page on screen."""
        return self.here().execute_script("return performance.getEntriesByType('navigation')[0].responseStatus")

    # Seeing

    def heading(self):
        found = self.here().find_elements(By.TAG_NAME, "h1")
        return found[0].text if found else ""

    def text(self, selector="main"):
        return " ".join(x.text for x in self.here().find_elements(By.CSS_SELECTOR, selector))

    def sees(self, *texts, within="main"):
        for text in texts:
            self.wait(lambda: text in self.text(within), f"“{text}”")

    def sees_not(self, *texts, within="body"):
        shown = self.text(within)
        for text in texts:
            assert text not in shown, f"{self.login} sees “{text}” at {self.path()}"

    def sees_heading(self, text):
        self.wait(lambda: text in self.heading(), f"the heading “{text}”")

    def is_refused(self, path, status, text):
        """The address answers with this status and says why."""
        self.here().get(self.office.address + path)
        self.arrived()
        assert self.status() == status, f"{self.login} got {self.status()} for {path}, not {status}"
        self.sees(text)
        self.forget_refusal(status)

    def forget_refusal(self, *statuses):
        """Chromium writes answers of 4xx to the console; those a step wanted are no complaint."""
        rest = [line for line in self.browser.complaints() if not any(f"status of {status}" in line for status in statuses)]
        assert not rest, rest

    def table(self, selector="main table"):
        """The texts of a table's body."""
        return self.here().execute_script(
            "const t = document.querySelector(arguments[0]);"
            "return t ? Array.from(t.tBodies[0].rows, r => Array.from(r.cells).filter(c => !c.classList.contains('pick')).map(c => c.innerText.trim())) : []", selector)

    # Doing

    def element(self, xpath, what):
        """The one visible element there; waits for it."""
        def look():
            return [x for x in self.driver.find_elements(By.XPATH, xpath) if x.is_displayed()]
        self.here()
        self.wait(look, what)
        return look()[0]

    def link(self, text, within="//main"):
        return self.element(f"{within}//a[contains(normalize-space(.), {quoted(text)})]", f"the link “{text}”")

    def follow(self, text, within="//main"):
        link = self.link(text, within)
        with self.leaving():
            self.click(link)

    def button(self, text, within="//main"):
        return self.element(f"{within}//button[contains(normalize-space(.), {quoted(text)})]", f"the button “{text}”")

    def press(self, text, within="//main", confirm=False):
        """Presses a button that leads to a page; says yes where it asks."""
        button = self.button(text, within)
        with self.leaving():
            self.click(button)
            if confirm:
                self.agree()

    def agree(self):
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.03).until(lambda d: d.switch_to.alert)
        self.driver.switch_to.alert.accept()

    def click(self, element):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def unfold(self, text):
        """Opens what is folded away under a line."""
        line = self.element(f"//main//summary[contains(normalize-space(.), {quoted(text)})]", f"“{text}” to unfold")
        if not line.find_element(By.XPATH, "..").get_attribute("open"):
            self.click(line)

    def field(self, label, kind="*[self::input or self::select or self::textarea]", within="//main"):
        named = f"{within}//label[contains(normalize-space(.), {quoted(label)})]//{kind}"
        spoken = f"{within}//{kind}[contains(@aria-label, {quoted(label)})]"
        return self.element(f"{named} | {spoken}", f"the field “{label}”")

    def fill(self, label, text, within="//main"):
        field = self.field(label, within=within)
        if field.get_attribute("type") == "date":
            # Typing into a date field depends on the machine's language.
            self.driver.execute_script("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))", field, text)
            return
        field.clear()
        field.send_keys(text)

    def choose(self, label, option, within="//main"):
        select = Select(self.field(label, "select", within))
        names = [x.text for x in select.options]
        match = next((x for x in names if x == option), None) or next((x for x in names if option in x), None)
        assert match, f"“{option}” is not among {names}"
        select.select_by_visible_text(match)

    def tick(self, label):
        box = self.field(label, "input[@type='checkbox' or @type='radio']")
        if not box.is_selected():
            self.click(box)

    # Files

    def download(self, link):
        """Clicks a link and gives the path of the file that arrives."""
        before = set(os.listdir(self.browser.downloads))
        self.click(link)
        found = []

        def arrived():
            new = [x for x in os.listdir(self.browser.downloads) if x not in before and not x.endswith((".crdownload", ".tmp")) and not x.startswith(".")]
            found[:] = new
            return bool(new) and not glob.glob(os.path.join(self.browser.downloads, "*.crdownload"))
        self.wait(arrived, "the download")
        return os.path.join(self.browser.downloads, found[0])

    def upload(self, path, button="上传"):
        """Gives the file to the page's form; the script shows how far it is and then the answer."""
        self.element("//main//form[@data-upload]//input[@type='file']", "the file field").send_keys(path)
        self.press(button, "//main//form[@data-upload]")

    # Signing in

    def sign_in(self, password=None, code=None):
        self.open("/sign-in")
        self.fill("账号", self.login)
        self.fill("密码", password or self.account["密码"])
        self.press("下一步")
        self.sees_heading("验证码")
        self.fill("六位数字", code or one_time_code(self.account["验证密钥"]))
        self.press("登录")
        self.sees_heading("工作台")
        self.sees(self.name, within="header")
        return self

    def speak(self, language):
        """Chooses the language on the page one is on."""
        self.press({"en": "English", "zh": "中文"}[language], "//header")

    def width(self, pixels):
        """As on a screen that wide; `None` for the window's own."""
        if pixels is None:
            self.here().execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        else:
            screen = {"width": pixels, "height": 1000, "deviceScaleFactor": 1, "mobile": pixels < 500}
            self.here().execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)

    def picture(self, path):
        self.here().save_screenshot(path)


def quoted(text):
    """As XPath writes a string."""
    return f'"{text}"' if '"' not in text else f"'{text}'"


def number(text):
    """The first number of a text."""
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    assert found, f"no number in “{text}”"
    return found[0].replace(",", "")
