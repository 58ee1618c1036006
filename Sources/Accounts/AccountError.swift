public import Quantities

/// What can go wrong with accounts, sign-in and rights. A refused sign-in never says whether the account exists.
public struct AccountError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Stable for ever.
    public enum Code: String, Sendable, CaseIterable {
        case signInRefused = "U001"
        case codeRefused = "U002"
        case invitationUnknown = "U003"
        case passwordWeak = "U004"
        case loginTaken = "U005"
        case loginMalformed = "U006"
        case accountUnknown = "U007"
        case ownRights = "U008"
        case scopeMissing = "U009"
        case tokenUnknown = "U010"
        case lastAdministrator = "U011"
        case changedMeanwhile = "U012"
        case keyUnusable = "U013"
        case hashing = "U014"
        case passwordsDiffer = "U015"
    }

    public let code: Code
    public let text: Text

    public var description: String { "\(code.rawValue) \(text.zh) / \(text.en)" }

    init(_ code: Code, _ zh: String, _ en: String) {
        self.code = code
        text = Text(zh, en)
    }

    static let signInRefused = AccountError(
        .signInRefused, "账号或密码不正确，或账户暂时锁定", "the name or the password is wrong, or the account is locked for a while")
    static let codeRefused = AccountError(.codeRefused, "验证码不正确或已使用", "the code is wrong or has been used")
    static let invitationUnknown = AccountError(.invitationUnknown, "邀请无效、已使用或已过期", "the invitation is unknown, used or expired")
    public static let passwordsDiffer = AccountError(.passwordsDiffer, "两次输入的密码不一致", "the two passwords differ")
    static let accountUnknown = AccountError(.accountUnknown, "没有这个账户", "there is no such account")
    static let ownRights = AccountError(.ownRights, "不能改动自己的权限或账户状态", "nobody may change their own rights or state")
    static let tokenUnknown = AccountError(.tokenUnknown, "没有这个令牌", "there is no such token")
    static let changedMeanwhile = AccountError(
        .changedMeanwhile, "该账户刚被他人改动，请刷新后重试", "the account was changed meanwhile; reload and try again")
}
