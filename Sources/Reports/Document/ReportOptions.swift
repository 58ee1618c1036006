public import Quantities

/// The outline a report follows.
public enum ReportTemplate: String, Sendable, Codable, CaseIterable {
    /// A chapter a programme, each with 资金管理, 项目管理 and 产出效益: the outline of Beijing's published report.
    case programmes
    /// 目标分解下达, 完成情况分析, 偏离原因, 结果应用, 其他: the outline the Ministry of Finance's yearly notices ask for.
    case supervision

    public var title: Text {
        switch self {
        case .programmes: Text("分专项提纲", "By programme")
        case .supervision: Text("财政监管提纲", "As the finance ministry's notices ask")
        }
    }
}

/// What a report is made with, beside the evaluation.
public struct ReportOptions: Sendable, Hashable {
    /// Paper has tables of districts; a screen has charts, each with its table.
    public enum Medium: String, Sendable, Codable { case paper, screen }

    public var language: Language
    public var template: ReportTemplate
    public var medium: Medium
    /// The freeze the numbers are from; `nil` for a draft from the current pages.
    public var freeze: FreezeMark?
    /// The day printed at the end; none where `nil`.
    public var date: CivilDate?
    /// Those who sign: 北京市住房和城乡建设委员会, 北京市财政局.
    public var bodies: [Text]
    /// What an assessor found; a chapter of its own where there is any.
    public var assessed: [AssessedFigure] = []

    public init(
        language: Language = .chinese, template: ReportTemplate = .programmes, medium: Medium = .paper, freeze: FreezeMark? = nil,
        date: CivilDate? = nil, bodies: [Text] = []
    ) {
        self.language = language
        self.template = template
        self.medium = medium
        self.freeze = freeze
        self.date = date
        self.bodies = bodies
    }
}
