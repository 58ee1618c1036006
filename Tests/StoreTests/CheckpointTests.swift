import Quantities
import Store
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    @Test("the text is origin, size and base64 root, a line each")
    func text() throws {
        // The root of RFC 6962's empty tree; base64 by `printf | xxd -r -p | base64`.
        let checkpoint = Checkpoint(origin: "anju.example/110000", size: 0, root: MerkleTree.emptyRoot)
        #expect(checkpoint.text == "anju.example/110000\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "a\n0\n", "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "a\r\n0\r\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n",
            "a\n0\n47DEQpj8\n", "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n",
        ])
    func refusals(text: String) {
        #expect(throws: StoreError.self) { try Checkpoint(text: text) }
    }
}
