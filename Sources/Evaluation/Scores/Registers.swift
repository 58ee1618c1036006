import Ledgers
import Quantities
import Store

/// The city's registers that scoring reads entry by entry: policies, explanations, audited scores.
struct Registers: Sendable {
    /// By topic.
    private(set) var policies: [String: [Entry]] = [:]
    /// By indicator or rule.
    private(set) var explanations: [String: Entry] = [:]
    private(set) var audited: [String: (score: Rational, reason: String?)] = [:]

    static let ledgers = ["policies", "explanations", "audited_scores"]

    init(_ connection: any Connection, _ access: Access, _ snapshot: Snapshot) throws {
        for page in snapshot.pages where Self.ledgers.contains(page.ledger) {
            for entry in try Entries.read(connection, access, page) {
                switch page.ledger {
                case "policies": policies[entry["topic"].plain, default: []].append(entry)
                case "explanations": explanations[entry["subject"].plain] = entry
                default:
                    guard case .integer(let hundredths) = entry["score"] else { continue }
                    let reason = entry["reason"].plain
                    audited[entry["indicator"].plain] = (Rational(hundredths, 100), reason.isEmpty ? nil : reason)
                }
            }
        }
    }
}
