import Accounts
import Evaluation
import Ledgers
import Quantities
import Review
import Store

/// 双签: housing and finance sign a freeze; what both have signed is published.
enum SignatureAPI {
    static func add(to routes: inout RouteTable) {
        let tag = FreezeAPI.tag
        routes.answer(.get, FreezeAPI.one + "/signatures", may: .may(.readEvaluation), tag, Text("签署情况", "Who has signed")) { visit in
            let freeze = try await FreezeAPI.freeze(visit, try visit.parameter("freeze"))
            let (access, book) = (visit.access, visit.office.accounts)
            return try await visit.office.database.read { connection in
                SignatureDocument(try Signatures.status(connection, access, freeze: freeze.name), try book.names(connection))
            }
        }
        routes.order(
            .post, FreezeAPI.one + "/signatures", may: .may(.signForHousing, .signForFinance), tag, Text("签署", "Sign")
        ) { (visit, order: SignatureOrder) -> SignatureDocument in
            let freeze = try await FreezeAPI.freeze(visit, try visit.parameter("freeze"))
            // What is signed is the root that was read.
            guard order.root == freeze.root.hex else { throw Refusal.unacceptable("root", "与封账的根值不同", "it is not the freeze's root") }
            let (access, instant) = (visit.access, visit.now.description)
            let signed = try await visit.office.database.write {
                try Signatures.sign($0, access, freeze: freeze.name, root: freeze.root.hex, as: order.body, at: instant)
            }
            return SignatureDocument(signed, try await PageAPI.names(visit))
        }
        routes.answer(
            .delete, FreezeAPI.one + "/signatures/:body", may: .may(.signForHousing, .signForFinance), tag,
            Text("撤回签署", "Withdraw a signature")
        ) { visit in
            let freeze = try await FreezeAPI.freeze(visit, try visit.parameter("freeze"))
            guard let body = SigningBody(rawValue: try visit.parameter("body")) else { throw Refusal.notFound }
            let (access, instant) = (visit.access, visit.now.description)
            let signed = try await visit.office.database.write {
                try Signatures.withdraw($0, access, freeze: freeze.name, as: body, at: instant)
            }
            return SignatureDocument(signed, try await PageAPI.names(visit))
        }
        routes.answer(.get, "/published", may: .signedIn, tag, Text("双方均已签署的封账", "Freezes both have signed")) { visit in
            let (access, book) = (visit.access, visit.office.accounts)
            return try await visit.office.database.read { connection in
                let names = try book.names(connection)
                return PublishedList(items: try Signatures.published(connection, access).map { SignatureDocument($0, names) })
            }
        }
    }
}

struct SignatureOrder: Codable, Sendable {
    var body: SigningBody
    /// The freeze's root, as it was read.
    var root: String
}

struct SignatureDocument: Codable, Sendable {
    var freeze: String
    /// Empty while nobody has signed.
    var root: String
    var housing: Signed?
    var finance: Signed?
    var isPublished: Bool
    var publishedAt: String?

    struct Signed: Codable, Sendable {
        var by: Somebody
        var at: String
    }

    init(_ signed: SignedFreeze, _ names: [String: String]) {
        (freeze, root, isPublished, publishedAt) = (signed.freeze, signed.root, signed.isPublished, signed.publishedAt)
        housing = signed.housing.map { Signed(by: Somebody($0.actor, names), at: $0.signedAt) }
        finance = signed.finance.map { Signed(by: Somebody($0.actor, names), at: $0.signedAt) }
    }
}

struct PublishedList: Codable, Sendable {
    var items: [SignatureDocument]
}
