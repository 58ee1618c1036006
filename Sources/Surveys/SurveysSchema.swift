public import Ledgers
public import Quantities
public import Store

/// The tables of this floor: satisfaction surveys.
public enum SurveysSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "surveys/0001 questionnaires, frames, draws, codes, answers", SurveyTables.all.map(\.sql).joined() + AnswerTables.sql,
                appendOnly: SurveyTables.all.map(\.name) + AnswerTables.appendOnly),
            Migration(
                "surveys/0002 complaints", [Complaints.table, Complaints.acts].map(\.sql).joined() + Complaints.sql,
                appendOnly: ["complaints", "complaint_acts", "complaint_words"]),
            Migration(
                "surveys/0003 assessment", Assessment.tables.map(\.sql).joined(), appendOnly: Assessment.tables.map(\.name)),
        ]
    }

    /// Of the whole city: records that are not the ones sealed; frames, samples and answers that are not the ones their hashes were taken of.
    public static func verify(_ connection: any Connection, _ access: Access) throws -> [(place: String, text: Text)] {
        var faults: [(String, Text)] = []
        for table in SurveyTables.all + [Complaints.table, Complaints.acts] + Assessment.tables {
            for key in try table.damaged(connection, access) {
                faults.append(("\(table.name) \(key)", Text("记录的内容与登记时不一致", "the record is not what was registered")))
            }
        }
        for row in try connection.rows("SELECT number FROM surveys_held WHERE city = ? ORDER BY number", [.text(access.city.digits)]) {
            let number = try row.int64(0)
            if let frozen = try Frames.frozen(connection, access, number),
                try Frames.listHash(connection, access, number) != frozen.listHash
            {
                faults.append(("survey_units \(number)", Text("抽样框与冻结时不一致", "the frame is not the one that was frozen")))
            }
            if let draw = try SurveyDraws.draw(connection, access, number), try !SurveyDraws.isReplayed(connection, access, number, draw) {
                faults.append(("survey_sample \(number)", Text("样本不能由种子重新得出", "the seed does not give this sample")))
            }
            if let closing = try Answers.lastClosing(connection, access, number),
                try Surveys.state(connection, access, number).state != .open,
                try Answers.digest(connection, access, number) != closing
            {
                faults.append(("survey_answers \(number)", Text("答卷与截止时不一致", "the answers are not the ones there were at closing")))
            }
        }
        return faults
    }
}
