public import Ledgers
internal import Quantities
public import Store

extension AllocationInput {
    /// The factors and coefficients of a programme as the ledgers of a year have them.
    ///
    /// - Throws: `L004`.
    public init(_ connection: any Connection, _ access: Access, programme: String, year: Int) throws {
        try self.init(MoneySource(connection, access, year: year), programme: programme, year: year)
    }

    init(_ source: MoneySource, programme: String, year: Int) throws {
        var factors: [String: [RegionCode: Rational]] = [:]
        var difficulty: [RegionCode: Rational] = [:]
        for entry in try source.rows(.allocationFactors, year: year) where entry.text("programme") == programme {
            guard let district = RegionCode(entry.text("recipient")) else { continue }
            factors[entry.text("factor"), default: [:]][district] = Rational(entry.number("value") ?? 0, 100)
        }
        for entry in try source.rows(.difficulty, year: year) {
            guard let district = RegionCode(entry.text("recipient")) else { continue }
            difficulty[district] = Rational(entry.number("coefficient") ?? 0, 100)
        }
        let districts = Set(factors.values.flatMap(\.keys)).sorted()
        self.init(districts: districts, factors: factors, difficulty: difficulty)
    }
}
