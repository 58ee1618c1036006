public import Ledgers
public import Quantities
public import Store

/// 公布的结果: what everybody may read of a survey, kept as it was published.
public struct SurveyPublication: Sendable, Hashable, Codable {
    public var code: String
    public var title: String
    public var programme: String
    public var year: Int
    public var method: String
    public var confidence: Int
    public var smallest: Int64
    /// Households of the frame, drawn, and answers received.
    public var units: Int64
    public var invited: Int64
    public var received: Int64
    public var onPaper: Int64
    public var listHash: String
    public var commitment: String
    public var seed: String
    public var word: String
    public var items: [Item]
    public var districts: [District]

    /// One item of the whole city.
    public struct Item: Sendable, Hashable, Codable {
        public var id: String
        public var title: Text
        public var valid: Int64
        public var satisfied: Int64
        /// Weighted, in per cent, to one decimal; absent where it cannot be computed.
        public var weighted: String?
        /// In percentage points.
        public var margin: String?
        /// Last year's, and what became of it; absent where there is none.
        public var before: Before?

        public var share: Rational { Rational(satisfied, valid) }
    }

    public struct Before: Sendable, Hashable, Codable {
        public var valid: Int64
        public var satisfied: Int64
        /// In percentage points.
        public var points: String
        public var probability: String
        public var isSignificant: Bool
    }

    /// Overall satisfaction in one district; counts absent where they are not shown.
    public struct District: Sendable, Hashable, Codable {
        public var code: RegionCode
        public var invited: Int64
        public var valid: Int64?
        public var satisfied: Int64?
        public var margin: String?
    }

    /// A row of the ledger `surveys`.
    public func ledgerRow(_ item: Item) -> [String] {
        [
            code, programme, String(year), item.id, item.title.zh, String(invited), String(item.valid), String(item.satisfied), method,
        ]
    }
}

/// Last year's counts, by item, as the ledger has them.
public typealias EarlierCounts = [String: SurveyTally.Count]

extension SurveyPublication {
    /// What a year's ledger says of a programme's surveys; where it holds several, the last in it.
    public static func earlier(_ connection: any Connection, _ access: Access, programme: String, year: Int) throws -> EarlierCounts {
        var result: EarlierCounts = [:]
        for entry in try Entries.current(connection, access, .surveys, year: year) where entry["programme"] == .text(programme) {
            guard case .integer(let valid) = entry["valid"], case .integer(let satisfied) = entry["satisfied"] else { continue }
            result[entry["item"].plain] = .init(valid: valid, satisfied: satisfied)
        }
        return result
    }

    /// What would be published of a tally.
    public init(_ tally: SurveyTally, _ commitment: SurveyDraws.Commitment, _ draw: SurveyDraws.Drawing, before: EarlierCounts) {
        let survey = tally.survey
        (code, title, programme, year) = (survey.code, survey.title, survey.programme, survey.year)
        (method, confidence, smallest) = (survey.method, survey.confidence, survey.smallest)
        (units, invited, received, onPaper) = (tally.units, tally.invited, tally.received, tally.onPaper)
        (listHash, self.commitment, seed, word) = (commitment.listHash.hex, commitment.commitment.hex, draw.seed.text, draw.word)
        items = tally.questionnaire.items.compactMap { item in
            let count = tally.count(item.id)
            guard count.valid >= survey.smallest else { return nil }
            let estimate = tally.estimate(item.id)
            let last = before[item.id].flatMap { last -> Before? in
                guard
                    let change = ShareDifference(
                        valid: count.valid, satisfied: count.satisfied, before: (last.valid, last.satisfied))
                else { return nil }
                return Before(
                    valid: last.valid, satisfied: last.satisfied, points: change.points, probability: change.probabilityText,
                    isSignificant: change.isSignificant(confidence: survey.confidence))
            }
            return Item(
                id: item.id, title: item.title, valid: count.valid, satisfied: count.satisfied,
                weighted: estimate.map { ($0.share * 100).decimalText(decimals: 1) },
                margin: estimate?.marginText(confidence: survey.confidence), before: last)
        }
        let hidden = tally.suppression(Questionnaire.overall)
        districts = tally.districts.map { district in
            let invited = tally.drawn.reduce(0) { $0 + ($1.key.district == district ? $1.value : 0) }
            guard !hidden.isCityHidden, !hidden.districts.contains(district) else { return District(code: district, invited: invited) }
            let count = tally.count(Questionnaire.overall, in: district)
            return District(
                code: district, invited: invited, valid: count.valid, satisfied: count.satisfied,
                margin: tally.estimate(Questionnaire.overall, in: district)?.marginText(confidence: survey.confidence))
        }
    }
}

extension SurveyPublication {
    /// Makes the results of a closed survey as they would be published.
    public static func preview(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> SurveyPublication {
        let tally = try SurveyTally.read(connection, access, number)
        guard [.closed, .published].contains(tally.survey.state), let draw = try SurveyDraws.draw(connection, access, number),
            let commitment = try SurveyDraws.commitment(connection, access, number)
        else { throw SurveyError.notPossible(.publish, tally.survey) }
        let before = try earlier(connection, access, programme: tally.survey.programme, year: tally.survey.year - 1)
        return SurveyPublication(tally, commitment, draw, before: before)
    }

    /// Publishes: the results are kept as they are now and can be read by everybody.
    ///
    /// - Throws: `Q021` where there are fewer valid answers than the smallest cell.
    @discardableResult
    public static func publish(_ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, at moment: Moment) throws
        -> SurveyPublication
    {
        let (survey, transition) = try Surveys.allowed(connection, access, .publish, number, revision: revision)
        let publication = try preview(connection, access, number)
        guard publication.items.contains(where: { $0.id == Questionnaire.overall }) else {
            throw SurveyError.tooFew(publication.received, least: survey.smallest)
        }
        try SurveyTables.publications.add(
            connection, access, [.integer(number), .text(try JSON.text(publication)), .text(access.actor), .text(moment.description)])
        _ = try Surveys.record(connection, access, survey, transition, at: moment)
        return publication
    }

    /// What is published, newest first. For everybody.
    public static func all(_ connection: any Connection, _ access: Access) throws -> [SurveyPublication] {
        try connection.rows(
            "SELECT survey, content FROM survey_publications WHERE city = ? ORDER BY survey DESC", [.text(access.city.digits)]
        ).map { try JSON.value(try $0.text(1), "survey_publications", "\(try $0.int64(0))") }
    }
}
