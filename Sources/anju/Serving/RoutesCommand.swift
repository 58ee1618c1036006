import ArgumentParser
import Web

struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "列出网页和接口的全部地址及其权限。 Every address of the web application and who may ask for it.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        if common.json { return try Console.json(RouteListing.all) }
        print(RouteListing.table, terminator: "")
    }
}
