internal import Ledgers
internal import Quantities
internal import Store

extension CaseWork {
    /// Entries of another ledger of this case's district whose column says so: of the year and the five before, the latest of each.
    func known(_ sheet: Sheet, _ column: String, is value: String) throws -> [DeskEntry] {
        var seen: Set<String> = []
        var found: [DeskEntry] = []
        let place = sheet.filedBy == .city ? desk.city : district
        for past in 0..<6 {
            let rows =
                sheet.cycle == .yearly
                ? try desk.entries(PageAddress(sheet.ledger, place, Period(year: year - past)))
                : try desk.entries(sheet, year: year - past, district: place)
            for entry in rows where entry.text(column) == value && seen.insert(entry.key).inserted { found.append(entry) }
        }
        return found
    }

    /// The latest entry of a yearly ledger of this case's district, or of the city, with this key.
    func known(_ sheet: Sheet, key: String) throws -> DeskEntry? {
        try desk.latest(sheet, district: sheet.filedBy == .city ? desk.city : district, year: year, key: key)
    }

    /// Changes columns of an entry where it stands, which may be an earlier year's page.
    func change(_ entry: DeskEntry, _ values: [String: SQLValue]) throws {
        var all = values
        for name in entry.sheet.key where all[name] == nil { all[name] = entry[name] }
        try desk.put(entry.sheet, entry.page, all)
    }

    func set(_ column: String, day: CivilDate) { self[column] = .integer(day.stored) }
}

/// Ledgers as queries read them: the entries in a person's scope.
enum Shelf {
    /// The entries of a ledger in a year, with the page they stand on.
    static func entries(_ connection: any Connection, _ access: Access, _ sheet: Sheet, year: Int) throws -> [DeskEntry] {
        try Entries.current(connection, access, sheet, year: year).map {
            DeskEntry(sheet: sheet, page: $0.page.pageAddress, values: $0.values)
        }
    }

    /// The latest entry of each key of the year and those before it.
    static func latest(_ connection: any Connection, _ access: Access, _ sheet: Sheet, year: Int, years: Int = 6) throws -> [DeskEntry] {
        struct Place: Hashable {
            let district: RegionCode
            let key: String
        }
        var seen: Set<Place> = []
        var found: [DeskEntry] = []
        for past in 0..<years {
            for entry in try entries(connection, access, sheet, year: year - past)
            where seen.insert(Place(district: entry.page.district, key: entry.key)).inserted { found.append(entry) }
        }
        return found
    }
}
