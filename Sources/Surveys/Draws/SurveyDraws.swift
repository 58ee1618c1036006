public import Ledgers
public import Quantities
public import Store

/// 抽样: first the list's hash, the allocation and the seed's commitment are public, then the seed.
///
/// The order is ``Draw/order(_:seed:)`` over the whole frame; of each stratum the first so many in that order are the sample. Where a public
/// word was announced (a lottery's numbers of a later day), the order is that of SHA-256 over `seed:word`, so that whoever knows the seed
/// beforehand cannot choose it for its outcome.
public enum SurveyDraws {
    public struct Commitment: Sendable, Hashable {
        public let listHash: Digest256
        public let commitment: Digest256
        /// What public word will be taken; empty for none.
        public let wordSource: String
        public let allocation: Allocation
        public let actor: String
        public let at: String
    }

    public struct Drawing: Sendable, Hashable {
        public let seed: Draw.Seed
        public let word: String
        /// The seed the order is made with: the seed itself, or SHA-256 of `seed:word`.
        public let effective: Draw.Seed
        public let sampled: Int64
        /// ``Draw/listHash(_:)`` of the ids drawn.
        public let sampleHash: Digest256
        public let actor: String
        public let at: String
    }

    public struct Sampled: Sendable, Hashable {
        public let unit: FrameUnit
        /// The place in the order of the whole frame, from 1.
        public let place: Int64
    }

    /// Makes a seed, keeps it to itself, and publishes what it commits to.
    @discardableResult
    public static func commit(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, _ allocation: Allocation, wordSource: String = "",
        seed: Draw.Seed = .random(), at moment: Moment
    ) throws -> Survey {
        let (survey, transition) = try Surveys.allowed(connection, access, .commit, number, revision: revision)
        guard let frozen = try Frames.frozen(connection, access, number) else { throw SurveyError.noFrame }
        let parts = try Frames.parts(connection, access, number)
        guard allocation.parts.map(\.stratum) == parts.map(\.stratum),
            zip(allocation.parts, parts).allSatisfy({ $0.units == $1.units && (0...$1.units).contains($0.drawn) && $0.quota <= $0.drawn }),
            allocation.total > 0
        else { throw SurveyError.allocation("分配与抽样框不符", "the allocation is not one of this frame") }
        let words = Words.kept(wordSource) ?? ""
        guard words.unicodeScalars.count <= 100 else { throw SurveyError.words(Text("公开随机数", "public word"), most: 100) }
        try SurveyTables.commitments.add(
            connection, access,
            [
                .integer(number), .text(frozen.listHash.hex), .text(Draw.commit(seed).hex), .text(words), .text(try JSON.text(allocation)),
                .text(access.actor), .text(moment.description),
            ])
        try connection.execute(
            "INSERT INTO survey_seeds (city, survey, seed) VALUES (?, ?, ?)",
            [.text(access.city.digits), .integer(number), .text(seed.text)])
        for part in allocation.parts {
            try connection.execute(
                "INSERT INTO survey_quotas (city, survey, district, project, quota) VALUES (?, ?, ?, ?, ?)",
                [
                    .text(access.city.digits), .integer(number), .text(part.stratum.district.digits), .text(part.stratum.project),
                    .integer(part.quota),
                ])
        }
        return try Surveys.record(connection, access, survey, transition, at: moment)
    }

    /// Reveals the seed and draws.
    ///
    /// - Parameter word: the public word, where one was announced.
    /// - Throws: `Q010` where the seed kept is not the one committed to, `Q011` without the word.
    @discardableResult
    public static func reveal(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64, word: String = "", at moment: Moment
    ) throws -> Survey {
        let (survey, transition) = try Surveys.allowed(connection, access, .draw, number, revision: revision)
        guard let commitment = try commitment(connection, access, number),
            let seed = try connection.row(
                "SELECT seed FROM survey_seeds WHERE city = ? AND survey = ?", [.text(access.city.digits), .integer(number)]
            ).flatMap({ Draw.Seed(try $0.text(0)) }), Draw.isCommitted(seed, to: commitment.commitment)
        else { throw SurveyError.seedUnlike }
        let word = commitment.wordSource.isEmpty ? "" : try Words.trimmed(word, Text("公开随机数", "public word"), most: 100)
        let effective = effective(seed, word)
        let ids = try Frames.ids(connection, access, number)
        let sample = try sample(ids, commitment.allocation, effective)
        var batch = RowBatch(columnCount: 6, rows: sample.count, bytesPerRow: 60)
        for (id, place) in sample {
            let parts = id.utf8.split(separator: 0x2F, maxSplits: 2).map { String(decoding: $0, as: UTF8.self) }
            batch.append(text: access.city.digits)
            batch.append(int64: number)
            for part in parts { batch.append(text: part) }
            batch.append(int64: place)
            try batch.endRow()
        }
        try connection.insert(
            into: "survey_sample", columns: ["city", "survey", "district", "project", "unit", "place"], batch: batch)
        try SurveyTables.draws.add(
            connection, access,
            [
                .integer(number), .text(seed.text), .text(word), .text(effective.text), .integer(sample.count),
                .text(try Draw.listHash(sample.map(\.id)).hex), .text(access.actor), .text(moment.description),
            ])
        return try Surveys.record(connection, access, survey, transition, at: moment)
    }

    static func effective(_ seed: Draw.Seed, _ word: String) -> Draw.Seed {
        word.isEmpty ? seed : Draw.Seed(Hasher256.hash(Array("\(seed.text):\(word)".utf8)).hex) ?? seed
    }

    /// The sample of a list: of each stratum the first so many in the order of the seed.
    static func sample(_ ids: [String], _ allocation: Allocation, _ seed: Draw.Seed) throws -> [(id: String, place: Int64)] {
        var left = Dictionary(uniqueKeysWithValues: allocation.parts.map { ("\($0.stratum.district)/\($0.stratum.project)", $0.drawn) })
        return try Draw.order(ids, seed: seed).compactMap { place in
            guard let slash = place.id.utf8.lastIndex(of: 0x2F) else { return nil }
            let stratum = String(place.id[..<slash])
            guard let rest = left[stratum], rest > 0 else { return nil }
            left[stratum] = rest - 1
            return (place.id, Int64(place.rank))
        }
    }

    public static func commitment(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Commitment? {
        guard
            let row = try connection.row(
                """
                SELECT list_hash, commitment, word_source, allocation, actor, done_at FROM survey_commitments WHERE city = ? AND survey = ?
                """, [.text(access.city.digits), .integer(number)])
        else { return nil }
        guard let list = Digest256(hex: try row.text(0)), let commitment = Digest256(hex: try row.text(1)) else {
            throw SurveyError.damaged("survey_commitments", "\(number)")
        }
        return Commitment(
            listHash: list, commitment: commitment, wordSource: try row.text(2),
            allocation: try JSON.value(try row.text(3), "survey_commitments", "\(number)"), actor: try row.text(4), at: try row.text(5))
    }

    public static func draw(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Drawing? {
        guard
            let row = try connection.row(
                "SELECT seed, word, effective, sampled, sample_hash, actor, done_at FROM survey_draws WHERE city = ? AND survey = ?",
                [.text(access.city.digits), .integer(number)])
        else { return nil }
        guard let seed = Draw.Seed(try row.text(0)), let effective = Draw.Seed(try row.text(2)), let hash = Digest256(hex: try row.text(4))
        else { throw SurveyError.damaged("survey_draws", "\(number)") }
        return Drawing(
            seed: seed, word: try row.text(1), effective: effective, sampled: try row.int64(3), sampleHash: hash, actor: try row.text(5),
            at: try row.text(6))
    }

    /// The sample, by stratum and place; of one district where it is named.
    public static func sampled(_ connection: any Connection, _ access: Access, _ number: Int64, district: RegionCode? = nil) throws
        -> [Sampled]
    {
        _ = try Surveys.survey(connection, access, number)
        return try connection.rows(
            """
            SELECT s.district, s.project, s.unit, u.name, s.place FROM survey_sample s
            JOIN survey_units u ON u.city = s.city AND u.survey = s.survey AND u.district = s.district AND u.project = s.project AND u.unit = s.unit
            WHERE s.city = ? AND s.survey = ? AND (? = '' OR s.district = ?) ORDER BY s.district, s.project, s.place
            """,
            [.text(access.city.digits), .integer(number), .text(district?.digits ?? ""), .text(district?.digits ?? "")]
        ).map { row in
            guard let code = RegionCode(try row.text(0)) else { throw SurveyError.damaged("survey_sample", "\(number)") }
            return Sampled(
                unit: FrameUnit(Stratum(code, try row.text(1)), try row.text(2), name: try row.text(3)), place: try row.int64(4))
        }
    }

    /// Whether the frame, the allocation and the seed give the sample that is kept.
    static func isReplayed(_ connection: any Connection, _ access: Access, _ number: Int64, _ draw: Drawing) throws -> Bool {
        guard let commitment = try commitment(connection, access, number), Draw.isCommitted(draw.seed, to: commitment.commitment),
            effective(draw.seed, draw.word) == draw.effective
        else { return false }
        let again = try sample(try Frames.ids(connection, access, number), commitment.allocation, draw.effective)
        var kept: [String: Int64] = [:]
        try connection.forEachRow(
            "SELECT district, project, unit, place FROM survey_sample WHERE city = ? AND survey = ?",
            [.text(access.city.digits), .integer(number)]
        ) { kept["\(try $0.text(0))/\(try $0.text(1))/\(try $0.text(2))"] = try $0.int64(3) }
        let hash = try Draw.listHash(again.map(\.id))
        return hash == draw.sampleHash && kept == Dictionary(again.map { ($0.id, $0.place) }) { first, _ in first }
    }
}
