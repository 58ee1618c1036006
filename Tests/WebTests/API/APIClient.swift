import Accounts
import Foundation
import HTTPTypes
import Testing

@testable import Web

extension WebOffice {
    /// A request to the API with a person's token, or without one.
    func api(_ method: HTTPRequest.Method = .get, _ path: String, as login: String?, json: String? = nil, file: String? = nil) async throws
        -> Answer
    {
        let bearer = try login.map { try person($0).token }
        var headers: [HTTPField.Name: String] = [:]
        if json != nil { headers[.contentType] = "application/json" }
        if file != nil { headers[.contentType] = "application/octet-stream" }
        return try await send(
            method, "/api/v1" + path, headers: headers, body: Array((json ?? file ?? "").utf8), bearer: bearer)
    }

    /// A page's act with the revision it has now.
    func act(_ act: String, _ page: String, as login: String, _ more: String = "") async throws -> Answer {
        let revision = try await api(.get, "/pages/" + page, as: login).object["page", "revision"]
        return try await api(
            .post, "/pages/\(page)/acts", as: login, json: "{\"act\": \"\(act)\", \"revision\": \(revision)\(more)}")
    }
}

/// A JSON value one looks into.
struct Loose {
    let value: Any?

    subscript(path: String...) -> String {
        let found = path.reduce(value) { value, key in
            if let list = value as? [Any], let index = Int(key) { return list.indices.contains(index) ? list[index] : nil }
            return (value as? [String: Any])?[key]
        }
        switch found {
        case let text as String: return text
        case let number as NSNumber: return number.stringValue
        case let list as [Any]: return "[\(list.count)]"
        default: return ""
        }
    }

    var keys: [String] { ((value as? [String: Any])?.keys).map { $0.sorted() } ?? [] }
}

extension Answer {
    var object: Loose { Loose(value: try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) }
}
