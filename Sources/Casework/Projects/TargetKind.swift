internal import Ledgers
public import Quantities
internal import Store

extension CaseKind {
    /// 年度目标: issued to the city, split over its districts so that the shares add up, adjusted by a later document.
    public static let target = CaseKind(
        "target", Text("绩效目标", "Target"),
        purpose: Text(
            "主管部门下达的年度目标和五年目标，分解到区；各区之和应与市级目标一致", "Annual and five-year targets as issued, split over districts; the shares must add up"),
        group: .projects, ledger: .targets, state: nil, title: "indicator",
        documents: [
            DocumentKind("issued", "下达文件", "The document", required: false), DocumentKind("split", "分解文件", "The split", required: false),
        ],
        acts: [
            CaseAct(
                "receive", Text("登记目标", "Register"), may: .decideCases, asks: Sheet.targets.columns, takesDocuments: true),
            CaseAct(
                "adjust", Text("调整目标", "Adjust"), from: [CaseKind.recorded.code], may: .decideCases,
                asks: Sheet.targets.columns("value", "document", "issued_on", "reached_before"), takesDocuments: true, reason: true),
            CaseAct(
                "split", Text("分解到区", "Split over districts"), from: [CaseKind.recorded.code], may: .decideCases, asks: [Targets.shares],
                takesDocuments: true, needs: [Targets.areDistricts, Targets.addUp], effect: Targets.split),
        ])
}

/// 目标分解: the shares of districts as one answer, `110101=5000、110105=7000.5`.
public enum Targets {
    static let shares = Column(
        "shares", Text("各区分解数", "Shares"), .text(max: 2000),
        help: Text("区代码=数，以顿号分隔，如110101=5000、110105=3000", "code=number, parted by commas"))

    /// - Returns: hundredths by district as written; a piece that cannot be read has `nil`.
    static func read(_ text: String) -> [(district: String, hundredths: Int64?)] {
        CodeList.read(text).map { piece in
            let parts = piece.utf8.split(separator: 0x3D, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 2 else { return (piece, nil) }
            return (parts[0], Rational(parts[1]).map { $0 * 100 }.flatMap { $0.isNegative ? nil : $0.int64 })
        }
    }

    static let areDistricts = Need("N-TGT-01", Text("每项为区代码和数", "each piece is a district's code and a number")) { work in
        let faults = read(work.answerText("shares")).filter { share in
            share.hundredths == nil || RegionCode(share.district) == nil || share.district == work.desk.city.digits
        }
        guard !faults.isEmpty else { return nil }
        let list = faults.map(\.district)
        return Text("无法识别：" + list.joined(separator: "、"), "cannot be read: " + list.joined(separator: ", "))
    }

    static let addUp = Need("N-TGT-02", Text("各区之和等于市级目标", "the shares add up to the city's target")) { work in
        let sum = read(work.answerText("shares")).reduce(Int64(0)) { $0 + ($1.hundredths ?? 0) }
        guard let target = work.number("value"), sum != target else { return nil }
        func shown(_ hundredths: Int64) -> String { Rational(hundredths, 100).exactDecimal ?? "" }
        return Text(
            "各区之和\(shown(sum))，市级目标\(shown(target))，相差\(shown(sum - target))",
            "the shares come to \(shown(sum)), the target is \(shown(target)), a difference of \(shown(sum - target))")
    }

    static func split(_ work: CaseWork) throws {
        for share in read(work.answerText("shares")) {
            guard let district = RegionCode(share.district), let value = share.hundredths else { continue }
            try work.desk.put(
                .districtTargets, PageAddress(Sheet.districtTargets.ledger, district, Period(year: work.year)),
                ["indicator": work["indicator"], "value": .integer(value)])
        }
    }
}
