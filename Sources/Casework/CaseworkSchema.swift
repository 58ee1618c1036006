public import Ledgers
public import Quantities
public import Store

/// The tables of this floor: the acts done with cases and the documents that came with them. Records are only ever added.
public enum CaseworkSchema {
    public static var migrations: [Migration] {
        [Migration("casework/0001 acts and documents", CaseTables.all.map(\.sql).joined(), appendOnly: CaseTables.all.map(\.name))]
    }

    /// Of the whole city, whoever asks: records whose bytes are not the ones sealed.
    public static func verify(_ connection: any Connection, _ access: Access) throws -> [(place: String, text: Text)] {
        try CaseTables.all.flatMap { table in
            try table.damaged(connection, access).map { key in
                ("\(table.name) \(key)", Text("记录的内容与登记时不一致", "the record is not what was registered"))
            }
        }
    }
}
