public import Ledgers
public import Quantities

/// 问询: a question on a page, a cell or a figure, with everything said about it. Nothing of it is ever removed.
public struct Question: Sendable, Hashable {
    public let number: Int64
    public let subject: Subject
    public let state: State
    /// The person it is for; empty for whoever answers for the district.
    public let addressee: String
    public let text: String
    public let actor: String
    public let askedAt: String
    /// What was said since, oldest first.
    public let messages: [Message]

    /// What is asked about.
    public enum Subject: Sendable, Hashable {
        case page(PageAddress)
        /// A row of the file the page came from, as a person counts, and a column of its sheet.
        case cell(PageAddress, row: Int64, column: String)
        /// A figure's tag; the city's own code where it is the city's figure.
        case figure(String, RegionCode)

        public var district: RegionCode {
            switch self {
            case .page(let page), .cell(let page, _, _): page.district
            case .figure(_, let district): district
            }
        }

        public var page: PageAddress? {
            switch self {
            case .page(let page), .cell(let page, _, _): page
            case .figure: nil
            }
        }
    }

    public enum State: String, Sendable, Codable, CaseIterable {
        case open
        case answered
        case closed

        public var title: Text {
            switch self {
            case .open: Text("待答复", "open")
            case .answered: Text("已答复", "answered")
            case .closed: Text("已办结", "closed")
            }
        }
    }

    public enum Act: String, Sendable, Codable, CaseIterable {
        /// Answers; also adds to an answer.
        case answer
        case close
        /// Asks on, or takes up a closed question again.
        case reopen

        public var title: Text {
            switch self {
            case .answer: Text("答复", "answer")
            case .close: Text("办结", "close")
            case .reopen: Text("追问", "reopen")
            }
        }

        public var permission: Permission { self == .answer ? .answerQuestions : .askQuestions }

        /// The states it can be done in, and the one it leads to.
        public var from: Set<State> {
            switch self {
            case .answer, .close: [.open, .answered]
            case .reopen: [.answered, .closed]
            }
        }

        public var to: State {
            switch self {
            case .answer: .answered
            case .close: .closed
            case .reopen: .open
            }
        }
    }

    public struct Message: Sendable, Hashable {
        public let act: Act
        public let text: String
        public let actor: String
        public let at: String
    }

    /// `W12`, as people quote it.
    public var name: String { "W\(number)" }
}
