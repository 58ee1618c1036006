import Accounts
import Foundation
import Ledgers
import Quantities
import Testing

@testable import Web

/// A small file of the ledger of projects' progress, as a district writes it.
enum ProgressFile {
    static let header = "行政区划,所属期,项目编号,住房类型,节点,当月套数（套）,达到日期"
    static func csv(_ rows: [String]) -> String { ([header] + rows).joined(separator: "\r\n") + "\r\n" }
    static func row(_ project: String, district: String = "110105", homes: String = "120", milestone: String = "建设筹集") -> String {
        "\(district),2023-05,\(project),保障性租赁住房,\(milestone),\(homes),2023-05-20"
    }
}

@Suite("A return goes its way in the browser")
struct ReturnFlowTests {
    private let page = "/returns/progress/110105/2023-05"

    /// The number in a hidden field of a page.
    private func revision(_ text: String) throws -> String {
        let mark = "name=\"revision\" value=\""
        let start = try #require(text.range(of: mark))
        return String(text[start.upperBound...].prefix { $0.isNumber })
    }

    private func act(_ office: WebOffice, _ act: String, as login: String, _ more: [(String, String)] = []) async throws -> Answer {
        let seen = try await office.get(page, as: login)
        return try await office.post(page + "/act", as: login, [("act", act), ("revision", try revision(seen.text))] + more)
    }

    @Test("filed with errors, corrected, submitted, approved, accepted; each by the one who may")
    func wholeWay() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let faulty = ProgressFile.csv([
            ProgressFile.row("P-1"), ProgressFile.row("P-2", homes: "１２０"), ProgressFile.row("P-3", milestone: "不存在"),
        ])
        let first = try await office.upload("五月.csv", faulty, as: "chaoyang")
        let receipt = try #require(first.location)
        let receiptPage = try await office.get(receipt, as: "chaoyang")
        // Three rows = one taken + two sent back, each with its cell.
        #expect(receiptPage.text.contains("3 = 收录 1 + 退回 2"))
        #expect(receiptPage.text.contains("F3") && receiptPage.text.contains("E4"))
        #expect(try await office.get(receipt + "/errors", as: "chaoyang").bytes.starts(with: Array("PK".utf8)))
        #expect(try await office.get(receipt + "/original", as: "chaoyang").text == faulty)
        // An incomplete page is not submitted.
        #expect(try await act(office, "submit", as: "chaoyang").status == 409)
        let good = ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2"), ProgressFile.row("P-3")])
        #expect(try await office.upload("五月-更正.csv", good, as: "chaoyang").location?.hasPrefix(page) == true)
        #expect(try await act(office, "submit", as: "chaoyang").location == page + "?done=submitted")
        #expect(try await act(office, "approve", as: "chaoyang-head").location == page + "?done=approved")
        let number = try office.person("chaoyang").account.actor
        let back = try await act(office, "return", as: "city", [("reason", "请核对P-3"), ("addressee", number)])
        #expect(back.location == page + "?done=returned")
        #expect(try await office.get("/", as: "chaoyang").text.contains("请核对P-3"))
        #expect(try await act(office, "submit", as: "chaoyang").status == 303)
        #expect(try await act(office, "approve", as: "chaoyang-head").status == 303)
        #expect(try await act(office, "accept", as: "city").location == page + "?done=accepted")
        // Accepted is locked, and the lock says so.
        let late = try await office.upload("再来.csv", ProgressFile.csv([ProgressFile.row("P-9")]), as: "chaoyang")
        #expect(late.status == 409)
        #expect(late.text.contains("W009"))
        #expect(try await office.get(page, as: "chaoyang").text.contains("市级已接收"))
    }

    @Test("who saw an older state is told, and nothing is lost")
    func conflict() async throws {
        let office = try await WebOffice(WebOffice.cast)
        _ = try await office.upload("a.csv", ProgressFile.csv([ProgressFile.row("P-1")]), as: "chaoyang")
        let seen = try revision(try await office.get(page, as: "chaoyang").text)
        _ = try await office.upload("b.csv", ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2")]), as: "chaoyang")
        let stale = try await office.post(page + "/act", as: "chaoyang", [("act", "submit"), ("revision", seen)])
        #expect(stale.status == 409)
        #expect(stale.text.contains("W002"))
    }

    @Test("a page typed into the grid becomes a file with a receipt; one fault and nothing is kept")
    func grid() async throws {
        let office = try await WebOffice(WebOffice.cast)
        func fields(_ homes: String) -> [(String, String)] {
            [
                ("revision", "0"), ("c-project", "P-1"), ("c-housing", "保障性租赁住房"), ("c-milestone", "建设筹集"), ("c-homes", homes),
                ("c-reached_on", "2023-05-20"),
                ("c-project", ""), ("c-housing", ""), ("c-milestone", ""), ("c-homes", ""), ("c-reached_on", ""),
            ]
        }
        let names = try #require(Sheet.named("progress")).columns.map(\.name)
        #expect(Set(names) == ["project", "housing", "milestone", "homes", "reached_on"])
        let wrong = try await office.post(page + "/edit", as: "chaoyang", fields("12.5"))
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("12.5"))
        #expect(try await office.get("/receipts", as: "chaoyang").text.contains("还没有报送过文件"))
        let right = try await office.post(page + "/edit", as: "chaoyang", fields("125"))
        #expect(right.location == page + "?done=saved")
        let shown = try await office.get(page, as: "chaoyang").text
        #expect(shown.contains(">125</a>"))
        #expect(
            try await office.get("/receipts/1/original", as: "chaoyang").text.contains("110105,2023-05,P-1,保障性租赁住房,建设筹集,125,2023-05-20"))
        // Somebody else's change is not overwritten.
        #expect(try await office.post(page + "/edit", as: "chaoyang", fields("126")).status == 409)
    }

    @Test("a district finds nothing of another: by list, count, search, export, guess")
    func scope() async throws {
        let office = try await WebOffice(WebOffice.cast)
        _ = try await office.upload("朝阳机密.csv", ProgressFile.csv([ProgressFile.row("SECRET-77", homes: "777")]), as: "chaoyang")
        _ = try await office.post(page + "/ask", as: "city", [("text", "朝阳的问题SECRET")])
        let paths = [
            "/", "/returns", "/returns?district=110105", "/returns/list", "/returns/list?district=110105",
            "/returns/list?export=pages&format=csv",
            "/receipts", "/receipts?export=receipts&format=csv", "/search?q=SECRET", "/search?q=%E6%9C%9D%E9%98%B3", "/questions",
            "/waivers",
        ]
        for path in paths {
            let answer = try await office.get(path, as: "haidian")
            #expect(answer.status == 200, "\(path)")
            // The search box repeats what was typed; the other texts must not be there. The form's own token is hexadecimal and may hold
            // any digits.
            let own = answer.text.replacingOccurrences(of: try office.formToken("haidian"), with: "")
            let text =
                path.contains("search")
                ? own.replacingOccurrences(of: "SECRET\"", with: "").replacingOccurrences(of: "“SECRET”", with: "") : own
            #expect(!text.contains("SECRET") && !text.contains("朝阳机密") && !text.contains("777"), "\(path)")
        }
        // What is there and what is not look alike.
        func same(_ there: String, _ absent: String) async throws {
            let (a, b) = (try await office.get(there, as: "haidian"), try await office.get(absent, as: "haidian"))
            #expect(a.status == 404 && b.status == 404)
            func strip(_ text: String) -> String {
                text.replacingOccurrences(of: there, with: "").replacingOccurrences(of: absent, with: "")
            }
            func plain(_ answer: Answer) -> String { String(answer.text.filter { !$0.isNumber }) }
            #expect(plain(a) == plain(b), "\(there)")
        }
        try await same("/receipts/1", "/receipts/9")
        try await same("/receipts/1/original", "/receipts/9/original")
        try await same("/receipts/1/sheet", "/receipts/9/sheet")
        try await same("/questions/1", "/questions/9")
        try await same(page, "/returns/progress/110199/2023-05")
        try await same(page + "/template", "/returns/progress/110199/2023-05/template")
        // The control: the owner finds it in each of these ways.
        #expect(try await office.get("/search?q=SECRET", as: "chaoyang").text.contains("SECRET-77"))
        #expect(try await office.get("/receipts", as: "chaoyang").text.contains("朝阳机密"))
        #expect(try await office.get("/questions", as: "chaoyang").text.contains("朝阳的问题SECRET"))
    }

    @Test("a month without anything is reported as such; an empty file that does not say so is a mistake")
    func nilReturn() async throws {
        let office = try await WebOffice(WebOffice.cast)
        #expect(
            try await office.upload("x.csv", ProgressFile.csv([]), as: "chaoyang", [("district", "110105"), ("period", "2023-05")]).text
                .contains("P-11"))
        #expect(try await office.post(page + "/nil", as: "chaoyang").location == page + "?done=saved")
        #expect(try await office.get("/receipts/1", as: "chaoyang").text.contains("0 = 收录 0 + 退回 0"))
        #expect(try await act(office, "submit", as: "chaoyang").location == page + "?done=submitted")
        // Said twice, it says nothing new; said for another district, it is not heard.
        #expect(try await office.post(page + "/nil", as: "haidian").status == 404)
    }

    @Test("a file for another district is refused whole")
    func foreignFile() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let answer = try await office.upload("x.csv", ProgressFile.csv([ProgressFile.row("P-1", district: "110105")]), as: "haidian")
        #expect(answer.status == 422)
        #expect(answer.text.contains("P-33"))
        #expect(try await office.get("/receipts", as: "city").text.contains("还没有报送过文件"))
    }
}
