import Claims
import Evaluation
import Foundation
import Quantities

/// The figures of an evaluated year, with the words the year's own sentences use of them.
enum KnownFigures {
    static func of(_ year: Int, in directory: String) async throws -> [KnownFigure] {
        guard FileManager.default.fileExists(atPath: directory) else {
            throw ClaimError(
                .notFound, place: directory, Text("找不到数据目录：\(directory)", "no such data directory: \(directory)"))
        }
        let result = try await Workplace.with(directory) { workplace in
            let evaluator = try workplace.evaluator(year)
            return try await evaluator.evaluate(evaluator.current())
        }
        return known(result)
    }

    /// The figures of the city and of its districts, and targets that are numbers of a scheme.
    static func known(_ result: EvaluationResult) -> [KnownFigure] {
        let words = words(result)
        var known: [KnownFigure] = result.figures.values.compactMap { figure in
            guard let value = figure.value else { return nil }
            let region = figure.reference.region.flatMap { result.model.regions[$0] }
            return KnownFigure(
                id: figure.reference.tag, title: figure.title,
                words: [figure.title.zh] + (words[figure.reference] ?? []), place: region?.name.zh, value: value, unit: figure.unit,
                format: figure.format)
        }
        // Targets that are numbers of the scheme and no figures: 满意度不低于80%.
        for indicator in result.programmes.flatMap(\.indicators) {
            guard let target = indicator.target, target.figure == nil, let value = target.value else { continue }
            known.append(
                KnownFigure(
                    id: indicator.indicator.id + ".target", title: indicator.indicator.title, words: [indicator.indicator.title.zh],
                    value: value, unit: target.unit, format: target.format))
        }
        return known.sorted { $0.id < $1.id }
    }

    /// The text before each figure in the sentences that state it, and the few words after.
    private static func words(_ result: EvaluationResult) -> [FigureReference: [String]] {
        var words: [FigureReference: [String]] = [:]
        let sections = result.programmes.flatMap(\.sections)
        for statement in sections.flatMap({ $0.statements + $0.indicators.flatMap(\.statements) }) {
            var before = ""
            for span in statement.zh {
                switch span {
                case .text(let text):
                    before += text
                case .figure(let reference, let printed, _):
                    words[reference, default: []].append(String(String.UnicodeScalarView(before.unicodeScalars.suffix(48))))
                    before += printed
                }
            }
        }
        return words
    }
}
