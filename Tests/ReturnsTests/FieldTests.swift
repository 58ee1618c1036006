import Foundation
import Ledgers
import Quantities
import Testing
import Workbooks

@testable import Returns

@Suite struct FieldTests {
    /// Reads one cell of a column of this type; what is stored, or the rule it breaks.
    private func read(_ type: ColumnType, _ text: String, kind: CellKind = .text, required: Bool = true) -> String {
        let reader = FieldReader(Column("c", Text("列", "column"), type, required: required))
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            var value = StoredValue.null
            if let fault = reader.read(buffer, kind, &value) { return fault.ruleCode }
            switch value.kind {
            case .null: return "null"
            case .number: return String(value.number)
            case .text, .blob: return String(decoding: value.bytes, as: UTF8.self)
            }
        }
    }

    @Test(
        "amounts are read exactly or refused by name",
        arguments: [
            ("1200.50", "120050"), ("1200.5", "120050"), ("0", "0"), ("-0", "0"), ("0.01", "1"), ("1200.500", "120050"), ("007", "700"),
            ("1,200.50", "F-04"), ("１２００", "F-03"), ("1200.505", "F-05"), ("-1", "F-06"), ("1e5", "F-08"), ("1e309", "F-08"),
            ("NaN", "F-02"), ("", "F-01"),
            ("12abc", "F-02"), ("1.", "F-02"), (".5", "F-02"), ("99999999999999999999", "F-07"), ("٣", "F-02"), ("12 00", "F-02"),
        ])
    func money(_ text: String, _ expected: String) { #expect(read(.money(.yuan), text) == expected) }

    @Test(
        "万元 becomes fen without rounding",
        arguments: [("38300", "38300000000"), ("0.000001", "1"), ("1.23456", "1234560"), ("0.0000001", "F-05")])
    func wanYuan(_ text: String, _ expected: String) { #expect(read(.money(.wanYuan), text) == expected) }

    @Test(
        "days of the civil calendar, 1940-06-01 among them",
        arguments: [
            ("1940-06-01", "19400601"), ("1941-03-15", "19410315"), ("2023/7/5", "20230705"), ("2023.7.5", "20230705"),
            ("2023年7月5日", "20230705"),
            ("20230705", "20230705"), ("2024-02-29", "20240229"), ("2023-02-29", "F-10"), ("2023-02-30", "F-10"), ("2023-13-01", "F-10"),
            ("２０２３-01-01", "F-03"),
            ("2023-07-05 10:00:00", "F-11"), ("23-7-5", "F-10"), ("7/5/2023", "F-10"),
        ])
    func dates(_ text: String, _ expected: String) { #expect(read(.date, text) == expected) }

    @Test(
        "identity numbers by GB 11643",
        arguments: [
            ("11010519491231002X", "11010519491231002X"), ("11010519491231002x", "11010519491231002X"), ("440524188001010014", "F-22"),
            ("110105194912310021", "F-23"), ("11010519491231002", "F-20"), ("1101051949123１0021", "F-03"), ("11010519490231002X", "F-22"),
            ("1101051949A231002X", "F-21"),
        ])
    func identities(_ text: String, _ expected: String) { #expect(read(.identity, text) == expected) }

    @Test(
        "document numbers come out in the standard form",
        arguments: [
            ("京建发〔2022〕84号", "京建发〔2022〕84号"), ("京建发[2022]84号", "京建发〔2022〕84号"), ("财综﹝2017﹞2号", "财综〔2017〕2号"), ("〔2022〕84号", "F-26"),
            ("京建发2022", "F-26"),
        ])
    func documents(_ text: String, _ expected: String) { #expect(read(.documentNumber, text) == expected) }

    @Test(
        "choices are known by code and by name",
        arguments: [("rental", "rental"), ("租赁住房保障", "rental"), ("Rental housing", "rental"), ("租赁", "F-12")])
    func choices(_ text: String, _ expected: String) { #expect(read(.choice(Choices.programme), text) == expected) }

    @Test("invisible characters are refused, combining marks are composed, spaces around are dropped")
    func texts() {
        #expect(read(.text(), "张\u{202E}三") == "F-16")
        #expect(read(.text(), "a\u{0}b") == "F-16")
        #expect(read(.text(), "\u{3000}张三\u{A0} ") == "张三")
        #expect(Array(read(.text(), "e\u{301}").unicodeScalars) == ["\u{E9}"])
        #expect(read(.text(max: 3), "四个汉字") == "F-14")
        #expect(read(.text(), "", required: false) == "null")
    }

    @Test("a spreadsheet's error value is no value")
    func errorValue() { #expect(read(.count(.homes), "#REF!", kind: .error) == "F-30") }
}
