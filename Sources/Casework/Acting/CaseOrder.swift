internal import Ledgers
public import Quantities

/// What a person asks to be done with one case.
public struct CaseOrder: Sendable {
    public var kind: String
    public var act: String
    public var district: RegionCode
    public var year: Int
    /// The natural key; empty for an act that opens a case, whose answers give it.
    public var key: String
    /// The mark of what the person saw (``CaseView/mark``); `nil` where nobody looked, as in bulk work of the program's own.
    public var mark: String?
    /// The answers as the person wrote them, by the names of the columns asked for.
    public var answers: [String: String]
    public var reason: String
    public var documents: [CaseAttachment]

    public init(
        _ kind: String, _ act: String, district: RegionCode, year: Int, key: String = "", mark: String? = nil,
        answers: [String: String] = [:],
        reason: String = "", documents: [CaseAttachment] = []
    ) {
        self.kind = kind
        self.act = act
        self.district = district
        self.year = year
        self.key = key
        self.mark = mark
        self.answers = answers
        self.reason = reason
        self.documents = documents
    }
}

/// A document that comes with an act: a file on disk.
public struct CaseAttachment: Sendable {
    /// The code of its ``DocumentKind``; empty for another.
    public let document: String
    public let fileName: String
    public let path: String

    public init(document: String, fileName: String, path: String) {
        self.document = document
        self.fileName = fileName
        self.path = path
    }
}

/// An act that was done.
public struct CaseOutcome: Sendable, Hashable {
    public let kind: String
    public let district: RegionCode
    public let key: String
    public let act: String
    public let state: String
    public let year: Int
    /// The number of its record.
    public let number: Int64
    public let receipts: [String: Int64]
}

/// What came of many orders: all that could be done were, and the rest say why not.
public struct CaseBulkOutcome: Sendable {
    public let done: [CaseOutcome]
    public let refused: [(order: CaseOrder, code: String, text: Text)]
}
