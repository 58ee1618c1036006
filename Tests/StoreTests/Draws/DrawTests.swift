import Store
import Testing

/// Expected values by Python's hashlib: `sorted(ids, key=lambda i: sha256((seed + ":" + i).encode()).hexdigest())`.
@Suite("Draws")
struct DrawTests {
    let ids = ["H3", "H1", "H20", "家庭7", "a", "B"]
    let seed = Draw.Seed(String(repeating: "5eed", count: 16))!

    @Test("commitment, list hash and order are those Python computes")
    func asPython() throws {
        #expect(Draw.commit(seed).hex == "9619e2c3275e1e8be9ca29f0d7e0668cfdc675efcac99dbfa3ed48872c69809f")
        #expect(try Draw.listHash(ids).hex == "167ce910d11e2516d6097ca31b6f2d01dd2612fc0d94c3c2e04d7800701ca117")
        let drawn = try Draw.order(ids, seed: seed)
        #expect(drawn.map(\.id) == ["家庭7", "H1", "a", "B", "H3", "H20"])
        #expect(drawn.map(\.rank) == [1, 2, 3, 4, 5, 6])
        #expect(drawn[0].digest.hex == "037ab0ed8ce8fe5e0385664f43268210d5957344bb1b4a04305d89b3bb74ab2a")
        #expect(drawn[5].digest.hex == "d05a34ad32b7c1feb42dbb15e15dfe1631928d8087bb1fa80e5e4a792804cf5e")
    }

    @Test("ten thousand items come in Python's order")
    func many() throws {
        let ids = (0..<10_000).map { number in String(repeating: "0", count: 5 - String(number).utf8.count) + String(number) }
        let drawn = try Draw.order(ids.shuffled(), seed: seed).map(\.id)
        #expect(Array(drawn.prefix(5)) == ["05940", "09876", "09059", "09325", "03736"])
        #expect(drawn.last == "05482")
        let joined = Hasher256.hash(Array(drawn.joined(separator: "\n").utf8))
        #expect(joined.hex == "2478c755b6a479093ac6d9b912970c5c3eaa2fc8503f28c05111fde9d840a24d")
        #expect(try Draw.listHash(ids).hex == "e8114e405aea563b26331642cd20b8aad3b287c6f4329b0839df9a494ce5a4b7")
    }

    @Test("the order the list is given in changes nothing; one item more or another seed does")
    func whatMatters() throws {
        let order = try Draw.order(ids, seed: seed).map(\.id)
        #expect(try Draw.order(ids.reversed(), seed: seed).map(\.id) == order)
        #expect(try Draw.listHash(ids.reversed()) == Draw.listHash(ids))
        #expect(try Draw.listHash(ids + ["H4"]) != Draw.listHash(ids))
        let other = Draw.Seed(String(repeating: "0", count: 64))!
        #expect(try Draw.order(ids, seed: other).map(\.id) != order)
        #expect(Draw.isCommitted(seed, to: Draw.commit(seed)))
        #expect(!Draw.isCommitted(other, to: Draw.commit(seed)))
    }

    @Test("a list that can be read in two ways is refused", arguments: [["a", "a"], ["a", ""], ["a", "b\nc"], ["é", "é"]])
    func refusals(ids: [String]) {
        #expect { _ = try Draw.listHash(ids) } throws: { ($0 as? StoreError)?.code == .drawListFaulty }
        #expect { _ = try Draw.order(ids, seed: seed) } throws: { ($0 as? StoreError)?.code == .drawListFaulty }
    }

    @Test("two spellings of one letter are two ids, as in every language that compares bytes")
    func bytes() throws {
        #expect(try Draw.order(["\u{E9}", "e\u{301}"], seed: seed).count == 2)
    }

    @Test("a seed is 64 hexadecimal digits", arguments: ["", "5eed", String(repeating: "g", count: 64), String(repeating: "5", count: 65)])
    func seeds(text: String) {
        #expect(Draw.Seed(text) == nil)
    }

    @Test("seeds made one after another differ")
    func randomSeeds() {
        #expect(Set((0..<100).map { _ in Draw.Seed.random() }).count == 100)
        #expect(Draw.Seed(Draw.Seed.random().text) != nil)
    }
}
