import Households
import Ledgers
import Quantities
import Store

/// 房源与租赁: projects with their operators and occupancy, homes, tenancies with renewals, exits and signs of a sale.
enum HomePages {
    static func add(to routes: inout RouteTable) {
        let handlers = Route.Requirement.may(.handleHouseholds)
        routes.page(.get, "/homes", may: HouseholdsFrame.readers, Text("房源与租赁", "Homes"), list)
        routes.page(.post, "/homes", may: handlers, Text("登记项目", "Enter a project"), addProject)
        routes.page(.get, "/homes/:project", may: HouseholdsFrame.readers, Text("项目房源", "A project's homes"), show)
        routes.page(.post, "/homes/:project", may: handlers, Text("登记房源", "Enter a home"), addHome)
        routes.page(.post, "/tenancies", may: handlers, Text("登记租赁", "Begin a tenancy"), begin)
        routes.page(.get, "/tenancies/:tenancy", may: HouseholdsFrame.readers, Text("租赁合同", "A tenancy"), tenancy)
        routes.page(.post, "/tenancies/:tenancy", may: handlers, Text("续租或退出", "Renew or leave"), act)
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (projects, _) = try await visit.reading { try Homes.projects($0, $1) }
        var table = DataTable(
            "projects", title: visit.t("项目", "Projects"),
            columns: [
                .init("project", visit.t("项目编号", "Project")), .init("name", visit.t("名称", "Name")),
                .init("district", visit.t("行政区划", "District")), .init("operator", visit.t("运营单位", "Operator")),
                .init("kind", visit.t("单位性质", "Kind"), minor: true), .init("platform", visit.t("平台登记", "On the platform")),
                .init("homes", visit.t("套数", "Homes"), number: true), .init("entered", visit.t("已登记房源", "Entered"), number: true),
                .init("occupied", visit.t("在租", "Let"), number: true), .init("rate", visit.t("出租率", "Occupancy"), number: true),
                .init("small", visit.t("小户型占比", "Small homes"), number: true),
            ])
        func share(_ part: Int64, _ whole: Int64) -> DataTable.Cell {
            guard whole > 0 else { return .init("—") }
            let rate = Rational(part, whole)
            return .init(NumberFormat(decimals: 1).text(rate, unit: .percent), value: rate)
        }
        table.rows = projects.map { project in
            [
                .link(project.project, "/homes/\(HTML.encoded(project.project))"), .init(project.name),
                .init(visit.districtName(project.district)), .init(project.operatorName), .init(visit.t(project.operatorKind.title)),
                .init(project.isOnPlatform ? visit.t("是", "yes") : visit.t("否", "no")), .init(project.homes), .init(project.entered),
                .init(project.occupied), share(project.occupied, project.homes), share(project.small, project.entered),
            ]
        }
        table.empty = visit.empty(visit.t("还没有项目。", "No projects yet."))
        if let file = try table.export(visit) { return file }
        let run = projects.filter { $0.operatorKind != .government }.count
        let form: HTML = """
            <details class="card"><summary>\(visit.t("登记项目", "Enter a project"))</summary><form method="post" action="/homes" class="stack">\(visit.tokenField)\(visit.field("project", visit.t("项目编号", "Code"), max: 24))\(visit.field("name", visit.t("名称", "Name"), max: 60))\(visit.districtChoice())\(visit.choice("housing", visit.t("住房类型", "Kind"), [("public", visit.t("公租房", "public rental")), ("bonded", visit.t("保障性租赁住房", "affordable rental"))]))\(visit.field("homes", visit.t("套数", "Homes"), type: "number", max: 6))\(visit.field("operator", visit.t("运营单位", "Operator"), max: 60))\(visit.choice("kind", visit.t("单位性质", "Kind of operator"), HomeProject.OperatorKind.self))<label class="option"><input type="checkbox" name="platform" value="1"> \(visit.t("已在住房租赁管理服务平台登记", "On the rental platform"))</label><button>\(visit.t("登记", "Enter"))</button></form></details>
            """
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("房源与租赁", "Homes and tenancies"), isWide: true,
                "<p class=\"quiet\">\(visit.t("\(projects.count)个项目，企业和机构运营\(run)个。小户型：建筑面积不超过70平方米（标准未核实）。", "\(projects.count) projects, \(run) run by companies and bodies. Small: up to 70 m² (not verified)."))</p>\(form, if: visit.may(.handleHouseholds))\(table.html(visit))"
            ))
    }

    private static func addProject(_ visit: Visit) async throws -> Reply {
        let (project, name, district) = (
            try visit.form.required("project", ("项目编号", "Code")), try visit.form.required("name", ("名称", "Name")), try visit.formDistrict()
        )
        let (housing, operatorName) = (visit.form["housing"] ?? "", try visit.form.required("operator", ("运营单位", "Operator")))
        guard let kind = visit.form["kind"].flatMap(HomeProject.OperatorKind.init(rawValue:)) else {
            throw Refusal.invalid("请选择单位性质", "choose the kind of operator")
        }
        let (homes, isOnPlatform) = (try visit.formNumber("homes", ("套数", "Homes")), visit.form["platform"] == "1")
        try await visit.writing {
            try Homes.addProject(
                $0, $1, project, district: district, name: name, housing: housing, homes: homes, operatorName: operatorName,
                operatorKind: kind, isOnPlatform: isOnPlatform, at: $2)
        }
        return .see("/homes/\(HTML.encoded(project))?done=saved")
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let name = try visit.parameter("project")
        let (found, _) = try await visit.reading { connection, access in
            (try Homes.projects(connection, access).first { $0.project == name }, try Homes.list(connection, access, project: name))
        }
        guard let project = found.0 else { throw Refusal.notFound }
        var table = DataTable(
            "homes", title: visit.t("房源", "Homes"),
            columns: [
                .init("home", visit.t("房源编号", "Home")), .init("unit", visit.t("不动产单元", "Unit")),
                .init("area", visit.t("面积（平方米）", "Area, m²"), number: true), .init("rent", visit.t("月租金（元）", "Rent, yuan"), number: true),
                .init("tenancy", visit.t("租赁", "Tenancy")),
            ])
        table.rows = found.1.map { home in
            [
                .init(home.home), .init(home.unit), .init(home.area.value.decimalText(decimals: 2), value: home.area.value),
                HouseholdsFrame.money(home.rent),
                home.tenancy.map { .link(visit.t("在租", "let"), "/tenancies/\($0)") } ?? .init(visit.t("空置", "empty")),
            ]
        }
        table.empty = visit.empty(visit.t("还没有登记房源。", "No homes entered yet."))
        if let file = try table.export(visit) { return file }
        let free = found.1.filter { $0.tenancy == nil }.map { (value: $0.home, title: $0.home) }
        let forms: HTML = """
            <details class="card"><summary>\(visit.t("登记房源", "Enter a home"))</summary><form method="post" action="/homes/\(path: name)" class="row">\(visit.tokenField)\(visit.field("home", visit.t("房源编号", "Home"), max: 24))\(visit.field("unit", visit.t("不动产单元号", "Unit"), max: 60))\(visit.field("area", visit.t("面积（平方米）", "Area, m²"), max: 10))\(visit.field("rent", visit.t("月租金（元）", "Rent, yuan"), max: 10))<button>\(visit.t("登记", "Enter"))</button></form></details>
            <details class="card"><summary>\(visit.t("登记租赁", "Begin a tenancy"))</summary><form method="post" action="/tenancies" class="stack">\(visit.tokenField)\(visit.choice("home", visit.t("房源", "Home"), free))\(visit.field("household", visit.t("家庭编号", "Household"), max: 24))\(visit.field("from", visit.t("起租日", "From"), type: "date"))\(visit.field("until", visit.t("到期日", "Until"), type: "date"))\(visit.field("rent", visit.t("月租金（元）", "Rent, yuan"), max: 10))\(visit.field("prepaid", visit.t("一次性收取租金（月）", "Rent paid in advance, months"), type: "number", value: "1", max: 4))\(visit.field("lease", visit.t("租期（月）", "Length, months"), type: "number", value: "36", max: 4))\(visit.field("fee", visit.t("转让费（元）", "Transfer fee, yuan"), value: "0", max: 12))<button>\(visit.t("登记", "Begin"))</button></form></details>
            """
        return .html(
            HouseholdsFrame.page(
                visit, project.name, trail: [(visit.t("房源与租赁", "Homes"), "/homes")], isWide: true,
                "<p>\(visit.districtName(project.district))　\(project.operatorName)　\(visit.t("\(project.homes)套，在租\(project.occupied)套", "\(project.homes) homes, \(project.occupied) let"))</p>\(forms, if: visit.may(.handleHouseholds))\(table.html(visit))"
            ))
    }

    private static func addHome(_ visit: Visit) async throws -> Reply {
        let project = try visit.parameter("project")
        let (home, unit) = (try visit.form.required("home", ("房源编号", "Home")), try visit.form.required("unit", ("不动产单元号", "Unit")))
        let (area, rent) = (try visit.formMoney("area", ("面积", "Area")), try visit.formMoney("rent", ("月租金", "Rent")))
        try await visit.writing {
            try Homes.add($0, $1, home, project: project, unit: unit, area: Area(raw: area.fen), rent: rent, at: $2)
        }
        return .see("/homes/\(HTML.encoded(project))?done=saved")
    }

    private static func begin(_ visit: Visit) async throws -> Reply {
        let (home, household) = (
            try visit.form.required("home", ("房源", "Home")), try visit.form.required("household", ("家庭编号", "Household"))
        )
        let (from, until) = (try visit.formDate("from", ("起租日", "From")), try visit.formDate("until", ("到期日", "Until")))
        let terms = LeaseTerms(
            rent: try visit.formMoney("rent", ("月租金", "Rent")),
            prepaidMonths: Int(clamping: try visit.formNumber("prepaid", ("一次性收取租金", "Prepaid"))),
            leaseMonths: Int(clamping: try visit.formNumber("lease", ("租期", "Length"))),
            transferFee: try visit.formMoney("fee", ("转让费", "Fee")))
        let number = try await visit.writing {
            try Tenancies.begin($0, $1, home: home, household: household, from: from, until: until, terms: terms, at: $2)
        }
        return .see("/tenancies/\(number)?done=saved")
    }

    private static func tenancy(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("tenancy")
        let (found, _) = try await visit.reading { try Tenancies.list($0, $1).first { $0.number == number } }
        guard let tenancy = found else { throw Refusal.notFound }
        let signs = try HouseholdsFrame.policy(visit).supervision.signs(tenancy.terms, on: tenancy.from)
        let list = HTML(signs) {
            "<li>\(visit.t($0.title))：\(visit.t($0.seen))（\(visit.t($0.limit))） <span class=\"quiet\">\(visit.t($0.policy.shown))</span></li>"
        }
        let warning: HTML = "<div class=\"warn\"><b>\(visit.t("变相销售迹象", "Signs of a sale"))</b><ul>\(list)</ul></div>"
        let acts = Tenancies.machine.acts(in: tenancy.state, visit.access).map { ($0.rawValue, visit.t($0.title)) }
        return .html(
            HouseholdsFrame.page(
                visit, visit.t("租赁合同 \(number)", "Tenancy \(number)"), trail: [(visit.t("房源与租赁", "Homes"), "/homes")],
                aside: "<span class=\"state info\">\(visit.t(tenancy.state.title))</span>",
                """
                \(warning, if: !signs.isEmpty)<section class="card"><dl><dt>\(visit.t("房源", "Home"))</dt><dd>\(tenancy.home)</dd><dt>\(visit.t("家庭", "Household"))</dt><dd><a href="\(HouseholdPages.path(tenancy.household))">\(tenancy.household)</a></dd><dt>\(visit.t("租期", "Term"))</dt><dd>\(tenancy.from.description) – \(tenancy.until.description)</dd><dt>\(visit.t("月租金（元）", "Rent, yuan"))</dt><dd>\(HouseholdsFrame.yuan(tenancy.terms.rent))</dd></dl>
                \(visit.actForm("/tenancies/\(number)", acts, revision: tenancy.revision, visit.field("until", visit.t("续至或退出日期", "Until"), type: "date", required: false)))</section>
                """))
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("tenancy")
        let order = try visit.formOrder(TenancyAct.self, number)
        let until = try visit.formDate("until", ("续至或退出日期", "Until"))
        try await visit.writing { try Tenancies.perform($0, $1, order.act, number, until: until, reason: order.note, at: $2) }
        return .see("/tenancies/\(number)?done=saved")
    }
}
