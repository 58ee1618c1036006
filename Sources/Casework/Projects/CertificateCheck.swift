internal import Foundation
public import Ledgers
public import Quantities
public import Store

/// 认定书公开核验: what anybody may learn of a certificate whose number and check code they hold.
public struct CertificateCheck: Sendable, Hashable {
    public let certificate: String
    public let project: String
    public let source: Text
    public let address: String
    public let operating: String
    public let homes: Int64
    public let issuedOn: CivilDate?
    public let expiresOn: CivilDate?
    public let endedOn: CivilDate?
    public let standing: Standing

    public enum Standing: String, Sendable, Hashable, Codable {
        case valid
        case revoked
        case expired

        public var title: Text {
            switch self {
            case .valid: Text("有效", "valid")
            case .revoked: Text("已撤销", "revoked")
            case .expired: Text("已失效", "expired")
            }
        }
    }

    /// The certificate with this number, where the code is its own; of the latest of the six years up to `year`.
    ///
    /// It is asked by people without an account: it reads the ledger of certificates alone and gives nothing that names a person. A wrong
    /// code and an unknown number have one answer.
    public static func find(_ connection: any Connection, city: RegionCode, number: String, code: String, on day: CivilDate) throws
        -> CertificateCheck?
    {
        let access = Access(
            city: city, districts: .all, ledgers: .only([Sheet.certificates.ledger]), permissions: [.readLedgers], actor: "public")
        let (number, code) = (normal(number), normal(code))
        guard number.utf8.count >= 8, code.utf8.count == 10 else { return nil }
        for past in 0..<6 {
            let pages = try Pages.current(connection, access, year: day.year - past, ledger: Sheet.certificates.ledger)
            let found = try Entries.matching(connection, access, pages, columns: ["certificate"], like: pattern(number), most: 2)
            guard let entry = found.first(where: { normal($0["certificate"].plain) == number }) else { continue }
            return normal(entry["check_code"].plain) == code ? CertificateCheck(entry, on: day) : nil
        }
        return nil
    }

    /// - Returns: `nil` for an application that has not led to a certificate.
    public init?(_ entry: Entry, on day: CivilDate) {
        func date(_ column: String) -> CivilDate? {
            if case .integer(let number) = entry[column] { CivilDate(stored: number) } else { nil }
        }
        certificate = entry["certificate"].plain
        project = entry["name"].plain
        source = Choices.certifiedSource.first { $0.code == entry["source"].plain }?.name ?? Text("", "")
        address = entry["address"].plain
        operating = entry["operator"].plain
        if case .integer(let count) = entry["homes"] { homes = count } else { homes = 0 }
        (issuedOn, expiresOn, endedOn) = (date("issued_on"), date("expires_on"), date("ended_on"))
        switch entry["state"].plain {
        case "issued", "renewing": standing = expiresOn.map { day <= $0 } ?? false ? .valid : .expired
        case "revoked": standing = .revoked
        case "expired": standing = .expired
        default: return nil
        }
    }

    /// As people type it: without blanks, in capitals; full-width forms become plain.
    private static func normal(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
            let plain = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            let upper = (0x61...0x7A).contains(plain) ? plain - 0x20 : plain
            if let scalar = Unicode.Scalar(upper) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    /// The number as a LIKE pattern that means nothing but itself.
    private static func pattern(_ number: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in number.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
