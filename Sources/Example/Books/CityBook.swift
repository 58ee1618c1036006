import Ledgers
import Quantities

/// What the city office files about the year as a whole: targets, causes, audited scores.
enum CityBook {
    static func targets(_ city: Region, scale: Int) -> Book {
        var book = Book(.targets)
        for target in PublishedTargets.all {
            let value = target.indicator == "subsidised_households" ? target.value * scale : target.value
            book.rows.append(
                BookRow(
                    district: city.code, period: Period(year: ExampleCity.year),
                    cells: [.text(target.indicator), .decimal(value, exponent: target.exponent), .blank, .date(day(2, 15)), .blank]))
        }
        return book
    }

    /// Causes for three of the four targets exceeded by more than 30 %. Resettlement homes started (173.66 %) have none, as in the
    /// published report, which gives no cause for any; so the evaluation has something to ask for.
    static func explanations(_ city: Region) -> Book {
        var book = Book(.explanations)
        let causes = [
            (
                "rental.output.bonded_basically_complete", "结转项目集中竣工，竣工数与基本建成计划口径不同（样例）", "下一年度按统一口径分解基本建成计划（样例）"
            ),
            ("rental.output.public_raised", "部分项目手续办理提前，纳入当年筹集（样例）", "年度计划编制时充分考虑项目成熟度（样例）"),
            ("redevelopment.output.basically_complete", "上年度受工期影响的安置房在当年建成（样例）", "加强分年度进度衔接（样例）"),
        ]
        for (subject, cause, measure) in causes {
            book.rows.append(
                BookRow(
                    district: city.code, period: Period(year: ExampleCity.year),
                    cells: [.text(subject), .text(cause), .text(measure), .text("样例负责人"), .date(day(1, 20, year: ExampleCity.year + 1))]))
        }
        return book
    }

    /// One score that a made-up assessor audited lower than the city did.
    static func auditedScores(_ city: Region) -> Book {
        var book = Book(.auditedScores)
        book.rows.append(
            BookRow(
                district: city.code, period: Period(year: ExampleCity.year),
                cells: [
                    .text("redevelopment.output.started"), .decimal(18, exponent: 0), .text("超出计划较多且未说明原因，酌情核减（样例）"), .text("样例第三方机构"),
                ]))
        return book
    }
}
