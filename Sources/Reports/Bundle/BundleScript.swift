/// The script of the bundle: plain, without libraries, and nothing outside the file.
enum BundleScript {
    static let text = "\"use strict\";\n(() => {\n" + BundleHashScript.text + "\n" + BundleNumberScript.text + "\n" + checks + "\n})();\n"

    private static let checks = #"""
        const $ = id => document.getElementById(id);
        const say = (zh, en) => ({ zh, en });
        let language = "zh";
        const faults = [], checks = [];
        let data = null, counted = { numbers: 0, stated: 0, sentences: 0 };
        const fault = (zh, en, element) => faults.push({ text: say(zh, en), element });
        function check(zh, en, body) {
          const before = faults.length;
          let tail = "";
          try { tail = body() ?? ""; } catch (error) { fault(zh + "：" + error.message, en + ": " + error.message); }
          checks.push({ text: say(zh, en), tail, good: faults.length === before });
        }
        function results() {
          const items = [...data.figures, ...data.scores, ...data.statements];
          const bytes = join(items.map(canonical));
          if (hex(sha256(bytes)) === data.results) return "";
          const names = items.filter((item, i) => hex(sha256(canonical(item))).slice(0, 8) !== data.prints[i]).map(x => typeof x[0] === "number" ? "句" + x[0] + "（" + x[1] + "）" : x[0]);
          fault("封账的数、得分或句子被改动：" + (names.join("、") || "无法定位"), "frozen figures, scores or sentences were changed: " + (names.join(", ") || "which, cannot be told"));
        }
        function root() {
          const items = [
            ...data.pages.map(p => ({ name: p[2] + " #" + p[0], values: ["page", p[0], unhex(p[1])] })),
            ...data.materials.map(m => ({ name: m[0], values: ["material", m[0], unhex(m[1])] })),
            { name: "results", values: ["results", unhex(data.results)] }];
          const hashes = items.map(x => leafHash(x.values));
          if (hex(merkleRoot(hashes)) !== data.root) {
            const names = items.filter((x, i) => hex(hashes[i]) !== data.leaves[i]).map(x => x.name);
            if (names.length) fault("由账页、文件和结果算出的根值与封账不符，不符的叶：" + names.join("、"), "the leaves do not give the root; leaves that differ: " + names.join(", "));
            else fault("由账页、文件和结果算出的根值与封账不符，而各叶与清单一致：根值被改动", "the leaves do not give the root, though each agrees with the list: the root was changed");
          }
          for (const element of document.querySelectorAll("header.page code, #root")) {
            if (element.textContent !== data.root) fault("页面所印根值不同：" + element.textContent, "the root printed differs: " + element.textContent, element);
          }
          return items.length;
        }
        function numbers() {
          const frozen = new Map(data.figures.map(f => [f[0], { value: f[1], printed: f[2] }]));
          for (const s of data.scores) {
            frozen.set(s[0] + "/score", { value: s[1], printed: "" });
            frozen.set(s[0] + "/audited", { value: s[2], printed: "" });
          }
          for (const [tag, [a, b]] of Object.entries(data.quotients)) {
            const x = parse(frozen.get(a)?.value), y = parse(b[0] === "=" ? b.slice(1) : frozen.get(b)?.value);
            if (x && y && y[0] !== 0n) frozen.set(tag, { value: quotient(x, y), printed: "%" });
          }
          for (const [tag, f] of frozen) {
            if (f.printed && f.printed !== "%" && !fits(f.printed, f)) fault("封账的“" + tag + "”所印“" + f.printed + "”与其精确值" + f.value + "不符", "frozen “" + tag + "” prints “" + f.printed + "” for " + f.value);
          }
          const found = {};
          for (const a of document.querySelectorAll("a.figure")) {
            const tag = a.getAttribute("href").replace(/^#(zh|en)-trace-/, ""), shown = a.textContent, f = frozen.get(tag);
            const good = f ? fits(shown, f) : (data.stated[tag] || []).includes(shown);
            if (f) counted.numbers++; else counted.stated++;
            found[tag] = true;
            if (good) continue;
            a.classList.add("wrong");
            const is = f ? (f.printed && f.printed !== "%" ? f.printed + " = " : "") + f.value : (data.stated[tag] || ["—"]).join(" / ");
            fault("“" + (a.title || tag) + "”（" + tag + "）：页面写“" + shown + "”，封账为" + is, "“" + (a.title || tag) + "” (" + tag + "): the page says “" + shown + "”, the freeze " + is, a);
          }
          for (const code of ["zh", "en"]) {
            const count = $(code + "-main").querySelectorAll("a.figure").length;
            if (count !== data.shown[code]) fault("报告应有" + data.shown[code] + "个数，实有" + count + "个", "the report should have " + data.shown[code] + " numbers and has " + count);
          }
          for (const tag of Object.keys(data.stated)) if (!found[tag]) fault("报告中缺少“" + tag + "”", "the report lacks “" + tag + "”");
          return counted.numbers;
        }
        function sentences() {
          for (const [code, column] of [["zh", 2], ["en", 3]]) {
            const text = Array.from($(code + "-main").querySelectorAll("p,td,th"), x => x.textContent).join("\n");
            const wanted = new Set(data.said[code]);
            for (const s of data.statements) {
              if (!wanted.has(s[0])) continue;
              counted.sentences++;
              if (!text.includes(s[column])) fault("报告中的这一句与封账不同：“" + s[column] + "”", "the report does not say the frozen sentence “" + s[column] + "”");
            }
          }
          return counted.sentences;
        }
        function files() {
          const links = document.querySelectorAll("a.file");
          if (links.length !== data.files.length) fault("随附文件数不符", "the number of files differs");
          data.files.forEach((file, i) => {
            const link = $("file-" + i), bytes = link && unbase64(link.getAttribute("href").split(";base64,")[1] || "");
            if (!link || link.getAttribute("download") !== file.name || hex(sha256(bytes)) !== file.digest) fault("随附文件被改动：" + file.name, "a file was changed: " + file.name, link);
          });
          return data.files.length;
        }
        function journal() {
          const j = data.journal, lines = j.checkpoint.split("\n");
          const leaf = leafHash([j.city, j.seq, j.time, j.actor, j.act, j.subject, unhex(j.commitment)]);
          if (j.subject !== data.name || j.commitment !== data.root) fault("日志条目不是这次封账", "the journal's entry is not this freeze");
          if (!included(leaf, j.seq, Number(lines[1]), j.path.map(unhex), unbase64(lines[2]))) fault("日志证明不成立", "the journal's proof does not hold");
          return "#" + j.seq;
        }
        function show() {
          document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
          for (const x of document.querySelectorAll("[data-lang]")) x.hidden = x.dataset.lang !== language;
          for (const code of ["zh", "en"]) $("use-" + code).setAttribute("aria-pressed", String(code === language));
          const good = faults.length === 0, c = counted, d = data;
          const verdict = good
            ? say("已验证：" + c.numbers + "个数、" + c.sentences + "句表述、" + (d.pages.length + d.materials.length + 1) + "个叶、" + d.files.length + "个文件与封账" + d.name + "一致；另有" + c.stated + "个数（分值、报告自身的计数等）不在封账之内，与随附清单一致。",
                  "Verified: " + c.numbers + " numbers, " + c.sentences + " sentences, " + (d.pages.length + d.materials.length + 1) + " leaves and " + d.files.length + " files agree with freeze " + d.name + "; " + c.stated + " more (weights, counts of the report itself) are in no freeze and agree with the list that came along.")
            : say("未通过：有" + faults.length + "处不符", "Not verified: " + faults.length + " difference(s)");
          $("verdict").textContent = verdict[language];
          $("verdict").className = good ? "good" : "bad";
          $("checks").replaceChildren(...checks.map(x => item("li", (x.good ? "✓ " : "✗ ") + x.text[language] + (x.tail === "" ? "" : language === "zh" ? "（" + x.tail + "）" : " (" + x.tail + ")"))));
          $("faults").replaceChildren(...faults.map(x => {
            const li = item("li", x.element ? "" : x.text[language]);
            if (x.element) {
              const a = item("a", x.text[language]);
              a.href = "#";
              a.addEventListener("click", e => { e.preventDefault(); reveal(x.element); });
              li.append(a);
            }
            return li;
          }));
        }
        function item(name, text) { const x = document.createElement(name); x.textContent = text; return x; }
        function reveal(element) {
          const part = element.closest("[data-lang]");
          if (part && part.dataset.lang !== language) { language = part.dataset.lang; show(); }
          element.scrollIntoView({ block: "center" });
          element.focus();
        }
        const heads = { pages: ["#", "SHA-256", "账页 Page", "版本 Version"], materials: ["文件 File", "SHA-256"], figures: ["编号 Figure", "精确值 Exact", "所印 Print"],
          scores: ["对象 Subject", "得分 Score", "审核 Audited"], statements: ["#", "对象 Subject", "中文", "English"] };
        for (const list of document.querySelectorAll("details.list")) list.addEventListener("toggle", () => {
          const box = list.querySelector("div");
          if (!data || box.childElementCount) return;
          const table = document.createElement("table"), body = table.createTBody(), head = table.createTHead().insertRow();
          for (const x of heads[list.dataset.list]) { const th = item("th", x); th.scope = "col"; head.append(th); }
          for (const row of data[list.dataset.list]) { const tr = body.insertRow(); for (const x of row) tr.append(item("td", x === null ? "—" : String(x))); }
          box.append(table);
        });
        for (const code of ["zh", "en"]) $("use-" + code).addEventListener("click", () => { language = code; show(); });
        $("other-root").addEventListener("input", e => {
          const text = e.target.value.trim().toLowerCase();
          $("other-verdict").textContent = text === "" ? "" : data && text === data.root ? "✓ 一致 the same" : "✗ 不一致 differs";
        });
        setTimeout(() => {
          check("数据完整", "data readable", () => { data = JSON.parse($("data").textContent); });
          if (!data) { $("verdict").textContent = "未通过：封账数据无法读取 Not verified: the data cannot be read"; $("verdict").className = "bad"; return; }
          check("封账的数、得分和句子与其摘要一致", "figures, scores and sentences give their digest", results);
          check("账页、文件和结果算出封账的根值", "pages, files and results give the root", root);
          check("报告中的数与封账的数一致", "the report's numbers are the frozen ones", numbers);
          check("报告中的句子与封账一致", "the report's sentences are the frozen ones", sentences);
          check("随附文件未被改动", "the files are unchanged", files);
          if (data.journal) check("日志记有这次封账", "the journal tells of the freeze", journal);
          if (/^#en-/.test(location.hash)) language = "en";
          show();
        }, 0);
        """#
}
