public import Ledgers
import Quantities
public import Store
import Workbooks

/// 银行文件: what goes to the payer, and what comes back.
public enum BankFiles {
    /// The payer's file of a batch that was reviewed: CSV in GB 18030, no field of which a spreadsheet runs as a formula. Holds names and accounts.
    ///
    /// - Throws: `L004`, `G010`, `G013` before the review.
    public static func outgoing(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [UInt8] {
        try access.require(.handleHouseholds)
        let batch = try SubsidyBatches.batch(connection, access, number)
        // A street office handles households and has no business with the accounts of a whole district.
        try access.require(.fileReturns)
        guard batch.state == .reviewed || batch.state == .sent else {
            throw HouseholdError.notPossible(
                SubsidyBatches.machine.title, number, Text("生成银行文件", "make the bank's file"), batch.state.title)
        }
        let grants = Dictionary(
            try SubsidyGrants.list(connection, access, district: batch.district).map { ($0.household, $0) }, uniquingKeysWith: { $1 })
        var csv = CSVWriter(byteOrderMark: false)
        csv.write(["序号", "家庭编号", "户名", "账号", "金额（元）", "用途"])
        var line = 0
        for item in try SubsidyBatches.items(connection, access, number) where item.amount.fen > 0 {
            guard let grant = grants[item.household] else { throw HouseholdError.damaged("subsidy_items", number) }
            line += 1
            let members = try HouseholdMembers.full(connection, access, item.household)
            csv.write([
                String(line), item.household, members.first { $0.relation == .applicant }?.name ?? "",
                try SubsidyGrants.account(connection, access, grant), item.amount.value.decimalText(decimals: 2),
                "\(batch.month.title.zh)市场租房补贴",
            ])
        }
        return try GB18030.encode(csv.bytes)
    }

    /// Reads the payer's results: 家庭编号, 结果 (成功 or 失败), 发放日期, and perhaps 原因; by the names of the columns, in any order.
    ///
    /// - Throws: `G026` naming the row and what was expected; `W…` where the file cannot be read.
    public static func incoming(_ path: String) throws -> [String: SubsidyResult] {
        let reader = try CSVReader(path: path)
        var row = RowBuffer()
        var columns: [String: Int] = [:]
        guard try reader.read(into: &row) else { throw HouseholdError.badResult(1, Text("表头", "a header")) }
        for cell in row.cells { columns[row.text(cell)] = Int(cell.column) }
        guard let household = columns["家庭编号"], let result = columns["结果"], let date = columns["发放日期"] else {
            throw HouseholdError.badResult(1, Text("表头含家庭编号、结果、发放日期", "a header with 家庭编号, 结果, 发放日期"))
        }
        var results: [String: SubsidyResult] = [:]
        while try reader.read(into: &row) {
            let text = { (column: Int?) in column.map { row.text(column: $0) } ?? "" }
            let name = text(household)
            let isPaid: Bool
            switch text(result) {
            case "成功": isPaid = true
            case "失败": isPaid = false
            default: throw HouseholdError.badResult(row.row, Text("结果为成功或失败", "成功 or 失败 as the result"))
            }
            let day = CivilDate(text(date))
            if isPaid, day == nil { throw HouseholdError.badResult(row.row, Text("发放日期", "a date of payment")) }
            guard results.updateValue(SubsidyResult(isPaid: isPaid, paidOn: day, note: text(columns["原因"])), forKey: name) == nil else {
                throw HouseholdError.badResult(row.row, Text("每户一行", "one row a household"))
            }
        }
        return results
    }

    /// The month's rows for the ledger `subsidies`, by the names of its columns: those that the payer says were paid.
    ///
    /// A month's arrears or recoveries do not stand in the amount of the row: the ledger holds an amount against that month's rent and standard.
    public static func ledgerRows(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [[String: String]] {
        try access.require(.handleHouseholds)
        let batch = try SubsidyBatches.batch(connection, access, number)
        guard batch.state == .closed else {
            throw HouseholdError.notPossible(SubsidyBatches.machine.title, number, Text("写入台账", "file the ledger"), batch.state.title)
        }
        let grants = Dictionary(
            try SubsidyGrants.list(connection, access, district: batch.district).map { ($0.household, $0) }, uniquingKeysWith: { $1 })
        return try SubsidyBatches.items(connection, access, number).compactMap { item in
            guard let result = item.result, result.isPaid, let paidOn = result.paidOn, item.amount.fen > 0 else { return nil }
            let applicant = try HouseholdMembers.full(connection, access, item.household).first { $0.relation == .applicant }
            return [
                "household": item.household, "applicant": applicant?.name ?? "", "identity": applicant?.identity ?? "",
                "class": String(item.paidClass), "people": String(item.people), "contract": grants[item.household]?.contract ?? "",
                "rent": item.rent.value.decimalText(decimals: 2), "standard": item.standard.value.decimalText(decimals: 2),
                "amount": min(item.amount, item.computed).value.decimalText(decimals: 2), "paid_on": paidOn.description,
            ]
        }
    }
}

extension HouseholdError {
    static func badResult(_ row: Int, _ expected: Text) -> HouseholdError {
        HouseholdError("G026", "回盘文件第\(row)行应有：\(expected.zh)", "row \(row) of the result file should have \(expected.en)", kind: .faulty)
    }
}
