import Quantities

/// Why a request gets no answer of its own: a status and a reason for the reader.
struct Refusal: Error, Sendable {
    let status: Int
    let code: String
    let text: Text
    /// The field of the query or body it is about, for programs.
    var field: String?
    /// Seconds after which asking again may succeed, where more is known than the usual minute.
    var retryAfter: Int64?

    init(_ status: Int, _ code: String, _ zh: String, _ en: String) {
        self.status = status
        self.code = code
        text = Text(zh, en)
    }

    init(_ status: Int, _ code: String, _ text: Text) {
        self.status = status
        self.code = code
        self.text = text
    }

    static func malformed(_ zh: String, _ en: String) -> Refusal { Refusal(400, "H400", zh, en) }
    /// Understood, and not acceptable as it is.
    static func invalid(_ zh: String, _ en: String) -> Refusal { Refusal(422, "H422", zh, en) }

    static let signInNeeded = Refusal(401, "H401", "请先登录", "sign in first")
    static let forbidden = Refusal(403, "H403", "您没有这项权限", "you are not permitted to do this")
    static let stale = Refusal(403, "H403", "页面已过期，请返回刷新后重试", "the page has expired; go back, reload, try again")
    /// For what is not there and for what is out of scope alike.
    static let notFound = Refusal(404, "H404", "没有找到您要的内容", "there is nothing here")
    static let tooLarge = Refusal(413, "H413", "上传的内容太大", "the upload is too large")
    static let tooSlow = Refusal(408, "H408", "上传太慢，已中止", "the upload was too slow and was given up")
    static let tooMany = Refusal(429, "H429", "请求过于频繁，请稍后再试", "too many requests; try again later")
}
