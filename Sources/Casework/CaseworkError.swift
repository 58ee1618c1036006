public import Quantities
internal import Returns
internal import Ledgers

/// What can go wrong with a case. docs/casework.md lists the codes.
public struct CaseworkError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `K001` ….
    public let code: String
    public let text: Text
    public let kind: Kind
    /// The answers at fault, by the name of the column asked for.
    public var fields: [String: Text] = [:]

    public typealias Kind = ToldKind

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    init(_ code: String, _ zh: String, _ en: String, kind: Kind = .refused) {
        self.code = code
        self.kind = kind
        text = Text(zh, en)
    }

    static func noSuchAct(_ kind: String, _ act: String) -> CaseworkError {
        CaseworkError("K001", "没有“\(kind)”的办理事项“\(act)”", "“\(kind)” has no act “\(act)”", kind: .notFound)
    }

    static func noSuchCase(_ kind: CaseKind, _ key: String) -> CaseworkError {
        CaseworkError("K002", "没有\(kind.title.zh)“\(key)”", "there is no \(kind.title.en) “\(key)”", kind: .notFound)
    }

    static func notPossible(_ kind: CaseKind, _ act: CaseAct, key: String, state: String) -> CaseworkError {
        let open = kind.acts(in: state).filter { !$0.isConsequence }
        let zh = open.isEmpty ? "现在没有可办的事项" : "现在可以：" + open.map(\.title.zh).joined(separator: "、")
        let en = open.isEmpty ? "nothing can be done now" : "possible now: " + open.map(\.title.en).joined(separator: ", ")
        return CaseworkError(
            "K003", "\(kind.title.zh)\(key)的状态是“\(kind.state(state).name.zh)”，不能“\(act.title.zh)”；\(zh)",
            "\(kind.title.en) \(key) is “\(kind.state(state).name.en)”: “\(act.title.en)” is not possible; \(en)")
    }

    static func stale(_ kind: CaseKind, _ key: String) -> CaseworkError {
        CaseworkError(
            "K004", "\(kind.title.zh)\(key)刚被他人改动，您的办理没有保存，请刷新后再办",
            "\(kind.title.en) \(key) was changed meanwhile and yours was not saved; look again", kind: .conflict)
    }

    static func exists(_ kind: CaseKind, _ key: String) -> CaseworkError {
        CaseworkError("K005", "\(kind.title.zh)\(key)已经登记", "\(kind.title.en) \(key) is registered already", kind: .conflict)
    }

    static func answers(_ fields: [String: Text]) -> CaseworkError {
        let list = fields.sorted { $0.key < $1.key }
        var error = CaseworkError(
            "K006", "有\(fields.count)处需要改正：" + list.map(\.value.zh).joined(separator: "；"),
            "\(fields.count) answers need correction: " + list.map(\.value.en).joined(separator: "; "), kind: .faulty)
        error.fields = fields
        return error
    }

    static func noReason(_ act: CaseAct) -> CaseworkError {
        CaseworkError("K007", "“\(act.title.zh)”须写明理由", "“\(act.title.en)” needs a reason", kind: .faulty)
    }

    static func noDocument(_ act: CaseAct, _ documents: [DocumentKind]) -> CaseworkError {
        CaseworkError(
            "K008", "“\(act.title.zh)”须附：" + documents.map(\.title.zh).joined(separator: "、"),
            "“\(act.title.en)” needs: " + documents.map(\.title.en).joined(separator: ", "), kind: .faulty)
    }

    static func fourEyes(_ act: CaseAct) -> CaseworkError {
        CaseworkError("K009", "“\(act.title.zh)”应由另一人办理", "“\(act.title.en)” is for another person")
    }

    static func unmet(_ act: CaseAct, _ needs: [(code: String, why: Text)]) -> CaseworkError {
        CaseworkError(
            "K010", "不能“\(act.title.zh)”：" + needs.map { "\($0.why.zh)（\($0.code)）" }.joined(separator: "；"),
            "“\(act.title.en)” is not possible: " + needs.map { "\($0.why.en) (\($0.code))" }.joined(separator: "; "))
    }

    static func rows(_ findings: [Finding]) -> CaseworkError {
        let some = findings.prefix(10)
        return CaseworkError(
            "K011", "台账校核未通过：" + some.map { "“\($0.column.zh)”读到“\($0.read)”，应为：\($0.expected.zh)（\($0.code)）" }.joined(separator: "；"),
            "the ledger's rules were broken: "
                + some.map { "“\($0.column.en)” read “\($0.read)”, expected: \($0.expected.en) (\($0.code))" }.joined(separator: "; "),
            kind: .faulty)
    }

    static func undeclared(_ ledger: String, _ column: String) -> CaseworkError {
        CaseworkError("K012", "台账\(ledger)没有列“\(column)”", "ledger \(ledger) has no column “\(column)”")
    }

    static func byFile(_ faults: [(place: String, zh: String, en: String)]) -> CaseworkError {
        CaseworkError(
            "K013", "文件不能代替办理，没有收录：" + faults.prefix(10).map { "\($0.place) \($0.zh)" }.joined(separator: "；"),
            "a file cannot stand for these acts, nothing was taken: "
                + faults.prefix(10).map { "\($0.place) \($0.en)" }.joined(separator: "; "))
    }

    static func byItself(_ kind: CaseKind, _ act: CaseAct) -> CaseworkError {
        CaseworkError(
            "K015", "“\(act.title.zh)”随其他事项一并办理，不能单独办理", "“\(act.title.en)” comes with another case's act and cannot be done by itself")
    }

    static func wrongPlace(_ kind: CaseKind) -> CaseworkError {
        CaseworkError(
            "K014", "“\(kind.title.zh)”由市级办理，不属于某一个区", "“\(kind.title.en)” belongs to the city, not to a district", kind: .faulty)
    }
}
