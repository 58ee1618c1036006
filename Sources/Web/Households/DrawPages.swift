import Foundation
import Households
import Ledgers
import Quantities
import Store
import Workbooks

/// 摇号: announcing, drawing, and what is published for everyone to replay.
enum DrawPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/draws", may: HouseholdsFrame.readers, Text("摇号", "Draws"), list)
        routes.page(.post, "/draws", may: .may(.handleHouseholds), Text("公布摇号名单", "Announce a draw"), announce)
        routes.page(.get, "/draws/:draw", may: HouseholdsFrame.readers, Text("一次摇号", "A draw"), show)
        routes.page(.post, "/draws/:draw", may: .may(.decideHouseholds), Text("摇号或取消", "Draw or cancel"), act)
        routes.page(.get, "/portal/draws/:draw", may: .everyone, Text("摇号公开", "A published draw"), publicPage)
        routes.page(.get, "/portal/draws/:draw/list", may: .everyone, Text("摇号名单文件", "The list of a draw"), listFile)
        routes.page(.get, "/portal/draws/:draw/result", may: .everyone, Text("摇号结果文件", "The result of a draw"), resultFile)
    }

    /// What anybody may read of a draw: numbers of applications and hashes, nothing of a person.
    private static func published(_ visit: Visit) async throws -> HousingDraw {
        let number = try visit.number("draw")
        let access = Access(
            city: visit.office.regions.city.code, districts: .all, ledgers: .only([]), permissions: [.readHouseholds], actor: "public")
        return try await visit.office.database.read { try HousingDraws.draw($0, access, number) }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (draws, _) = try await visit.reading { try HousingDraws.list($0, $1) }
        var table = DataTable(
            "draws", title: visit.t("摇号", "Draws"),
            columns: [
                .init("number", visit.t("编号", "Number"), number: true), .init("title", visit.t("名称", "Title")),
                .init("district", visit.t("行政区划", "District")), .init("items", visit.t("参加户数", "Households"), number: true),
                .init("homes", visit.t("房源套数", "Homes"), number: true), .init("state", visit.t("状态", "State")),
            ])
        table.rows = draws.reversed().map { draw in
            [
                .link(String(draw.number), "/draws/\(draw.number)", value: Rational(draw.number)), .init(draw.title),
                .init(visit.districtName(draw.district)), .init(draw.items.count), .init(draw.homes),
                visit.state(draw.state.title, draw.state == .drawn ? "good" : draw.state == .announced ? "warn" : ""),
            ]
        }
        table.empty = visit.empty(visit.t("还没有摇号。", "No draws yet."))
        if let file = try table.export(visit) { return file }
        let form: HTML = """
            <details class="card"><summary>\(visit.t("公布摇号名单", "Announce a draw"))</summary><form method="post" action="/draws" class="stack">\(visit.tokenField)\(visit.districtChoice())\(visit.field("title", visit.t("名称", "Title"), max: 60))\(visit.field("homes", visit.t("房源套数", "Homes"), type: "number", max: 6))\(visit.field("witness", visit.t("见证数来源（现在无人知道的数，如某日某期福利彩票号码）", "Source of the witness value (one that nobody knows yet)"), max: 100))<button>\(visit.t("冻结名单并公布", "Freeze the list and publish"))</button><p class="quiet">\(visit.t("冻结该区全部轮候家庭；同时公布名单指纹和种子承诺。", "All who wait in the district are frozen; the list's hash and the commitment to the seed are published at once."))</p></form></details>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("公开摇号", "Draws"), isWide: true, "\(form, if: visit.may(.handleHouseholds))\(table.html(visit))"))
    }

    private static func announce(_ visit: Visit) async throws -> Reply {
        let district = try visit.formDistrict()
        let (title, witness) = (try visit.form.required("title", ("名称", "Title")), try visit.form.required("witness", ("见证数来源", "Source")))
        let homes = Int(clamping: try visit.formNumber("homes", ("房源套数", "Homes")))
        let draw = try await visit.writing {
            try HousingDraws.announce($0, $1, district: district, title: title, homes: homes, witnessSource: witness, at: $2)
        }
        return .see("/draws/\(draw.number)?done=saved")
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("draw")
        let (draw, _) = try await visit.reading { try HousingDraws.draw($0, $1, number) }
        let acts = HousingDraws.machine.acts(in: draw.state, visit.access)
        let form = visit.actForm(
            "/draws/\(number)", acts.map { ($0.rawValue, visit.t($0.title)) }, revision: draw.revision,
            note: visit.t("取消的理由", "Reason to cancel"),
            visit.field("witness", visit.t("见证数（\(draw.witnessSource)）", "Witness value (\(draw.witnessSource))"), required: false))
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("摇号：\(draw.title)", "Draw: \(draw.title)"), trail: [(visit.t("摇号", "Draws"), "/draws")],
                aside: "<span class=\"state info\">\(visit.t(draw.state.title))</span>",
                "\(try facts(visit, draw))\("<section class=\"card\">\(form)</section>", if: !acts.isEmpty)"))
    }

    private static func facts(_ visit: Visit, _ draw: HousingDraw) throws -> HTML {
        let order = try draw.order()
        let rows = HTML(order.prefix(1_000)) { place in
            "<tr\(" class=\"total\"", if: place.rank == draw.homes)><td class=\"n\">\(place.rank)</td><td>\(place.id)</td><td class=\"mono\">\(place.digest.hex.prefix(16))…</td><td>\(place.rank <= draw.homes ? visit.t("中签", "drawn") : visit.t("递补", "next"))</td></tr>"
        }
        let secret = draw.secret.map { secret -> HTML in
            "<dt>\(visit.t("种子", "Seed"))</dt><dd class=\"mono\">\(secret.text)</dd><dt>\(visit.t("见证数", "Witness value"))</dt><dd>\(draw.witness)</dd>"
        }
        let result: HTML = """
            <p><a class="button plain" href="/portal/draws/\(draw.number)/result">\(visit.t("下载结果文件", "Result file"))</a></p><div class="scroll"><table><thead><tr><th class="n">\(visit.t("次序", "Rank"))</th><th>\(visit.t("申请号", "Application"))</th><th>SHA-256</th><th></th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return """
            <section class="card"><dl><dt>\(visit.t("参加户数和房源", "Households and homes"))</dt><dd>\(draw.items.count) / \(draw.homes)</dd><dt>\(visit.t("名单指纹（SHA-256）", "Hash of the list"))</dt><dd class="mono">\(draw.listHash.hex)</dd><dt>\(visit.t("种子承诺（SHA-256）", "Commitment to the seed"))</dt><dd class="mono">\(draw.commitment.hex)</dd><dt>\(visit.t("公布时间", "Announced"))</dt><dd>\(visit.time(draw.announcedAt))</dd><dt>\(visit.t("见证数来源", "Source of the witness value"))</dt><dd>\(draw.witnessSource)</dd>\(secret)</dl>
            <p><a class="button plain" href="/portal/draws/\(draw.number)/list">\(visit.t("下载名单文件", "List file"))</a></p>\(result, if: !order.isEmpty)
            <p class="quiet">\(visit.t("任何人都可以复算：最终种子 = SHA-256(种子:见证数)；每个申请号按 SHA-256(最终种子:申请号) 从小到大排列。程序 replay_draw.py 三十行。", "Anybody can replay it: final seed = SHA-256(seed:witness); applications are ordered by SHA-256(final seed:number), lowest first. replay_draw.py has thirty lines."))</p></section>
            """
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("draw")
        let order = try visit.formOrder(DrawAct.self, number)
        let witness = visit.form.text("witness") ?? ""
        try await visit.writing { connection, access, instant in
            switch order.act {
            case .open: _ = try HousingDraws.open(connection, access, number, revision: order.revision, witness: witness, at: instant)
            case .cancel: try HousingDraws.cancel(connection, access, number, reason: order.note, at: instant)
            }
        }
        return .see("/draws/\(number)?done=saved")
    }

    private static func publicPage(_ visit: Visit) async throws -> Reply {
        let draw = try await published(visit)
        return .html(visit.portal(visit.t("摇号：\(draw.title)", "Draw: \(draw.title)"), try facts(visit, draw)))
    }

    private static func listFile(_ visit: Visit) async throws -> Reply {
        let draw = try await published(visit)
        let text = draw.items.map { $0 + "\n" }.joined()
        return .download(.bytes(Array(text.utf8)), name: "draw-\(draw.number)-list.txt", type: "text/plain; charset=utf-8")
    }

    private static func resultFile(_ visit: Visit) async throws -> Reply {
        let draw = try await published(visit)
        let order = try draw.order()
        guard !order.isEmpty else { throw Refusal.notFound }
        var csv = CSVWriter(byteOrderMark: false)
        csv.write(["次序", "申请号", "SHA-256"])
        for place in order { csv.write([String(place.rank), place.id, place.digest.hex]) }
        return .download(.bytes(csv.bytes), name: "draw-\(draw.number)-result.csv", type: Reply.csv)
    }
}
