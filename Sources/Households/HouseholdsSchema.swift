public import Ledgers
public import Quantities
public import Store

/// The tables of this floor: sealed records that are only ever added, and a few tables that follow from them and carry the constraints.
public enum HouseholdsSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "households/0001 files, applications, subsidies, homes, draws, doubts",
                HouseholdTables.all.map(\.sql).joined() + """
                    CREATE TABLE household_states (
                        city {text} NOT NULL, kind {text} NOT NULL, number {int} NOT NULL, district {text} NOT NULL,
                        subject {text} NOT NULL, state {text} NOT NULL, is_open {int} NOT NULL, revision {int} NOT NULL,
                        actor {text} NOT NULL, done_at {text} NOT NULL,
                        PRIMARY KEY (city, kind, number)
                    ) {keyed};
                    CREATE UNIQUE INDEX household_states_open ON household_states (city, kind, subject) WHERE is_open = 1;
                    CREATE INDEX household_states_by_district ON household_states (city, kind, district, state);
                    CREATE TABLE household_people (
                        city {text} NOT NULL, identity_index {bytes} NOT NULL, household {text} NOT NULL, member {int} NOT NULL,
                        PRIMARY KEY (city, identity_index)
                    ) {keyed};
                    CREATE UNIQUE INDEX household_people_once ON household_people (city, household, member);
                    CREATE TABLE doubts_now (
                        city {text} NOT NULL, doubt {text} NOT NULL, kind {text} NOT NULL, subject {text} NOT NULL,
                        one_district {text} NOT NULL, one_zh {text} NOT NULL, one_en {text} NOT NULL,
                        other_district {text} NOT NULL, other_zh {text} NOT NULL, other_en {text} NOT NULL,
                        fingerprint {text} NOT NULL, run {int} NOT NULL,
                        PRIMARY KEY (city, doubt)
                    ) {keyed};
                    """, appendOnly: HouseholdTables.all.map(\.name))
        ]
    }

    /// Of the whole city, whoever asks: records whose bytes are not the ones sealed, and states that are not what the last act left.
    public static func verify(_ connection: any Connection, _ access: Access) throws -> [(place: String, text: Text)] {
        var faults: [(String, Text)] = []
        for table in HouseholdTables.all {
            for key in try table.damaged(connection, access) {
                faults.append(("\(table.name) \(key)", Text("记录的内容与登记时不一致", "the record is not what was registered")))
            }
        }
        let astray = try connection.rows(
            """
            SELECT s.kind, s.number FROM household_states s WHERE s.city = ? AND NOT EXISTS (
                SELECT 1 FROM household_acts a WHERE a.city = s.city AND a.kind = s.kind AND a.number = s.number
                AND a.revision = s.revision AND a.state_after = s.state)
            """, [.text(access.city.digits)])
        for row in astray {
            faults.append(
                (
                    "household_states \(try row.text(0))/\(try row.int64(1))",
                    Text("状态与最后一次办理不符", "the state is not the one its last act left")
                ))
        }
        return faults
    }
}
