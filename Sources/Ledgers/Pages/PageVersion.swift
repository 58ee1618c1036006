public import Quantities
public import Store

/// 账页: one version of one ledger × district × period. Versions are only ever added; the highest is the current one.
///
/// A return replaces a page whole, so every entry of a version comes from the same file and sheet.
public struct PageVersion: Sendable, Hashable {
    /// The number that the entries of this version carry; unique in the city, rising with time.
    public let page: Int64
    public let ledger: String
    public let district: RegionCode
    public let period: Period
    /// 1 for the first filing; corrections count up.
    public let version: Int64
    /// The return it came with.
    public let receipt: Int64
    /// The sheet inside the file; empty for CSV.
    public let sheet: String
    public let entries: Int64
    /// Rows of the file for this page that were refused; such a page is incomplete.
    public let rejected: Int64
    /// SHA-256 over the canonical bytes of its entries' values, in the order of their rows: what the page says.
    public let digest: Digest256
    /// SHA-256 over the numbers of those rows: where the file says it.
    public let places: Digest256
    public let filedAt: String

    public init(
        page: Int64, ledger: String, district: RegionCode, period: Period, version: Int64, receipt: Int64, sheet: String, entries: Int64,
        rejected: Int64, digest: Digest256, places: Digest256, filedAt: String
    ) {
        self.page = page
        self.ledger = ledger
        self.district = district
        self.period = period
        self.version = version
        self.receipt = receipt
        self.sheet = sheet
        self.entries = entries
        self.rejected = rejected
        self.digest = digest
        self.places = places
        self.filedAt = filedAt
    }

    /// `subsidies/110101/2023-05`: what people call the page, whatever its version.
    public var address: String { Self.address(ledger, district, period) }

    public static func address(_ ledger: String, _ district: RegionCode, _ period: Period) -> String { "\(ledger)/\(district)/\(period)" }

    /// Over every field, so that a changed byte in this row is found too.
    public var seal: Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(int64: page)
        bytes.append(text: ledger)
        bytes.append(text: district.digits)
        bytes.append(text: period.description)
        bytes.append(int64: version)
        bytes.append(int64: receipt)
        bytes.append(text: sheet)
        bytes.append(int64: entries)
        bytes.append(int64: rejected)
        bytes.append(digest: digest)
        bytes.append(digest: places)
        bytes.append(text: filedAt)
        return bytes.digest()
    }
}
