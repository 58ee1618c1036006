internal import Quantities

/// The words of a DOCX package.
enum PackageText {
    static func read(bytes: [UInt8], path: String) throws(ClaimError) -> String {
        throw ClaimError(.unknownFormat, place: path, Text("暂不能读取该文件：\(path)", "this file cannot be read yet: \(path)"))
    }
}
