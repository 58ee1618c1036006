import Testing
import Store

@testable import Households

@Suite("the tables of applications, eligibility, waiting lists, rent subsidies, homes, tenancies and doubts")
struct HouseholdsSchemaTests {
    @Test("steps of the schema have names of their own")
    func names() {
        let names = HouseholdsSchema.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
