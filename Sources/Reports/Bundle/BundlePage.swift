import Evaluation
import Foundation
import Quantities
import Store
import Workbooks

/// Writes the bundle's page: the verdict, the report in each language, the freeze, the files, the data and the script.
struct BundlePage {
    private(set) var xml = XMLWriter(declaration: false)
    private let contents: OfflineBundle.Contents

    init(_ contents: OfflineBundle.Contents) { self.contents = contents }

    mutating func write(_ reports: [BundleReport], _ data: String) {
        let script = BundleScript.text
        let hash = Data(Hasher256.hash(Array(script.utf8)).bytes).base64EncodedString()
        xml.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"/>")
        xml.empty(
            "meta",
            [
                "http-equiv": "Content-Security-Policy",
                "content":
                    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'",
            ])
        xml.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"generator\" content=\"Anju\"/>")
        xml.element("title", text: "\(contents.result.year)年度绩效评价报告 离线核验包 \(contents.freeze.name)")
        xml.raw("<style>\(WebStyle.css)\n\(BundleStyle.css)</style></head><body>")
        verdict()
        for report in reports {
            var page = WebPage(language: report.language, traceFolder: nil, prefix: report.prefix)
            page.writeParts(report.document, report.notes)
            let isHidden = report.language != .chinese
            xml.raw(
                "<div class=\"report\" data-lang=\"\(report.language.rawValue)\" lang=\"\(isHidden ? "en" : "zh-CN")\"\(isHidden ? " hidden" : "")>"
            )
            xml.raw(String(decoding: page.xml.bytes, as: UTF8.self))
            xml.raw("</div>")
        }
        freeze()
        xml.raw("<script type=\"application/json\" id=\"data\">\(data)</script>\n<script>\(script)</script></body></html>\n")
    }

    /// Both languages beside each other; the style sheet shows the one in use.
    private mutating func both(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ zh: String, _ en: String) {
        xml.start(name, attributes)
        xml.element("span", ["lang": "zh-CN", "data-lang": "zh"], text: zh)
        xml.raw("<span lang=\"en\" data-lang=\"en\" hidden>")
        xml.text(en)
        xml.raw("</span>")
        xml.end()
    }

    private mutating func verdict() {
        xml.start("section", ["class": "verify", "id": "verify"])
        xml.start("p", ["class": "switch"])
        xml.element("button", ["type": "button", "id": "use-zh", "lang": "zh-CN"], text: "中文")
        xml.element("button", ["type": "button", "id": "use-en", "lang": "en"], text: "English")
        xml.end()
        both("h2", [:], "离线核验", "Offline verification")
        xml.element("p", ["id": "verdict", "role": "status", "class": "wait"], text: "正在核验…… Verifying…")
        xml.raw("<noscript><p>核验需要脚本；报告本身可以直接阅读。 Verification needs scripts; the report can be read without.</p></noscript>")
        xml.element("ul", ["id": "checks"], text: "")
        xml.element("ol", ["id": "faults"], text: "")
        xml.start("details")
        both("summary", [:], "这能证明什么，不能证明什么", "What this proves, and what it does not")
        both(
            "p", ["class": "note"],
            "本页的程序由封账的账页封印、文件摘要和结果重新算出根值，并把报告中的每个数与封账的数核对。它不能证明它自己没有被改动，也不含台账条目的全部内容：请将根值与另行取得的根值（签署件、日志检查点、公告）比对。",
            "The script on this page makes the root again from the seals of the pages, the digests of the files and the results, and holds every number of the report against the frozen one. It cannot vouch for itself, nor does the page hold the ledgers: compare the root with one from elsewhere (the signed copy, a journal checkpoint, a notice)."
        )
        xml.start("p", ["class": "note"])
        both("label", ["for": "other-root"], "另行取得的根值：", "Root from elsewhere: ")
        xml.empty("input", ["id": "other-root", "spellcheck": "false", "autocomplete": "off", "size": "64"])
        xml.element("output", ["id": "other-verdict", "for": "other-root"], text: "")
        xml.end()
        xml.end()
        xml.end()
    }

    private mutating func freeze() {
        let freeze = contents.freeze
        xml.start("section", ["class": "freeze", "id": "freeze"])
        both("h2", [:], "封账", "Freeze")
        xml.start("dl")
        func term(_ zh: String, _ en: String, _ text: String, _ id: String? = nil) {
            both("dt", [:], zh, en)
            xml.start("dd")
            if let id { xml.element("code", ["id": id], text: text) } else { xml.element("code", text: text) }
            xml.end()
        }
        term("名称", "Name", freeze.name)
        term("根值", "Root", freeze.root.hex, "root")
        if let previous = freeze.previous { term("前次封账根值", "Root before", previous.hex) }
        term("时间", "Made at", freeze.madeAt)
        term("封账人", "By", freeze.actor)
        if !freeze.note.isEmpty { term("说明", "Note", freeze.note) }
        if let journal = contents.journal {
            term("日志", "Journal", "\(journal.city) #\(journal.seq) \(journal.time) \(journal.act) \(journal.subject)")
            term("检查点", "Checkpoint", journal.checkpoint)
        }
        xml.end()
        for (id, zh, en) in [
            ("pages", "账页", "Pages"), ("materials", "规则、方案、目标等文件", "Rules, schemes and other files"), ("figures", "封账的数", "Frozen figures"),
            ("scores", "封账的得分", "Frozen scores"), ("statements", "封账的句子", "Frozen sentences"),
        ] {
            xml.start("details", ["class": "list", "data-list": id])
            both("summary", [:], zh, en)
            xml.element("div", ["class": "scroll", "tabindex": "0"], text: "")
            xml.end()
        }
        both("h3", [:], "随附文件", "Files")
        xml.start("ul", ["class": "files"])
        for (index, file) in contents.attachments.enumerated() {
            xml.start("li")
            xml.element(
                "a",
                [
                    "class": "file", "id": "file-\(index)", "download": file.name,
                    "href": "data:\(file.type);base64," + Data(file.bytes).base64EncodedString(),
                ], text: file.name)
            xml.text(" \((file.bytes.count + 1023) / 1024) KB ")
            xml.element("code", text: Hasher256.hash(file.bytes).hex)
            xml.end()
        }
        xml.end()
        xml.end()
    }
}

enum BundleStyle {
    static let css = """
        [hidden]{display:none!important}
        section.verify,section.freeze{max-width:62rem;margin:0 auto;background:#fff;padding:1rem clamp(1rem,5vw,4rem);font-family:"Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-size:.95rem;line-height:1.6}
        section.verify h2,section.freeze h2{margin:.2em 0 .4em;font-size:1.1rem}
        .switch{float:right;margin:0;display:flex;gap:.5rem}
        .switch button{font:inherit;min-height:2.25rem;padding:.2rem .8rem;border:1px solid var(--line);border-radius:6px;background:#fff;color:var(--link);cursor:pointer}
        .switch button[aria-pressed=true]{background:var(--link);color:#fff}
        button:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        #verdict{clear:both;padding:.7rem 1rem;border-radius:6px;border-left:6px solid;font-weight:600;overflow-wrap:anywhere}
        #verdict.wait{background:#f6f8fa;border-color:#57606a}#verdict.good{background:#e8f5ec;border-color:#1a7f37;color:#0f5323}#verdict.bad{background:#fdecea;border-color:#b3261e;color:#8c1d18}
        #checks{list-style:none;padding:0;margin:.5rem 0;font-size:.875rem}#faults{font-size:.9rem;color:#8c1d18;overflow-wrap:anywhere}#faults:empty{display:none}
        #faults a{color:inherit}
        #other-root{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.8rem;width:100%;min-height:2.25rem}
        a.figure.wrong{background:#fdecea;outline:2px solid #b3261e}
        section.freeze{border-top:3px double var(--line);padding-bottom:3rem}
        section.freeze dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.3rem 0;font-size:.875rem}
        section.freeze dt{color:var(--soft)}section.freeze dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
        section.freeze summary{cursor:pointer;padding:.3rem 0}section.freeze details .scroll{max-height:32rem;overflow:auto}
        section.freeze td{overflow-wrap:anywhere;max-width:34rem}
        ul.files{padding:0;list-style:none;font-size:.875rem}ul.files li{margin:.4rem 0;overflow-wrap:anywhere}
        @media (max-width:30rem){section.freeze dl{grid-template-columns:1fr}section.freeze dd{margin-bottom:.4rem}}
        @media print{section.verify,section.freeze{max-width:none;padding:0}.switch,#other-root{display:none}}
        """
}
