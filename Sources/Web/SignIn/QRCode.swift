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
            for x in 0..<width where code.pointee.data[y * width + x] & 1 == 1 { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        let side = width + 8
        return """
            <svg viewBox="0 0 \(side) \(side)" role="img" aria-label="\(title)" shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }
}
