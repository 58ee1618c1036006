/// How a figure's tag is carried by a Word document.
///
/// Word cuts a content control's tag at 64 characters, and LibreOffice 7.4 drops it when it saves. So each number also stands in a
/// hidden bookmark whose name is made from the tag alone; whoever knows the tags can tell whose number it is.
enum FigureTag {
    static let bookmarkPrefix = "_anju_"

    /// At most 64 scalars: the tag, or its head and its fingerprint.
    static func control(_ tag: String) -> String {
        let scalars = tag.unicodeScalars
        guard scalars.count > 64 else { return tag }
        return String(String.UnicodeScalarView(scalars.prefix(47))) + "~" + fingerprint(tag)
    }

    /// The name of the `index`th number's bookmark: under Word's 40 characters, letters, digits and underscores alone.
    static func bookmark(_ tag: String, _ index: Int) -> String { bookmarkPrefix + fingerprint(tag) + "_" + String(index) }

    /// The fingerprint inside a bookmark's name, or `nil` for other bookmarks.
    static func fingerprint(inBookmark name: String) -> String? {
        let bytes = Array(name.utf8)
        let prefix = Array(bookmarkPrefix.utf8)
        guard bytes.starts(with: prefix), bytes.count >= prefix.count + 16 else { return nil }
        return String(decoding: bytes[prefix.count..<prefix.count + 16], as: UTF8.self)
    }

    /// FNV-1a, 64 bits, in hex: a name, not a seal.
    static func fingerprint(_ tag: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in tag.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let hex = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - hex.utf8.count) + hex
    }
}
