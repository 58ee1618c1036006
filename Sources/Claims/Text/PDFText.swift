internal import Foundation
internal import Quantities

/// The words of a PDF, by poppler's `pdftotext -layout`, under a time limit.
enum PDFText {
    static let timeLimit: TimeInterval = 60

    static func read(path: String) throws(ClaimError) -> String {
        guard let program = find() else {
            throw ClaimError(
                .converterMissing, place: path,
                Text("读取 PDF 需要 poppler 的 pdftotext，请先安装 poppler-utils", "reading a PDF needs poppler's pdftotext; install poppler-utils"))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-layout", "-enc", "UTF-8", "-q", URL(fileURLWithPath: path).path, "-"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let failed = ClaimError(
            .converterFailed, place: path, Text("pdftotext 未能读取该文件：\(path)", "pdftotext could not read the file: \(path)"))
        do { try process.run() } catch { throw failed }
        // Ends a converter that hangs on a damaged file; a finished one ignores it.
        let watchdog = DispatchWorkItem { if process.isRunning { process.terminate() } }
        DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit, execute: watchdog)
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        watchdog.cancel()
        guard process.terminationStatus == 0 else { throw failed }
        return TextDecoding.text(of: [UInt8](data))
    }

    private static func find() -> String? {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return paths.map { $0 + "/pdftotext" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
