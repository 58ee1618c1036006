internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 业主委员会、物业管理委员会.
    public static let ownerBody: CaseKind = CaseKind(
        "owner-body", Text("业主组织", "Owners' body"),
        purpose: Text("业委会、物管会的成立备案、届满和换届", "Forming, filing and ending of owners' committees and management councils"),
        group: .renewal, ledger: .ownerBodies, state: "state", title: "body",
        documents: [DocumentKind("filing", "备案表", "Filing")],
        acts: [
            CaseAct(
                "form", Text("登记成立", "Form"), to: "serving", may: .handleCases, asks: Sheet.ownerBodies.columns(except: "state"),
                documents: ["filing"], needs: [Renewal.knowsCommunity, Renewal.isOnlyBody], effect: Renewal.takeBody),
            CaseAct(
                "expire", Text("标记届满", "Mark as expired"), from: ["serving"], to: "expired", may: .handleCases, bulk: true, byFile: true,
                needs: [
                    Need("N-OWN-02", Text("任期已满", "the term is over")) { work in
                        guard let end = work.date("term_ends"), work.day <= end else { return nil }
                        return Text("任期至\(end.chinese)", "it serves until \(end)")
                    }
                ]),
            CaseAct("dissolve", Text("登记解散", "Dissolve"), from: ["serving", "expired"], to: "dissolved", may: .reviewCases, reason: true) {
                work in
                guard let community = try Renewal.community(work) else { return }
                let others = try work.known(.ownerBodies, "community", is: community.key).filter {
                    $0.key != work.key && $0.text("state") == "serving"
                }
                if others.isEmpty { try work.change(community, ["committee": .text("none")]) }
            },
        ])

    /// 施工楼栋长.
    public static let buildingHead: CaseKind = CaseKind(
        "building-head", Text("施工楼栋长", "Building head"),
        purpose: Text("每栋楼在施工期间的联系人，只登记姓氏", "Whom residents of a building turn to during the works; surname only"),
        group: .renewal, ledger: .buildingHeads, state: "state", title: "building",
        acts: [
            CaseAct(
                "appoint", Text("登记楼栋长", "Appoint"), to: "serving", may: .handleCases,
                asks: Sheet.buildingHeads.columns("community", "building", "surname", "capacity", "began_on"),
                needs: [Renewal.knowsCommunity, Renewal.knowsBuilding]),
            CaseAct(
                "replace", Text("更换楼栋长", "Replace"), from: ["serving", "ended"], to: "serving", may: .handleCases,
                asks: Sheet.buildingHeads.columns("surname", "capacity", "began_on")
            ) { $0["ended_on"] = .null },
            CaseAct(
                "end", Text("卸任", "End"), from: ["serving"], to: "ended", may: .handleCases,
                asks: [Renewal.day(.buildingHeads, "ended_on")], bulk: true, byFile: true),
        ])

    /// 招标“评定分离”: who scores does not award.
    public static let tender: CaseKind = CaseKind(
        "tender", Text("改造招标", "Tender"),
        purpose: Text("评标委员会评审推荐，招标人定标，两步由不同的人办理", "The committee scores and recommends, the owner awards; two steps by two people"),
        group: .renewal, ledger: .tenders, state: "state", title: "tender",
        documents: [DocumentKind("scores", "评标报告", "Report on the bids"), DocumentKind("award", "定标决定", "Award")],
        acts: [
            CaseAct(
                "announce", Text("登记招标公告", "Announce"), to: "announced", may: .handleCases,
                asks: Sheet.tenders.columns("tender", "community", "scope", "announced_on", "separated"), takesDocuments: true,
                needs: [Renewal.knowsCommunity]),
            CaseAct(
                "score", Text("登记评标结果", "Record the scoring"), from: ["announced"], to: "scored", may: .handleCases,
                asks: ["bidders", "recommended"].map { Column($0, Sheet.tenders.column($0)?.title ?? Text($0, $0), .count(.none)) }
                    + [Renewal.day(.tenders, "scored_on")],
                documents: ["scores"],
                needs: [
                    Need("N-TEN-01", Text("投标人不少于三个", "there are at least three bidders")) { work in
                        guard let bidders = work.answerNumber("bidders"), bidders < 3 else { return nil }
                        return Text("只有\(bidders)个投标人，应重新招标（招标投标法第28条）", "only \(bidders) bidders: tender again (Tendering Law, art. 28)")
                    },
                    Need("N-TEN-02", Text("评定分离的推荐两个以上候选人", "with the award apart, two or more are recommended")) { work in
                        guard work.number("separated") == 1, let count = work.answerNumber("recommended"), count < 2 else { return nil }
                        return Text("只推荐\(count)个，定标没有选择", "\(count) recommended leaves the award no choice")
                    },
                ]),
            CaseAct(
                "award", Text("定标", "Award"), from: ["scored"], to: "awarded", may: .reviewCases,
                asks: [
                    Renewal.day(.tenders, "awarded_on"), Column("winner", Text("中标人", "Winner"), .text(max: 100)),
                    Column("price", Text("中标价", "Price"), .money(.wanYuan)),
                ], documents: ["award"], byAnother: true),
            CaseAct("fail", Text("招标失败", "Failed"), from: ["announced", "scored"], to: "failed", may: .handleCases, reason: true),
            CaseAct(
                "again", Text("重新招标", "Tender again"), from: ["failed"], to: "announced", may: .handleCases,
                asks: Sheet.tenders.columns("announced_on")
            ) { work in
                for name in ["bidders", "recommended", "scored_on"] { work[name] = .null }
            },
        ])

    /// 改造后管理.
    public static let managementContract: CaseKind = CaseKind(
        "management", Text("改造后管理", "Management"),
        purpose: Text("改造后小区由谁管理、收费、起止；终止后无人接续的列入失管提醒", "Who manages, for what fee, from when to when; what lapses is listed"),
        group: .renewal, ledger: .management, state: "state", title: "manager",
        documents: [DocumentKind("contract", "物业服务合同或委托书", "Contract")],
        acts: [
            CaseAct(
                "settle", Text("落实管理", "Settle"), to: "running", may: .handleCases,
                asks: Sheet.management.columns("community", "contract", "model", "manager", "fee", "begins_on", "ends_on"),
                documents: ["contract"], needs: [Renewal.knowsCommunity, Renewal.isOnlyManager]
            ) { work in
                if let community = try Renewal.community(work) { try work.change(community, ["management": work["model"]]) }
            },
            CaseAct(
                "extend", Text("续签", "Extend"), from: ["running"], may: .handleCases, asks: [Renewal.day(.management, "ends_on")],
                takesDocuments: true),
            CaseAct(
                "end", Text("终止", "End"), from: ["running"], to: "ended", may: .handleCases, asks: [Renewal.day(.management, "ended_on")],
                reason: true
            ) { work in
                guard let community = try Renewal.community(work) else { return }
                try work.change(community, ["management": .text("none")])
            },
        ])
}

extension Renewal {
    static let isOnlyBody: Need = Need("N-OWN-01", Text("没有任期内的其他业主组织", "no other body is serving")) { work in
        let other = try work.known(.ownerBodies, "community", is: work.answerText("community")).first { $0.text("state") == "serving" }
        return other.map { Text("\($0.text("body"))仍在任期内", "\($0.text("body")) is serving") }
    }

    static let knowsBuilding: Need = Need("N-HED-01", Text("楼栋已列入改造", "the building is renewed")) { work in
        let key = work.answerText("community") + "/" + work.answerText("building")
        guard let building = try work.known(.buildings, key: key), building.text("state") == "included" else {
            return Text("楼栋台账中没有列入改造的\(key)", "no building \(key) is to be renewed")
        }
        return nil
    }

    static let isOnlyManager: Need = Need("N-MGT-01", Text("没有履行中的其他管理合同", "no other contract is running")) { work in
        try running(work, work.answerText("community")).map {
            Text("合同\($0.text("contract"))履行中，请先终止", "contract \($0.text("contract")) is running; end it first")
        }
    }

    static func takeBody(_ work: CaseWork) throws {
        if let community = try community(work) { try work.change(community, ["committee": work["kind"]]) }
    }
}
