public import Ledgers
public import Quantities
public import Store

/// The tables of this floor: records that are only ever added, and one table of the pages' states that follows from them.
public enum ReviewSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "review/0001 states, findings, deadlines, requests, questions, signatures",
                ReviewTables.all.map(\.sql).joined() + """
                    CREATE TABLE page_states (
                        city {text} NOT NULL, ledger {text} NOT NULL, district {text} NOT NULL, period {text} NOT NULL,
                        state {text} NOT NULL, revision {int} NOT NULL, version {int} NOT NULL, submitter {text} NOT NULL,
                        approver {text} NOT NULL, addressee {text} NOT NULL, reason {text} NOT NULL, actor {text} NOT NULL,
                        done_at {text} NOT NULL,
                        PRIMARY KEY (city, ledger, district, period)
                    ) {keyed};
                    """, appendOnly: ReviewTables.all.map(\.name))
        ]
    }

    /// Of the whole city, whoever asks: records whose bytes are not the ones sealed, and pages whose state is not the one their last act left.
    public static func verify(_ connection: any Connection, _ access: Access) throws -> [(place: String, text: Text)] {
        var faults: [(String, Text)] = []
        for table in ReviewTables.all {
            for key in try table.damaged(connection, access) {
                faults.append(("\(table.name) \(key)", Text("记录的内容与登记时不一致", "the record is not what was registered")))
            }
        }
        let astray = try connection.rows(
            """
            SELECT s.ledger, s.district, s.period FROM page_states s WHERE s.city = ? AND NOT EXISTS (
                SELECT 1 FROM page_acts a WHERE a.city = s.city AND a.ledger = s.ledger AND a.district = s.district AND a.period = s.period
                AND a.revision = s.revision AND a.state_after = s.state AND a.version = s.version)
            """, [.text(access.city.digits)])
        for row in astray {
            let place = "page_states \(try row.text(0))/\(try row.text(1))/\(try row.text(2))"
            faults.append((place, Text("账页状态与最后一次办理不符", "the page's state is not the one its last act left")))
        }
        return faults
    }
}
