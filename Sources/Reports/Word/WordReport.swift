import Quantities
import Workbooks

/// The report in DOCX, to GB/T 9704-2012.
///
///     try WordReport.write(document, to: "绩效评价报告-2023.docx")
///
/// Prose may be edited freely; each number stands in a content control tagged with its figure, so that ``Readback`` finds it again.
/// The same document gives the same bytes.
public enum WordReport {
    /// The file's bytes.
    ///
    /// - Throws: `D101` where the package cannot be made.
    public static func bytes(_ document: ReportDocument) throws(ReportError) -> [UInt8] {
        do throws(WorkbookError) { return try package(document).bytes() } catch { throw failure(error, nil) }
    }

    /// Writes the file, replacing what is there.
    ///
    /// - Throws: `D101` where it cannot be written.
    public static func write(_ document: ReportDocument, to path: String) throws(ReportError) {
        do throws(WorkbookError) { try package(document).finish(path: path) } catch { throw failure(error, path) }
    }

    private static func package(_ document: ReportDocument) -> PackageWriter {
        let package = PackageWriter()
        func add(_ name: String, _ text: String) { package.add(name, Array(text.utf8)) }
        let pictures = document.blocks.compactMap { if case .picture(let picture) = $0 { picture } else { nil } }
        add("[Content_Types].xml", WordPackage.contentTypes(hasPictures: !pictures.isEmpty))
        add("_rels/.rels", WordPackage.rootLinks)
        package.add("docProps/core.xml", WordPackage.core(document.properties, document.language))
        add("docProps/app.xml", WordPackage.app)
        package.add("docProps/custom.xml", WordPackage.custom(document))
        package.add("word/document.xml", WordBody.xml(document))
        add("word/_rels/document.xml.rels", WordPackage.documentLinks(pictures: pictures.count))
        add("word/styles.xml", WordStyles.xml)
        add("word/settings.xml", WordPackage.settings)
        add("word/fontTable.xml", WordStyles.fontTable)
        add("word/footerOdd.xml", WordPackage.footer(isEven: false))
        add("word/footerEven.xml", WordPackage.footer(isEven: true))
        for (index, picture) in pictures.enumerated() {
            package.add("word/media/" + WordPackage.picture(index + 1), picture.png, stored: true)
        }
        return package
    }

    private static func failure(_ error: WorkbookError, _ path: String?) -> ReportError {
        ReportError("D101", "报告文件无法生成：\(error.text.zh)", "the report could not be made: \(error.text.en)", at: path)
    }
}
