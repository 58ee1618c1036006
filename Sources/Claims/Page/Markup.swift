/// Text into markup, one scalar at a time: never a `Character`, which would hide a `<` that a combining mark follows.
enum Markup {
    static func escaped(_ text: String) -> String {
        var html = ""
        for scalar in text.unicodeScalars { append(scalar, to: &html) }
        return html
    }

    /// Marks that are not seen and would turn the text about are left out.
    static func append(_ scalar: Unicode.Scalar, to html: inout String) {
        switch scalar {
        case "&": html += "&amp;"
        case "<": html += "&lt;"
        case ">": html += "&gt;"
        case "\"": html += "&quot;"
        case "'": html += "&#39;"
        default: if !scalar.isUnseen, scalar != "\u{0C}" { html.unicodeScalars.append(scalar) }
        }
    }
}
