import Testing
@testable import Claims
@Test func empty() { #expect(ClaimReader().read(ReportText("")).claims.isEmpty) }
