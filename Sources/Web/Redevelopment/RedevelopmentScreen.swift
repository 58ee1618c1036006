import Casework
import Ledgers
import Quantities
import Store

extension Overview {
    static let redevelopment = Overview(
        name: "redevelopment", group: .redevelopment, title: Text("棚户区改造总览", "Redevelopment"),
        purpose: Text(
            "各区签约率对照80%；项目四个阶段的计划与实际；安置住房分配；土地入市回笼",
            "Each district's signing rate against 80 %; the four stages, planned and real; homes allocated; land sold")
    ) { visit in
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let overview = try await visit.office.database.read { try RedevelopmentOverview($0, access, year: year) }
        return Content(
            head: RedevelopmentScreen.head(visit, overview),
            tables: [
                RedevelopmentScreen.rates(visit, overview), RedevelopmentScreen.projects(visit, overview),
                RedevelopmentScreen.stages(visit, overview, today), RedevelopmentScreen.homes(visit, overview),
                RedevelopmentScreen.parcels(visit, overview),
            ])
    }
}

enum RedevelopmentScreen {
    static func head(_ visit: Visit, _ overview: RedevelopmentOverview) -> HTML {
        let below = overview.rates.count { !$0.isEnough }
        let counts = Choices.clearanceStage.map { stage in
            visit.stat(visit.t(stage.name), String(overview.projects.count { $0.stage == stage.code }))
        }
        let wrong = overview.projects.count { $0.agrees == false }
        let uncounted: HTML =
            "<p class=\"warn\">\(visit.t("已兑付的货币化安置\(overview.paidOut)户中，\(overview.paidOutUncounted)户的项目不在项目台账中，没有计入新开工。", "Of \(overview.paidOut) households paid out, \(overview.paidOutUncounted) are of projects in no ledger of projects and count as no start."))</p>"
        let disagree: HTML =
            "<p class=\"warn\">\(visit.t("\(wrong)个项目的户数与逐户签约台账不一致。", "\(wrong) projects disagree with their households."))</p>"
        return """
            <div class="grid tight">\(HTML(counts) { $0 })\(visit.stat(visit.t("各区签约率平均", "Mean of the districts"), visit.percent(overview.mean).text))\(visit.stat(visit.t("低于80%的区", "Districts below 80 %"), String(below), below == 0 ? "good" : "bad"))</div>\(uncounted, if: overview.paidOutUncounted > 0)\(disagree, if: wrong > 0)
            """
    }

    static func rates(_ visit: Visit, _ overview: RedevelopmentOverview) -> DataTable {
        var table = DataTable(
            "rates", title: visit.t("各区签约率", "Signing rate by district"),
            columns: [
                .init("district", visit.t("区", "District")), .init("households", visit.t("应签约户", "To sign"), number: true),
                .init("signed", visit.t("已签约户", "Signed"), number: true), .init("rate", visit.t("签约率", "Rate"), number: true),
                .init("enough", visit.t("对照80%", "Against 80 %")),
            ])
        table.rows = overview.rates.map { rate in
            [
                visit.districtName(rate.district), .init(rate.households), .init(rate.signed), visit.percent(rate.rate),
                rate.isEnough ? visit.label(visit.t("达到", "reached"), "good") : visit.label(visit.t("低于80%", "below 80 %"), "bad"),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("没有征收任务。", "No households are to sign."))</p>"
        return table
    }

    static func projects(_ visit: Visit, _ overview: RedevelopmentOverview) -> DataTable {
        var table = DataTable(
            "projects", title: visit.t("棚改项目", "Projects"),
            columns: [
                .init("project", visit.t("项目", "Project")), .init("name", visit.t("名称", "Name")),
                .init("district", visit.t("区", "District")),
                .init("stage", visit.t("阶段", "Stage")), .init("households", visit.t("应签约户", "To sign"), number: true),
                .init("signed", visit.t("已签约户", "Signed"), number: true), .init("rate", visit.t("签约率", "Rate"), number: true),
                .init("agrees", visit.t("逐户台账", "Households"), minor: true),
            ])
        table.rows = overview.projects.map { project in
            let check: DataTable.Cell =
                switch project.agrees {
                case true: visit.label(visit.t("一致", "agree"), "good")
                case false: visit.label(visit.t("不一致", "disagree"), "bad")
                default: visit.label(visit.t("未逐户登记", "not listed"), "warn")
                }
            return [
                visit.caseLink(.clearance, project.district, project.project), .init(project.name), visit.districtName(project.district),
                .init(visit.t(CaseKind.clearance.state(project.stage).name)), .init(project.households), .init(project.signed),
                visit.percent(project.rate), check,
            ]
        }
        table.empty = visit.empty(
            visit.t("本年度没有棚改项目。", "No projects this year."), (visit.t("启动征收签约", "Open one"), "/cases/clearance/new/open?year=\(visit.year)")
        )
        return table
    }

    static func stages(_ visit: Visit, _ overview: RedevelopmentOverview, _ today: CivilDate) -> DataTable {
        var table = DataTable(
            "stages", title: visit.t("阶段计划与实际", "Stages, planned and real"),
            columns: [
                .init("project", visit.t("项目", "Project")), .init("stage", visit.t("阶段", "Stage")),
                .init("planned", visit.t("计划完成", "Planned")), .init("done", visit.t("实际完成", "Done")),
                .init("planned_amount", visit.t("计划金额（万元）", "Planned (10,000 yuan)"), number: true),
                .init("real_amount", visit.t("实际金额（万元）", "Real (10,000 yuan)"), number: true), .init("late", visit.t("进度", "Progress")),
            ])
        for project in overview.projects {
            for stage in project.stages {
                let label =
                    stage.isLate(on: today)
                    ? visit.label(stage.doneOn == nil ? visit.t("逾期", "overdue") : visit.t("迟于计划", "later than planned"), "bad")
                    : stage.doneOn == nil ? visit.label(visit.t("进行中", "running"), "info") : visit.label(visit.t("按期", "in time"), "good")
                table.rows.append([
                    visit.caseLink(.clearance, project.district, project.project),
                    .init(visit.t(CaseKind.clearance.state(stage.stage).name)),
                    visit.date(stage.plannedOn), visit.date(stage.doneOn), visit.wan(stage.plannedAmount), visit.wan(stage.realAmount),
                    label,
                ])
            }
        }
        table.empty = "<p class=\"quiet\">\(visit.t("还没有编制阶段计划。", "No stages are planned."))</p>"
        return table
    }

    static func homes(_ visit: Visit, _ overview: RedevelopmentOverview) -> DataTable {
        var table = DataTable(
            "homes", title: visit.t("安置住房分配", "Resettlement homes"),
            columns: [
                .init("project", visit.t("项目", "Project")), .init("name", visit.t("名称", "Name")),
                .init("district", visit.t("区", "District")),
                .init("ready", visit.t("达到交付条件（套）", "Ready"), number: true),
                .init("allocated", visit.t("已分配（套）", "Allocated"), number: true),
                .init("rate", visit.t("分配率", "Rate"), number: true),
            ])
        table.rows = overview.homes.map { homes in
            [
                visit.caseLink(.resettlement, homes.district, homes.project), .init(homes.name), visit.districtName(homes.district),
                .init(homes.ready), .init(homes.allocated), visit.percent(homes.ready > 0 ? Rational(homes.allocated, homes.ready) : nil),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("还没有登记安置住房。", "No homes are registered."))</p>"
        return table
    }

    static func parcels(_ visit: Visit, _ overview: RedevelopmentOverview) -> DataTable {
        var table = DataTable(
            "parcels", title: visit.t("土地入市回笼资金", "Land sale"),
            columns: [
                .init("parcel", visit.t("地块", "Parcel")), .init("district", visit.t("区", "District")),
                .init("state", visit.t("状态", "State")),
                .init("sold", visit.t("成交日期", "Sold on")), .init("price", visit.t("成交价（万元）", "Price (10,000 yuan)"), number: true),
                .init("returned", visit.t("已回笼（万元）", "Returned (10,000 yuan)"), number: true),
            ])
        table.rows = overview.parcels.map { parcel in
            [
                visit.caseLink(.landReturn, parcel.district, "\(parcel.project)/\(parcel.parcel)"), visit.districtName(parcel.district),
                .init(visit.t(CaseKind.landReturn.state(parcel.state).name)), visit.date(parcel.soldOn), visit.wan(parcel.price),
                visit.wan(parcel.returned),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("还没有登记地块。", "No parcels are registered."))</p>"
        return table
    }
}
