/// Writes JSON straight into bytes: a long table makes tens of thousands of numbers, and a general encoder would take longer than reading them did.
struct JSONWriting {
    private(set) var bytes: [UInt8] = []
    /// Whether something stands before the next value of the innermost object or list.
    private var needsComma = false

    /// A line break, where the reader is a person.
    let breaksLines: Bool

    mutating func object(_ body: (inout JSONWriting) -> Void) { nested(0x7B, 0x7D, body) }

    mutating func list<Items: Sequence>(_ items: Items, _ body: (inout JSONWriting, Items.Element) -> Void) {
        nested(0x5B, 0x5D) { writing in
            for item in items {
                writing.separate()
                if writing.breaksLines { writing.bytes.append(0x0A) }
                writing.needsComma = false
                body(&writing, item)
                writing.needsComma = true
            }
        }
    }

    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(0x22)
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(contentsOf: [0x22, 0x3A])
        needsComma = false
    }

    mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    /// Nothing where there is nothing.
    mutating func field(_ name: StaticString, _ text: String?) {
        if let text { field(name, text) }
    }

    mutating func field(_ name: StaticString, _ number: Int) {
        key(name)
        plain(String(number))
    }

    /// Digits as they are to stand: `95.28`.
    mutating func field(_ name: StaticString, digits: String?) {
        guard let digits else { return }
        key(name)
        plain(digits)
    }

    mutating func field(_ name: StaticString, _ counts: [String: Int]) {
        key(name)
        object { writing in
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                writing.separate()
                writing.needsComma = false
                writing.string(name)
                writing.bytes.append(0x3A)
                writing.plain(String(count))
            }
        }
    }

    /// A value written elsewhere.
    mutating func append(_ other: JSONWriting) {
        bytes.append(contentsOf: other.bytes)
        needsComma = true
    }

    private mutating func plain(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    /// RFC 8259: quotation mark, backslash and control characters are escaped, everything else stands.
    private mutating func string(_ text: String) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x00..<0x20: bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
        needsComma = true
    }

    private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriting) -> Void) {
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }
}

extension JSONWriting {
    init(breaksLines: Bool) { self.breaksLines = breaksLines }
}
