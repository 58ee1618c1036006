import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Quantities
import Store

/// What a handler answers with.
struct Reply: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// A file on disk, sent in pieces.
        case file(VaultFile)
    }

    var status = 200
    var type = "text/html; charset=utf-8"
    var body: Body
    var headers: [(HTTPField.Name, String)] = []
    /// Digests of style sheets that stand in the page itself (the report's).
    var inlineStyles: [String] = []

    init(status: Int = 200, type: String = "text/html; charset=utf-8", _ body: Body) {
        self.status = status
        self.type = type
        self.body = body
    }

    static func html(_ page: HTML, status: Int = 200) -> Reply { Reply(status: status, .bytes(page.bytes)) }

    /// After an act: the browser asks for the page anew, and reloading does not act again.
    static func see(_ path: String) -> Reply {
        var reply = Reply(status: 303, .bytes([]))
        reply.headers.append((.location, path))
        return reply
    }

    static func json(_ value: some Encodable, status: Int = 200) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Reply(status: status, type: "application/json; charset=utf-8", .bytes(Array(try encoder.encode(value))))
    }

    /// A refusal, for programs. What is not there has one answer, whatever was asked for, so that nothing is told of what is out of scope.
    static func problem(_ refusal: Refusal, _ language: Language) -> Reply {
        let said = refusal.status == 404 ? Refusal.notFound : refusal
        var reply = (try? Reply.json(Problem(said, language), status: said.status)) ?? Reply(status: said.status, .bytes([]))
        if said.status == 401 { reply.headers.append((.wwwAuthenticate, "Bearer")) }
        if said.status == 429 { reply.headers.append((.retryAfter, String(said.retryAfter ?? 60))) }
        return reply
    }

    /// A file to keep, under a name of the field's own.
    static func download(_ body: Body, name: String, type: String) -> Reply {
        var reply = Reply(type: type, body)
        let plain = String(decoding: name.utf8.map { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C ? $0 : 0x5F }, as: UTF8.self)
        reply.headers.append((.contentDisposition, "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(HTML.encoded(name))"))
        return reply
    }

    static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    static let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    static let csv = "text/csv; charset=utf-8"

    func setting(cookie: String) -> Reply {
        var reply = self
        reply.headers.append((.setCookie, cookie))
        return reply
    }

    /// With the headers every answer has: no other site may frame it, nothing but our own files may run in it.
    func response(isSecure: Bool) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = type
        let styles = (["'self'"] + inlineStyles.map { "'sha256-\($0)'" }).joined(separator: " ")
        fields[.contentSecurityPolicy] =
            "default-src 'none'; style-src \(styles); script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'"
        fields[.xContentTypeOptions] = "nosniff"
        fields[HTTPField.Name("Referrer-Policy")!] = "same-origin"
        fields[HTTPField.Name("X-Frame-Options")!] = "DENY"
        fields[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin"
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
        fields[.cacheControl] = "no-store"
        for (name, value) in headers {
            if name == .setCookie { fields.append(HTTPField(name: name, value: value)) } else { fields[name] = value }
        }
        let status = HTTPResponse.Status(code: status)
        switch body {
        case .bytes(let bytes): return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .file(let kept):
            let path = kept.path
            let size = kept.size
            let body = ResponseBody(contentLength: size) { writer in
                guard let file = FileHandle(forReadingAtPath: path) else { throw Refusal.notFound }
                defer { try? file.close() }
                while let data = try file.read(upToCount: 1 << 18), !data.isEmpty { try await writer.write(ByteBuffer(bytes: data)) }
                try await writer.finish(nil)
                withExtendedLifetime(kept) {}
            }
            return Response(status: status, headers: fields, body: body)
        }
    }
}
