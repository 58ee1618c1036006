import Foundation
import Quantities

/// Makes PDF from DOCX or XLSX with LibreOffice, where it is installed.
///
///     if let converter = PDFConverter.installed() {
///         let paths = try converter.convert(["绩效评价报告-2023.docx"], to: "out")
///     }
///
/// Each run has a profile of its own, so that it neither waits for nor disturbs an office program that is open.
public struct PDFConverter: Sendable {
    /// `soffice`.
    public let program: String
    /// Seconds for one call, however many files it converts.
    public var timeout: Double

    public init(program: String, timeout: Double = 120) {
        self.program = program
        self.timeout = timeout
    }

    /// LibreOffice as found on the search path or in its usual places; `nil` where it is missing.
    public static func installed(timeout: Double = 120) -> PDFConverter? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").components(separatedBy: ":")
        let candidates =
            folders.flatMap { ["\($0)/soffice", "\($0)/libreoffice"] }
            + [
                "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice",
                "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            ]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }.map { PDFConverter(program: $0, timeout: timeout) }
    }

    /// What to say where ``installed(timeout:)`` finds nothing.
    public static var missing: ReportError {
        ReportError(
            "D201", "未安装LibreOffice，不能生成PDF；其他文件不受影响。安装后重新运行即可。",
            "LibreOffice is not installed, so there is no PDF; the other files are complete. Install it and run again.")
    }

    /// Converts several files in one run; the results stand in `directory` under the same names, in the same order.
    ///
    /// - Throws: `D202` where the program cannot be started or fails, `D203` past the time allowed.
    public func convert(_ paths: [String], to directory: String) throws(ReportError) -> [String] {
        try convert(paths, to: directory, format: "pdf")
    }

    /// Any other format LibreOffice writes: `docx`, `xlsx`, `csv:…`.
    func convert(_ paths: [String], to directory: String, format: String) throws(ReportError) -> [String] {
        guard !paths.isEmpty else { return [] }
        let profile = FileManager.default.temporaryDirectory.appendingPathComponent("anju-office-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: profile) }
        do { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) } catch {
            throw ReportError("D401", "文件夹无法建立：\(directory)", "the folder cannot be made", at: directory)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["-env:UserInstallation=\(profile.absoluteString)", "--headless", "--norestore", "--convert-to", format, "--outdir", directory]
            + paths
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let done = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in done.signal() }
        do { try process.run() } catch {
            throw ReportError(
                "D202", "LibreOffice无法启动：\(error.localizedDescription)", "LibreOffice cannot be started: \(error.localizedDescription)",
                at: program)
        }
        if done.wait(timeout: .now() + timeout) == .timedOut {
            // The program is a script that starts others; Foundation gives them a process group of their own.
            let child = process.processIdentifier
            kill(getpgid(child) == child ? -child : child, SIGKILL)
            done.wait()
            throw ReportError(
                "D203", "LibreOffice转换超过\(Int(timeout))秒，已停止", "LibreOffice took more than \(Int(timeout)) s and was stopped", at: paths[0])
        }
        let ending = format.components(separatedBy: ":")[0]
        let results = paths.map { path in
            let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            return URL(fileURLWithPath: directory).appendingPathComponent(name + "." + ending).path
        }
        // It ends with 0 even where it could not read a file.
        guard process.terminationStatus == 0, let firstMissing = results.firstIndex(where: { !FileManager.default.fileExists(atPath: $0) })
        else {
            if process.terminationStatus == 0 { return results }
            throw ReportError(
                "D202", "LibreOffice转换失败（退出码\(process.terminationStatus)）",
                "LibreOffice failed with exit code \(process.terminationStatus)",
                at: paths[0])
        }
        throw ReportError("D202", "LibreOffice没有生成\(results[firstMissing])", "LibreOffice made no file", at: paths[firstMissing])
    }
}
