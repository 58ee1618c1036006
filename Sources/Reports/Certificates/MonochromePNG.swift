/// A black-and-white picture as PNG (ISO/IEC 15948): one bit a dot, the rows stored without compression (RFC 1950, 1951). A QR code is a few
/// kilobytes so, and needs no library.
public enum MonochromePNG {
    /// - Parameters:
    ///   - side: dots along each side of the square.
    ///   - scale: pixels along each side of a dot.
    ///   - isBlack: by column and row.
    public static func bytes(side: Int, scale: Int, _ isBlack: (_ x: Int, _ y: Int) -> Bool) -> [UInt8] {
        let pixels = side * scale
        let width = (pixels + 7) / 8
        var rows: [UInt8] = []
        rows.reserveCapacity((width + 1) * pixels)
        for y in 0..<pixels {
            rows.append(0)
            var row = [UInt8](repeating: 0xFF, count: width)
            for x in 0..<pixels where isBlack(x / scale, y / scale) { row[x / 8] &= ~(0x80 >> UInt8(x % 8)) }
            rows += row
        }
        var header = big(UInt32(pixels)) + big(UInt32(pixels))
        header += [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return big(UInt32(data.count)) + body + big(checksum(body))
    }

    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: data.count, by: 65_535) {
            let piece = data[start..<min(start + 65_535, data.count)]
            let (low, high) = (UInt8(piece.count & 0xFF), UInt8(piece.count >> 8))
            result += [piece.endIndex == data.count ? 1 : 0, low, high, ~low, ~high]
            result += piece
        }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in data {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return result + big(b << 16 | a)
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }

    /// CRC-32 of ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
