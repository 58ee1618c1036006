public import Ledgers
public import Quantities

/// An account: a person who may sign in, and what they may see and do.
public struct Account: Sendable, Hashable {
    public let number: Int64
    /// What they type to sign in.
    public let login: String
    /// As colleagues see it.
    public let name: String
    /// `nil` until a security administrator has given one: such an account can sign in and do nothing.
    public let role: Role?
    public let state: State
    public let districts: Set<RegionCode>
    /// A narrower list than the role's; empty for all of those.
    public let ledgers: Set<String>
    public let language: Language
    public let hasSecondFactor: Bool
    public let isLocked: Bool
    /// Rises with every change of rights; an edit names the one it saw.
    public let revision: Int64
    public let createdAt: String

    public enum State: String, Sendable, Codable, CaseIterable {
        /// Waits for the person to take up the invitation.
        case invited
        case active
        case disabled

        public var title: Text {
            switch self {
            case .invited: Text("待激活", "invited")
            case .active: Text("正常", "active")
            case .disabled: Text("停用", "disabled")
            }
        }
    }

    /// `u12`: how the journal, receipts and acts name the person. Not personal.
    public var actor: String { "u\(number)" }

    /// What the account may see and do; nothing where it has no role or is not active.
    public func access(city: RegionCode) -> Access {
        guard state == .active, let role else {
            return Access(city: city, districts: .only([]), ledgers: .only([]), permissions: [], actor: actor)
        }
        return role.access(city: city, districts: districts, ledgers: ledgers, actor: actor)
    }
}

/// A colleague as others see them: for choosing who is asked, and for showing who did what.
public struct Person: Sendable, Hashable, Codable {
    public let actor: String
    public let name: String
    public let role: Role?
    public let districts: Set<RegionCode>
}
