import Quantities

/// What every refused request is answered with.
struct Problem: Codable, Sendable {
    /// Stable for ever: `H404`, `W002`, `P-12` …
    var code: String
    /// In the language of the account.
    var message: String
    /// The field of the query or body it is about.
    var field: String?

    init(_ refusal: Refusal, _ language: Language) {
        code = refusal.code
        message = refusal.text[language]
        field = refusal.field
    }

    static let name = "Problem"

    static var components: [SchemaBook.Component] {
        let book = SchemaBook()
        _ = book.schema(of: Problem.self)
        return book.components
    }

    /// The statuses a route may refuse with, and why.
    static func statuses(_ route: Route, _ contract: Contract) -> [(Int, Text)] {
        var all: [(Int, Text)] = [(400, Text("请求不完整或格式不对", "malformed; the field says where"))]
        if route.may != .everyone {
            all.append((401, Text("没有令牌，或令牌无效", "no token, or not a valid one")))
            all.append((403, Text("没有权限", "not permitted")))
        }
        all.append((404, Text("没有，或不在您的范围内", "not there, or not within your scope")))
        if route.body != .none {
            all.append((408, Text("请求体到达太慢", "the body came too slowly")))
            all.append((413, Text("请求体太大", "the body is too large")))
            all.append((415, Text("请求体类型不对", "the body is of another type")))
        }
        if route.may != .everyone {
            all.append((409, Text("与现状冲突，或现在不能办理", "in conflict with how things stand, or not possible now")))
            all.append((422, Text("读得懂，但不可接受", "understood, and not acceptable")))
            all.append((429, Text("请求过于频繁", "too many requests")))
        }
        return all
    }
}
