import Ledgers
public import Quantities

/// Every address of the application and who may ask for it, as a table: for administrators, for the docs, for the reviewed table of the tests.
public struct RouteListing: Sendable, Encodable {
    /// `GET /receipts/:receipt`.
    public let route: String
    public let title: Text
    /// `everyone`, `signed in`, or the permissions of which one is enough.
    public let may: String
    /// The roles that may; `anonymous` where nobody need sign in.
    public let roles: [String]

    public static let all: [RouteListing] = WebServer.routes.map { route in
        let nowhere = Regions.beijing.city.code
        let roles = Role.allCases.filter { role in route.may.isMet(by: role.access(city: nowhere, districts: [], actor: "")) }.map(
            \.rawValue)
        let may =
            switch route.may {
            case .everyone: "everyone"
            case .signedIn: "signed in"
            case .any(let permissions): permissions.map(\.rawValue).joined(separator: " or ")
            }
        return RouteListing(route: route.name, title: route.title, may: may, roles: (route.may == .everyone ? ["anonymous"] : []) + roles)
    }

    /// Columns: anonymous, then every role; `yes` or `-`.
    public static var table: String {
        let columns = ["anonymous"] + Role.allCases.map(\.rawValue)
        let lines = all.sorted { $0.route < $1.route }.map { listing in
            ([listing.route] + columns.map { listing.roles.contains($0) ? "yes" : "-" }).joined(separator: "\t") + "\n"
        }
        return (["route"] + columns).joined(separator: "\t") + "\n" + lines.joined()
    }
}
