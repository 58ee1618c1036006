import Quantities

/// One of the seventeen units that file returns, with all it files but the subsidies, which are made row by row.
struct ReportingUnit {
    let index: Int
    let region: Region
    let seed: UInt64

    var code: RegionCode { region.code }
    /// `东城`: the beginning of names made up in it.
    var shortName: String {
        var name = region.name.zh
        if name.unicodeScalars.last == "区" { name.unicodeScalars.removeLast() }
        return name
    }

    /// This unit's share of a city total.
    func share(of total: Int, by weights: [Int], least: Int = 0) -> Int {
        Apportionment.split(total, by: weights, least: least)[index]
    }

    func random(_ name: StaticString) -> SplitMix64 { SplitMix64(seed, name, index) }

    /// `P110105-BZ-001`.
    func projectCode(_ kind: String, _ number: Int) -> String { "P\(code)-\(kind)-\(Decimals.text(number, width: 3))" }

    var year: Period { Period(year: ExampleCity.year) }
    func month(_ month: Int) -> Period { Period(year: ExampleCity.year, month: month) }
}
