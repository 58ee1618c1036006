internal import Quantities

/// 照片: a JPEG or PNG, known by its bytes and not by its name, without what a camera writes into it beside the picture.
///
/// Where and with which telephone a picture was taken is nobody's business but the record's own; so Exif, XMP and comments are taken out before
/// the picture is kept. What is left are the segments that a decoder needs (and colour profiles).
public struct Photograph: Sendable, Hashable {
    public enum Media: String, Sendable {
        case jpeg = "image/jpeg"
        case png = "image/png"
    }

    public let media: Media
    public let bytes: [UInt8]
    /// What was taken out, by the name of its segment; empty where there was nothing.
    public let removed: [String]

    public static let largest = 15 << 20

    /// - Throws: `Q035` where it is neither, broken, or too large.
    public init(_ original: [UInt8]) throws {
        guard original.count <= Self.largest else {
            throw SurveyError("Q035", "照片超过15 MB", "the photograph is larger than 15 MB", kind: .faulty)
        }
        if original.starts(with: [0xFF, 0xD8, 0xFF]) {
            media = .jpeg
            (bytes, removed) = try Self.cleanedJPEG(original)
        } else if original.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            media = .png
            (bytes, removed) = try Self.cleanedPNG(original)
        } else {
            throw SurveyError("Q035", "只收JPEG或PNG照片", "only JPEG and PNG photographs are taken", kind: .faulty)
        }
    }

    private static var broken: SurveyError { SurveyError("Q035", "照片文件不完整", "the photograph is not whole", kind: .faulty) }

    /// ITU-T T.81 B.1: markers, each with a length, until the scan begins.
    private static func cleanedJPEG(_ original: [UInt8]) throws -> ([UInt8], [String]) {
        var kept: [UInt8] = [0xFF, 0xD8]
        var removed: [String] = []
        var at = 2
        while true {
            guard at + 4 <= original.count, original[at] == 0xFF else { throw broken }
            let marker = original[at + 1]
            if marker == 0xFF {
                at += 1
                continue
            }
            let length = Int(original[at + 2]) << 8 | Int(original[at + 3])
            guard length >= 2, at + 2 + length <= original.count else { throw broken }
            let segment = original[at..<at + 2 + length]
            switch marker {
            case 0xDA:
                // The scan: kept up to the end of the image, and nothing behind it (a second picture, a note).
                guard let end = imageEnd(original, from: at) else { throw broken }
                kept += original[at..<end]
                if end < original.count { removed.append("trailer") }
                return (kept, removed)
            // APP0 (JFIF), APP2 with a colour profile, APP14 (Adobe, needed to decode CMYK) stay; other APPn and comments go.
            case 0xE0, 0xEE: kept += segment
            case 0xE2 where segment.dropFirst(4).starts(with: Array("ICC_PROFILE".utf8)): kept += segment
            case 0xE1...0xEF: removed.append("APP\(marker - 0xE0)")
            case 0xFE: removed.append("COM")
            default: kept += segment
            }
            at += 2 + length
        }
    }

    /// Behind the EOI marker of the image; between scans other markers may stand.
    private static func imageEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        var at = start + 2
        while at + 1 < bytes.count {
            if bytes[at] == 0xFF, bytes[at + 1] == 0xD9 { return at + 2 }
            at += 1
        }
        return nil
    }

    /// PNG (ISO/IEC 15948) 5.3: chunks of length, type, data, CRC. Critical chunks and those of colour stay.
    private static func cleanedPNG(_ original: [UInt8]) throws -> ([UInt8], [String]) {
        let harmless: Set<String> = ["cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "tRNS", "pHYs"]
        var kept = Array(original[..<8])
        var removed: [String] = []
        var at = 8
        while at + 12 <= original.count {
            let length = original[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            guard at + 12 + length <= original.count else { throw broken }
            let type = String(decoding: original[at + 4..<at + 8], as: UTF8.self)
            if original[at + 4] & 0x20 == 0 || harmless.contains(type) {
                kept += original[at..<at + 12 + length]
            } else {
                removed.append(type)
            }
            at += 12 + length
            if type == "IEND" {
                if at < original.count { removed.append("trailer") }
                return (kept, removed)
            }
        }
        throw broken
    }
}
