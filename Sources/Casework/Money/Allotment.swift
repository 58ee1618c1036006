internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 资金下达: what the centre gives the city, and re-assignments between programmes.
    public static let allotment = CaseKind(
        "allotment", Text("资金下达文件", "Allotment"),
        purpose: Text(
            "登记中央补助资金的提前下达和正式下达；经批准在专项之间调整的，以调整文号登记，一减一增，总数不变",
            "Registers what the centre allots, in advance and formally; money re-assigned between programmes is entered under its document, once below and once above zero"
        ),
        group: .money, ledger: .allotments, state: nil, title: "document",
        documents: [
            DocumentKind("notice", "资金下达文件", "The notice", required: false),
            DocumentKind("approval", "调整批复", "Approval of a re-assignment", required: false),
        ],
        acts: [
            CaseAct(
                "receive", Text("登记下达", "Register"), may: .allocateMoney,
                asks: Sheet.allotments.columns("document", "programme", "fund") + [Allotments.kind, Allotments.amount]
                    + Sheet.allotments.columns("received_on"),
                takesDocuments: true, needs: [MoneyNeeds.notInFuture("N-ALT-01", "received_on")]),
            CaseAct(
                "reassign", Text("调整到其他专项", "Re-assign"), from: [CaseKind.recorded.code], may: .allocateMoney,
                asks: Allotments.reassignment,
                takesDocuments: true, reason: true,
                needs: [
                    Allotments.isOfThisYear, Allotments.isOtherProgramme, Allotments.isUnallocated, Allotments.isNew,
                    MoneyNeeds.notInFuture("N-ALT-01", "moved_on"),
                ], effect: Allotments.reassign),
            CaseAct(
                "correct", Text("更正登记", "Correct"), from: [CaseKind.recorded.code], may: .allocateMoney,
                asks: [Allotments.amount] + Sheet.allotments.columns("received_on"), reason: true,
                needs: [
                    Allotments.isOfThisYear, Allotments.isNoReassignment, Allotments.coversAllocated,
                    MoneyNeeds.notInFuture("N-ALT-01", "received_on"),
                ]),
        ])
}

/// What an allotment rests on.
enum Allotments {
    static let kind = Column(
        "kind", Text("下达方式", "How"), .choice([Choice("advance", "提前下达", "In advance"), Choice("formal", "正式下达", "Formally")]))
    static let amount = Column("amount", Text("金额", "Amount"), .money(.wanYuan))
    static let reassignment = [
        Column("reassignment", Text("调整文号", "Document of the re-assignment"), .documentNumber),
        Column("to_programme", Text("调整到专项", "To programme"), .choice(Choices.programme)),
        Column("moved", Text("调整金额", "Amount moved"), .money(.wanYuan)),
        Column("moved_on", Text("调整日期", "Moved on"), .date),
    ]

    static let isOfThisYear = Need("N-ALT-02", Text("该文件登记在本年度", "the document is on this year's page")) { work in
        let page = PageAddress(Sheet.allotments.ledger, work.desk.city, Period(year: work.year))
        if try work.desk.entry(page, key: work.key) != nil { return nil }
        return Text("该文件不在\(work.year)年度账页，请在登记的年度办理", "it is not on the page of \(work.year): act in the year it is registered in")
    }

    static let isOtherProgramme = Need("N-ALT-03", Text("调整到另一个专项", "it goes to another programme")) { work in
        work.answerText("to_programme") == work.text("programme") ? Text("调整前后是同一专项", "it is the same programme") : nil
    }

    static let isUnallocated = Need("N-ALT-04", Text("调整金额不超过尚未分配的金额", "no more is moved than is left to allocate")) { work in
        let source = MoneySource(work.desk, year: work.year)
        let pot = try MoneyPots.pot(source, document: work.text("document"), programme: work.text("programme"))
        let rest = (pot?.rest(of: work.text("fund")) ?? 0) - (try MoneyNeeds.planned(source, pot, except: ""))
        let moved = work.answerNumber("moved") ?? 0
        guard moved <= 0 || moved > rest else { return nil }
        return Text(
            "尚未分配的是\(Text.money(rest).zh)，要调整\(Text.money(moved).zh)",
            "\(Text.money(rest).en) are left, \(Text.money(moved).en) are to be moved")
    }

    static let isNew = Need("N-ALT-05", Text("调整文号没有用于同一专项同类资金", "the document has not moved money of these programmes before")) { work in
        let document = work.answerText("reassignment")
        let used = try work.desk.entries(.allotments, year: work.year).contains {
            $0.text("document") == document && $0.text("fund") == work.text("fund")
                && [work.text("programme"), work.answerText("to_programme")].contains($0.text("programme"))
        }
        return used ? Text("\(document)已登记过", "\(document) is registered already") : nil
    }

    static let isNoReassignment = Need("N-ALT-06", Text("调整的条目以另一份调整文件更正", "a re-assignment is put right by another one")) { work in
        work.text("kind") == "reassigned" ? Text("这是调整条目", "this entry is a re-assignment") : nil
    }

    static let coversAllocated = Need("N-ALT-07", Text("更正后的金额不少于已分配金额", "what is left covers what was allocated")) { work in
        let source = MoneySource(work.desk, year: work.year)
        let pot = try MoneyPots.pot(source, document: work.text("document"), programme: work.text("programme"))
        let rest = (pot?.rest(of: work.text("fund")) ?? 0) - (work.number("amount") ?? 0) + (work.answerNumber("amount") ?? 0)
        guard rest < 0 else { return nil }
        return Text("已分配的比更正后的金额多\(Text.money(-rest).zh)", "\(Text.money(-rest).en) more are allocated than would be left")
    }

    /// Two entries under the document of the re-assignment: what one programme loses the other gets.
    static func reassign(_ work: CaseWork) throws {
        let root = work.text("of_document").isEmpty ? work.text("document") : work.text("of_document")
        let moved = work.answerNumber("moved") ?? 0
        for (programme, amount) in [(work.text("programme"), -moved), (work.answerText("to_programme"), moved)] {
            try work.write(
                .allotments,
                [
                    "document": work.answer("reassignment"), "programme": .text(programme), "fund": work["fund"], "kind": "reassigned",
                    "amount": .integer(amount), "received_on": work.answer("moved_on"), "of_document": .text(root),
                ])
        }
    }
}
