internal import CXML2

/// Reads XML as a stream of events, by libxml2. UTF-8 only; a DOCTYPE, an entity beyond the five of XML, elements deeper than the limit, and
/// anything not well-formed are errors. Nothing is dropped in silence, nothing is fetched.
///
///     let reader = try XMLReader(bytes, part: "word/document.xml")
///     while let event = try reader.next() {
///         if case .start("p", _, let attributes) = event { … }
///     }
public final class XMLReader {
    public struct Attribute: Hashable, Sendable {
        /// Without prefix.
        public var name: String
        /// Empty where it has none.
        public var namespace: String
        public var value: String
    }

    public enum Event: Hashable, Sendable {
        /// Local name and namespace; empty where it has none.
        case start(String, namespace: String, [Attribute])
        /// Text between two tags may come in pieces.
        case text(String)
        case end(String, namespace: String)
    }

    private let bytes: [UInt8]
    private let part: String
    private let state: State
    private let context: xmlParserCtxtPtr
    private var fed = 0
    private var given = 0
    private static let step: Int = 1 << 16

    /// - Parameter part: the name of what is read, for errors.
    public init(_ bytes: [UInt8], part: String = "", limits: WorkbookLimits = .default) throws(WorkbookError) {
        Self.initialize
        try Self.checkEncoding(bytes, part)
        self.bytes = bytes
        self.part = part
        state = State(depth: limits.depth)
        var handler = State.handler()
        guard let context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(state).toOpaque(), nil, 0, nil) else {
            throw WorkbookError("W305", "内存不足。", "out of memory", at: part)
        }
        self.context = context
        // "No entities" in libxml2's sense leaves `&#38;` in attributes; there is no DOCTYPE, so only the five of XML are ever replaced.
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
        state.context = context
    }

    deinit { xmlFreeParserCtxt(context) }

    /// The next event; `nil` at the end of the document.
    public func next() throws(WorkbookError) -> Event? {
        while given == state.events.count {
            state.events.removeAll(keepingCapacity: true)
            given = 0
            if let failure = state.failure { throw error(failure) }
            if fed > bytes.count { return nil }
            let count = min(Self.step, bytes.count - fed)
            let isLast = fed + count == bytes.count
            let code = bytes.withUnsafeBytes { raw in
                xmlParseChunk(context, raw.baseAddress.map { ($0 + fed).assumingMemoryBound(to: CChar.self) }, Int32(count), isLast ? 1 : 0)
            }
            fed += isLast ? count + 1 : count
            if code != 0, state.failure == nil { state.failure = .malformed(line: Int(xmlSAX2GetLineNumber(context))) }
        }
        // Events before a failure are held back: a part is right or it is not.
        if let failure = state.failure { throw error(failure) }
        given += 1
        return state.events[given - 1]
    }

    private func error(_ failure: State.Failure) -> WorkbookError {
        switch failure {
        case .doctype: WorkbookError("W301", "文件含有 DOCTYPE 声明，不予读取。", "a DOCTYPE is refused", at: part)
        case .depth: WorkbookError("W302", "元素嵌套过深，不予读取。", "elements are nested too deep", at: part)
        case .malformed(let line):
            WorkbookError("W305", "XML 有误（第\(line)行），文件已损坏。", "not well-formed XML (line \(line)): the file is damaged", at: part)
        }
    }

    /// A mark of UTF-16 or UTF-32, NUL near the start, or a declaration that names something else than UTF-8.
    static func checkEncoding(_ bytes: [UInt8], _ part: String) throws(WorkbookError) {
        let head = bytes.prefix(256)
        var isWrong = head.contains(0) || head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
        if text.starts(with: "<?xml".utf8), let end = text.firstIndex(of: UInt8(ascii: ">")) {
            let declaration = text[..<end].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            if let named = declaration.firstRange(of: Array("encoding".utf8)) {
                let value = declaration[named.upperBound...].drop { " =\"'\t\r\n".utf8.contains($0) }.prefix { !"\"'".utf8.contains($0) }
                isWrong = isWrong || !["utf-8", "utf8", "us-ascii"].contains { value.elementsEqual($0.utf8) }
            }
        }
        if isWrong { throw WorkbookError("W304", "XML 不是 UTF-8 编码，不予读取。", "XML in another encoding than UTF-8 is refused", at: part) }
    }

    /// libxml2 wants this once, before the first thread uses it.
    private static let initialize: Void = xmlInitParser()
}
