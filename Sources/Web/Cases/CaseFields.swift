import Casework
import Ledgers
import Quantities
import Store

/// The fields of an act's form, made from the columns it asks for.
enum CaseFields {
    /// - Parameter value: as a person writes it, or the code of a choice.
    static func field(_ column: Column, value: String, fault: Text? = nil, _ visit: Visit) -> HTML {
        let name = "a-\(column.name)"
        let needed: HTML = column.isRequired ? "<span class=\"quiet\" aria-hidden=\"true\"> *</span>" : ""
        let help = column.help[visit.language].isEmpty ? visit.t(column.type.expectation) : column.help[visit.language]
        let mark: HTML = column.isRequired ? " required" : ""
        let wrong: HTML = fault == nil ? "" : " aria-invalid=\"true\" class=\"fault\""
        let input: HTML
        switch column.type {
        case .choice(let choices):
            let options = HTML(choices) {
                "<option value=\"\($0.code)\"\(" selected", if: $0.code == value)>\(visit.t($0.name))</option>"
            }
            input = "<select name=\"\(name)\"\(mark)\(wrong)><option value=\"\"></option>\(options)</select>"
        case .flag:
            let isYes = value == "是" || value == "1"
            let isNo = value == "否" || value == "0"
            input =
                "<select name=\"\(name)\"\(mark)\(wrong)><option value=\"\"></option><option value=\"是\"\(" selected", if: isYes)>\(visit.t("是", "yes"))</option><option value=\"否\"\(" selected", if: isNo)>\(visit.t("否", "no"))</option></select>"
        case .date: input = "<input type=\"date\" name=\"\(name)\" value=\"\(value)\"\(mark)\(wrong)>"
        case .text(let max) where max > 150:
            input = "<textarea name=\"\(name)\" maxlength=\"\(max)\"\(mark)\(wrong)>\(value)</textarea>"
        default:
            let mode = column.type.isNumber ? "decimal" : "text"
            input = "<input name=\"\(name)\" value=\"\(value)\" inputmode=\"\(mode)\"\(mark)\(wrong)>"
        }
        let problem = fault.map { text -> HTML in "<span class=\"problem\">\(visit.t(text))</span>" }
        return "<label><span>\(column.header(visit.language))\(needed)</span>\(input)<span class=\"quiet\">\(help)</span>\(problem)</label>"
    }

    static func reason(_ act: CaseAct, _ value: String, _ visit: Visit) -> HTML {
        guard act.needsReason else { return HTML.nothing }
        return "<label>\(visit.t("理由", "Reason")) *<textarea name=\"reason\" maxlength=\"1000\" required>\(value)</textarea></label>"
    }

    static func documents(_ kind: CaseKind, _ act: CaseAct, has: Set<String>, _ visit: Visit) -> HTML {
        guard act.takesDocuments || act.opens else { return HTML.nothing }
        let named = HTML(kind.documents) { document in
            let isNeeded = act.needsDocuments.contains(document.code) && !has.contains(document.code)
            let note: HTML =
                isNeeded ? " *" : has.contains(document.code) ? " <span class=\"quiet\">\(visit.t("已有", "on file"))</span>" : ""
            return
                "<label>\(visit.t(document.title))\(note)<input type=\"file\" name=\"document-\(document.code)\"\(" required", if: isNeeded)></label>"
        }
        return """
            <fieldset><legend>\(visit.t("附件", "Documents"))</legend><div class="row">\(named)<label>\(visit.t("其他附件", "Another document"))<input type="file" name="document-"></label></div></fieldset>
            """
    }

    /// What a column of the case holds now, as a form takes it back.
    static func current(_ column: Column, _ entry: Entry) -> String {
        guard let index = entry.sheet.index(of: column.name) else { return "" }
        if case .choice = column.type { return entry.values[index].plain }
        return entry.shown(index, .chinese, masked: false)
    }

    /// The answers of a form, by column.
    static func answers(_ act: CaseAct, _ form: Fields) -> [String: String] {
        Dictionary(uniqueKeysWithValues: act.asks.map { ($0.name, form["a-\($0.name)"] ?? "") })
    }

    /// The documents that came with a form.
    static func attachments(_ visit: Visit) -> [CaseAttachment] {
        visit.files.compactMap { file in
            guard file.size > 0, file.field.utf8.starts(with: "document-".utf8) else { return nil }
            return CaseAttachment(document: String(file.field.dropFirst("document-".count)), fileName: file.name, path: file.path)
        }
    }
}
