import Store
import Testing

@testable import Votes

@Suite("the tables of owners' votes")
struct VotesSchemaTests {
    @Test("steps of the schema have names of their own")
    func names() {
        let names = VotesSchema.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
