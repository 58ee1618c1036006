/// A strict scanner for the two parts of a workbook that may be huge: a sheet and the shared texts.
///
/// Written by hand for speed, on the expectation that a call back for every tag and text costs too much; libxml2's SAX interface has not been
/// measured on the same sheet yet.
/// It refuses what ``XMLReader`` refuses. It checks that tags match, UTF-8, the characters XML allows, references, and depth; it does not resolve
/// namespaces: whoever uses it compares the prefix with the root's.
struct XMLScanner: ~Copyable {
    enum Token {
        case start
        case end
        case text
        case done
    }

    struct Attribute {
        var key: UInt64
        var name: UnsafePointer<UInt8>
        var nameLength: Int
        var value: UnsafePointer<UInt8>
        var length: Int
    }

    // What the last token says; pointers live until the next call of `next()`.
    private(set) var name: UnsafePointer<UInt8>
    private(set) var nameLength = 0
    /// The first eight bytes of the name, the first lowest; of the whole qualified name.
    private(set) var key: UInt64 = 0
    private(set) var text: UnsafePointer<UInt8>
    private(set) var textLength = 0
    private(set) var attributeCount = 0
    let attributes: UnsafeMutablePointer<Attribute>
    /// Elements open now; an element's own start counts.
    private(set) var depth = 0

    private let stream: PackageStream
    private let deepest: Int
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var place = 0
    /// Checked bytes end here.
    private var end = 0
    /// Bytes read end here; up to three may wait for the rest of their character.
    private var rawEnd = 0
    private var isAtEnd = false
    private var isSelfClosing = false
    private var hasRoot = false
    private let decoded: UnsafeMutablePointer<UInt8>
    /// The bytes of the root's prefix, with its colon; they lie at the front of `names`.
    private var prefixLength = 0
    /// The names of open elements: key, offset and length in `names`.
    private let open: UnsafeMutablePointer<(key: UInt64, offset: Int, length: Int)>
    private let names: UnsafeMutablePointer<UInt8>

    private static let slack = 16
    private static let chunk = 1 << 17
    private static let longestToken = 4 << 20
    private static let mostAttributes = 64
    private static let longestName = 200

    init(_ stream: PackageStream, limits: WorkbookLimits) {
        self.stream = stream
        deepest = limits.depth
        capacity = Self.chunk
        memory = .allocate(capacity: capacity + Self.slack)
        memory.initialize(repeating: 0, count: capacity + Self.slack)
        name = UnsafePointer(memory)
        text = UnsafePointer(memory)
        attributes = .allocate(capacity: Self.mostAttributes)
        decoded = .allocate(capacity: 8)
        decoded.initialize(repeating: 0, count: 8)
        open = .allocate(capacity: deepest + 1)
        names = .allocate(capacity: (deepest + 1) * Self.longestName + Self.slack)
        names.initialize(repeating: 0, count: (deepest + 1) * Self.longestName + Self.slack)
    }

    /// Reads on to the root element, whose start it is then at.
    mutating func begin() throws(WorkbookError) {
        try refill(keeping: 0)
        try XMLReader.checkEncoding(Array(UnsafeBufferPointer(start: memory, count: min(end, 256))), stream.name)
        if end >= 3, memory[0] == 0xEF, memory[1] == 0xBB, memory[2] == 0xBF { place = 3 }
        guard try next() == .start else { throw malformed() }
    }

    deinit {
        memory.deallocate()
        attributes.deallocate()
        decoded.deallocate()
        open.deallocate()
        names.deallocate()
    }

    @inline(__always)
    static func key(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
        return length >= 8 ? word : word & ((1 &<< (8 &* UInt64(truncatingIfNeeded: length))) &- 1)
    }

    // MARK: - Names

    /// Whether the root element, whose start was just given, has this local name.
    func isRoot(_ local: StaticString) -> Bool {
        depth == 1 && nameLength == prefixLength + local.utf8CodeUnitCount && isNamed(local)
    }

    /// Whether the last tag has the root's prefix and this local name.
    func isNamed(_ local: StaticString) -> Bool {
        let whole = UnsafeBufferPointer(start: name, count: nameLength)
        return whole.count == prefixLength + local.utf8CodeUnitCount
            && whole.prefix(prefixLength).elementsEqual(UnsafeBufferPointer(start: names, count: prefixLength))
            && whole.dropFirst(prefixLength).elementsEqual(UnsafeBufferPointer(start: local.utf8Start, count: local.utf8CodeUnitCount))
    }

    /// The same for the short names every cell has.
    @inline(__always)
    func isNamed(_ local: Key) -> Bool { prefixLength == 0 ? key == local.rawValue : isPrefixed(local) }

    private func isPrefixed(_ local: Key) -> Bool {
        nameLength > prefixLength && nameLength - prefixLength <= 3
            && Self.key(name + prefixLength, nameLength - prefixLength) == local.rawValue
            && UnsafeBufferPointer(start: name, count: prefixLength).elementsEqual(UnsafeBufferPointer(start: names, count: prefixLength))
    }

    /// Names of up to eight letters as numbers, the first letter lowest.
    enum Key: UInt64 {
        case c = 0x63
        case f = 0x66
        case r = 0x72
        case s = 0x73
        case t = 0x74
        case v = 0x76
        case `is` = 0x7369
        case si = 0x6973
        case row = 0x77_6F72

        @inline(__always)
        static func == (key: UInt64, name: Key) -> Bool { key == name.rawValue }
    }

    // MARK: - Tokens

    mutating func next() throws(WorkbookError) -> Token {
        if isSelfClosing {
            isSelfClosing = false
            depth &-= 1
            return .end
        }
        while true {
            if place >= end {
                if isAtEnd {
                    guard depth == 0, hasRoot, rawEnd == end else { throw malformed() }
                    return .done
                }
                try refill(keeping: place)
                continue
            }
            let byte = memory[place]
            if byte != 0x3C {
                if let token = try textToken(byte) { return token }
                continue
            }
            guard place &+ 1 < end else {
                try more()
                continue
            }
            switch memory[place &+ 1] {
            case 0x2F:
                if try endTag() { return .end }
            case 0x21:
                if try declaration() { return .text }
            case 0x3F:
                try skip(from: 2, to: [0x3F, 0x3E])
            default:
                if try startTag() { return .start }
            }
        }
    }

    /// Skips to the end of the element whose start was given last.
    mutating func skipElement() throws(WorkbookError) {
        let level = depth
        while depth >= level { if try next() == .done { throw malformed() } }
    }

    // MARK: - Text

    private mutating func textToken(_ first: UInt8) throws(WorkbookError) -> Token? {
        let start = place
        if depth == 0 {
            guard first == 0x20 || first == 0x0A || first == 0x0D || first == 0x09 else { throw malformed() }
            place &+= 1
            return nil
        }
        if first == 0x26 { return try reference() }
        if first == 0x0D {
            // CR LF and CR are LF (XML 1.0, 2.11).
            guard start &+ 1 < end || isAtEnd else {
                try more()
                return nil
            }
            place &+= start &+ 1 < end && memory[start &+ 1] == 0x0A ? 2 : 1
            decoded[0] = 0x0A
            text = UnsafePointer(decoded)
            textLength = 1
            return .text
        }
        let raw = UnsafeRawPointer(memory)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var at = start
        scan: while at < end {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
            let a = word ^ (0x3C &* ones)
            let b = word ^ (0x26 &* ones)
            let c = word ^ (0x0D &* ones)
            // The lowest mark is exact, and only the lowest is used.
            let marks = (((a &- ones) & ~a) | ((b &- ones) & ~b) | ((c &- ones) & ~c)) & (ones << 7)
            if marks != 0 {
                at &+= marks.trailingZeroBitCount &>> 3
                break scan
            }
            at &+= 8
        }
        at = min(at, end)
        text = UnsafePointer(memory + start)
        textLength = at &- start
        place = at
        return .text
    }

    /// `&amp;`, `&#20013;`, `&#x4E2D;`; every other reference is an error.
    private mutating func reference() throws(WorkbookError) -> Token? {
        var at = place + 1
        while at < end, memory[at] != 0x3B, at - place < 12 { at += 1 }
        if at >= end {
            try more()
            return nil
        }
        let body = Array(UnsafeBufferPointer(start: memory + place + 1, count: at - place - 1))
        guard memory[at] == 0x3B, let scalar = Self.scalar(body) else {
            throw WorkbookError("W303", "文件含有未知的实体引用，不予读取。", "an unknown entity reference is refused", at: stream.name)
        }
        textLength = 0
        for byte in UTF8.encode(scalar)! {
            decoded[textLength] = byte
            textLength += 1
        }
        text = UnsafePointer(decoded)
        place = at + 1
        return .text
    }

    private static func scalar(_ body: [UInt8]) -> Unicode.Scalar? {
        switch body {
        case Array("amp".utf8): return "&"
        case Array("lt".utf8): return "<"
        case Array("gt".utf8): return ">"
        case Array("quot".utf8): return "\""
        case Array("apos".utf8): return "'"
        default: break
        }
        guard body.first == 0x23, body.count > 1 else { return nil }
        let isHex = body[1] == 0x78
        let digits = body.dropFirst(isHex ? 2 : 1)
        var value: UInt32 = 0
        for byte in digits {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46 where isHex: digit = byte - 0x37
            case 0x61...0x66 where isHex: digit = byte - 0x57
            default: return nil
            }
            value = value * (isHex ? 16 : 10) + UInt32(digit)
            if value > 0x10FFFF { return nil }
        }
        let isAllowed = value >= 0x20 && value != 0xFFFE && value != 0xFFFF || value == 0x09 || value == 0x0A || value == 0x0D
        return digits.isEmpty || !isAllowed ? nil : Unicode.Scalar(value)
    }

    // MARK: - Tags

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// Ends of names: what may follow one, and what may never stand in one.
    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3D || byte == 0x3C || byte == 0x22 || byte == 0x27 || byte == 0x26
    }

    private mutating func startTag() throws(WorkbookError) -> Bool {
        let base = memory
        let end = self.end
        let first = place &+ 1
        var at = first
        while at < end, !Self.endsName(base[at]) { at &+= 1 }
        let nameEnd = at
        var count = 0
        while true {
            let beforeSpace = at
            while at < end, Self.isSpace(base[at]) { at &+= 1 }
            if at >= end { return try moreThenAgain() }
            let byte = base[at]
            if byte == 0x3E { break }
            if byte == 0x2F {
                if at &+ 1 >= end { return try moreThenAgain() }
                guard base[at &+ 1] == 0x3E else { throw malformed() }
                isSelfClosing = true
                break
            }
            guard at > beforeSpace else { throw malformed() }
            let attribute = at
            while at < end, !Self.endsName(base[at]) { at &+= 1 }
            let length = at &- attribute
            while at < end, Self.isSpace(base[at]) { at &+= 1 }
            if at >= end { return try moreThenAgain() }
            guard base[at] == 0x3D, length > 0 else { throw malformed() }
            at &+= 1
            while at < end, Self.isSpace(base[at]) { at &+= 1 }
            if at >= end { return try moreThenAgain() }
            let quote = base[at]
            guard quote == 0x22 || quote == 0x27 else { throw malformed() }
            at &+= 1
            let value = at
            while at < end, base[at] != quote {
                if base[at] == 0x3C { throw malformed() }
                at &+= 1
            }
            if at >= end { return try moreThenAgain() }
            let key = Self.key(base + attribute, length)
            guard count < Self.mostAttributes else { throw malformed() }
            var other = 0
            while other < count {
                if attributes[other].key == key, attributes[other].nameLength == length,
                    length <= 8
                        || UnsafeBufferPointer(start: attributes[other].name, count: length).elementsEqual(
                            UnsafeBufferPointer(start: base + attribute, count: length))
                {
                    throw malformed()
                }
                other &+= 1
            }
            (attributes + count).initialize(
                to: Attribute(
                    key: key, name: UnsafePointer(base + attribute), nameLength: length, value: UnsafePointer(base + value),
                    length: at &- value))
            count &+= 1
            at &+= 1
        }
        let length = nameEnd &- first
        guard length > 0, length <= Self.longestName, base[first] != 0x3A, base[nameEnd &- 1] != 0x3A else { throw malformed() }
        guard depth < deepest else { throw WorkbookError("W302", "元素嵌套过深，不予读取。", "elements are nested too deep", at: stream.name) }
        guard depth > 0 || !hasRoot else { throw malformed() }
        if !hasRoot {
            hasRoot = true
            var colon = length
            while colon > 0, base[first &+ colon &- 1] != 0x3A { colon &-= 1 }
            prefixLength = colon
        }
        name = UnsafePointer(base + first)
        nameLength = length
        key = Self.key(base + first, length)
        attributeCount = count
        if !isSelfClosing {
            let offset = depth &* Self.longestName
            (open + depth).initialize(to: (key, offset, length))
            if length > 8 || depth == 0 { (names + offset).update(from: base + first, count: length) }
        }
        depth &+= 1
        place = at &+ (isSelfClosing ? 2 : 1)
        return true
    }

    /// The token does not end in the buffer: reads on, and the tag is scanned again from its start.
    private mutating func moreThenAgain() throws(WorkbookError) -> Bool {
        isSelfClosing = false
        try more()
        return false
    }

    private mutating func endTag() throws(WorkbookError) -> Bool {
        let base = memory
        let first = place &+ 2
        var at = first
        while at < end, !Self.endsName(base[at]) { at &+= 1 }
        let length = at &- first
        while at < end, Self.isSpace(base[at]) { at &+= 1 }
        if at >= end {
            try more()
            return false
        }
        guard base[at] == 0x3E, depth > 0 else { throw malformed() }
        let opened = open[depth &- 1]
        let key = Self.key(base + first, length)
        guard opened.key == key, opened.length == length,
            length <= 8
                || UnsafeBufferPointer(start: names + opened.offset, count: length).elementsEqual(
                    UnsafeBufferPointer(start: base + first, count: length))
        else { throw malformed() }
        name = UnsafePointer(base + first)
        nameLength = length
        self.key = key
        depth &-= 1
        place = at &+ 1
        return true
    }

    // MARK: - Comments, CDATA, declarations

    /// Whether there is text to give: CDATA is text, a comment is nothing, everything else with `<!` is refused.
    private mutating func declaration() throws(WorkbookError) -> Bool {
        if try sees([0x2D, 0x2D]) {
            try skip(from: 4, to: [0x2D, 0x2D, 0x3E])
            return false
        }
        if depth > 0, try sees(Array("[CDATA[".utf8)) {
            guard let close = try find([0x5D, 0x5D, 0x3E], from: 9) else { return false }
            text = UnsafePointer(memory + place + 9)
            textLength = close - place - 9
            place = close + 3
            return true
        }
        if try sees(Array("DOCTYPE".utf8)) { throw WorkbookError("W301", "文件含有 DOCTYPE 声明，不予读取。", "a DOCTYPE is refused", at: stream.name) }
        throw malformed()
    }

    /// Whether `bytes` follow `<!`.
    private mutating func sees(_ bytes: [UInt8]) throws(WorkbookError) -> Bool {
        while end - place < 2 + bytes.count, !isAtEnd { try refill(keeping: place) }
        return end - place >= 2 + bytes.count && bytes.elementsEqual(UnsafeBufferPointer(start: memory + place + 2, count: bytes.count))
    }

    private mutating func skip(from: Int, to close: [UInt8]) throws(WorkbookError) {
        if let at = try find(close, from: from) { place = at + close.count }
    }

    /// Where `close` stands, at or after `from` bytes from here; `nil` after reading on, to be called again.
    private mutating func find(_ close: [UInt8], from: Int) throws(WorkbookError) -> Int? {
        var at = place + from
        while at + close.count <= end {
            if memory[at] == close[0], close.elementsEqual(UnsafeBufferPointer(start: memory + at, count: close.count)) { return at }
            at += 1
        }
        try more()
        return nil
    }

    // MARK: - The buffer

    /// More of the token at `place`.
    private mutating func more() throws(WorkbookError) {
        if isAtEnd { throw malformed() }
        try refill(keeping: place)
    }

    /// Moves what is needed to the front and reads on behind it. All pointers into the buffer end here.
    private mutating func refill(keeping kept: Int) throws(WorkbookError) {
        let count = rawEnd - kept
        if count > Self.longestToken {
            throw WorkbookError("W306", "XML 中单个标记或文字过长。", "a tag or text in the XML is too long", at: stream.name)
        }
        if count + Self.chunk / 2 > capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + Self.slack)
            larger.initialize(repeating: 0, count: 2 * capacity + Self.slack)
            larger.update(from: memory + kept, count: count)
            memory.deallocate()
            memory = larger
            capacity *= 2
        } else {
            memory.update(from: memory + kept, count: count)
        }
        place -= kept
        end -= kept
        rawEnd = count
        let got = try stream.read(into: memory + rawEnd, count: capacity - rawEnd)
        if got == 0 {
            isAtEnd = true
            if rawEnd != end { throw malformed() }
            return
        }
        rawEnd += got
        switch UTF8Scan.check(memory + end, rawEnd - end, .xml) {
        case .good(let pending): end = rawEnd - pending
        case .bad: throw WorkbookError("W304", "XML 不是 UTF-8 编码，不予读取。", "XML in another encoding than UTF-8 is refused", at: stream.name)
        case .forbidden: throw malformed()
        }
    }

    func malformed() -> WorkbookError {
        WorkbookError("W305", "XML 有误，文件已损坏。", "not well-formed XML: the file is damaged", at: stream.name)
    }
}
