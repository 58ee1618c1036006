import Quantities

/// The frame of the pages for residents: one column, plain words, few bytes, nothing that needs a script.
extension Visit {
    /// A whole page of the portal.
    ///
    /// - Parameters:
    ///   - trail: the way here: names and paths.
    ///   - hasScript: where the one small script helps (a code out of a link).
    func portal(_ title: String, trail: [(String, String)]? = nil, hasScript: Bool = false, _ content: HTML) -> HTML {
        let trail = trail ?? (path == "/portal" ? [] : [(t("首页", "Home"), "/portal")])
        let steps = HTML(trail.enumerated()) { "\(" › ", if: $0 > 0)<a href=\"\($1.1)\">\($1.0)</a>" }
        let notice = office.notice.map { notice -> HTML in "<aside class=\"notice\">\(t(notice))</aside>" }
        let other = language == .chinese ? Language.english : .chinese
        let back = route.method == .get ? path + (query.pairs.isEmpty ? "" : "?" + query.query()) : "/portal"
        let script: HTML = "<script src=\"/assets/portal.js?\(Assets.version)\" defer></script>"
        return """
            <!DOCTYPE html>
            <html lang="\(t("zh-CN", "en"))"\(" class=\"large\"", if: isLarge)><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(t("安居", "Anju"))</title><link rel="icon" href="/assets/anju.svg"><link rel="stylesheet" href="/assets/portal.css?\(Assets.version)">\(script, if: hasScript)</head><body>
            <a class="skip" href="#main">\(t("跳到正文", "Skip to the content"))</a>
            <header class="top"><div class="bar"><a class="brand" href="/portal"><b>安居</b> \(office.regions.city.name[language])\(t("住房保障服务", " housing services"))</a>
            <form method="post" action="/portal/type"><input type="hidden" name="next" value="\(back)"><input type="hidden" name="type" value="\(isLarge ? "usual" : "large")"><button class="link">\(isLarge ? t("标准字号", "Usual type") : t("大字版", "Large type"))</button></form>
            <form method="post" action="/language">\(tokenField)<input type="hidden" name="language" value="\(other.rawValue)"><input type="hidden" name="next" value="\(back)"><button class="link" lang="\(language == .chinese ? "en" : "zh-CN")">\(language == .chinese ? "English" : "中文")</button></form></div></header>
            \(notice)<main id="main">\("<nav class=\"trail\" aria-label=\"\(t("位置", "Here"))\">\(steps)</nav>", if: !trail.isEmpty)<h1>\(title)</h1>
            \(content)
            </main><footer class="foot">\(t("工作人员请从这里", "Staff: "))<a href="/sign-in">\(t("登录", "sign in"))</a></footer></body></html>
            """
    }

    /// What went wrong, at the head of a form.
    func trouble(_ text: Text?) -> HTML {
        guard let text else { return HTML.nothing }
        return "<p class=\"problem\" role=\"alert\">\(t(text))</p>"
    }
}
