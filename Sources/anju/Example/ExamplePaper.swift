import Casework
import Foundation
import Quantities

extension ExamplePlay {
    /// A made-up document for an act that needs one: a page that says what it stands for.
    func attachment(_ code: String, of kind: String) -> CaseAttachment {
        let path = NSTemporaryDirectory() + "anju-example-\(code).pdf"
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: Data(Self.paper("Example document: \(code)").utf8))
        }
        let title = CaseCatalogue.kind(kind)?.documents.first { $0.code == code }?.title.zh ?? code
        return CaseAttachment(document: code, fileName: "样例-\(title).pdf", path: path)
    }

    /// The least PDF there is: one page with one line of ASCII.
    private static func paper(_ line: String) -> String {
        let stream = "BT /F1 18 Tf 72 760 Td (\(line)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        let rows = places.map { place in String(repeating: "0", count: 10 - String(place).utf8.count) + "\(place) 00000 n \n" }.joined()
        return text
            + "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(rows)trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    }
}
