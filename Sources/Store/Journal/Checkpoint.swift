import Foundation
import Quantities

/// What a journal was at one moment: kept outside the server, it shows any later rewriting or cutting.
///
/// Its text is the body of a C2SP `tlog-checkpoint`: origin, size in decimal, root in base64, each on a line.
public struct Checkpoint: Sendable, Hashable {
    /// Which log it is: `anju.example.gov.cn/110000`.
    public let origin: String
    public let size: Int64
    public let root: Digest256

    public init(origin: String, size: Int64, root: Digest256) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    public var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n" }

    /// Reads exactly what ``text`` writes; lines after the third (extensions) are refused. Throws ``StoreError/Code/checkpointMalformed``.
    public init(text: String) throws {
        let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty,
            let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let bytes = Data(base64Encoded: lines[2]), let root = Digest256(bytes: bytes), bytes.base64EncodedString() == lines[2]
        else {
            throw StoreError(
                .checkpointMalformed, Text("检查点格式不正确，应为三行：来源、大小、根", "not a checkpoint: three lines are wanted, origin, size and root"))
        }
        self.init(origin: lines[0], size: size, root: root)
    }
}
