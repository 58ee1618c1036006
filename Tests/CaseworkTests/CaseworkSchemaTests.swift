import Testing
import Store

@testable import Casework

@Suite("the tables of money, plans, projects, certificates, meetings, renewal, redevelopment, inspections")
struct CaseworkSchemaTests {
    @Test("steps of the schema have names of their own")
    func names() {
        let names = CaseworkSchema.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
