internal import Evaluation
internal import Ledgers
internal import Quantities

/// Money that went where it should not.
extension MoneyFindings {
    static func beyondContract(_ source: MoneySource, _ payments: MoneyPayments) throws -> [MoneyFinding] {
        let contracts = try source.rows(.contracts)
        var named: Set<String> = []
        var findings: [MoneyFinding] = []
        for contract in contracts {
            let code = contract.text("contract")
            func under(_ entries: [DeskEntry]) -> [DeskEntry] {
                entries.filter { $0.district == contract.district && $0.text("contract") == code }
            }
            // Disbursed and spent are two stages of the same money: the further one counts.
            let (given, spent) = (under(payments.disbursements), under(payments.expenditures))
            let paid = max(given.fen, spent.fen)
            guard paid > contract.fen else { continue }
            named.insert(party(contract))
            findings.append(
                finding(
                    contract, paid, Text("合同\(code)", "contract \(code)"), amount: contract.fen,
                    (spent.fen >= given.fen ? spent : given).first))
        }
        // Vouchers that name no contract: by project and payee, where there are contracts between the two.
        let spent = Dictionary(grouping: payments.expenditures) { party($0) }
        for (name, group) in Dictionary(grouping: contracts, by: party).sorted(by: { $0.key < $1.key }) where !named.contains(name) {
            let paid = spent[name] ?? []
            guard paid.fen > group.fen, let first = group.first else { continue }
            findings.append(
                finding(
                    first, paid.fen,
                    Text("与\(first.text("payee"))的\(group.count)份合同", "\(group.count) contracts with \(first.text("payee"))"),
                    amount: group.fen, paid.first))
        }
        return findings
    }

    private static func party(_ entry: DeskEntry) -> String { "\(entry.district)/\(entry.text("project"))/\(entry.text("payee"))" }

    private static func finding(_ contract: DeskEntry, _ paid: Int64, _ what: Text, amount: Int64, _ payment: DeskEntry?) -> MoneyFinding {
        MoneyFinding(
            list: .beyondContract, district: contract.district, programme: contract.text("programme"),
            document: payment?.text("document") ?? "", project: contract.text("project"), amount: paid - amount, days: nil,
            text: Text("累计付款超过\(what.zh)", "paid more than \(what.en)"), left: side("累计付款", "paid", fen: paid, payment?.page),
            right: side("合同金额", "contract", fen: amount, contract.page))
    }

    /// Outside its programme, outside any plan, without a project: one line for each payment.
    static func misplaced(_ payments: MoneyPayments, _ projects: [String: MoneyProject]) -> [MoneyFinding] {
        let known = Set(projects.values.flatMap(\.planned)).sorted().map(String.init)
        return (payments.disbursements + payments.expenditures).filter { $0.fen > 0 }.compactMap { entry in
            let code = entry.text("project")
            let what = entry.sheet.title
            func finding(_ list: MoneyList, _ text: Text, _ right: CrossFinding.Side) -> MoneyFinding {
                MoneyFinding(
                    list: list, district: entry.district, programme: entry.text("programme"), document: entry.text("document"),
                    project: code, amount: entry.fen, days: nil, text: text,
                    left: side(
                        "凭证\(entry.text("voucher"))（\(what.zh)）", "voucher \(entry.text("voucher")) (\(what.en))", fen: entry.fen,
                        entry.page),
                    right: right)
            }
            if code.isEmpty { return finding(.unlinked, Text("没有填写项目编号", "no project is named"), note("项目", "project")) }
            guard let project = projects[MoneyProjects.name(entry.district, code)] else {
                return finding(
                    .outsidePlan, Text("台账中没有项目\(code)", "project \(code) is in no ledger"), note("计划", "planned"))
            }
            if project.programme != entry.text("programme") {
                let (own, paid) = (Text.programme(project.programme), Text.programme(entry.text("programme")))
                return finding(
                    .outsideProgramme,
                    Text("\(paid.zh)资金用于\(own.zh)项目\(code)", "money of \(paid.en) paid to \(code), a project of \(own.en)"),
                    note("项目属于\(own.zh)", "the project is of \(own.en)"))
            }
            if !project.isPlanned(in: entry.page.period.year) {
                // Which years' plans there are is said, so that a plan that was never filed is not taken for a project outside the plan.
                return finding(
                    .outsidePlan,
                    Text(
                        "项目\(code)未列入计划（台账中有计划的年度：\(known.joined(separator: "、"))）",
                        "project \(code) is in no plan (years with plans on record: \(known.joined(separator: ", ")))"),
                    note("计划", "planned"))
            }
            return nil
        }
    }

    static func overspent(_ payments: MoneyPayments) -> [MoneyFinding] {
        let given = Dictionary(grouping: payments.disbursements, by: place)
        return Dictionary(grouping: payments.expenditures, by: place).sorted { $0.key < $1.key }.compactMap { name, entries in
            let disbursed = given[name] ?? []
            guard entries.fen > disbursed.fen, let first = entries.first else { return nil }
            return MoneyFinding(
                list: .overspent, district: first.district, programme: first.text("programme"), document: "",
                project: first.text("project"), amount: entries.fen - disbursed.fen, days: nil,
                text: Text("支出累计超过拨付累计", "more was spent than disbursed"), left: side("支出", "spent", fen: entries.fen, first.page),
                right: side("拨付", "disbursed", fen: disbursed.fen, disbursed.first?.page))
        }
    }
}
