import Quantities
import Store
import Testing

@Suite("Canonical bytes")
struct CanonicalBytesTests {
    @Test("the byte form is the documented one")
    func documentedForm() {
        var bytes = CanonicalBytes()
        bytes.append(null: ())
        bytes.append(int64: -2)
        bytes.append(text: "é")
        bytes.append(blob: [9])
        #expect(
            bytes.bytes == [
                0,
                1, 255, 255, 255, 255, 255, 255, 255, 254,
                2, 0, 0, 0, 0, 0, 0, 0, 2, 0xC3, 0xA9,
                3, 0, 0, 0, 0, 0, 0, 0, 1, 9,
            ])
    }

    @Test("lists of values that look alike have different bytes")
    func unambiguous() {
        let lists: [[SQLValue]] = [
            [], [.null], [.null, .null], [0], [""], [.blob([])], ["a", "b"], ["ab"], ["", "ab"], ["ab", ""], [.blob([0x61, 0x62])],
            ["\u{E9}"], ["e\u{301}"], ["1"], [1], ["\0"], [.blob([0])], [256], [1, 0], ["a", .null], [.null, "a"],
        ]
        let forms = lists.map { list in
            var bytes = CanonicalBytes()
            for value in list { bytes.append(value) }
            return bytes.bytes
        }
        #expect(Set(forms).count == lists.count)
    }
}
