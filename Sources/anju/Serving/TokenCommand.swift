import Accounts
import ArgumentParser
import Foundation
import Ledgers
import Quantities
import Store

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "为账户新建程序接口令牌（仅在本机，服务停止时）。 Make an API token of an account, on this machine.",
        discussion: "令牌的权限与账户相同，只打印这一次。 It may do what its owner may, and is printed only now.")

    @Argument(help: "账号。 The account's name.")
    var login: String

    @Option(help: "用途。 What it is for.")
    var label = "anju token"

    @Option(help: "有效天数，1至365。 Days it is good for.")
    var days: Int64 = 90

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...365).contains(days) else { throw ValidationError("--days: 1…365") }
    }

    func run() async throws {
        let token = try await Workplace.with(data.path) { workplace in
            let book = AccountBook(
                database: workplace.store, city: workplace.regions.city.code, key: try ServerKey(workplace.vault.location))
            guard let account = try await book.all(for: workplace.access).first(where: { $0.login == login }), account.state == .active
            else {
                throw ValidationError(Text("没有在用的账号“\(login)”", "there is no active account “\(login)”")[Console.language])
            }
            return try await book.makeToken(label: label, days: days, for: account.access(city: book.city))
        }
        if common.json { return try Console.json(["login": login, "token": token]) }
        print(token)
    }
}
