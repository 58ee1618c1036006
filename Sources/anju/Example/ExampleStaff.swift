import Accounts
import Foundation
import Ledgers
import Quantities
import Review
import Store

/// The people of the example city: made-up names, passwords drawn anew for each demo and written beside its documents.
struct ExampleStaff {
    struct Member {
        let login: String
        let name: String
        let role: Role
        var district: Region?
        var account: Account?
        var password = ""
        var secret = ""

        func access(_ city: RegionCode) -> Access {
            account?.access(city: city) ?? Access(city: city, districts: .only([]), ledgers: .only([]), permissions: [], actor: login)
        }
    }

    private(set) var members: [Member]
    private let city: RegionCode

    /// Opens every account in the way a person does: invitation, password, second factor.
    static func hire(in workplace: Workplace) async throws -> ExampleStaff {
        let book = AccountBook(database: workplace.store, city: workplace.regions.city.code, key: try ServerKey(workplace.vault.location))
        var members = [
            Member(login: "city", name: "王芳", role: .cityHousing), Member(login: "city2", name: "李强", role: .cityHousing),
            Member(login: "finance", name: "赵敏", role: .cityFinance), Member(login: "assessor", name: "孙平", role: .assessor),
            Member(login: "system", name: "周系统", role: .systemAdministrator),
            Member(login: "security", name: "吴安全", role: .securityAdministrator),
            Member(login: "audit", name: "郑审计", role: .auditAdministrator),
        ]
        let surnames = ["陈", "杨", "黄", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑"]
        for (index, region) in workplace.regions.districts.enumerated() {
            // 经济技术开发区's English name is a sentence.
            let login = region.isNational ? region.name.en.lowercased() : "kaifaqu"
            members.append(Member(login: login, name: surnames[index % 17] + "晓", role: .districtReporter, district: region))
            members.append(Member(login: login + "-head", name: surnames[(index + 5) % 17] + "建国", role: .districtHead, district: region))
        }
        members.append(
            Member(login: "builder", name: "钱工", role: .projectUnit, district: workplace.regions.districts.first { $0.name.zh == "朝阳区" }))
        // A little earlier, so that the first real sign-in has a code of its own.
        let now = Moment.now + -120
        for index in members.indices {
            let member = members[index]
            let (account, invitation) = try await book.found(
                login: member.login, name: member.name, role: member.role, districts: Set([member.district?.code].compactMap { $0 }),
                by: workplace.access.actor, at: now)
            let password = SecretText.random(bytes: 12)
            let (_, secret) = try await book.accept(invitation, password: password, at: now)
            _ = try await book.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: now.seconds)), at: now)
            members[index].password = password
            members[index].secret = secret.base32
            members[index].account = try await book.account(
                account.number, for: Access.program(city: book.city, districts: .all, actor: account.actor))
        }
        return ExampleStaff(members: members, city: book.city)
    }

    func access(_ login: String) -> Access {
        members.first { $0.login == login }?.access(city)
            ?? Access(city: city, districts: .only([]), ledgers: .only([]), permissions: [], actor: login)
    }

    func access(_ role: Role, of region: Region) -> Access {
        members.first { $0.role == role && $0.district?.code == region.code }?.access(city) ?? access("city")
    }

    /// Who files a file: the reporter of the district its name begins with, else the city.
    func filer(of path: String) -> Access {
        let name = URL(fileURLWithPath: path).lastPathComponent
        guard
            let member = members.first(where: {
                $0.role == .districtReporter && $0.district.map { name.utf8.starts(with: $0.name.zh.utf8) } ?? false
            })
        else { return access("city") }
        return member.access(city)
    }

    /// login, name, role, district, password, second-factor secret: a line each.
    func write(to path: String) throws {
        let head = "账号\t姓名\t角色\t行政区划\t密码\t验证密钥\n"
        let lines = members.map { member in
            [member.login, member.name, member.role.title.zh, member.district?.name.zh ?? "", member.password, member.secret].joined(
                separator: "\t") + "\n"
        }
        try Data((head + lines.joined()).utf8).write(to: URL(fileURLWithPath: path))
    }
}

/// A year under way in the example city: dates around today, most pages through the review, some left for whoever tries the demo.
enum ExampleReview {
    /// The year's dates, so that the demo can be worked with on whatever day it is made.
    static func open(_ year: Int, in workplace: Workplace, staff: ExampleStaff, on today: CivilDate) async throws {
        let (city, other) = (staff.access("city"), Moment.now.description)
        func day(_ offset: Int) -> CivilDate { CivilDate(dayNumber: today.dayNumber + offset) ?? today }
        let dates = CycleDates(shown: day(14), lastNew: day(45), lastCorrection: day(90))
        try await workplace.store.write { connection in
            for cycle in try Deadlines.openYear(connection, city, year, at: other) {
                try Deadlines.set(connection, city, ledger: cycle.ledger, period: cycle.period, dates, at: other)
            }
        }
    }

    /// Submits, approves and accepts what can be; leaves 门头沟区 to be submitted, 大兴区 to be approved, 昌平区's December to be accepted.
    static func pass(_ year: Int, in workplace: Workplace, staff: ExampleStaff) async throws {
        let (regions, instant) = (workplace.regions, Moment.now.description)
        let december = Period(year: year, month: 12)
        for region in regions.districts where region.name.zh != "门头沟区" {
            let reporter = staff.access(.districtReporter, of: region)
            let head = staff.access(.districtHead, of: region)
            try await explain(year, region, reporter, workplace)
            _ = try await act(.submit, year, region, reporter, workplace, instant) { _ in true }
            if region.name.zh == "大兴区" { continue }
            _ = try await act(.approve, year, region, head, workplace, instant) { _ in true }
            _ = try await act(.accept, year, region, staff.access("city"), workplace, instant) {
                region.name.zh != "昌平区" || $0.period != december
            }
        }
        try await explain(year, regions.city, staff.access("city"), workplace)
        _ = try await act(.submit, year, regions.city, staff.access("city"), workplace, instant) { _ in true }
        _ = try await act(.accept, year, regions.city, staff.access("city2"), workplace, instant) { _ in true }
        try await leaveWork(year, workplace, staff, instant)
    }

    private static func act(
        _ act: PageAct, _ year: Int, _ region: Region, _ access: Access, _ workplace: Workplace, _ instant: String,
        where isWanted: @escaping @Sendable (PageAddress) -> Bool
    ) async throws -> BulkOutcome {
        try await workplace.store.write { connection in
            let orders = try PageStates.list(connection, access, year: year, district: region.code).filter { isWanted($0.address) }
                .map { PageOrder(act, $0.address, revision: $0.revision) }
            return try PageStates.performAll(connection, access, orders, at: instant)
        }
    }

    /// Made-up explanations for what the example's rules ask to confirm.
    private static func explain(_ year: Int, _ region: Region, _ access: Access, _ workplace: Workplace) async throws {
        let (today, instant) = (Moment.now.date, Moment.now.description)
        try await workplace.store.write { connection in
            for status in try PageStates.list(connection, access, year: year, district: region.code) {
                for code in try Explanations.unexplained(connection, access, status.address, on: today).keys.sorted() {
                    try Explanations.explain(
                        connection, access, receipt: status.receipt, code: code, reason: "示例：已与原始凭证核对，情况属实。", at: instant)
                }
            }
        }
    }

    /// Something on every desk: a page sent back, a question, a wish for more time.
    private static func leaveWork(_ year: Int, _ workplace: Workplace, _ staff: ExampleStaff, _ instant: String) async throws {
        guard let chaoyang = workplace.regions.named("朝阳区"), let haidian = workplace.regions.named("海淀区") else { return }
        let reporter = staff.access(.districtReporter, of: chaoyang)
        let city = staff.access("city")
        let until = CivilDate(dayNumber: Moment.now.date.dayNumber + 30) ?? Moment.now.date
        let page = PageAddress(Sheet.inspections.ledger, chaoyang.code, Period(year: year, month: 12))
        try await workplace.store.write { connection in
            let status = try PageStates.status(connection, city, page)
            if status.state == .accepted {
                try PageStates.perform(
                    connection, city,
                    PageOrder(.sendBack, page, revision: status.revision, reason: "示例：请补报12月下旬的区级检查。", addressee: reporter.actor),
                    at: instant)
            }
            _ = try Questions.ask(
                connection, city, .page(PageAddress(Sheet.progress.ledger, chaoyang.code, Period(year: year, month: 11))),
                "示例：11月新开工套数比10月增加较多，请说明原因。", addressee: reporter.actor, at: instant)
            try Requests.askExtension(
                connection, staff.access(.districtReporter, of: haidian), year: year, district: haidian.code, until: until,
                reason: "示例：区财政年终决算后方可核实支出数。", at: instant)
        }
    }
}
