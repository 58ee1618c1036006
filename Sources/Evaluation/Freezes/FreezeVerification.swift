import Ledgers
import Quantities
import Store

/// Verifies every freeze: its row, its root, its pages, its place in the chain, and its numbers computed again from its own bytes.
struct FreezeVerification {
    let evaluator: Evaluator
    let trusted: TrustedTallies

    private struct Stored: Sendable {
        let freeze: Freeze
        let seal: Digest256
        let pages: [(page: Int64, seal: Digest256)]
        let materials: [YearModel.Material]
        let results: FrozenResults
        let versions: [PageVersion]
        let isInJournal: Bool
    }

    func run(_ before: VerifyReport) async throws -> VerifyReport {
        var report = before
        let access = evaluator.access
        let freezes: [(freeze: Freeze, seal: Digest256)]
        do {
            freezes = try await evaluator.database.read { try FreezeRows.list($0, access) }
        } catch {
            report.add("V008", "freezes", "封账记录无法读取：\(error)", "freezes cannot be read: \(error)")
            return report
        }
        try await checkChain(freezes.map(\.freeze), &report)
        for (freeze, seal) in freezes {
            report.freezes += 1
            do {
                let stored = try await evaluator.database.read { try Self.stored($0, access, freeze, seal) }
                check(stored, &report)
                try await recompute(stored, &report)
            } catch let error as EvaluationError {
                report.add("V014", "freeze \(freeze.name)", error.text.zh, error.text.en)
            } catch {
                report.add("V014", "freeze \(freeze.name)", "无法读取：\(error)", "cannot be read: \(error)")
            }
        }
        return report
    }

    private static func stored(_ connection: any Connection, _ access: Access, _ freeze: Freeze, _ seal: Digest256) throws -> Stored {
        let pages = try FreezeRows.pages(connection, access, freeze)
        let journal = try connection.rows(
            "SELECT commitment FROM journal WHERE city = ? AND act = ? AND subject = ?",
            [.text(access.city.digits), .text(Freezes.act), .text(freeze.name)])
        return Stored(
            freeze: freeze, seal: seal, pages: pages, materials: try FreezeRows.materials(connection, access, freeze),
            results: try FreezeRows.results(connection, access, freeze),
            versions: try Pages.numbered(connection, access, pages.map(\.page)),
            isInJournal: try journal.contains { try $0.blob(0) == freeze.root.bytes })
    }

    /// Numbers count from 1, each names the root before it, and the journal knows no other.
    private func checkChain(_ freezes: [Freeze], _ report: inout VerifyReport) async throws {
        for (year, chain) in Dictionary(grouping: freezes, by: \.year).sorted(by: { $0.key < $1.key }) {
            for (index, freeze) in chain.enumerated() {
                let before = index > 0 ? chain[index - 1].root : nil
                guard freeze.number != Int64(index + 1) || freeze.previous != before else { continue }
                report.add("V012", "freeze \(freeze.name)", "与前一次封账不相连", "it does not follow the freeze before it (year \(year))")
            }
        }
        let city = evaluator.access.city.digits
        let told = try await evaluator.database.read { connection in
            try connection.rows("SELECT subject FROM journal WHERE city = ? AND act = ?", [.text(city), .text(Freezes.act)]).map {
                try $0.text(0)
            }
        }
        let names = Set(freezes.map(\.name))
        for name in told where !names.contains(name) {
            report.add("V012", "freeze \(name)", "日志中有该封账，数据表中没有", "the journal tells of it, the table does not hold it")
        }
    }

    private func check(_ stored: Stored, _ report: inout VerifyReport) {
        let freeze = stored.freeze
        let place = "freeze \(freeze.name)"
        if freeze.seal(city: evaluator.access.city) != stored.seal {
            report.add("V008", "freezes \(freeze.name)", "封账记录被改动", "its row was changed")
        }
        if !stored.isInJournal { report.add("V012", place, "日志中没有该封账", "the journal does not tell of it") }
        if stored.results.digest != freeze.results {
            report.add("V009", place, "存储的数、得分或表述被改动", "its stored figures, scores or sentences were changed")
        }
        if FreezeMaterials.root(pages: stored.pages, materials: stored.materials, results: freeze.results) != freeze.root {
            report.add("V009", place, "由账页、文件和结果算出的根与记录不符", "its pages, files and results do not give its root")
        }
        let versions = Dictionary(stored.versions.map { ($0.page, $0) }) { first, _ in first }
        for (page, seal) in stored.pages {
            if let version = versions[page] {
                if version.seal != seal {
                    report.add(
                        "V010", "\(place) \(version.address) (page \(page))", "封账后账页记录被改动", "the page's row was changed after the freeze")
                }
            } else {
                report.add("V010", "\(place) (page \(page))", "封账所依据的账页已不存在", "a page it covers is gone")
            }
        }
    }

    /// The freeze's own files over the freeze's own pages must give its figures, scores and sentences.
    private func recompute(_ stored: Stored, _ report: inout VerifyReport) async throws {
        let place = "freeze \(stored.freeze.name)"
        let ownSheets = Array(FreezeMaterials.sheetText.utf8)
        guard stored.materials.first(where: { $0.name == FreezeMaterials.sheets })?.bytes == ownSheets else {
            report.add(
                "V013", place, "封账时的表样与本程序不同，未重算", "its sheets differ from this program's; its numbers were not computed again")
            return
        }
        guard stored.versions.count == stored.pages.count else { return }
        let years = Array("years/".utf8)
        let model = try YearModel(
            year: stored.freeze.year, materials: stored.materials.filter { $0.name.utf8.starts(with: years) },
            regions: evaluator.model.regions)
        let snapshot = Snapshot(year: stored.freeze.year, pages: stored.versions, isCurrent: false)
        let own = Evaluator(model: model, database: evaluator.database, access: evaluator.access)
        let expected = FrozenResults(try await own.evaluate(snapshot, trusted: trusted))
        func compare<Item: Equatable>(_ kind: String, _ a: [Item], _ b: [Item], _ name: (Item) -> String, _ shown: (Item) -> String) {
            let known = Dictionary(a.map { (name($0), $0) }) { first, _ in first }
            for item in b where known[name(item)] != item {
                let stored = known[name(item)].map(shown) ?? "—"
                report.add(
                    "V011", "\(kind) \(place) \(name(item))", "封账记录为\(stored)，按封账的账页重算为\(shown(item))",
                    "stored is \(stored); its pages give \(shown(item))")
            }
            let right = Set(b.map(name))
            for item in a where !right.contains(name(item)) {
                report.add("V011", "\(kind) \(place) \(name(item))", "多出的记录", "a row that its pages do not give")
            }
        }
        compare("freeze_figures", stored.results.figures, expected.figures, \.tag) { "\($0.value?.description ?? "—")（\($0.printed)）" }
        compare("freeze_scores", stored.results.scores, expected.scores, \.subject) { $0.score?.description ?? "—" }
        compare("freeze_statements", stored.results.statements, expected.statements, { "\($0.place) \($0.subject)" }) { "“\($0.text.zh)”" }
    }
}
