internal import Crypto

/// The keys that personal data hangs on, drawn from the ``KeyFile``: one wraps the keys of subjects, one makes blind indices, one
/// fingerprints, one wraps the keys of files.
public struct Sealing: Sendable {
    let wrapping: SymmetricKey
    let indexing: SymmetricKey
    let printing: SymmetricKey
    let filing: SymmetricKey
    /// Tells whether a database was sealed with this key; says nothing about the key.
    let check: [UInt8]

    public init(_ key: KeyFile) {
        wrapping = key.key(for: "subjects")
        indexing = key.key(for: "index")
        printing = key.key(for: "fingerprints")
        filing = key.key(for: "files")
        check = Array(key.bytes(for: "check").prefix(16))
    }

    /// A digest of content that may hold personal data: without the key nobody can try guesses against it, as they could against a plain hash
    /// of an identity number.
    public func fingerprint(_ bytes: [UInt8]) -> Digest256 {
        HMAC<SHA256>.authenticationCode(for: bytes, using: printing).withUnsafeBytes { Digest256(copying: $0) }
    }

    /// The blind form of a value to be found again by equality: 16 bytes of HMAC-SHA256 over the city, the kind of value and the value.
    func blind(_ city: String, _ kind: String, _ value: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes = CanonicalBytes(reserving: 64)
        bytes.append(text: city)
        bytes.append(text: kind)
        bytes.append(text: value)
        return Array(HMAC<SHA256>.authenticationCode(for: bytes.bytes, using: indexing).prefix(16))
    }
}
