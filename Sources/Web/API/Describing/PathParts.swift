import Ledgers
import Quantities

/// The parts of addresses that are data, by name: what they look like and what they mean. A part that is not of its form is not found.
enum PathParts {
    static func schema(_ name: String) -> Schema {
        switch name {
        case "ledger": .choice(Sheet.all.map(\.ledger))
        case "district": .form(.district)
        case "period": .form(.period)
        case "figure": .form(.figure)
        case "freeze": .form(.freeze)
        case "body": .choice(["housing", "finance"])
        default: .integer(least: 1)
        }
    }

    static func text(_ name: String) -> Text {
        switch name {
        case "ledger": Text("台账名", "the ledger's name")
        case "district": Text("行政区划代码", "the district's code")
        case "period": Text("所属期：年或月", "the period: a year or a month")
        case "figure": Text("数的编号，区级的后加 @ 和区划代码", "the figure's name, with @ and the district's code for a district's")
        case "freeze": Text("封账名，如 2023-1", "the freeze's name, such as 2023-1")
        case "body": Text("签署方", "the signing body")
        default: Text("编号", "its number")
        }
    }

    /// The names in `/pages/:ledger/:district/:period`, in their order.
    static func names(in path: String) -> [String] {
        path.split(separator: "/").filter { $0.utf8.first == 0x3A }.map { String($0.dropFirst()) }
    }
}
