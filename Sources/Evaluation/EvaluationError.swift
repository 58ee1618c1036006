public import Quantities

/// What can go wrong on the floor of evaluation.
///
/// | code | meaning |
/// |---|---|
/// | E001 | the year's data has faults; ``problems`` lists every one |
/// | E002 | there is no data for the year |
/// | E003 | no figure of this name |
/// | E004 | the entries do not add up to the number shown |
/// | E005 | a sum passes 64 bits |
/// | E006 | nothing differs from the last freeze |
/// | E007 | no freeze of this name, or several |
/// | E008 | a stored freeze is damaged |
/// | E009 | the page does not belong to the figure |
/// | E010 | not the whole city is in scope |
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let code: String
    public let text: Text
    /// Faults of the year's data, with their places.
    public let problems: [Problem]

    /// One fault in a file of the year's data.
    public struct Problem: Sendable, Hashable, Codable {
        public let file: String
        /// Counted from 1; 0 where the whole file is meant.
        public let line: Int
        /// `measures[3].where.housing`.
        public let path: String
        public let text: Text

        public init(file: String, line: Int, path: String, text: Text) {
            self.file = file
            self.line = line
            self.path = path
            self.text = text
        }
    }

    init(_ code: String, _ text: Text, problems: [Problem] = []) {
        self.code = code
        self.text = text
        self.problems = problems
    }

    public var description: String {
        ["\(code) \(text.zh) \(text.en)"].appending(problems.map { "\($0.file):\($0.line) \($0.path): \($0.text.zh) / \($0.text.en)" })
            .joined(separator: "\n")
    }

    static func faultyYear(_ problems: [Problem]) -> EvaluationError {
        EvaluationError(
            "E001", Text("年度数据文件有\(problems.count)处错误", "the year's data has \(problems.count) fault(s)"), problems: problems)
    }

    static func noYear(_ year: Int) -> EvaluationError {
        EvaluationError("E002", Text("没有\(year)年度的指标和评价方案", "there is no data for the year \(year)"))
    }

    static func unknownFigure(_ tag: String) -> EvaluationError {
        EvaluationError("E003", Text("没有名为“\(tag)”的数", "there is no figure “\(tag)”"))
    }

    static func doesNotAddUp(_ tag: String, shown: String, entries: String) -> EvaluationError {
        EvaluationError(
            "E004",
            Text(
                "“\(tag)”的数与其明细不符：数为\(shown)，明细合计为\(entries)。请运行 anju verify",
                "“\(tag)” is \(shown) but its entries add up to \(entries). Run anju verify"))
    }

    static func overflow(_ measure: String) -> EvaluationError {
        EvaluationError("E005", Text("“\(measure)”的合计超出范围", "the sum of “\(measure)” is out of range"))
    }

    static func unchanged(_ freeze: String) -> EvaluationError {
        EvaluationError("E006", Text("与封账\(freeze)相比没有任何变化，不再封账", "nothing differs from freeze \(freeze); no new one is made"))
    }

    static func noFreeze(_ name: String, matches: Int) -> EvaluationError {
        EvaluationError(
            "E007",
            matches == 0
                ? Text("没有名为“\(name)”的封账", "there is no freeze “\(name)”")
                : Text("“\(name)”对应\(matches)个封账，请多写几位", "“\(name)” stands for \(matches) freezes; write more of it"))
    }

    static func damagedFreeze(_ name: String, _ what: Text) -> EvaluationError {
        EvaluationError("E008", Text("封账\(name)已损坏：\(what.zh)", "freeze \(name) is damaged: \(what.en)"))
    }

    static func foreignPage(_ address: String, _ tag: String) -> EvaluationError {
        EvaluationError("E009", Text("账页\(address)不属于“\(tag)”", "page \(address) does not belong to “\(tag)”"))
    }

    static let notWholeCity = EvaluationError("E010", Text("封账和校验需要全市范围的权限", "a freeze and a verification need the whole city in scope"))
}

extension Array {
    func appending(_ more: [Element]) -> [Element] { self + more }
}
