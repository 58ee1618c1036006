import CQREncode
import Foundation
import Reports

/// A QR code as SVG, by libqrencode.
enum QRCode {
    /// As a PNG file with its quiet zone of four dots; `nil` where the text is too long for a code.
    static func png(_ text: String) -> [UInt8]? {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        return MonochromePNG.bytes(side: width + 8, scale: 8) { x, y in
            (4..<width + 4).contains(x) && (4..<width + 4).contains(y) && code.pointee.data[(y - 4) * width + x - 4] & 1 == 1
        }
    }

    static func svg(_ text: String, title: String) -> HTML {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return HTML.nothing }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var path = ""
        for y in 0..<width {
            // Runs of dark modules, so that a thousand letters stay a file that browsers print.
            var x = 0
            while x < width {
                let start = x
                while x < width, code.pointee.data[y * width + x] & 1 == 1 { x += 1 }
                if x > start { path += "M\(start + 4) \(y + 4)h\(x - start)v1h\(start - x)z" }
                x += 1
            }
        }
        let side = width + 8
        return """
            <svg viewBox="0 0 \(side) \(side)" role="img" aria-label="\(title)" shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }
}
