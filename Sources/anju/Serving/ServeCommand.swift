import Accounts
import ArgumentParser
import Foundation
import Ledgers
import Logging
import Quantities
import Store
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "启动网页服务。 Serve the web application.",
        discussion: "在反向代理（TLS）之后运行时加 --secure。 Behind a proxy that speaks TLS, add --secure.")

    @Option(help: "监听地址。 Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "端口。 Port.")
    var port = 8080

    @Option(help: "默认年度；不写则为数据目录中最近的年度。 The year people begin with; the data's latest where left out.")
    var year: Int?

    @Flag(help: "经由HTTPS访问：Cookie只在加密连接上发送。 Reached by HTTPS: cookies are sent over TLS only.")
    var secure = false

    @Flag(help: "不记录每个请求。 Do not log each request.")
    var quiet = false

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Workplace.with(data.path) { workplace in
            let office = try await workplace.office(year: year, isSecure: secure)
            var logger = Logger(label: "anju") { label in StreamLogHandler.standardError(label: label) }
            logger.logLevel = quiet ? .warning : .info
            if !secure && host != "127.0.0.1" && host != "localhost" && host != "::1" {
                Console.error(
                    Text(
                        "注意：未加 --secure 而监听非本机地址，账号和密码将以明文传送。",
                        "Careful: without --secure on an address others can reach, passwords travel in the clear.")[Console.language])
            }
            try await WebServer(office: office, logger: logger).run(host: host, port: port) { port in
                Console.say("安居已启动：http://\(host):\(port)　（Ctrl-C 停止）", "Anju is at http://\(host):\(port)  (Ctrl-C stops it)")
                fflush(nil)
            }
        }
    }
}

extension Workplace {
    func office(year: Int?, isSecure: Bool) async throws -> Office {
        let access = access
        let latest = try await store.read { connection in
            try connection.row("SELECT max(period) FROM page_versions WHERE city = ?", [.text(access.city.digits)])?.optionalText(0)
        }
        let found = latest.flatMap { Int($0.prefix(4)) }
        let now = Moment.now.date.year
        let isExample = FileManager.default.fileExists(atPath: directory + "/example")
        return try Office(
            database: store, vault: vault, regions: regions, defaultYear: year ?? found ?? now - 1, isSecure: isSecure,
            notice: isExample
                ? Text(
                    "示例城市：公布的北京市2023年总数，虚构的分解；权重为示例。",
                    "Example city: Beijing's published totals of 2023 with a made-up breakdown; the weights are placeholders.")
                : nil)
    }
}
