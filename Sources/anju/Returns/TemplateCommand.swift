import ArgumentParser
import Foundation
import Ledgers
import Quantities
import Returns
import Store

struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "生成台账模板（XLSX），已知内容预先填好。 Make a ledger's template, filled with what is known.")

    @Argument(help: "台账名，如 subsidies 或“市场租房补贴发放台账”。 Ledger.")
    var ledger: String

    @Option(help: "区划代码或名称。 District code or name.")
    var district: String

    @Option(help: "所属期，如 2023 或 2023-05。 Period.")
    var period: String

    @Option(help: "写到这里。 Where to write it.")
    var out: String?

    @Option(name: .customLong("data"), help: "数据目录；给出时用已报内容预填。 Data directory, to fill in what is known.")
    var data: String?

    @Option(help: "查看个人信息的事由；给出时姓名、证件号也预填，并记入日志。 Why personal data is looked at; with it names and numbers are filled in too, on record.")
    var purpose: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard let sheet = Sheet.named(ledger) else {
            throw ReturnError(
                "P-04", "没有名为“\(ledger)”的台账；见 anju ledgers", "there is no ledger “\(ledger)”; see anju ledgers", kind: .notFound)
        }
        let region = try Regions.beijing.region(asWritten: district)
        guard let period = Period(period), period.isMonth == (sheet.cycle == .monthly), period.months == nil || period.isMonth else {
            throw ValidationError(
                sheet.cycle == .monthly
                    ? Text("该台账按月填报，--period 如 2023-05", "this ledger is monthly: --period 2023-05")[Console.language]
                    : Text("该台账按年填报，--period 如 2023", "this ledger is yearly: --period 2023")[Console.language])
        }
        var writer = TemplateWriter(sheet: sheet, district: region, period: period)
        writer.language = Console.language
        if let data {
            writer.known = try await Workplace.with(data) { workplace in
                let (access, purpose) = (workplace.access, purpose)
                let page = try await workplace.store.read {
                    try Pages.current($0, access, ledger: sheet.ledger, district: region.code, period: period)
                }
                guard let page else { return [] }
                guard sheet.hasPersonalData, let purpose else {
                    return try await workplace.store.read { try Entries.read($0, access, page) }
                }
                return try await workplace.store.write { try Entries.reveal($0, access, page, purpose: purpose, at: .now) }
            }
        }
        let path = out ?? "\(region.name.zh)-\(sheet.title.zh)-\(period).xlsx"
        try writer.write(to: path)
        if common.json {
            try Console.json([
                "file": path, "ledger": sheet.ledger, "district": region.code.digits, "period": period.description,
                "prefilled": String(writer.known.count),
            ])
        } else {
            Console.say("模板：\(path)（预填\(writer.known.count)行）", "template: \(path) (\(writer.known.count) rows filled in)")
        }
    }
}

struct LedgersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ledgers", abstract: "列出全部台账。 List the ledgers.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        if common.json {
            try Console.json(
                Sheet.all.map {
                    [
                        "ledger": $0.ledger, "title": $0.title.zh, "english": $0.title.en, "filedBy": $0.filedBy.rawValue,
                        "cycle": $0.cycle.rawValue,
                    ]
                })
            return
        }
        Console.table(
            Sheet.all.map {
                [
                    $0.ledger, $0.title[Console.language],
                    ($0.filedBy == .city ? Text("市级", "city") : Text("区级", "districts"))[Console.language],
                    ($0.cycle == .monthly ? Text("按月", "monthly") : Text("按年", "yearly"))[Console.language], $0.purpose[Console.language],
                ]
            })
    }
}

struct ReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "列出回执；--save 取回原件。 List receipts; --save gets an original back.")

    @OptionGroup var data: DataOption
    @Option(help: "回执号，如 12。 Receipt number.")
    var number: Int64?
    @Option(help: "把该回执的原件存到这里。 Save the original here.")
    var save: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Workplace.with(data.path) { workplace in
            let access = workplace.access
            let receipts = try await workplace.store.read { connection in
                try number.map { [try Receipts.number($0, connection, access)] } ?? Receipts.all(connection, access)
            }
            if let save, let receipt = receipts.first, receipts.count == 1 {
                try Originals.copy(receipt, from: workplace.vault, to: save)
            }
            if common.json { return try Console.json(receipts) }
            Console.table(
                receipts.map {
                    [$0.name, $0.arrivedAt, $0.fileName, "\($0.rows) = \($0.accepted) + \($0.rejected)", String($0.fileHash.prefix(16))]
                }, rightAligned: [3])
            if receipts.isEmpty { Console.say("还没有回执：用 anju import 报送文件。", "No receipts yet: file returns with anju import.") }
        }
    }
}
