public import Quantities

/// What can go wrong in owners' votes. docs/votes.md lists the codes.
public struct VoteError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `T001` ….
    public let code: String
    public let text: Text
    public let kind: Kind
    /// The receipt of the ballot that stands, where an owner casts a second one without saying that it replaces the first.
    public var standing: BallotStanding?

    public typealias Kind = ToldKind

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    init(_ code: String, _ zh: String, _ en: String, kind: Kind = .refused) {
        self.code = code
        self.kind = kind
        text = Text(zh, en)
    }

    static func noPoll(_ what: String) -> VoteError {
        VoteError("T001", "没有这场表决：\(what)", "there is no such poll: \(what)", kind: .notFound)
    }

    static func notPossible(_ act: PollAct, _ state: PollState) -> VoteError {
        VoteError(
            "T002", "表决现在是“\(state.title.zh)”，不能“\(act.title.zh)”", "the poll is “\(state.title.en)”: “\(act.title.en)” is not possible")
    }

    static func stale(seen: Int64, now: Int64) -> VoteError {
        VoteError(
            "T003", "表决已有变动（您看到第\(seen)次，现在第\(now)次），请刷新后再办",
            "the poll has changed (you saw revision \(seen), it is \(now) now); look again", kind: .conflict)
    }

    static func noReason(_ act: PollAct) -> VoteError {
        VoteError("T004", "“\(act.title.zh)”须写明理由", "“\(act.title.en)” needs a reason", kind: .faulty)
    }

    static func definition(_ zh: String, _ en: String) -> VoteError { VoteError("T005", zh, en, kind: .faulty) }

    static let noRoll = VoteError("T006", "还没有业主名册，请先导入", "there is no roll yet; import one first")

    static func closing(_ zh: String, _ en: String) -> VoteError { VoteError("T007", zh, en, kind: .faulty) }

    static func notYet(_ until: String) -> VoteError {
        VoteError("T008", "截止时间\(until)未到，且还有业主未表决，不能提前截止", "it closes at \(until), and not all owners have voted yet")
    }

    static func unreadableInstant(_ text: String) -> VoteError {
        VoteError("T009", "时间无法识别：\(text)", "not an instant: \(text)", kind: .faulty)
    }

    static let unidentified = VoteError(
        "T010", "证件号码与产权证号在本次表决的业主名册中对不上，请核对；仍不符请联系组织单位",
        "these numbers do not stand together in the roll of this poll; check them, or ask those who run it", kind: .unidentified)

    static let passExpired = VoteError(
        "T011", "核验已过期，请重新核验身份", "the check of your identity has expired; begin again", kind: .unidentified)

    static func notOpen(_ state: PollState) -> VoteError {
        switch state {
        case .draft, .frozen: VoteError("T012", "表决尚未开始", "the poll has not opened yet")
        case .open: VoteError("T012", "表决时间已过", "the time for voting is over")
        case .closed, .published, .cancelled: VoteError("T012", "表决已经结束", "the poll is over")
        }
    }

    static func standing(_ standing: BallotStanding) -> VoteError {
        var error = VoteError(
            "T013", "该业主已经表决，回执\(standing.receipt)；如需改变，请选择“重新表决”",
            "this owner has voted, receipt \(standing.receipt); to change it, vote again on purpose", kind: .conflict)
        error.standing = standing
        return error
    }

    static func choices(_ zh: String, _ en: String) -> VoteError { VoteError("T014", zh, en, kind: .faulty) }

    static func paper(_ zh: String, _ en: String, kind: Kind = .refused) -> VoteError { VoteError("T015", zh, en, kind: kind) }

    static func noUnit(_ what: String) -> VoteError {
        VoteError("T016", "名册中没有这个专有部分：\(what)", "the roll has no such unit: \(what)", kind: .notFound)
    }

    static func damaged(_ what: String) -> VoteError {
        VoteError("T017", "\(what)已损坏或密钥不符，请运行 anju verify", "\(what) is damaged or sealed under another key; run anju verify")
    }

    static func roll(_ count: Int) -> VoteError {
        VoteError("T018", "业主名册有\(count)处错误，未收录", "the roll has \(count) fault(s) and was not taken", kind: .faulty)
    }
}

/// The ballot that counts for an owner at this moment.
public struct BallotStanding: Sendable, Hashable {
    /// 1 for a first ballot, one more for each that replaced it; 0 where there is none.
    public let turn: Int64
    /// Empty where there is none.
    public let receipt: String
    public let castAt: String

    public init(turn: Int64, receipt: String, castAt: String) {
        self.turn = turn
        self.receipt = receipt
        self.castAt = castAt
    }

    public static let none = BallotStanding(turn: 0, receipt: "", castAt: "")
}
