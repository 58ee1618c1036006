internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 逐户签约.
    public static let signing: CaseKind = CaseKind(
        "signing", Text("逐户签约", "Signing of a household"),
        purpose: Text(
            "被征收户逐户登记、签约、兑付；项目的户数随之重算；货币化安置签约并兑付的计入新开工",
            "Each household listed, signed, settled; the project is counted again; money paid out counts as a start"),
        group: .redevelopment, ledger: .signings, state: "state", title: "household",
        documents: [
            DocumentKind("contract", "补偿安置协议", "Contract", required: false), DocumentKind("payment", "兑付凭证", "Payment", required: false),
        ],
        acts: [
            CaseAct(
                "list", Text("登记应签约户", "List"), to: "listed", may: .handleCases, asks: Sheet.signings.columns("project", "household"),
                needs: [Signings.knowsProject], effect: Signings.recount),
            CaseAct(
                "sign", Text("签约", "Sign"), from: ["listed"], to: "signed", may: .handleCases,
                asks: [Column("way", Text("安置方式", "Way"), Sheet.signings.column("way")?.type ?? .text())] + Sheet.signings.columns("amount")
                    + [Renewal.day(.signings, "signed_on")],
                takesDocuments: true, bulk: true, byFile: true, needs: [Signings.isNotLater], effect: Signings.recount),
            CaseAct(
                "settle", Text("兑付或安置", "Settle"), from: ["signed"], to: "settled", may: .handleCases,
                asks: [Renewal.day(.signings, "settled_on")], takesDocuments: true, bulk: true, needs: [Signings.isNotLater],
                effect: Signings.settle),
            CaseAct(
                "annul", Text("解除签约", "Annul"), from: ["signed"], to: "listed", may: .reviewCases, reason: true
            ) { work in
                for name in ["way", "signed_on", "amount"] { work[name] = .null }
                try Signings.recount(work)
            },
            CaseAct(
                "withdraw", Text("移出征收范围", "Not concerned"), from: ["listed"], to: "withdrawn", may: .reviewCases, reason: true,
                effect: Signings.recount),
        ])

    /// 安置住房: homes fit to be handed over and those allocated.
    public static let resettlement: CaseKind = CaseKind(
        "resettlement", Text("安置住房", "Resettlement homes"),
        purpose: Text("达到交付使用条件的套数和已分配的套数，按批登记", "Homes fit to be handed over, and those allocated, batch by batch"),
        group: .redevelopment, ledger: .resettlementHomes, state: nil, title: "name",
        documents: [DocumentKind("acceptance", "竣工验收备案", "Acceptance"), DocumentKind("allocation", "分配结果", "Allocation", required: false)],
        acts: [
            CaseAct(
                "register", Text("登记安置房项目", "Register"), may: .handleCases, asks: Sheet.resettlementHomes.columns("project", "name")
            ) { work in
                work["ready"] = .integer(0)
                work["allocated"] = .integer(0)
            },
            CaseAct(
                "ready", Text("登记达到交付条件", "Ready"), from: ["recorded"], may: .handleCases,
                asks: [Column("more_ready", Text("本批交付套数", "Homes of this batch"), .count(.homes))], documents: ["acceptance"]
            ) { $0["ready"] = .integer(($0.number("ready") ?? 0) + ($0.answerNumber("more_ready") ?? 0)) },
            CaseAct(
                "allocate", Text("登记分配", "Allocate"), from: ["recorded"], may: .handleCases,
                asks: [Column("more_allocated", Text("本批分配套数", "Homes allocated now"), .count(.homes))], takesDocuments: true,
                needs: [
                    Need("N-RES-01", Text("分配不超过已达到交付条件的套数", "no more are allocated than are ready")) { work in
                        let (ready, had) = (work.number("ready") ?? 0, work.number("allocated") ?? 0)
                        let more = work.answerNumber("more_allocated") ?? 0
                        guard had + more > ready else { return nil }
                        return Text(
                            "已达到交付条件\(ready)套，已分配\(had)套，不能再分配\(more)套", "\(ready) are ready, \(had) allocated; \(more) more is too many")
                    }
                ]
            ) { $0["allocated"] = .integer(($0.number("allocated") ?? 0) + ($0.answerNumber("more_allocated") ?? 0)) },
        ])

    /// 土地入市回笼资金.
    public static let landReturn: CaseKind = CaseKind(
        "land-return", Text("土地入市", "Land sale"),
        purpose: Text("净地挂牌、成交、资金回笼，每宗地逐笔登记", "Cleared land offered, sold, and its money returned"),
        group: .redevelopment, ledger: .landReturns, state: "state", title: "parcel",
        documents: [DocumentKind("sale", "成交确认书", "Confirmation of sale", required: false)],
        acts: [
            CaseAct(
                "register", Text("登记净地", "Register"), to: "cleared", may: .handleCases,
                asks: Sheet.landReturns.columns("project", "parcel", "land"), needs: [Signings.isCleared]),
            CaseAct(
                "offer", Text("挂牌", "Offer"), from: ["cleared"], to: "offered", may: .handleCases,
                asks: [Renewal.day(.landReturns, "offered_on")], byFile: true),
            CaseAct(
                "sell", Text("成交", "Sell"), from: ["offered"], to: "sold", may: .handleCases,
                asks: [Renewal.day(.landReturns, "sold_on"), Column("price", Text("成交价", "Sold for"), .money(.wanYuan))],
                takesDocuments: true, byFile: true),
            CaseAct("unsold", Text("流拍", "Not sold"), from: ["offered"], to: "cleared", may: .handleCases) { $0["offered_on"] = .null },
            CaseAct(
                "receive", Text("登记回笼资金", "Receive money"), from: ["sold"], may: .handleCases,
                asks: [Column("received", Text("本次回笼", "Received now"), .money(.wanYuan))], needs: [Signings.isWithinPrice],
                effect: Signings.receive),
            CaseAct(
                "close", Text("回笼完成", "All returned"), from: ["sold"], to: "returned", may: .reviewCases,
                needs: [
                    Need("N-LND-02", Text("成交价款全部回笼", "the whole price has returned")) { work in
                        let (price, returned) = (work.number("price") ?? 0, work.number("returned") ?? 0)
                        return returned == price
                            ? nil
                            : Text(
                                "尚余\(NumberText.hundredths(price - returned))元未回笼",
                                "\(NumberText.hundredths(price - returned)) yuan have not returned")
                    }
                ]
            ),
        ])
}

/// What signings and land sales need and do.
enum Signings {
    static func project(_ work: CaseWork) throws -> DeskEntry? {
        try work.known(.clearances, key: work.answers["project"]?.plain ?? work.text("project"))
    }

    static let knowsProject: Need = Need("N-SGN-01", Text("项目处于签约或收尾阶段", "its project is at signing or clearing")) { work in
        guard let project = try project(work) else {
            return Text("没有棚改项目\(work.answerText("project"))", "there is no redevelopment project \(work.answerText("project"))")
        }
        guard !["signing", "clearing"].contains(project.text("stage")) else { return nil }
        return Text("项目已过签约和收尾阶段", "the project has passed signing and clearing")
    }

    static let isNotLater: Need = Need("N-SGN-02", Text("日期不晚于今天", "the day is not later than today")) { work in
        let day = work.answerDate("signed_on") ?? work.answerDate("settled_on")
        guard let day, day > work.day else { return nil }
        return Text("\(day.chinese)还没有到", "\(day) has not come")
    }

    static let isCleared: Need = Need("N-LND-01", Text("项目已完成净地", "the project has been cleared")) { work in
        guard let project = try project(work), ["building", "land"].contains(project.text("stage")) else {
            return Text("项目\(work.answerText("project"))尚未完成净地", "project \(work.answerText("project")) is not cleared")
        }
        return nil
    }

    static let isWithinPrice: Need = Need("N-LND-03", Text("回笼不超过成交价", "no more returns than the price")) { work in
        let sum = (work.number("returned") ?? 0) + (work.answerNumber("received") ?? 0)
        guard sum > work.number("price") ?? 0 else { return nil }
        return Text("累计\(NumberText.hundredths(sum))元超过成交价", "\(NumberText.hundredths(sum)) yuan is more than the price")
    }

    /// The project's households and signed, counted anew with this household as it will be.
    static func recount(_ work: CaseWork) throws {
        guard let project = try project(work) else { return }
        var count = SigningCount(try work.known(.signings, "project", is: project.key).filter { $0.key != work.key })
        count.add(work.text("state"))
        try work.change(
            project,
            ["households": .integer(count.households), "signed": .integer(count.signed), "reported_on": .integer(work.day.stored)])
    }

    /// 货币化安置, signed and paid, counts as a start (domain.md §3) where the project stands in the ledger of projects as resettlement housing.
    static func settle(_ work: CaseWork) throws {
        guard work.text("way") == "money", let day = work.answerDate("settled_on") else { return }
        let project = work.text("project")
        guard let known = try work.known(.projects, key: project), known.text("housing") == "resettlement" else { return }
        let page = work.page(.progress, on: day)
        let before = try work.desk.entry(page, key: project + "/started")?.number("homes") ?? 0
        let reached = try work.desk.entry(page, key: project + "/started")?.date("reached_on")
        try work.desk.put(
            .progress, page,
            [
                "project": .text(project), "housing": "resettlement", "milestone": "started", "homes": .integer(before + 1),
                "reached_on": .integer(max(reached ?? day, day).stored),
            ])
    }

    static func receive(_ work: CaseWork) {
        work["returned"] = .integer((work.number("returned") ?? 0) + (work.answerNumber("received") ?? 0))
        work.set("returned_on", day: work.day)
    }
}
