// swift-tools-version: 6.1
import PackageDescription

// The floors of the house, from the ground up; a target may name only targets above it in this list.
// `ANJU_ONLY=Claims,Returns swift test --scratch-path .build-claims` builds those floors and what they stand on, and no more.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

struct Floor {
    var name: String
    var floors: [String]
    var products: [Target.Dependency] = []
    var resources: [Resource] = []
    var isProgram = false
    /// Floors that only its tests stand on.
    var testFloors: [String] = []
}

let bigInt: Target.Dependency = .product(name: "BigInt", package: "BigInt")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let house = [
    Floor(name: "Quantities", floors: [], products: [bigInt]),
    Floor(name: "Workbooks", floors: ["Quantities", "CZip", "CXML2", "CXLSXWriter"]),
    Floor(name: "Claims", floors: ["Quantities", "Workbooks"]),
    Floor(name: "Store", floors: ["Quantities"], products: [crypto]),
    Floor(name: "StoreSQLite", floors: ["Store", "Quantities"], products: [grdb]),
    Floor(name: "Ledgers", floors: ["Store", "Quantities"]),
    Floor(name: "Returns", floors: ["Ledgers", "Workbooks", "Store", "Quantities"], testFloors: ["StoreSQLite"]),
    Floor(
        name: "Evaluation", floors: ["Ledgers", "Store", "Quantities"], products: [yams, bigInt], resources: [.copy("Years")],
        testFloors: ["StoreSQLite"]),
    Floor(name: "Reports", floors: ["Evaluation", "Workbooks", "Ledgers", "Store", "Quantities"]),
    Floor(name: "Accounts", floors: ["Ledgers", "Store", "Quantities", "CSodium"], products: [crypto], testFloors: ["StoreSQLite"]),
    Floor(
        name: "Review", floors: ["Returns", "Ledgers", "Workbooks", "Store", "Quantities"],
        testFloors: ["StoreSQLite"]),
    Floor(
        name: "Casework", floors: ["Review", "Evaluation", "Returns", "Ledgers", "Workbooks", "Store", "Quantities"],
        resources: [.copy("Data")], testFloors: ["StoreSQLite"]),
    Floor(
        name: "Households", floors: ["Ledgers", "Workbooks", "Store", "Quantities"], products: [yams, crypto],
        resources: [.copy("Years")], testFloors: ["StoreSQLite"]),
    Floor(name: "Votes", floors: ["Ledgers", "Workbooks", "Store", "Quantities"], products: [crypto], testFloors: ["StoreSQLite"]),
    Floor(name: "Surveys", floors: ["Ledgers", "Workbooks", "Store", "Quantities"], products: [crypto], testFloors: ["StoreSQLite"]),
    Floor(name: "Example", floors: ["Workbooks", "Ledgers", "Store", "Quantities"]),
    Floor(
        name: "Web",
        floors: [
            "Accounts", "Casework", "Households", "Votes", "Surveys", "Review", "Reports", "Evaluation", "Returns", "Claims", "Workbooks",
            "Ledgers", "Store", "Quantities", "CQREncode",
        ],
        products: [hummingbird, crypto, logging], resources: [.copy("Assets")], testFloors: ["StoreSQLite", "Example"]),
    Floor(
        name: "anju",
        floors: [
            "Web", "Accounts", "Casework", "Households", "Votes", "Surveys", "Review", "Example", "Reports", "Evaluation", "Returns",
            "Claims", "Workbooks", "Ledgers", "StoreSQLite",
            "Store", "Quantities",
        ],
        products: [arguments, logging], isProgram: true),
]

let only = Context.environment["ANJU_ONLY"].map { Set($0.split(separator: ",").map(String.init)) }
func reach(_ name: String) -> Set<String> {
    house.first { $0.name == name }.map { ($0.floors + $0.testFloors).reduce(into: [name]) { $0.formUnion(reach($1)) } } ?? []
}
let wanted = only.map { $0.reduce(into: Set<String>()) { $0.formUnion(reach($1)) } }
let floors = house.filter { wanted?.contains($0.name) ?? true }

let package = Package(
    name: "anju",
    defaultLocalization: "zh-Hans",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "anju", targets: ["anju"])].filter { _ in wanted?.contains("anju") ?? true },
    dependencies: [
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    ]
        + floors.map { floor in
            let dependencies = floor.floors.map { Target.Dependency.target(name: $0) } + floor.products
            return floor.isProgram
                ? .executableTarget(name: floor.name, dependencies: dependencies, resources: floor.resources, swiftSettings: settings)
                : .target(name: floor.name, dependencies: dependencies, resources: floor.resources, swiftSettings: settings)
        }
        + floors.filter { only?.contains($0.name) ?? true }.map { floor in
            .testTarget(
                name: floor.name + "Tests",
                dependencies: [.target(name: floor.name)]
                    + (floor.floors + floor.testFloors).filter { !$0.hasPrefix("C") || $0 == "Claims" }.map { .target(name: $0) }
                    + floor.products,
                swiftSettings: settings)
        },
    swiftLanguageModes: [.v6]
)
