internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 市级抽查抽样: the list is frozen and its hash published with a commitment to the seed; the seed comes on a later day.
    public static let sample: CaseKind = CaseKind(
        "sample", Text("抽查抽样", "Sample"),
        purpose: Text(
            "当月开工的小区或项目列成名单，先公布名单摘要和种子承诺，次日起抽取并公布种子，任何人可用脚本重算",
            "What started in the month is listed; the list's hash and a commitment come first, the seed on a later day; anyone can replay the draw"
        ),
        group: .quality, ledger: .samples, state: "state", title: "sample",
        acts: [
            CaseAct(
                "freeze", Text("公布名单和承诺", "Publish list and commitment"), to: "frozen", may: .decideCases,
                asks: Sheet.samples.columns("sample", "programme", "month", "wanted"), needs: [Sampling.isUnused, Sampling.hasSites],
                effect: Sampling.freeze),
            CaseAct(
                "draw", Text("公布种子并抽取", "Reveal the seed and draw"), from: ["frozen"], to: "drawn", may: .decideCases,
                needs: [Sampling.isLater, Sampling.isUntouched], effect: Sampling.draw),
            CaseAct("void", Text("作废", "Void"), from: ["frozen"], to: "void", may: .decideCases, reason: true),
        ])
}

/// Drawing the city's sample.
public enum Sampling {
    /// The sites a month's list holds: communities started in it, or projects with a start or a raising of homes in it, by district.
    static func frame(_ work: CaseWork) throws -> [(site: String, district: RegionCode)] {
        let month = work.answerNumber("month") ?? 0
        func isInMonth(_ day: CivilDate?) -> Bool { day.map { $0.year == work.year && Int64($0.month) == month } ?? false }
        let programme = work.answerText("programme")
        if programme == "renewal" {
            return try work.entries(.communities).filter { isInMonth($0.date("started_on")) }.map { ($0.key, $0.page.district) }
        }
        var seen: Set<String> = []
        return try work.entries(.progress).filter { entry in
            isInMonth(entry.date("reached_on")) && (entry.text("housing") == "resettlement") == (programme == "redevelopment")
                && ["started", "raised"].contains(entry.text("milestone")) && seen.insert(entry.text("project")).inserted
        }.map { ($0.text("project"), $0.page.district) }
    }

    static let isUnused: Need = Need("N-SMP-01", Text("该月该专项没有在办的抽样", "no other sample of this month is open")) { work in
        let other = try work.entries(.samples).first {
            $0.text("programme") == work.answerText("programme") && $0.number("month") == work.answerNumber("month")
                && $0.text("state") == "frozen"
        }
        return other.map { Text("抽样\($0.key)尚未抽取", "sample \($0.key) has not been drawn") }
    }

    static let hasSites: Need = Need("N-SMP-02", Text("当月开工的不少于抽取个数", "no more are drawn than started in the month")) { work in
        let (count, wanted) = (try frame(work).count, work.answerNumber("wanted") ?? 0)
        guard wanted > 0, wanted <= Int64(count) else {
            return Text("当月开工\(count)个，不能抽取\(wanted)个", "\(count) started in the month; \(wanted) cannot be drawn")
        }
        return nil
    }

    static let isLater: Need = Need("N-SMP-03", Text("公布名单的次日起方可抽取", "the draw is later than the day of publication")) { work in
        guard let frozen = work.date("frozen_on"), work.day <= frozen else { return nil }
        return Text("名单于\(frozen.chinese)公布，次日起方可抽取", "the list was published on \(frozen); draw on a later day")
    }

    static let isUntouched: Need = Need("N-SMP-04", Text("名单与公布的摘要一致", "the list has the hash that was published")) { work in
        let sites = try list(work)
        guard try Draw.listHash(sites.map { $0.text("site") }).hex != work.text("list_hash") else { return nil }
        return Text("名单已变动，与公布的摘要不符，应作废重新公布", "the list was changed since its hash was published; void it and publish anew")
    }

    private static func list(_ work: CaseWork) throws -> [DeskEntry] {
        try work.known(.sampleSites, "sample", is: work.key)
    }

    static func freeze(_ work: CaseWork) throws {
        let sites = try frame(work)
        let seed = Draw.Seed.random()
        work["frame"] = .integer(sites.count)
        work["list_hash"] = .text(try Draw.listHash(sites.map(\.site)).hex)
        work["commitment"] = .text(Draw.commit(seed).hex)
        work.set("frozen_on", day: work.day)
        for site in sites.sorted(by: { $0.site.utf8.lexicographicallyPrecedes($1.site.utf8) }) {
            try work.write(
                .sampleSites, ["sample": .text(work.key), "site": .text(site.site), "district_code": .text(site.district.digits)])
        }
        let (connection, access) = (work.desk.connection, work.desk.access)
        let number = try CaseTables.seeds.nextNumber(connection, access)
        try CaseTables.seeds.add(connection, access, [.integer(number), .text(work.key), .integer(Int64(work.year)), .text(seed.text)])
    }

    static func draw(_ work: CaseWork) throws {
        let access = work.desk.access
        let row = try work.desk.connection.row(
            "SELECT seed FROM draw_seeds WHERE city = ? AND sample = ? AND year = ? ORDER BY number DESC LIMIT 1",
            [.text(access.city.digits), .text(work.key), .integer(Int64(work.date("frozen_on")?.year ?? work.year))])
        guard let text = try row?.text(0), let seed = Draw.Seed(text), Draw.commit(seed).hex == work.text("commitment") else {
            throw CaseworkError("K020", "抽样\(work.key)的种子与承诺不符，应作废", "the seed of \(work.key) does not match its commitment; void it")
        }
        let sites = try list(work)
        let districts = Dictionary(uniqueKeysWithValues: sites.map { ($0.text("site"), $0.text("district_code")) })
        let wanted = Int(work.number("wanted") ?? 0)
        for place in try Draw.order(sites.map { $0.text("site") }, seed: seed) {
            let isDrawn = place.rank <= wanted
            try work.write(
                .sampleSites,
                [
                    "sample": .text(work.key), "site": .text(place.id), "place": .integer(place.rank), "drawn": .integer(isDrawn ? 1 : 0),
                ])
            guard isDrawn, let district = districts[place.id].flatMap(RegionCode.init) else { continue }
            try work.desk.put(
                .visits, PageAddress(Sheet.visits.ledger, district, Period(year: work.year)),
                [
                    "inspection": .text("\(work.key)-\(place.rank)"), "programme": work["programme"], "site": .text(place.id),
                    "level": "city", "planned_on": .integer(work.day.stored), "sample": .text(work.key), "state": "planned",
                ])
        }
        work["seed"] = .text(seed.text)
        work.set("drawn_on", day: work.day)
    }

    /// 重算脚本: the same draw in Python, to be taken with the list.
    public static let replayScript = """
        #!/usr/bin/env python3
        # 重算抽样 replays a draw: python3 replay_sample.py list.txt LIST_HASH COMMITMENT SEED WANTED
        import hashlib, sys

        def sha(text):
            return hashlib.sha256(text.encode()).hexdigest()

        path, list_hash, commitment, seed, wanted = sys.argv[1:6]
        ids = sorted((line for line in open(path, encoding="utf-8").read().split("\\n") if line), key=lambda i: i.encode())
        if len(set(ids)) != len(ids): sys.exit("名单有重复 the list has doubles")
        if sha("\\n".join(ids)) != list_hash: sys.exit("名单与摘要不符 the list has another hash")
        if sha(seed) != commitment: sys.exit("种子与承诺不符 the seed is not the one committed to")
        for rank, i in enumerate(sorted(ids, key=lambda i: sha(seed + ":" + i))[: int(wanted)], 1):
            print(rank, i)

        """

    /// The list as it is published: one id a line, by their bytes.
    public static func listFile(_ sites: [String]) -> String {
        sites.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { $0 + "\n" }.joined()
    }
}
