import Claims
import Testing

@Suite("passages of the genre")
struct CorpusTests {
    @Test("each passage gets the verdict a careful reader gives it", arguments: allExamples)
    func passage(_ example: Example) {
        #expect(example.failure() == nil)
    }
}
