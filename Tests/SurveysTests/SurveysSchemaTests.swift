import Testing
import Store

@testable import Surveys

@Suite("the tables of satisfaction surveys")
struct SurveysSchemaTests {
    @Test("steps of the schema have names of their own")
    func names() {
        let names = SurveysSchema.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
