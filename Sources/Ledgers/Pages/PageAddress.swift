public import Quantities

/// What people call a page, whatever its version: one ledger × one district × one period. Written `subsidies/110101/2023-05`.
public struct PageAddress: Sendable, Hashable, Comparable, Codable, CustomStringConvertible, LosslessStringConvertible {
    public let ledger: String
    public let district: RegionCode
    public let period: Period

    public init(_ ledger: String, _ district: RegionCode, _ period: Period) {
        self.ledger = ledger
        self.district = district
        self.period = period
    }

    /// `nil` where the text is no address or there is no such ledger.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let sheet = Sheet.named(String(parts[0])), sheet.ledger.utf8.elementsEqual(parts[0].utf8),
            let district = RegionCode(String(parts[1])), let period = Period(String(parts[2])), period.months == nil || period.isMonth
        else { return nil }
        self.init(sheet.ledger, district, period)
    }

    public var description: String { PageVersion.address(ledger, district, period) }

    /// The ledger's sheet.
    public var sheet: Sheet? { Sheet.named(ledger) }

    /// `市场租房补贴发放台账 2023年5月`; the district's name is for the caller to add.
    public var title: Text {
        let sheet = sheet?.title ?? Text(ledger, ledger)
        return Text("\(sheet.zh) \(period.title.zh)", "\(sheet.en), \(period.title.en)")
    }

    public static func < (a: PageAddress, b: PageAddress) -> Bool {
        (a.ledger, a.district, a.period) < (b.ledger, b.district, b.period)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let address = PageAddress(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a page: \(text)")
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension PageVersion {
    public var pageAddress: PageAddress { PageAddress(ledger, district, period) }
}

extension Access {
    public func allows(_ address: PageAddress) -> Bool { allows(address.district) && allows(ledger: address.ledger) }

    /// - Throws: `L001` where the page is out of scope, whether or not anything was filed for it.
    public func require(_ address: PageAddress) throws(LedgerError) {
        guard allows(address) else { throw LedgerError.outOfScope(address.description) }
    }
}
